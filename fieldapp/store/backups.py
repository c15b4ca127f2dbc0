"""Encrypted copies of the database: three of the last days, four of the last weeks, as far as there is room (SYN-2).

A copy is written under another name, read through to its last page, made durable, and only then given its name. It is
asked every few pages whether it is to end; what it leaves then is removed. The sealed large files are not copied: they
never change, and the copy names them.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fieldapp.domain.errors import StoreError
from fieldapp.store import checks, meta
from fieldapp.store.checks import Cancelled, Stopped
from fieldapp.store.connections import keyed_connection
from fieldapp.store.durable import sync_file, sync_folder, sync_path
from fieldapp.store.failures import translated
from fieldapp.store.kept import decode

FOLDER = "backups"
SUFFIX = ".db"
PARTIAL = ".part"
DAILY, WEEKLY = 3, 4
A_DAY = timedelta(hours=20)
"""Backups of one day lie at least this far apart: "once a day" for a tablet that syncs at seven and next day at six."""
SHARE = 0.25
"""What the copies may take of the room that would be free without them."""
LEFT_FREE = 200 * 1024 * 1024
"""Bytes that a copy leaves free, or older copies are given up for it: photos are refused below half of that."""
_PAGES = 1000
"""Pages (of 4 kB) of a copy between two looks whether it is to end: less than a tenth of a second."""
_STAMP = "%Y%m%dT%H%M%SZ"
_FIRST = "first"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """Of the place behind which an outbox goes on after a recovery, its number."""

    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One copy, by its name: when it was made, and the last event that it holds."""

    path: Path
    made_at: datetime
    seq: int
    is_first: bool
    """Made at the first opening, before the first sync: it only knows who this tablet is."""

    @property
    def size(self) -> int:
        """Return its bytes. Raises OSError."""
        return self.path.stat().st_size


def listed(folder: Path) -> tuple[Backup, ...]:
    """Return the copies in the data folder `folder`, newest first: the number of the last event tells, not a clock."""
    found = (_named(path) for path in (folder / FOLDER).glob(f"*{SUFFIX}"))
    return tuple(sorted((one for one in found if one is not None), key=_age, reverse=True))


def is_due(backups: Iterable[Backup], now: datetime) -> bool:
    """Tell whether a finished sync is to be followed by a backup."""
    made = [one.made_at for one in backups if not one.is_first]
    return not any(abs(now - at) < A_DAY for at in made)


def make(
    folder: Path, key: bytes, source: Path, now: datetime, cancelled: Cancelled, *, is_first: bool = False
) -> Backup:
    """Copy the database at `source`, whatever is written meanwhile, and check the copy.

    Raises Stopped, StoreFull, StoreError; StoreDamaged("store.damaged") for a source that is not whole.
    """
    target = folder / FOLDER
    partial = target / f"new{PARTIAL}"
    with translated():
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            seq = copy(source, partial, key, cancelled)
            name = f"{now.astimezone(UTC).strftime(_STAMP)}-{seq:012d}{'-' + _FIRST if is_first else ''}{SUFFIX}"
            partial.replace(target / name)
            sync_folder(target)
        finally:
            _remove(partial)
    return Backup(path=target / name, made_at=now, seq=seq, is_first=is_first)


def copy(source: Path, target: Path, key: bytes, cancelled: Cancelled) -> int:
    """Write a checked, durable copy of an encrypted database, or none; return the last event that it holds.

    Raises Stopped, StoreError.
    """
    _remove(target)
    try:
        with translated():
            return _copy(source, target, key, cancelled)
    except BaseException:
        _remove(target)
        raise


def _copy(source: Path, target: Path, key: bytes, cancelled: Cancelled) -> int:
    with closing(keyed_connection(source, key)) as theirs, closing(keyed_connection(target, key)) as ours:
        # One state for the whole copy: without it each write beside it would begin the copy anew.
        theirs.execute("BEGIN")
        theirs.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with target.open("r+b") as file:
            theirs.backup(ours, pages=_PAGES, progress=_step(file.fileno(), cancelled))
        theirs.execute("COMMIT")
        ours.execute("PRAGMA journal_mode = DELETE")
        checks.refuse_damage(ours, cancelled)
        seq = _last_seq(ours)
    sync_path(target)
    return seq


