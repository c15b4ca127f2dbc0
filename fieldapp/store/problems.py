"""What went wrong and has no row of its own: kept until it is right again, shown on the sync page (SYN-8)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.views.sync import SyncProblem
from fieldapp.store.instants import from_us, to_us
from fieldapp.store.kept import decode
from fieldapp.store.tables import PROBLEM
from fieldapp.wire.codec import encode

CLOCK = "clock"
DOCUMENT = "document"
DISK = "disk"
SCOPE = "scope"
BACKUP = "backup"


def report(connection: Connection, kind: str, key: str, code: str, fields: dict[str, str], at: datetime) -> None:
    """Write or replace the problem of `kind` with `key`."""
    row = insert(PROBLEM).values(kind=kind, key=key, code=code, fields=encode(fields), at_us=to_us(at))
    same = {name: row.excluded[name] for name in ("code", "fields", "at_us")}
    connection.execute(row.on_conflict_do_update(index_elements=[PROBLEM.c.kind, PROBLEM.c.key], set_=same))


def settle(connection: Connection, kind: str, key: str) -> None:
    """Remove a problem that is over."""
    connection.execute(delete(PROBLEM).where(PROBLEM.c.kind == kind, PROBLEM.c.key == key))


def keys(connection: Connection, kind: str) -> set[str]:
    """Return what has a problem of that kind."""
    return set(connection.execute(select(PROBLEM.c.key).where(PROBLEM.c.kind == kind)).scalars())


def listed(connection: Connection) -> tuple[SyncProblem, ...]:
    """Return all of them, newest first."""
    rows = connection.execute(select(PROBLEM).order_by(PROBLEM.c.at_us.desc()))
    return tuple(
        SyncProblem(
            event="",
            kind=row.kind if not row.key else row.key,
            order_number="",
            code=row.code,
            fields=decode(row.fields, dict[str, str]),
            at=from_us(row.at_us),
        )
        for row in rows
    )
