"""Opening the database and its two kinds of transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from fieldapp.centre.database import migrate
from fieldapp.domain.errors import NotFound

_WRITES = "fieldapp_writes"
_BUSY_SECONDS = 30
_FILE_NAME = "centre.sqlite"


@dataclass(frozen=True, slots=True)
class Database:
    """The centre's data. A transaction is committed when its block ends, and undone when an exception leaves it."""

    engine: Engine

    @classmethod
    def open(cls, folder: Path) -> Database:
        """Open (and bring up to date) the SQLite file of a data folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls.open_url(f"sqlite:///{folder / _FILE_NAME}")

    @classmethod
    def open_existing(cls, folder: Path) -> Database:
        """Open the file of a data folder that has one. Raises NotFound("centre.no-data"); then nothing is made."""
        if not (folder / _FILE_NAME).is_file():
            raise NotFound("centre.no-data", folder=str(folder))
        return cls.open(folder)

    @classmethod
    def open_url(cls, url: str) -> Database:
        """Open (and bring up to date) the database at an SQLAlchemy address."""
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS} if url.startswith("sqlite") else {})
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        database = cls(engine)
        with database.write() as connection:
            migrate.upgrade(connection)
        return database

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that may change things; on SQLite it waits for the one writer there can be."""
        with self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one consistent state."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own way of opening transactions comes too late for BEGIN IMMEDIATE: switched off.
    raw: Any = connection
    raw.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "fullfsync=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
