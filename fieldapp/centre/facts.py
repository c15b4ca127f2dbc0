"""Facts about the database itself: which life it is in, whose it is, where it was last reached."""

from __future__ import annotations

import secrets
from enum import Enum

from sqlalchemy import Connection, delete, insert, select

from fieldapp.centre.database.tables import fact


class Fact(Enum):
    """What is remembered."""

    EPOCH = "epoch"
    ADDRESS = "address"
    COMPACTED_AT = "compacted-at"


def read(connection: Connection, name: Fact) -> str | None:
    """Return the fact, or None where it was never written."""
    return connection.execute(select(fact.c.value).where(fact.c.name == name.value)).scalar_one_or_none()


def write(connection: Connection, name: Fact, value: str) -> None:
    """Remember the fact in place of what was known."""
    connection.execute(delete(fact).where(fact.c.name == name.value))
    connection.execute(insert(fact).values(name=name.value, value=value))


def begin_epoch(connection: Connection) -> str:
    """Return this database's epoch, beginning one where there is none (SYNC.md, Model)."""
    known = read(connection, Fact.EPOCH)
    if known is not None:
        return known
    return renew_epoch(connection)


def renew_epoch(connection: Connection) -> str:
    """Begin another life of this database, after a restore, and return its name (SYNC.md rule 3)."""
    fresh = secrets.token_hex(8)
    write(connection, Fact.EPOCH, fresh)
    return fresh
