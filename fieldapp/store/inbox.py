"""What comes down: outcomes and changes of one answer, with their cursors in one transaction (rules 2, 4, 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from fieldapp.domain.errors import CentreAnswerInvalid
from fieldapp.domain.ids import Scope
from fieldapp.domain.steady import without_collection
from fieldapp.store import (
    choice_pieces,
    echoes,
    entries,
    fault_entries,
    ledger,
    meta,
    news,
    order_rows,
    outbox_rows,
    problems,
    pulled_rows,
    reference_rows,
    snapshots,
)
from fieldapp.store.applying import TAKEN_AWAY, Applied, Taking, Tally, read_cursors, write_cursors
from fieldapp.store.database import Database
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.pulled_rows import Wanted
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import (
    CURSOR_EXPIRED,
    KNOWN_AS,
    Change,
    Operation,
    Outcome,
    SnapshotPage,
    SyncAnswer,
    Verdict,
)

_SETTLE = "UPDATE outbox SET state = ?, code = ?, fields = ?, acknowledged_us = ? WHERE seq BETWEEN ? AND ?"
_OPEN = "SELECT seq FROM outbox WHERE seq BETWEEN ? AND ? AND state = ?"


@dataclass(frozen=True, slots=True)
class Inbox:
    """The only writer of bases, cursors and outcomes."""

    database: Database

    def cursors(self) -> dict[Scope, int]:
        """Return the last number applied per scope."""
        with self.database.reading() as connection:
            return read_cursors(connection)

    def apply(self, answer: SyncAnswer) -> Applied:
        """Apply an answer whole or not at all; one that was applied before changes nothing.

        Raises CentreAnswerInvalid("centre.gap") when a scope's numbers do not follow on, CentreRefused("epoch-changed")
        for the word of another life of the centre: a stick may have brought the news of it meanwhile, or the network.
        """
        with self.database.writing() as connection, without_collection():
            meta.refuse_other_epoch(connection, answer.epoch)
            tally = Tally(outcomes=_settle(connection, answer.outcomes, to_us(self.database.clock.now())))
            self._apply_changes(connection, answer, tally)
            self._finish(connection, answer, tally)
            news.write(connection, tally.before, tally.after, self.database.clock.now())
            if _is_complete(connection, answer):
                news.begin(connection)
        return tally.applied

    def snapshots(self) -> tuple[Wanted, ...]:
        """Return the scopes of which a snapshot is wanted, each with how far it is."""
        with self.database.reading() as connection:
            return pulled_rows.wanted(connection)

    def paused(self) -> tuple[Scope, ...]:
        """Return the scopes of which nothing else is to come until their snapshot is whole."""
        with self.database.reading() as connection:
            return pulled_rows.paused(connection)

    def apply_snapshot(self, page: SnapshotPage, *, begins: bool, is_whole: bool) -> Applied | None:
        """Take over rows of a page, the rest of which follows unless it `is_whole`; the outbox is not touched.

        `begins` with a snapshot's first rows. With the end of the last page goes what the snapshot does not have, and
        the feed goes on behind its number. None where another road has overtaken it.
        Raises CentreRefused("epoch-changed") as `apply`.
        """
        with self.database.writing() as connection, without_collection():
            meta.refuse_other_epoch(connection, page.epoch)
            return snapshots.apply_page(
                connection, page, begins=begins, is_whole=is_whole, now=self.database.clock.now()
            )

    def drop_snapshot(self, scope: Scope, *, again: bool) -> None:
        """Begin the snapshot of a scope from its beginning again, or do without it."""
        with self.database.writing() as connection:
            if again:
                pulled_rows.want(connection, scope, pulled_rows.EXPIRED, self.database.clock.now())
            else:
                pulled_rows.finish(connection, scope)

    def _apply_changes(self, connection: Connection, answer: SyncAnswer, tally: Tally) -> None:
        cursors = read_cursors(connection)
        paused = pulled_rows.paused(connection)
        fresh = [scope for scope in {change.scope for change in answer.changes} if scope not in cursors]
        book = pulled_rows.Book(connection, fresh, [(row.scope, row.kind, row.key) for row in answer.changes])
        taking = Taking(connection, answer.epoch, tally, self.database.clock.now())
        for change in answer.changes:
            last = cursors.get(change.scope, 0)
            if change.number <= last or change.scope in paused:
                continue
            if change.number != last + 1:
                raise CentreAnswerInvalid("centre.gap", scope=change.scope, expected=last + 1, got=change.number)
            if change.operation is not Operation.SKIP:
                _take(taking, book, change)
            cursors[change.scope] = change.number
            tally.changes += 1
        taking.end()
        book.write(connection)
        write_cursors(connection, cursors)

    def _finish(self, connection: Connection, answer: SyncAnswer, tally: Tally) -> None:
        """Bring current orders in step.

        While more is to come, an order whose accepted events may not be in its base yet keeps its present state: it
        would lose them, or count them twice.
        """
        covered = meta.read(connection, meta.COVERED_SEQ, int) or 0
        if answer.backed_up_seq != (meta.read(connection, meta.BACKED_UP_SEQ, int) or 0):
            meta.write(connection, meta.BACKED_UP_SEQ, answer.backed_up_seq)
        choice_pieces.sweep(connection)
        entries.catch_up(connection)
        fault_entries.catch_up(connection)
        self._note_withheld(connection, answer)
        if not _is_complete(connection, answer):
            if tally.orders:
                ready = tally.orders - order_rows.unconfirmed(connection, covered)
                ready -= echoes.as_they_are(connection, tally.adopted, covered)
                tally.after = order_rows.rebuild(connection, ready, covered, tally.pulled)
            return
        choice_pieces.swap(connection)
        # A copy of this tablet may have brought more than has its outcome here: that is not known to be in step yet.
        reach = max(covered, min(answer.applied_seq, outbox_rows.acknowledged_seq(connection)))
        orders = tally.orders | order_rows.touched_between(connection, covered, reach)
        if meta.read(connection, meta.RESYNC, bool):
            orders |= order_rows.remove_other_epochs(connection, answer.epoch)
            reference_rows.remove_other_epochs(connection, answer.epoch)
            ledger.remove_other_epochs(connection, answer.epoch)
            meta.forget(connection, meta.RESYNC)
        tally.orders = set(orders)
        orders -= echoes.as_they_are(connection, tally.adopted, reach)
        for order_id in orders:
            news.remember(connection, tally.before, order_id)
        tally.after = order_rows.rebuild(connection, orders, reach, tally.pulled)
        meta.write(connection, meta.COVERED_SEQ, reach)
        pulled_rows.compare(connection, answer, read_cursors(connection), self.database.clock.now())

    def _note_withheld(self, connection: Connection, answer: SyncAnswer) -> None:
        """Ask for the snapshots of what cannot come otherwise; a stick may come late and say what is mended by now."""
        now = self.database.clock.now()
        here, under_way = read_cursors(connection), pulled_rows.paused(connection)
        for scope, reason in answer.withheld.items():
            if scope in under_way or here.get(scope, 0) > answer.cursors.get(scope, 0):
                continue
            if reason == CURSOR_EXPIRED:
                pulled_rows.want(connection, scope, pulled_rows.EXPIRED, now)
            else:
                problems.report(connection, problems.SCOPE, scope, reason, {}, now)


def _is_complete(connection: Connection, answer: SyncAnswer) -> bool:
    """Tell whether everything came down: nothing more follows, nothing is withheld or waits for its snapshot."""
    return not (answer.more or answer.withheld or pulled_rows.paused(connection))


def _take(taking: Taking, book: pulled_rows.Book, change: Change) -> None:
    """Take a change over and enter it in the book; its document is made canonical once for both."""
    key = (change.scope, change.kind, change.key)
    body = b"" if change.document is None else encode(change.document)
    taking.apply(change, body)
    if change.document is None or change.operation in TAKEN_AWAY:
        book.end(key)
    else:
        book.put(key, body)


def _settle(connection: Connection, outcomes: Sequence[Outcome], now_us: int) -> int:
    """Write the verdicts of those events that have none, in one statement; return how many that were.

    Nearly all that a push brings are plainly accepted: neighbours with the same word are written as one.
    """
    if not outcomes:
        return 0
    numbers = [outcome.seq for outcome in outcomes]
    asked = min(numbers), max(numbers), EventState.WAITING.value
    open_seqs = set(connection.exec_driver_sql(_OPEN, asked).scalars())
    # Of two outcomes of one event the first counts.
    told = {outcome.seq: outcome for outcome in reversed(outcomes) if outcome.seq in open_seqs}
    if not told:
        return 0
    connection.exec_driver_sql(_SETTLE, _settled([told[seq] for seq in sorted(told)], now_us))
    for outcome in told.values():
        if outcome.verdict is Verdict.REJECTED or KNOWN_AS in outcome.fields:  # it counts under its other name
            ledger.remove_own(connection, outcome.seq)
    return len(told)


def _settled(outcomes: Sequence[Outcome], now_us: int) -> list[tuple[object, ...]]:
    """Return what is written of outcomes in order: one row for neighbours with the same word."""
    runs: list[list[Outcome]] = []
    for outcome in outcomes:
        last = runs[-1][-1] if runs else None
        if last is not None and outcome.seq == last.seq + 1 and _says_the_same(outcome, last):
            runs[-1].append(outcome)
        else:
            runs.append([outcome])
    return [(*_word(run[0]), now_us, run[0].seq, run[-1].seq) for run in runs]


def _word(outcome: Outcome) -> tuple[str, str, bytes]:
    return EventState(outcome.verdict.value).value, outcome.code, encode(outcome.fields)


def _says_the_same(one: Outcome, other: Outcome) -> bool:
    return one.verdict is other.verdict and one.code == other.code and one.fields == other.fields
