"""What a tablet's former name left beside the database: put back, it would bring that name back (SYNC.md rule 12)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from fieldapp.store import backups, journal, meta
from fieldapp.store.durable import sync_folder
from fieldapp.store.failures import translated
from fieldapp.store.journal import Journal
from fieldapp.store.taking_up import go_on


def leave(connection: Connection, folder: Path, now: Journal) -> None:
    """Remove journal and copies of a name that was left in the transaction before, and begin the journal anew.

    A tablet that kept its name is left as it is. Cut off, the next opening does it. Raises StoreError.
    """
    if not meta.read(connection, meta.MOVING, bool):
        return
    with translated():
        now.forget()
        for place, suffix in ((folder / journal.FOLDER, journal.SUFFIX), (folder / backups.FOLDER, backups.SUFFIX)):
            for path in place.glob(f"*{suffix}"):
                path.unlink()
            if place.exists():
                sync_folder(place)
    go_on(connection, now)
    meta.forget(connection, meta.MOVING)
