"""What tablets declared lost: numbers that a restored centre does not have and nobody can tell any more (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from fieldapp.centre.database.tables import event
from fieldapp.domain.ids import DeviceId
from fieldapp.wire.versions import HISTORY_LOST


@dataclass(frozen=True, slots=True, kw_only=True)
class LostHistory:
    """Events `first_seq` to `last_seq` of a device, declared lost at one contact."""

    device_id: DeviceId
    first_seq: int
    last_seq: int
    declared_at: datetime


def read_lost(connection: Connection) -> tuple[LostHistory, ...]:
    """Return what was declared lost, by device and number; neighbours of one contact are one entry."""
    # Such a row names no order: the index of orders leads to the few that do not.
    declared = (event.c.order_id.is_(None), event.c.kind == HISTORY_LOST)
    query = select(event.c.device_id, event.c.seq, event.c.received_at).where(*declared)
    found: list[LostHistory] = []
    for row in connection.execute(query.order_by(event.c.device_id, event.c.seq)):
        one = LostHistory(
            device_id=DeviceId(row.device_id), first_seq=row.seq, last_seq=row.seq, declared_at=row.received_at
        )
        last = found[-1] if found else None
        if last is not None and _follows(one, last):
            found[-1] = LostHistory(
                device_id=last.device_id,
                first_seq=last.first_seq,
                last_seq=one.last_seq,
                declared_at=last.declared_at,
            )
        else:
            found.append(one)
    return tuple(found)


def _follows(one: LostHistory, last: LostHistory) -> bool:
    same = (one.device_id, one.declared_at) == (last.device_id, last.declared_at)
    return same and one.first_seq == last.last_seq + 1
