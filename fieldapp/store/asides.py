"""Damaged databases that were set aside: kept whole while they may hold what nobody else has, removed in the end.

One is removed two weeks after it was made, if a whole sync came since and its recovery found everything. One whose
recovery could not find everything carries a note and stays: it is the only holder, and the company may want to read it.
"""

from __future__ import annotations

import logging
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fieldapp.store import journal
from fieldapp.store.durable import sync_folder, sync_path
from fieldapp.store.failures import translated

ASIDE = "damaged"
KEEP = "holds-what-is-missing"
"""A file in such a folder: the recovery that made it could not find everything."""
KEPT_FOR = timedelta(days=14)
_STAMP = "%Y%m%dT%H%M%SZ"
_log = logging.getLogger(__name__)


def begin(folder: Path, now: datetime) -> Path:
    """Make a folder for damaged files and copy the journal into it, whole or not at all; return it. Raises OSError."""
    aside = _free_name(folder, now)
    kept = aside / journal.FOLDER
    try:
        kept.mkdir(mode=0o700, parents=True)
        for path in (folder / journal.FOLDER).glob("*"):
            shutil.copyfile(path, kept / path.name)
            sync_path(kept / path.name)
        sync_folder(aside)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def move(database: Path, aside: Path) -> None:
    """Move the damaged files there: the database first, so that its folder tells whether that was done. Raises OSError.

    Its log must be gone from its side before another database takes its place.
    """
    for suffix in ("", "-wal", "-shm"):
        path = database.with_name(database.name + suffix)
        if path.exists():
            path.replace(aside / path.name)
    sync_folder(aside)


def keep(folder: Path, aside: str) -> None:
    """Note that this one, "" for none, holds what the recovery did not find. Raises OSError."""
    if aside:
        (folder / aside / KEEP).touch(mode=0o600)
        sync_folder(folder / aside)


def listed(folder: Path) -> tuple[Path, ...]:
    """Return those in the data folder `folder`, oldest first."""
    return tuple(sorted(folder.glob(f"{ASIDE}-*")))


def remove_old(folder: Path, complete_at: datetime | None, now: datetime) -> None:
    """Remove those that nobody needs any more; `complete_at` is when last everything was at the centre.

    Raises StoreError for a disk that refuses.
    """
    for path in listed(folder):
        made_at = _made_at(path)
        if made_at is None or complete_at is None or (path / KEEP).exists():
            continue
        if made_at < complete_at and now - made_at > KEPT_FOR:
            with translated():
                shutil.rmtree(path)
            _log.info("a damaged database that was set aside was removed")


def _made_at(path: Path) -> datetime | None:
    """Return when a folder was made by its name, None for a name that is not ours."""
    try:
        return datetime.strptime(path.name.split("-")[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _free_name(folder: Path, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime(_STAMP)
    number, aside = 1, folder / f"{ASIDE}-{stamp}"
    while aside.exists():
        number += 1
        aside = folder / f"{ASIDE}-{stamp}-{number}"
    return aside
