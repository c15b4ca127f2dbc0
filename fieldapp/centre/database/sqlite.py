"""SQLite behind the centre, for one desk: durable, one writer at a time, its own damage told from other failures."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

WRITES = "fieldapp_writes"
"""The execution option of a transaction that may change things."""

_BUSY_SECONDS = 30
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CLOSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH}
_PRIMARY = 0xFF
"""SQLite's extended codes carry the primary one in their lowest byte."""


def engine_for(url: str) -> Engine:
    """Return the engine of a file."""
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_damage(fault: Exception) -> bool:
    """Tell whether SQLite found its file broken."""
    return _primary_code(fault) in _DAMAGED


def is_closed_to_us(fault: Exception) -> bool:
    """Tell whether the operating system keeps the file from us."""
    return _primary_code(fault) in _CLOSED


def _primary_code(fault: Exception) -> int:
    """Return SQLite's primary result code, -1 for a fault that has none."""
    found = fault.orig if isinstance(fault, DBAPIError) else fault
    return found.sqlite_errorcode & _PRIMARY if isinstance(found, sqlite3.Error) and _has_code(found) else -1


def _has_code(fault: sqlite3.Error) -> bool:
    # Errors of the module itself, as for a closed connection, come without a code of SQLite.
    return hasattr(fault, "sqlite_errorcode")


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own way of opening transactions comes too late for BEGIN IMMEDIATE: switched off.
    raw: Any = connection
    raw.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "fullfsync=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
