"""Opening after any kind of end: the journal is brought in step with the database, or the database with the journal."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import Connection, select

from fieldapp.domain.errors import StoreDamaged
from fieldapp.domain.ids import Sha256
from fieldapp.domain.views.recovery import MissingOrder, RecoveryReport
from fieldapp.store import journaling, meta, outbox_rows
from fieldapp.store.backups import Backup
from fieldapp.store.failures import translated
from fieldapp.store.journal import Journal, Place, Story, whole_story
from fieldapp.store.recovery_note import Restored
from fieldapp.store.tables import BLOB
from fieldapp.support.lines import noted

_log = logging.getLogger(__name__)


def take_up(
    connection: Connection, journal: Journal, restored: Restored | None, newest: Backup | None, now: datetime
) -> RecoveryReport | None:
    """Play the journal back where it knows more than the database, and return what came of that.

    That is so after a backup was put in place, and when a damaged log lost its last transactions. The journal itself
    stays as it is until `go_on`. Raises StoreError; StoreDamaged("store.damaged") where even the `newest` backup knows
    more.
    """
    report: RecoveryReport | None = None
    with translated():
        journal.take_up(keep_torn_end=restored is not None)
        head = outbox_rows.head(connection)
        if restored is None and newest is not None and _knows_less(connection, head.seq, newest):
            raise StoreDamaged("store.damaged")
        told_before = _told_of(connection, restored)
        if told_before is not None:
            return told_before
        if restored is not None or _tells_more(connection, journal, head.seq):
            story = whole_story(journal.folder, journal.box)
            report = play_back(connection, story, restored, now)
            meta.write(connection, meta.RECOVERY, report)
            told = noted(events=report.events, blobs=report.files, lost=report.lost_events, last=report.end_seq)
            _log.info("journal played back", extra=told)
    return report


def _told_of(connection: Connection, restored: Restored | None) -> RecoveryReport | None:
    """Return what this recovery came to, where it was cut off after the database had told of it."""
    report = meta.read(connection, meta.RECOVERY, RecoveryReport) if restored is not None and restored.aside else None
    return report if restored is not None and report is not None and report.aside == restored.aside else None


def go_on(connection: Connection, journal: Journal) -> None:
    """Bring the journal in step with the outbox; begin it anew where it tells of another one. Raises StoreError."""
    with translated():
        if journal.end is None or _is_another(connection, journal.end):
            journal.begin(journaling.place_of_outcomes(connection))
            journal.drop_before(journal.end.seq if journal.end is not None else 0)
        _catch_up(connection, journal)


def _is_another(connection: Connection, end: Place) -> bool:
    """Tell whether the outbox does not go on where the journal ends: other values there, or numbers left out behind."""
    base = meta.read(connection, meta.OUTBOX_BASE, Place)
    left_out = base is not None and base.seq > end.seq
    return left_out or outbox_rows.digest_at(connection, end.seq) != end.digest


def _tells_more(connection: Connection, journal: Journal, last_seq: int) -> bool:
    """Tell whether the journal has an event or a file that the database has not: the log lost its end."""
    known = connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256.in_(journal.files))).scalars()
    return (journal.end is not None and journal.end.seq > last_seq) or journal.files != set(known)


def _knows_less(connection: Connection, last_seq: int, backup: Backup) -> bool:
    """Tell whether the database is an earlier state than a backup of it: SQLite passes over a log's damaged end."""
    return backup.seq > last_seq or meta.read(connection, meta.ENROLMENT, dict) is None


def play_back(connection: Connection, story: Story, restored: Restored | None, now: datetime) -> RecoveryReport:
    """Put back what the journal tells; return what came of it."""
    before = outbox_rows.head(connection)
    earlier = meta.read(connection, meta.RECOVERY, RecoveryReport)
    done = journaling.replay(connection, story.records)
    return RecoveryReport(
        at=now,
        backup_at=restored.backup_at if restored is not None else None,
        aside=restored.aside if restored is not None else "",
        events=done.events,
        files=done.files,
        missing_orders=tuple(MissingOrder(name=name, events=count) for name, count in done.without_order.items()),
        lost_events=done.lost,
        needs_contact=done.lost > 0
        or (restored is not None and (restored.unsure or story.may_miss_its_end))
        or (earlier is not None and earlier.needs_contact),
        end_seq=max(before.seq, outbox_rows.head(connection).seq),
    )


def _catch_up(connection: Connection, journal: Journal) -> None:
    """Write what the database has and the journal has not: a commit whose program ended before the journal's turn."""
    if journal.end is not None:
        missing = journaling.since(connection, journal.end, journal.files)
        if missing.entries or missing.blobs:
            journal.append(missing)


def begin_after_backup(
    connection: Connection, journal: Journal, backup: Backup, files: frozenset[Sha256], covered_seq: int
) -> None:
    """Begin a new file behind a backup that holds `files`; drop those that hold nothing after event `covered_seq`.

    What was recorded while the backup was made is written again, and a file with an event that waits is kept.
    """
    digest = outbox_rows.digest_at(connection, backup.seq)
    waits_after = journaling.place_of_outcomes(connection).seq
    with translated():
        if digest is not None:
            journal.begin(Place(seq=backup.seq, digest=digest), files)
        _catch_up(connection, journal)
        journal.drop_before(min(covered_seq, waits_after))
