"""Who brought which tablet's bundle, and when: a line for the page of tablets, added and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from fieldapp.centre.database.bundle_tables import bundle
from fieldapp.domain.ids import DeviceId

_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBundle:
    """One file that came by stick: events `first_seq` to `last_seq`, `new_events` of them not known before.

    `code` says why the centre did not take it all, "" where it did.
    """

    device_id: DeviceId
    brought_by: str
    brought_at: datetime
    made_at: datetime
    first_seq: int
    last_seq: int
    new_events: int
    files: int
    code: str = ""


def note(connection: Connection, brought: BroughtBundle) -> None:
    """Add the line."""
    row = {
        "device_id": brought.device_id,
        "brought_by": brought.brought_by[:_NAME_LENGTH],
        "brought_at": brought.brought_at,
        "made_at": brought.made_at,
        "first_seq": brought.first_seq,
        "last_seq": brought.last_seq,
        "new_events": brought.new_events,
        "files": brought.files,
        "code": brought.code,
    }
    connection.execute(insert(bundle).values(**row))


def read_brought(connection: Connection) -> tuple[BroughtBundle, ...]:
    """Return every line, the oldest first."""
    rows = connection.execute(select(bundle).order_by(bundle.c.id))
    return tuple(
        BroughtBundle(
            device_id=DeviceId(row.device_id),
            brought_by=row.brought_by,
            brought_at=row.brought_at,
            made_at=row.made_at,
            first_seq=row.first_seq,
            last_seq=row.last_seq,
            new_events=row.new_events,
            files=row.files,
            code=row.code,
        )
        for row in rows
    )
