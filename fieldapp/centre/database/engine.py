"""Opening the database and its two kinds of transaction; what is SQLite's or PostgreSQL's alone stands beside this."""

from __future__ import annotations

import logging
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from fieldapp.centre.database import migrate, postgresql, sqlite
from fieldapp.centre.database.address import shown
from fieldapp.centre.settings import CentreSettings, PoolLimits
from fieldapp.domain.errors import NotFound, StoreBusy, StoreError
from fieldapp.trust.private_file import private_file, private_folder

SQLITE_FILE = "centre.sqlite"
_ATTEMPTS = 6
_FIRST_PAUSE = 0.01
"""Seconds, doubled with each attempt and shortened by chance, so that two who met do not meet again."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Database:
    """The centre's data. A transaction is committed when its block ends, and undone when an exception leaves it."""

    engine: Engine

    @classmethod
    def of(cls, settings: CentreSettings) -> Database:
        """Open (and bring up to date) the database that the settings name; raises what `open` and `open_url` raise."""
        if settings.database is None:
            return cls.open(settings.data)
        return cls.open_url(settings.database, settings.pool)

    @classmethod
    def of_existing(cls, settings: CentreSettings) -> Database:
        """Open one that is there. Raises NotFound("centre.no-data" | "centre.no-data-there"); then nothing is made."""
        if settings.database is None:
            return cls.open_existing(settings.data)
        with _closed_on_failure(cls(postgresql.engine_for(settings.database, settings.pool))) as database:
            with database._reached(), database.read() as connection:
                revision = migrate.revision_of(connection)
            if revision is None:
                raise NotFound("centre.no-data-there", database=shown(settings.database))
            return database._brought_up_to_date()

    @classmethod
    def open(cls, folder: Path) -> Database:
        """Open (and bring up to date) the SQLite file of a data folder, closed to everybody else on the machine.

        Raises StoreError("centre.database-damaged" | "centre.database-unreadable" | "centre.database-newer").
        """
        try:
            private_folder(folder)
            private_file(folder / SQLITE_FILE)  # SQLite gives its other files the rights of this one
            return cls.open_url(f"sqlite:///{folder / SQLITE_FILE}")
        except (OSError, sqlite3.OperationalError, DBAPIError) as fault:
            if isinstance(fault, OSError) or sqlite.is_closed_to_us(fault):
                raise StoreError("centre.database-unreadable", folder=str(folder)) from fault
            raise

    @classmethod
    def open_existing(cls, folder: Path) -> Database:
        """Open the file of a data folder that has one. Raises NotFound("centre.no-data"); then nothing is made."""
        if not (folder / SQLITE_FILE).is_file():
            raise NotFound("centre.no-data", folder=str(folder))
        return cls.open(folder)

    @classmethod
    def open_url(cls, url: str | URL, limits: PoolLimits | None = None) -> Database:
        """Open (and bring up to date) the database at an SQLAlchemy address.

        Raises StoreError("centre.database-newer"), and of PostgreSQL StoreError("centre.database-unreachable" |
        "centre.database-unsuitable").
        """
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            engine = sqlite.engine_for(address.render_as_string(hide_password=False))
        else:
            engine = postgresql.engine_for(address, limits or PoolLimits())
        with _closed_on_failure(cls(engine)) as database:
            return database._brought_up_to_date()

    @property
    def serves_several(self) -> bool:
        """Tell whether several processes may write at the same time."""
        return self.engine.dialect.name != "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that may change things; on SQLite it waits for the one writer there can be.

        Raises StoreBusy("centre-busy") when PostgreSQL has no time, or StoreError("centre.database-damaged").
        """
        with self._faults_named(), self._writing() as connection:
            yield connection

    def transact(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in such a transaction, from its beginning again where another writer stood in its way.

        What several workers do at the same time is done so; `work` leaves nothing behind but what it returns.
        Raises what `write` raises, after a bounded number of attempts.
        """
        with self._faults_named():
            for attempt in range(_ATTEMPTS - 1):
                try:
                    with self._writing() as connection:
                        return work(connection)
                except DBAPIError as fault:
                    if not (self.serves_several and postgresql.met_another(fault)):
                        raise
                    _log.info("two writers met; one begins again")
                time.sleep(random.uniform(0, _FIRST_PAUSE * 2**attempt))
            with self._writing() as connection:
                return work(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one consistent state."""
        engine = postgresql.reading(self.engine) if self.serves_several else self.engine
        with self._faults_named(), engine.connect() as connection, connection.begin():
            yield connection

    def migrate(self, revision: str | None = None, *, may_lose: bool = False) -> str:
        """Bring the tables up to date, or to a revision, down only where what is newer may be lost; return which it is.

        Raises StoreError("centre.database-newer"), BadInput("centre.revision-unknown"),
        Refused("centre.revision-loses").
        """
        with self.write() as connection:
            if self.serves_several:
                postgresql.hold_for_migration(connection)
            if revision is None:
                migrate.upgrade(connection)
            else:
                migrate.move_to(connection, revision, may_lose=may_lose)
            return migrate.revision_of(connection) or ""

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def _brought_up_to_date(self) -> Database:
        with self._reached():
            self.migrate()
        return self

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        engine = self.engine if self.serves_several else self.engine.execution_options(**{sqlite.WRITES: True})
        with engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Say of a database that cannot be reached at the start which one it is, and what the driver said."""
        try:
            yield
        except StoreBusy as busy:
            said = str(getattr(busy.__cause__, "orig", busy.__cause__)).strip().splitlines() or [""]
            raise StoreError(
                "centre.database-unreachable", database=shown(self.engine.url), reason=said[0]
            ) from busy.__cause__

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        """Give a broken file, and a database that has no time, their names, whenever that is found."""
        try:
            yield
        except (sqlite3.DatabaseError, SQLAlchemyError) as fault:
            if self.serves_several and isinstance(fault, SQLAlchemyError) and postgresql.is_busy(fault):
                raise StoreBusy("centre-busy") from fault
            if not sqlite.is_damage(fault):
                raise
            folder = Path(self.engine.url.database or "").parent
            raise StoreError("centre.database-damaged", folder=str(folder)) from fault


@contextmanager
def _closed_on_failure(database: Database) -> Iterator[Database]:
    try:
        yield database
    except BaseException:
        database.close()
        raise
