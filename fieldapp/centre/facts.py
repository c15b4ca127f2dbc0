"""Facts about the database itself: which life it is in, whose it is, where it was last reached."""

from __future__ import annotations

import secrets
from enum import Enum

from sqlalchemy import Connection, delete, insert, select, update

from fieldapp.centre.database.tables import device, fact


class Fact(Enum):
    """What is remembered."""

    EPOCH = "epoch"
    ADDRESS = "address"
    COMPACTED_AT = "compacted-at"
    FORMER_EPOCHS = "former-epochs"
    GENERATION = "generation"


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
    """Begin another life of this database, after a restore, and return its name (SYNC.md rule 3).

    Nothing of it is in a backup yet: tablets keep what they have until one was made.
    """
    known, fresh = read(connection, Fact.EPOCH), secrets.token_hex(8)
    if known is not None:
        write(connection, Fact.FORMER_EPOCHS, " ".join((*former_epochs(connection), known)))
    write(connection, Fact.EPOCH, fresh)
    connection.execute(update(device).values(backed_up_seq=0))
    return fresh


def former_epochs(connection: Connection) -> tuple[str, ...]:
    """Return the lives that this database had before, oldest first."""
    return tuple((read(connection, Fact.FORMER_EPOCHS) or "").split())


def generation(connection: Connection) -> int:
    """Return how often a start or a finished backup was counted: a copy from before knows less of them."""
    return int(read(connection, Fact.GENERATION) or 0)


def count_up(connection: Connection, least: int = 0) -> int:
    """Count one more start or backup, at least up to `least`; return the number."""
    fresh = max(generation(connection) + 1, least)
    write(connection, Fact.GENERATION, str(fresh))
    return fresh
