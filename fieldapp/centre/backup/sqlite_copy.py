"""SQLite's own way of copying a file that is in use, and reading the copy through."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from fieldapp.centre.backup.manifest import Contents, read_contents
from fieldapp.domain.errors import StoreError
from fieldapp.trust.private_file import private_file

_PAGES = 2000
"""Pages of a copy between two looks at the writers beside it: eight megabytes."""


def write(connection: Connection, target: Path) -> None:
    """Copy the database as this transaction sees it, whatever is written meanwhile. Raises OSError, sqlite3.Error."""
    private_file(target)
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode = DELETE")


def read(file: Path) -> Contents:
    """Look through every page of a copy and return what it holds. Raises StoreError("centre.backup-damaged")."""
    try:
        with reading(file) as connection:
            for check in ("integrity_check", "foreign_key_check"):
                found = connection.exec_driver_sql(f"PRAGMA {check}").all()
                if found not in ([], [("ok",)]):
                    raise StoreError("centre.backup-damaged", folder=str(file.parent), file=file.name)
            return read_contents(connection)
    except SQLAlchemyError as fault:
        raise StoreError("centre.backup-damaged", folder=str(file.parent), file=file.name) from fault


@contextmanager
def reading(file: Path) -> Iterator[Connection]:
    """Open a copy without changing a byte of it."""
    address = f"file:{quote(str(file))}?mode=ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), hide_parameters=True)
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()
