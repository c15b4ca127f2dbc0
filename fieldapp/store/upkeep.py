"""What an open store needs while nobody waits: the file looked through, parts indexed that came down, copies made and
old ones removed (SYN-2).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from fieldapp.domain.errors import StoreDamaged, StoreError
from fieldapp.store import asides, backups, checks, entries, meta, problems, pruning
from fieldapp.store.checks import Cancelled
from fieldapp.store.database import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the store says of itself."""

    is_enrolled: bool
    checked_at: datetime | None
    complete_at: datetime | None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Does what is due now, on the thread that calls; beside it others read and write."""

    database: Database

    def __call__(self, cancelled: Cancelled) -> None:
        """Look through what an unclean end or a week asks for; copy what a whole sync or a new tablet asks for.

        Before that, parts that came down are indexed and old content is given up. A copy that fails is a problem row
        ("store.no-backup"). Raises StoreDamaged("store.damage-met"), which the next opening mends, Stopped, StoreError.
        """
        known, now = self._known(), self.database.clock.now()
        if self.database.owes_look or checks.is_due(known.checked_at, now):
            self.database.look_through(cancelled)
        asides.remove_old(self.database.folder, known.complete_at, now)
        self._until_done(entries.index_some, cancelled)
        self._until_done(lambda connection: pruning.prune(connection, now), cancelled)
        copies = backups.listed(self.database.folder)
        if known.complete_at is not None and backups.is_due(copies, known.complete_at):
            self._back_up(cancelled, is_first=False)
        elif known.is_enrolled and not copies:
            self._back_up(cancelled, is_first=True)

    def _until_done(self, some: Callable[[Connection], bool], cancelled: Cancelled) -> None:
        """Do some of it, a transaction at a time, while there is more."""
        more = True
        while more and not cancelled():
            with self.database.writing() as connection:
                more = some(connection)

    def _known(self) -> _Known:
        with self.database.reading() as connection:
            return _Known(
                is_enrolled=meta.read(connection, meta.ENROLMENT, dict) is not None,
                checked_at=meta.read(connection, meta.CHECKED_AT, datetime),
                complete_at=meta.read(connection, meta.COMPLETE_AT, datetime),
            )

    def _back_up(self, cancelled: Cancelled, *, is_first: bool) -> None:
        try:
            self.database.back_up(cancelled, is_first=is_first)
        except StoreError as failure:
            self.database.note(failure)
            _log.info("backup not made", exc_info=failure)
            with self.database.writing() as connection:
                at, fields = self.database.clock.now(), {"reason": failure.code}
                problems.report(connection, problems.BACKUP, "", "store.no-backup", fields, at)
            if isinstance(failure, StoreDamaged):
                raise StoreDamaged("store.damage-met") from failure
        else:
            with self.database.writing() as connection:
                problems.settle(connection, problems.BACKUP, "")