def _step(descriptor: int, cancelled: Cancelled) -> Callable[[int, int, int], None]:
    """Return what is called between two steps of a copy."""

    def step(_status: int, _remaining: int, _total: int) -> None:
        if cancelled():
            raise Stopped
        sync_file(descriptor)  # a little at a time: a tap's own sync would wait behind hundreds of megabytes

    return step


def remove_unfinished(folder: Path) -> None:
    """Remove what a copy left that a kill or a battery's end cut off. Raises OSError."""
    for path in (folder / FOLDER).glob(f"*{PARTIAL}*"):
        path.unlink()


def is_good(backup: Backup, key: bytes) -> bool:
    """Read a copy through without changing a byte of it; tell whether it is whole and opens with this key.

    One that cannot be read at this moment is no help at this moment: the next older one is asked.
    """
    try:
        with translated(), closing(keyed_connection(backup.path, key, immutable=True)) as raw:
            checks.refuse_damage(raw)
    except StoreError as refusal:
        _log.info("backup not usable", exc_info=refusal)
        return False
    return True


def prepare(backup: Backup, database: Path) -> Path:
    """Copy the backup beside the database whose place it is to take, whole or not at all; return it. Raises OSError."""
    partial = database.with_suffix(PARTIAL)
    try:
        shutil.copyfile(backup.path, partial)
        sync_path(partial)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    return partial


def make_room(folder: Path, source: Path) -> None:
    """Give up old copies, never the newest, where a new one of `source` would not fit or leave too little."""
    with translated():
        wanted = source.stat().st_size + LEFT_FREE
        for one in reversed(listed(folder)[1:]):
            if shutil.disk_usage(folder).free >= wanted:
                return
            one.path.unlink()


def rotate(folder: Path) -> tuple[Backup, ...]:
    """Remove what is neither one of the last daily copies nor the newest of one of the last weeks; return the rest.

    Of the rest the oldest go until what is left takes no more than its share of the disk; the newest always stays.
    """
    all_of_them = listed(folder)
    real = [one for one in all_of_them if not one.is_first]
    kept = set(real[:DAILY])
    weeks = dict.fromkeys(one.made_at.isocalendar()[:2] for one in real)
    for week in list(weeks)[:WEEKLY]:
        kept.add(next(one for one in real if one.made_at.isocalendar()[:2] == week))
    if not real:
        kept.update(all_of_them[:1])
    with translated():
        for one in all_of_them:
            if one not in kept:
                one.path.unlink()
        left = [one for one in all_of_them if one in kept]
        most = room(folder)
        while len(left) > 1 and sum(one.size for one in left) > most:
            left.pop().path.unlink()
    return tuple(left)


def room(folder: Path) -> int:
    """Return how many bytes the copies may take: a share of what would be free without them. Raises OSError."""
    taken = sum(one.size for one in listed(folder))
    return int((shutil.disk_usage(folder).free + taken) * SHARE)


def _named(path: Path) -> Backup | None:
    """Return what a file's name says, None for a name that is not ours."""
    stamp, _, rest = path.stem.partition("-")
    seq, _, kind = rest.partition("-")
    try:
        made_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path=path, made_at=made_at, seq=int(seq), is_first=kind == _FIRST) if seq.isdecimal() else None


def _age(backup: Backup) -> tuple[int, datetime]:
    return backup.seq, backup.made_at


def _last_seq(raw: Any) -> int:
    """Return the last number that was used up, 0 for none and for a file without tables."""
    if not raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'outbox'").fetchone()[0]:
        return 0
    last = int(raw.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()[0])
    base = raw.execute("SELECT value FROM meta WHERE key = ?", (meta.OUTBOX_BASE,)).fetchone()
    return last if base is None else max(last, decode(base[0], _Base).seq)


def _remove(database: Path) -> None:
    """Remove a file and what SQLite may have laid beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
