"""Counts of the store, for the support bundle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Table, func, select

from fieldapp.domain.views.figures import StoreFigures
from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.store import asides, backups, meta
from fieldapp.store.database import Database
from fieldapp.store.failures import translated
from fieldapp.store.migrations import file_version
from fieldapp.store.tables import BLOB, METADATA, OUTBOX, PROBLEM


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts what an open store holds."""

    database: Database

    def __call__(self) -> StoreFigures:
        """Return the counts, all of one moment. Raises StoreDamaged, StoreBusy."""
        folder = self.database.folder
        copies = backups.listed(folder)
        with translated(), self.database.reading() as connection:
            recovery = meta.read(connection, meta.RECOVERY, RecoveryReport)
            return StoreFigures(
                schema_version=file_version(connection),
                rows={name: _count(connection, table) for name, table in sorted(METADATA.tables.items())},
                events=_by(connection, OUTBOX.c.state),
                blobs=_by(connection, BLOB.c.state),
                problems=_by(connection, PROBLEM.c.code),
                last_complete_at=meta.read(connection, meta.COMPLETE_AT, datetime),
                checked_at=meta.read(connection, meta.CHECKED_AT, datetime),
                backups_at=tuple(one.made_at for one in copies),
                backups_bytes=tuple(one.size for one in copies),
                backups_room_bytes=backups.room(folder),
                set_aside=tuple(path.name for path in asides.listed(folder)),
                recovered_at=recovery.at if recovery is not None else None,
                lost_events=recovery.lost_events if recovery is not None else 0,
            )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _by(connection: Connection, column: Column[str]) -> dict[str, int]:
    """Return how many rows have each value of a column whose values are words of ours."""
    found = connection.execute(select(column, func.count()).group_by(column).order_by(column))
    return {value: count for value, count in found}
