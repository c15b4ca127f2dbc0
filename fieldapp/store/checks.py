"""Is the file whole? Asked at opening after an unclean end, and once a week otherwise (SYN-2, SITE-9).

`quick_check` reads the tables through the log; `cipher_integrity_check` recomputes the authentication code of every
page, but of the file only. What a power cut tore there lies whole in the log, so the log goes back in between the two.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection

from fieldapp.domain.errors import StoreDamaged
from fieldapp.store.durable import sync_folder

MARK = "open.mark"
WEEK = timedelta(days=7)


class OpenMark:
    """A file that lies in the data folder while the program has it open: found at opening, the last end was unclean."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / MARK
        self.was_there = self._path.exists()
        """Whether the last run ended without closing, or found damage."""

    def set(self) -> None:
        """From now on an end is unclean until `clear`. Raises OSError."""
        self._path.touch(mode=0o600)
        sync_folder(self._path.parent)

    def clear(self) -> None:
        """Everything was closed as it should be."""
        self._path.unlink(missing_ok=True)


def driver_of(connection: Connection) -> Any:
    """Return the driver's own connection, for statements that must run outside of transactions."""
    raw = connection.connection.driver_connection
    if raw is None:
        raise StoreDamaged("store.unreadable")
    return raw


def refuse_damage(raw: Any) -> None:
    """Read the whole file and return if it is whole. Raises StoreDamaged("store.damaged"); outside a transaction."""
    try:
        if raw.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise StoreDamaged("store.damaged")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if raw.execute("PRAGMA cipher_integrity_check").fetchall():
            raise StoreDamaged("store.damaged")
    except sqlcipher3.dbapi2.DatabaseError as fault:
        raise StoreDamaged("store.damaged") from fault


def is_due(last_at: datetime | None, now: datetime) -> bool:
    """Tell whether the file has not been looked through for a week; a clock that was set back asks for it as well."""
    return last_at is None or not timedelta() <= now - last_at < WEEK
