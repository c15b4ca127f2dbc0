"""Opening the database and its two kinds of transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from fieldapp.centre.database import migrate
from fieldapp.domain.errors import NotFound, StoreError
from fieldapp.trust.private_file import private_file, private_folder

_WRITES = "fieldapp_writes"
_BUSY_SECONDS = 30
_FILE_NAME = "centre.sqlite"
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CLOSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH}
_PRIMARY = 0xFF
"""SQLite's extended codes carry the primary one in their lowest byte."""


@dataclass(frozen=True, slots=True)
class Database:
    """The centre's data. A transaction is committed when its block ends, and undone when an exception leaves it."""

    engine: Engine

    @classmethod
    def open(cls, folder: Path) -> Database:
        """Open (and bring up to date) the SQLite file of a data folder, closed to everybody else on the machine.

        Raises StoreError("centre.database-damaged" | "centre.database-unreadable" | "centre.database-newer").
        """
        try:
            private_folder(folder)
            private_file(folder / _FILE_NAME)  # SQLite gives its other files the rights of this one
            return cls.open_url(f"sqlite:///{folder / _FILE_NAME}")
        except (OSError, sqlite3.OperationalError, DBAPIError) as fault:
            if isinstance(fault, OSError) or _primary_code(fault) in _CLOSED:
                raise StoreError("centre.database-unreadable", folder=str(folder)) from fault
            raise

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
        try:
            with database.write() as connection:
                migrate.upgrade(connection)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that may change things; on SQLite it waits for the one writer there can be."""
        opened = self.engine.execution_options(**{_WRITES: True})
        with self._damage_named(), opened.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one consistent state."""
        with self._damage_named(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        """Raise StoreError("centre.database-damaged") for a file that SQLite finds broken, whenever it finds it."""
        try:
            yield
        except (sqlite3.DatabaseError, DBAPIError) as fault:
            if _primary_code(fault) not in _DAMAGED:
                raise
            folder = Path(self.engine.url.database or "").parent
            raise StoreError("centre.database-damaged", folder=str(folder)) from fault

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _primary_code(fault: Exception) -> int:
    """Return SQLite's primary result code, -1 for a fault that has none."""
    found = fault.orig if isinstance(fault, DBAPIError) else fault
    return found.sqlite_errorcode & _PRIMARY if isinstance(found, sqlite3.Error) and _has_code(found) else -1


def _has_code(fault: sqlite3.Error) -> bool:
    # Errors of the module itself, as for a closed connection, come without a code of SQLite.
    return hasattr(fault, "sqlite_errorcode")


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
