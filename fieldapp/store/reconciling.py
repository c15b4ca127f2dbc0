"""After a recovery that could not find everything: the centre's word on how far it knows settles the numbers (rule 3).

What the centre has is not needed from here. What nobody has is declared in its place, number by number, so that what
was recorded behind it can be sent: the centre keeps such a row for the office and goes on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from fieldapp.domain.ids import Sha256
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.store import meta, outbox_rows
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.codec import chain, to_json
from fieldapp.wire.messages import EventRow
from fieldapp.wire.versions import HISTORY_LOST


def reconcile(connection: Connection, last_seq: int, digest: Sha256, now: datetime) -> bool:
    """Take over what the centre knows of this device, if the last recovery left that open; else change nothing.

    Returns whether nothing is open any more.
    """
    report = meta.read(connection, meta.RECOVERY, RecoveryReport)
    if report is None:
        return True
    head = outbox_rows.head(connection)
    fell_behind = last_seq > head.seq == report.end_seq
    if not (report.needs_contact or fell_behind):
        return True
    here = outbox_rows.digest_at(connection, last_seq)
    if here is not None and here != digest:
        return False  # another history under our name: the caller says so
    _settle_until(connection, last_seq, now)
    outbox_rows.go_on_behind(connection, last_seq, digest)
    _declare_gaps(connection, last_seq, digest, now)
    meta.write(connection, meta.RECOVERY, replace(report, needs_contact=False))
    return True


def declare_missing(connection: Connection, last_seq: int, digest: Sha256, clock: ClockEvidence, now: datetime) -> None:
    """Declare what a restored centre lacks behind `last_seq` and this tablet has no more, so that the rest can go up.

    `clock` is told for numbers behind which no event is. Where nothing is missing, nothing changes.
    """
    end = outbox_rows.head(connection).seq
    _declare_gaps(connection, last_seq, digest, now)
    last = connection.execute(select(func.max(OUTBOX.c.seq))).scalar_one() or 0
    value = outbox_rows.digest_at(connection, last) if last > last_seq else digest
    for number in range(max(last, last_seq) + 1, end + 1):
        row = EventRow(seq=number, group=0, kind=HISTORY_LOST, version=1, data={}, clock=clock)
        value = chain(value or digest, to_json(row))
        connection.execute(insert(OUTBOX), outbox_rows.values_of_sent(row, value, to_us(now)))


def _settle_until(connection: Connection, last_seq: int, now: datetime) -> None:
    """Nothing up to here is to be sent again: the centre has it, and its documents say what came of it."""
    waits = (OUTBOX.c.seq <= last_seq, OUTBOX.c.state == EventState.WAITING.value)
    done = {"state": EventState.ACCEPTED.value, "acknowledged_us": to_us(now)}
    connection.execute(update(OUTBOX).where(*waits).values(**done))


def _declare_gaps(connection: Connection, last_seq: int, digest: Sha256, now: datetime) -> None:
    """Fill lost numbers behind `last_seq` and chain what follows anew: nobody has seen those values yet."""
    rows = connection.execute(select(OUTBOX).where(OUTBOX.c.seq > last_seq).order_by(OUTBOX.c.seq)).all()
    sent = [(outbox_rows.as_sent(row), int(row.recorded_us)) for row in rows if row.body != outbox_rows.EMPTIED]
    filled: list[tuple[EventRow, int]] = []
    seq = last_seq
    for row, recorded_us in sent:
        filled.extend((_lost(row, number), to_us(now)) for number in range(seq + 1, row.seq))
        filled.append((row, recorded_us))
        seq = row.seq
    if len(filled) == len(sent) == len(rows):
        return
    connection.execute(delete(OUTBOX).where(OUTBOX.c.seq > last_seq))
    for row, recorded_us in filled:
        digest = chain(digest, to_json(row))
        connection.execute(insert(OUTBOX), outbox_rows.values_of_sent(row, digest, recorded_us))


def _lost(following: EventRow, number: int) -> EventRow:
    """Return the row of a number whose event is gone, with the next one's clock, in no group with any event."""
    return EventRow(seq=number, group=0, kind=HISTORY_LOST, version=1, data={}, clock=following.clock)
