"""A damaged database is set aside whole, and the newest good backup takes its place; the journal then tells the rest.

Nothing is done unless a backup opens with the same key: with a wrong key every file looks damaged, and stays untouched.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldapp.store import backups, journal
from fieldapp.store.durable import sync_folder
from fieldapp.store.failures import translated

ASIDE = "damaged"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was done to the files: the backup that is the database now, and the folder of what was there before."""

    backup_at: datetime
    aside: str


def restore(folder: Path, database: Path, key: bytes, now: datetime) -> Restored | None:
    """Put the newest good backup in the place of a database that is damaged or gone; None if there is none.

    Cut off at any point, the next opening finds no database there and begins anew. Raises StoreFull, StoreError.
    """
    good = next((one for one in backups.listed(folder) if backups.is_good(one, key)), None)
    if good is None:
        return None
    _log.warning("database restored from a backup")
    with translated():
        aside = _set_aside(folder, database, now)
        sync_folder(folder)
    backups.put_in_place(good, database)
    return Restored(backup_at=good.made_at, aside=aside.name)


def _set_aside(folder: Path, database: Path, now: datetime) -> Path:
    """Move the damaged files and copy the journal to a folder that nothing here ever deletes."""
    aside = _free_name(folder, now)
    aside.mkdir(mode=0o700)
    told = folder / journal.FOLDER
    if told.is_dir():
        shutil.copytree(told, aside / journal.FOLDER)
    for suffix in ("-shm", "-wal", ""):
        path = database.with_name(database.name + suffix)
        if path.exists():
            path.replace(aside / path.name)
    return aside


def _free_name(folder: Path, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    number, aside = 1, folder / f"{ASIDE}-{stamp}"
    while aside.exists():
        number += 1
        aside = folder / f"{ASIDE}-{stamp}-{number}"
    return aside
