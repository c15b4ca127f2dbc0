"""The database file of one device: opened once, one writing connection, readers of their own."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import get_ident

from sqlalchemy import Connection, select

from fieldapp.domain.errors import StoreDamaged
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.store import (
    asides,
    backups,
    blob_files,
    checks,
    disk,
    former_name,
    journal,
    journaling,
    meta,
    outbox_rows,
    problems,
    recovery,
    recovery_note,
)
from fieldapp.store.checks import Cancelled
from fieldapp.store.clock import DeviceClock, wall_clock_jump
from fieldapp.store.connections import (
    keyed_connection,
    reading_engine,
    refuse_plain_file,
    use_write_ahead_log,
    writing_engine,
)
from fieldapp.store.failures import translated
from fieldapp.store.journal import Journal
from fieldapp.store.migrations import STEPS, file_version, migrate, refuse_newer, remove_copies
from fieldapp.store.recovery_note import Restored
from fieldapp.store.tables import BLOB
from fieldapp.store.taking_up import begin_after_backup, go_on, take_up
from fieldapp.store.transactions import WriteTransaction
from fieldapp.store.turns import Turns
from fieldapp.support.lines import milliseconds_since, noted
from fieldapp.trust.single_copy import SingleCopy

FILE_NAME = "fieldapp.db"
LOCK_NAME = "in-use.lock"
_log = logging.getLogger(__name__)


class Database:
    """An open data folder. Made by `open_database`; `close` gives it free for another copy of the program."""

    def __init__(
        self, folder: Path, key: bytes, clock: DeviceClock, copy: SingleCopy, restored: Restored | None = None
    ) -> None:
        """Open connections, look through the file if need be, bring tables and journal up to date.

        Errors as `open_database`; `restored` is what a recovery did to the files just before.
        """
        self.folder = folder
        self.clock = clock
        self._key, self._copy = key, copy
        self._path = folder / FILE_NAME
        self._mark = checks.OpenMark(folder)
        self._writer = writing_engine(self._path, key)
        self._readers = reading_engine(self._path, key)
        self._lock = Turns()
        self._owner: int | None = None
        self._seen_damage = False
        self._owes_look = self._may_forget_steps = False
        self.clock_evidence: ClockEvidence | None = None
        self.journal = Journal(folder / journal.FOLDER, journal.box_of(key))
        with translated():
            refuse_newer(self._path, key)
            self._connection = self._prepare()
        try:
            self._catch_up(restored)
        except BaseException:
            self._connection.close()
            self._readers.dispose()
            self.journal.close()
            raise

    def _prepare(self) -> Connection:
        """Return the writing connection of an up-to-date, encrypted file; a file of a later program stays as it is."""
        connection = self._writer.connect()
        try:
            found = file_version(connection)
            connection.rollback()
            use_write_ahead_log(connection)
            refuse_plain_file(self._path)
            if self._mark.was_there and found:
                self._owes_look = found == len(STEPS) and self._may_be_looked_through_behind()
                if not self._owes_look:
                    checks.refuse_damage(checks.driver_of(connection))
            self._may_forget_steps = found == len(STEPS)
            if self._may_forget_steps and not self._owes_look:
                remove_copies(self.folder)
            self._mark.set()
            migrate(connection, self._copy_before_step, self.folder)
        except BaseException:
            connection.close()
            raise
        return connection

    def _may_be_looked_through_behind(self) -> bool:
        """Tell whether reading the whole file would keep the engineer waiting, and nothing is known against it."""
        return not self._mark.told_of_damage and self._path.stat().st_size > checks.AT_ONCE

    def _copy_before_step(self, path: Path) -> None:
        backups.copy(self._path, path, self._key, checks.never)

    def _catch_up(self, restored: Restored | None) -> None:
        """Take over what the last run knew: clock, journal; sweep files that no row names, and half-made copies."""
        with self.writing() as connection:
            former_name.leave(connection, self.folder, self.journal)
            newest = next(iter(backups.listed(self.folder)), None)
            known = meta.read(connection, meta.CLOCK_OFFSET, meta.ClockOffset)
            if known is not None:
                self.clock.set_offset(known.offset, known.measured_at)
            self.clock_evidence = outbox_rows.last_evidence(connection)
            self.watch_clock(connection)
            disk.watch(connection, self.folder, self.clock.now())
            report = take_up(connection, self.journal, restored, newest, self.clock.now())
            kept = set(connection.execute(select(BLOB.c.sha256).where(BLOB.c.file_key.is_not(None))).scalars())
        with translated():
            if restored is not None and report is not None:
                if not report.found_everything:
                    asides.keep(self.folder, restored.aside)
                recovery_note.told(self.folder, replace(restored, unsure=report.needs_contact))
            if not asides.listed(self.folder):  # one may hold the keys of files that no row names here
                blob_files.sweep(self.blob_folder, kept)
            backups.remove_unfinished(self.folder)
        with self.writing() as connection:
            go_on(connection, self.journal)

    @property
    def owes_look(self) -> bool:
        """Tell whether the last end was unclean and the file was too large to be looked through at once."""
        return self._owes_look

    def look_through(self, cancelled: Cancelled) -> None:
        """Read the whole file beside the work that goes on, and note when it was found good.

        Raises StoreDamaged("store.damage-met"), Stopped, StoreError where the moment was to blame.
        """
        begun = time.monotonic()
        try:
            with translated(), closing(keyed_connection(self._path, self._key)) as raw:
                checks.refuse_damage_in_use(raw, cancelled)
        except StoreDamaged as damage:
            self.note(damage)
            raise StoreDamaged("store.damage-met") from damage
        _log.info("store found whole", extra=noted(ms=milliseconds_since(begun)))
        with self.writing() as connection:
            meta.write(connection, meta.CHECKED_AT, self.clock.now())
        self._owes_look = False
        if self._may_forget_steps:
            remove_copies(self.folder)

    def back_up(self, cancelled: Cancelled = checks.never, *, is_first: bool = False) -> None:
        """Make a checked copy while work goes on, and let the journal begin anew behind it.

        Raises Stopped, StoreFull, StoreError; StoreDamaged("store.damaged") where the database itself is not whole.
        """
        begun = time.monotonic()
        with self.reading() as connection:
            files = journaling.waiting_files(connection)
        backups.make_room(self.folder, self._path)
        made = backups.make(self.folder, self._key, self._path, self.clock.now(), cancelled, is_first=is_first)
        kept = backups.rotate(self.folder)
        with self.writing() as connection:
            covered_seq = min(one.seq for one in (made, *kept[: backups.DAILY]))
            begin_after_backup(connection, self.journal, made, files, covered_seq)
        copied = noted(ms=milliseconds_since(begun), seq=made.seq, size=made.size // disk.MEGABYTE, left=len(kept))
        _log.info("backup made", extra=copied)

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
        try:
            with translated(), self._readers.begin() as connection:
                yield connection
        except StoreDamaged as damage:
            self.note(damage)
            raise

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
            self.journal.close()
            if not (self._seen_damage or self._owes_look):
                self._mark.clear()
            self._copy.release()
        _log.info("store closed")

    def note(self, error: BaseException | None) -> None:
        """Remember damage that was met, so that the next opening looks through the whole file."""
        if isinstance(error, StoreDamaged) and not self._seen_damage:
            self._seen_damage = True
            _log.info("damage met", exc_info=error)
            try:
                self._mark.tell_of_damage()
            except OSError as fault:
                # The mark that lies there asks for a look all the same.
                _log.warning("damage not noted", exc_info=fault)


def open_database(folder: Path, key: bytes, clock: DeviceClock) -> Database:
    """Open or create the data folder with its raw 32-byte key.

    A database that is damaged or gone is set aside and the newest good backup and the journal take its place.
    Raises StoreBusy("store.in-use") for a second copy, StoreDamaged("store.unreadable") for another key or a broken
    file that no backup can replace, StoreDamaged("store.not-encrypted"), StoreError("store.newer") and
    StoreFull("store.full").
    """
    with translated():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy = SingleCopy(folder / LOCK_NAME, in_use="store.in-use")
    begun = time.monotonic()
    try:
        database = _opened(folder, key, clock, copy)
    except BaseException:
        copy.release()
        raise
    size = (folder / FILE_NAME).stat().st_size // disk.MEGABYTE
    _log.info("store opened", extra=noted(ms=milliseconds_since(begun), size=size))
    return database


def _opened(folder: Path, key: bytes, clock: DeviceClock, copy: SingleCopy) -> Database:
    """Return the open database, of a backup where it must be."""
    path = folder / FILE_NAME
    with translated():
        note = recovery_note.read(folder)
    try:
        cut_off = note is not None and note.under_way and not note.is_in_place(path)
        if cut_off or (not path.exists() and backups.listed(folder)):
            raise StoreDamaged("store.unreadable")
        return Database(folder, key, clock, copy, note if note is not None and note.under_way else None)
    except StoreDamaged as damage:
        if damage.code == "store.not-encrypted":
            raise
        restored = recovery.restore(folder, path, key, clock.now(), note)
        if restored is None:
            raise
    return Database(folder, key, clock, copy, restored)
