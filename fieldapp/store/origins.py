"""Where the events of this tablet were first written, if it had another name then (SYNC.md rule 12)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Integer, Table, Text, insert, select

from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.store.tables import METADATA
from fieldapp.wire.messages import EventOrigin

MOVED_EVENT = Table(
    "moved_event",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("device_id", Text, nullable=False),
    Column("first_seq", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)
"""Where events were first written that came along when this tablet got another name (SYNC.md rule 12)."""


def of_events(connection: Connection, first: int, last: int) -> tuple[EventOrigin, ...]:
    """Return the origins of the events from `first` to `last`, in order; most tablets have none."""
    query = select(MOVED_EVENT).where(MOVED_EVENT.c.seq.between(first, last)).order_by(MOVED_EVENT.c.seq)
    return tuple(
        EventOrigin(seq=row.seq, device_id=DeviceId(row.device_id), first_seq=row.first_seq, chain=Sha256(row.digest))
        for row in connection.execute(query)
    )


def write(connection: Connection, origins: Iterable[EventOrigin]) -> None:
    """Remember them."""
    rows = [
        {"seq": one.seq, "device_id": one.device_id, "first_seq": one.first_seq, "digest": one.chain} for one in origins
    ]
    if rows:
        connection.execute(insert(MOVED_EVENT), rows)
