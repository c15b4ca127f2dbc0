"""A damaged database is set aside whole, and the newest good backup takes its place; the journal then tells the rest.

Nothing is done unless a backup opens with the same key: with a wrong key every file looks damaged, and stays untouched.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp.store import asides, backups
from fieldapp.store.durable import sync_folder
from fieldapp.store.failures import translated

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
        aside = asides.set_aside(folder, database, now)
        sync_folder(folder)
    backups.put_in_place(good, database)
    return Restored(backup_at=good.made_at, aside=aside.name)
