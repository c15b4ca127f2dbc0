"""How a connection to the encrypted file is opened: the raw key first, then what durability needs (SYNC.md rule 1)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, Pool, QueuePool

from fieldapp.domain.errors import StoreDamaged

PLAIN_HEADER = b"SQLite format 3\x00"
_SETTINGS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = FULL",
)
_MAC_SETTINGS = ("PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON")


def writing_engine(path: Path, key: bytes) -> Engine:
    """Return the engine of the one writing connection; its transactions take the write lock as they begin."""
    engine = _engine(path, key, NullPool, ())

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reading_engine(path: Path, key: bytes) -> Engine:
    """Return the engine of the readers: a few kept connections that cannot write, each transaction one state."""
    engine = _engine(path, key, QueuePool, ("PRAGMA query_only = ON",))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def keyed_connection(path: Path, key: bytes, *, immutable: bool = False, only_reading: bool = False) -> Any:
    """Return a connection of the driver that knows the key and nothing else.

    `immutable` reads a file without its log and leaves no trace; `only_reading` reads the log too, and leaves it there.
    """
    how = "immutable=1" if immutable else "mode=ro" if only_reading else "mode=rwc"
    address = f"{path.resolve().as_uri()}?{how}"
    raw = sqlcipher3.dbapi2.connect(address, isolation_level=None, check_same_thread=False, timeout=5.0, uri=True)
    # SQLCipher would print a wrong key's details to stderr; the failure itself is raised all the same.
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(_key_pragma(key))
    return raw


def use_write_ahead_log(connection: Connection) -> None:
    """Switch the file to WAL, where readers never wait for the writer; outside a transaction."""
    raw = connection.connection.driver_connection
    if raw is None:
        raise StoreDamaged("store.unreadable")
    raw.execute("PRAGMA journal_mode = WAL")


def refuse_plain_file(path: Path) -> None:
    """Make sure that the file is encrypted: a forgotten key writes plain text without complaint.

    Raises StoreDamaged("store.not-encrypted").
    """
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise StoreDamaged("store.not-encrypted")


def _key_pragma(key: bytes) -> str:
    """Return the statement that must come first. A raw key costs 2 ms a connection, a passphrase 430."""
    return f"PRAGMA key = \"x'{key.hex()}'\""


def _engine(path: Path, key: bytes, pool: type[Pool], more: tuple[str, ...]) -> Engine:
    """Return an engine whose connections know the key; it stands in no address and no log."""
    if len(key) != 32:
        raise ValueError("the data key has 32 bytes")

    def connect() -> object:
        raw = keyed_connection(path, key)
        for setting in (*_SETTINGS, *(_MAC_SETTINGS if sys.platform == "darwin" else ()), *more):
            raw.execute(setting)
        return raw

    return create_engine("sqlite://", module=sqlcipher3.dbapi2, creator=connect, poolclass=pool, hide_parameters=True)
