"""The database file of one device: opened once, one writing connection, readers of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, get_ident
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from fieldapp.domain.time_window import ClockEvidence
from fieldapp.store import blob_files, meta, problems
from fieldapp.store.clock import DeviceClock, wall_clock_jump
from fieldapp.store.connections import reading_engine, refuse_plain_file, use_write_ahead_log, writing_engine
from fieldapp.store.failures import translated
from fieldapp.store.migrations import file_version, migrate
from fieldapp.store.outbox_rows import last_evidence
from fieldapp.store.tables import BLOB
from fieldapp.trust.single_copy import SingleCopy

FILE_NAME = "fieldapp.db"
LOCK_NAME = "in-use.lock"


class Database:
    """An open data folder. Made by `open_database`; `close` gives it free for another copy of the program."""

    def __init__(self, folder: Path, key: bytes, clock: DeviceClock, copy: SingleCopy) -> None:
        """Open connections and bring the tables up to date; errors as `open_database`."""
        self.folder = folder
        self.clock = clock
        self._copy = copy
        path = folder / FILE_NAME
        self._writer = writing_engine(path, key)
        self._readers = reading_engine(path, key)
        self._lock = Lock()
        self._owner: int | None = None
        self.clock_evidence: ClockEvidence | None = None
        with translated():
            self._connection = self._prepare(path)
        try:
            self._catch_up()
        except BaseException:
            self._connection.close()
            self._readers.dispose()
            raise

    def _prepare(self, path: Path) -> Connection:
        """Return the writing connection of an up-to-date, encrypted file; a file of a later program stays as it is."""
        connection = self._writer.connect()
        try:
            file_version(connection)
            connection.rollback()
            use_write_ahead_log(connection)
            refuse_plain_file(path)
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _catch_up(self) -> None:
        """Take over what the last run knew: the clock's offset and reading; sweep files that no row names."""
        with self.writing() as connection:
            known = meta.read(connection, meta.CLOCK_OFFSET, meta.ClockOffset)
            if known is not None:
                self.clock.set_offset(known.offset, known.measured_at)
            self.clock_evidence = last_evidence(connection)
            self.watch_clock(connection)
            kept = set(connection.execute(select(BLOB.c.sha256).where(BLOB.c.file_key.is_not(None))).scalars())
        with translated():
            blob_files.sweep(self.blob_folder, kept)

    @property
    def blob_folder(self) -> Path:
        """Return the folder of the sealed large files."""
        return self.folder / "blobs"

    def watch_clock(self, connection: Connection) -> None:
        """Compare the clocks with their last reading; a changed wall clock becomes a problem row ("clock.changed")."""
        present = self.clock.evidence()
        before, self.clock_evidence = self.clock_evidence, present
        jump = wall_clock_jump(before, present) if before is not None else None
        if jump is not None:
            minutes = round(jump.total_seconds() / 60)
            problems.report(connection, problems.CLOCK, "", "clock.changed", {"minutes": str(minutes)}, present.wall_at)

    def begin_writing(self) -> WriteTransaction:
        """Begin a transaction; waits for the one under way on another thread."""
        return WriteTransaction(self)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the writing connection inside a transaction that is committed when the block ends well."""
        with WriteTransaction(self) as transaction, translated():
            yield transaction.connection
            transaction.commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a reading connection: one consistent state for the whole block, never waiting for a writer."""
        with translated(), self._readers.begin() as connection:
            yield connection

    @property
    def is_mine(self) -> bool:
        """Tell whether a transaction of this very thread is under way."""
        return self._owner == get_ident()

    def take_writer(self) -> Connection:
        """Take the writing connection for this thread. Raises RuntimeError for a transaction inside another."""
        if self.is_mine:
            raise RuntimeError("a transaction inside a transaction of the same thread")
        self._lock.acquire()
        self._owner = get_ident()
        return self._connection

    def give_writer_back(self) -> None:
        """Let the next thread write."""
        self._owner = None
        self._lock.release()

    def close(self) -> None:
        """Close all connections, after the transaction under way; the folder is free afterwards."""
        with self._lock:
            self._connection.close()
            self._writer.dispose()
            self._readers.dispose()
            self._copy.release()


class WriteTransaction:
    """The write lock and a transaction on the one writing connection; rolled back unless `commit` was reached."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.connection = database.take_writer()
        self._clock_before = database.clock_evidence
        try:
            with translated():
                self._transaction = self.connection.begin()
        except BaseException:
            database.give_writer_back()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def commit(self) -> None:
        """Make everything durable."""
        with translated():
            self._transaction.commit()

    def end(self) -> None:
        """Roll back what was not committed and give the connection back."""
        try:
            if self._transaction.is_active:
                self._database.clock_evidence = self._clock_before
            with translated():
                self._transaction.close()
        finally:
            self._database.give_writer_back()


def open_database(folder: Path, key: bytes, clock: DeviceClock) -> Database:
    """Open or create the data folder with its raw 32-byte key.

    Raises StoreBusy("store.in-use") for a second copy, StoreDamaged("store.unreadable") for another key or a broken
    file, StoreDamaged("store.not-encrypted"), StoreError("store.newer") and StoreFull("store.full").
    """
    with translated():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy = SingleCopy(folder / LOCK_NAME, in_use="store.in-use")
    try:
        return Database(folder, key, clock, copy)
    except BaseException:
        copy.release()
        raise
