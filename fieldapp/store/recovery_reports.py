"""What the last recovery did, for the page that tells it; until the engineer has seen it, each start shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.store import meta
from fieldapp.store.database import Database


@dataclass(frozen=True, slots=True)
class RecoveryReports:
    """Reads the report and notes that it was seen."""

    database: Database

    def unseen(self) -> RecoveryReport | None:
        """Return the report of a recovery that the engineer was not told of yet, or None."""
        with self.database.reading() as connection:
            report = meta.read(connection, meta.RECOVERY, RecoveryReport)
        return None if report is None or report.seen else report

    def note_seen(self) -> None:
        """The engineer has read it; it is kept, for sync may still have to settle numbers by it."""
        with self.database.writing() as connection:
            report = meta.read(connection, meta.RECOVERY, RecoveryReport)
            if report is not None:
                meta.write(connection, meta.RECOVERY, replace(report, seen=True))
