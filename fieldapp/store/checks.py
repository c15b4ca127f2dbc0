"""Is the file whole? Asked after an unclean end, and once a week otherwise (SYN-2, SITE-9).

`quick_check` reads every page that is in use, through the log, and each page that is read must carry its
authentication code. `cipher_integrity_check` recomputes the codes of all pages, free ones too, but of the file only:
what a power cut tore there lies whole in the log, so the log goes back in between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection

from fieldapp.domain.errors import StoreDamaged
from fieldapp.store.failures import code_of, look_failed
from fieldapp.trust.private_file import write_private

MARK = "open.mark"
WEEK = timedelta(days=7)
AT_ONCE = 64 * 1024 * 1024
"""Bytes of a database that is looked through before it is used; a larger one is looked through behind (decision 10)."""
_STEPS = 1000
"""Steps of a check between two looks whether it is to end."""

Cancelled = Callable[[], bool]
"""Tells whether to stop at the next safe point."""


class Stopped(Exception):
    """A check or a copy was asked to end before it had come to its end."""


class OpenMark:
    """A file that lies in the data folder while the program has it open: found at opening, the last end was unclean.

    It is empty unless damage was met meanwhile: then the next opening looks through the file before it uses it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / MARK
        self.was_there = self._path.exists()
        """Whether the last run ended without closing, or met damage."""
        self.told_of_damage = self.was_there and self._path.stat().st_size > 0

    def set(self) -> None:
        """From now on an end is unclean until `clear`. Raises OSError."""
        self._write(b"")

    def tell_of_damage(self) -> None:
        """Remember that damage was met, whatever end this run comes to. Raises OSError."""
        self._write(b"damage\n")

    def clear(self) -> None:
        """Everything was closed as it should be."""
        self._path.unlink(missing_ok=True)

    def _write(self, content: bytes) -> None:
        write_private(self._path, content)


def driver_of(connection: Connection) -> Any:
    """Return the driver's own connection, for statements that must run outside of transactions."""
    raw = connection.connection.driver_connection
    if raw is None:
        raise StoreDamaged("store.unreadable")
    return raw


def never() -> bool:
    """Say that nobody wants it to end."""
    return False


def refuse_damage(raw: Any, cancelled: Cancelled = never) -> None:
    """Read the whole file and return if it is whole; for a file that nobody else writes, outside a transaction.

    Raises StoreDamaged("store.damaged"), Stopped, StoreError where the moment was to blame.
    """
    refuse_damage_in_use(raw, cancelled)
    with _judged(cancelled):
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if raw.execute("PRAGMA cipher_integrity_check").fetchall():
            raise StoreDamaged("store.damaged")


def refuse_damage_in_use(raw: Any, cancelled: Cancelled) -> None:
    """Read every page that is in use, while others may write; what `raw` has read before is not read again.

    Raises StoreDamaged("store.damaged"), Stopped, StoreError where the moment was to blame.
    """
    raw.set_progress_handler(cancelled, _STEPS)
    try:
        with _judged(cancelled):
            if raw.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                raise StoreDamaged("store.damaged")
    finally:
        raw.set_progress_handler(None, 0)


@contextmanager
def _judged(cancelled: Cancelled) -> Iterator[None]:
    """Tell damage from a moment that was to blame, and both from being stopped."""
    try:
        yield
    except sqlcipher3.dbapi2.DatabaseError as fault:
        if cancelled():
            raise Stopped from fault
        raise look_failed(code_of(fault)) from fault


def is_due(last_at: datetime | None, now: datetime) -> bool:
    """Tell whether the file has not been looked through for a week; a clock that was set back asks for it as well."""
    return last_at is None or not timedelta() <= now - last_at < WEEK
