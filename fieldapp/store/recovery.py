"""A damaged database is set aside whole, and the newest good backup takes its place; the journal then tells the rest.

Nothing is done unless a backup opens with the same key: with a wrong key every file looks damaged, and stays untouched.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from fieldapp.store import asides, backups, journal, recovery_note
from fieldapp.store.backups import Backup
from fieldapp.store.durable import sync_folder
from fieldapp.store.failures import translated
from fieldapp.store.recovery_note import Restored

_log = logging.getLogger(__name__)


def restore(folder: Path, database: Path, key: bytes, now: datetime, before: Restored | None) -> Restored | None:
    """Put the newest good backup in the place of a database that is damaged or gone; None if there is none.

    `before` is the note that lies there: of a restore that was cut off and goes on, or of one whose open end is carried
    over. A disk without room for it leaves everything as it was. Raises StoreFull, StoreError.
    """
    good = next((one for one in backups.listed(folder) if backups.is_good(one, key)), None)
    if good is None:
        return None
    _log.warning("database restored from a backup")
    with translated():
        partial = backups.prepare(good, database)
        try:
            note = _noted(folder, database, key, now, good, before)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        asides.move(database, folder / note.aside)
        sync_folder(folder)
        partial.replace(database)
        sync_folder(folder)
    return note


def _noted(folder: Path, database: Path, key: bytes, now: datetime, good: Backup, before: Restored | None) -> Restored:
    """Return what is done now, written down before the first file is moved."""
    if before is not None and before.under_way and not before.is_in_place(database):
        return replace(before, backup_at=good.made_at)
    story = journal.whole_story(folder / journal.FOLDER, journal.box_of(key))
    aside = asides.begin(folder, now)
    note = Restored(
        backup_at=good.made_at,
        aside=aside.name,
        found_nothing=not database.exists(),
        unsure=story.may_miss_its_end or (before is not None and before.unsure),
    )
    try:
        recovery_note.write(folder, note)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return note
