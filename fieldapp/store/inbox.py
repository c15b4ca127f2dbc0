"""What comes down: outcomes and changes of one answer, with their cursors in one transaction (rules 2, 4, 6)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.errors import BadInput, CentreAnswerInvalid
from fieldapp.domain.ids import OrderId, Scope
from fieldapp.domain.part import StockMovement
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import (
    choice_pieces,
    entries,
    fault_entries,
    ledger,
    meta,
    news,
    order_rows,
    problems,
    reference,
    settlements,
)
from fieldapp.store.database import Database
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.tables import CURSOR, OUTBOX
from fieldapp.wire.codec import encode, from_json
from fieldapp.wire.messages import (
    Change,
    ChoiceListPiece,
    DocumentKind,
    Operation,
    Outcome,
    Settlement,
    SyncAnswer,
    Verdict,
)

_TAKEN_AWAY = (Operation.DELETE, Operation.REVOKE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What one answer changed here: one notice a transaction. `outcomes` counts events that now have their verdict."""

    kinds: frozenset[str]
    orders: frozenset[OrderId]
    outcomes: int
    changes: int


@dataclass(slots=True)
class _Tally:
    kinds: set[str] = field(default_factory=set)
    orders: set[OrderId] = field(default_factory=set)
    outcomes: int = 0
    changes: int = 0
    before: news.Before = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inbox:
    """The only writer of bases, cursors and outcomes."""

    database: Database

    def cursors(self) -> dict[Scope, int]:
        """Return the last number applied per scope."""
        with self.database.reading() as connection:
            return _cursors(connection)

    def apply(self, answer: SyncAnswer) -> Applied:
        """Apply an answer whole or not at all; one that was applied before changes nothing.

        Raises CentreAnswerInvalid("centre.gap") when a scope's numbers do not follow on.
        """
        with self.database.writing() as connection:
            tally = _Tally()
            now_us = to_us(self.database.clock.now())
            for outcome in answer.outcomes:
                tally.outcomes += _settle(connection, outcome, now_us)
            self._apply_changes(connection, answer, tally)
            self._finish(connection, answer, tally)
            news.write(connection, tally.before, self.database.clock.now())
            if not answer.more:
                news.begin(connection)
        return Applied(
            kinds=frozenset(tally.kinds),
            orders=frozenset(tally.orders),
            outcomes=tally.outcomes,
            changes=tally.changes,
        )

    def _apply_changes(self, connection: Connection, answer: SyncAnswer, tally: _Tally) -> None:
        cursors = _cursors(connection)
        unreadable = problems.keys(connection, problems.DOCUMENT)
        for change in answer.changes:
            last = cursors.get(change.scope, 0)
            if change.number <= last:
                continue
            if change.number != last + 1:
                raise CentreAnswerInvalid("centre.gap", scope=change.scope, expected=last + 1, got=change.number)
            self._apply_change(connection, change, answer.epoch, tally, unreadable)
            cursors[change.scope] = change.number
            tally.changes += 1
        _write_cursors(connection, cursors)

    def _apply_change(
        self, connection: Connection, change: Change, epoch: str, tally: _Tally, unreadable: set[str]
    ) -> None:
        """Apply one change; a document that cannot be read becomes a problem and blocks nothing behind it."""
        name = f"{change.kind.value}:{change.key}"
        tally.kinds.add(change.kind.value)
        try:
            if change.operation in _TAKEN_AWAY:
                _take_away(connection, change, tally)
            else:
                _put(connection, change, epoch, tally)
        except BadInput as fault:
            now = self.database.clock.now()
            fields = {name: str(value) for name, value in fault.fields.items()}
            problems.report(connection, problems.DOCUMENT, name, "document.unreadable", fields, now)
            unreadable.add(name)
        else:
            if name in unreadable:
                problems.settle(connection, problems.DOCUMENT, name)

    def _finish(self, connection: Connection, answer: SyncAnswer, tally: _Tally) -> None:
        """Bring current orders in step.

        While more is to come, an order whose accepted events may not be in its base yet keeps its present state: it
        would lose them, or count them twice.
        """
        covered = meta.read(connection, meta.COVERED_SEQ, int) or 0
        choice_pieces.sweep(connection)
        entries.catch_up(connection)
        fault_entries.catch_up(connection)
        if answer.more:
            order_rows.rebuild(connection, tally.orders - order_rows.unconfirmed(connection, covered), covered)
            return
        choice_pieces.swap(connection)
        orders = tally.orders | order_rows.touched_between(connection, covered, answer.applied_seq)
        if meta.read(connection, meta.RESYNC, bool):
            orders |= order_rows.remove_other_epochs(connection, answer.epoch)
            reference.remove_other_epochs(connection, answer.epoch)
            ledger.remove_other_epochs(connection, answer.epoch)
            meta.forget(connection, meta.RESYNC)
        reach = max(covered, answer.applied_seq)
        for order_id in orders:
            news.remember(connection, tally.before, order_id)
        order_rows.rebuild(connection, orders, reach)
        meta.write(connection, meta.COVERED_SEQ, reach)
        tally.orders = set(orders)


def _settle(connection: Connection, outcome: Outcome, now_us: int) -> int:
    """Write the verdict of one event that had none; return how many rows that were."""
    mine = (OUTBOX.c.seq == outcome.seq, OUTBOX.c.state == EventState.WAITING.value)
    done = connection.execute(
        update(OUTBOX)
        .where(*mine)
        .values(
            state=EventState(outcome.verdict.value).value,
            code=outcome.code,
            fields=encode(outcome.fields),
            acknowledged_us=now_us,
        )
    ).rowcount
    if done and outcome.verdict is Verdict.REJECTED:
        ledger.remove_own(connection, outcome.seq)
    return done


def _take_away(connection: Connection, change: Change, tally: _Tally) -> None:
    if change.kind is DocumentKind.WORK_ORDER:
        news.remember(connection, tally.before, OrderId(change.key))
        order_rows.take_away(connection, OrderId(change.key), change.scope)
        tally.orders.add(OrderId(change.key))
    elif change.kind is DocumentKind.STOCK_MOVEMENT:
        ledger.remove_pulled(connection, change.key)
    elif change.kind is DocumentKind.CHOICE_LIST:
        choice_pieces.withdraw(connection, change.key)
    else:
        reference.remove(connection, change.kind, change.key)


def _put(connection: Connection, change: Change, epoch: str, tally: _Tally) -> None:
    if change.kind is DocumentKind.WORK_ORDER:
        order = from_json(change.document, WorkOrder)
        news.remember(connection, tally.before, order.id)
        order_rows.write_base(connection, order, change.scope, epoch)
        tally.orders.add(order.id)
    elif change.kind is DocumentKind.STOCK_MOVEMENT:
        ledger.write_pulled(connection, from_json(change.document, StockMovement), epoch)
    elif change.kind is DocumentKind.SETTLEMENT:
        _take_up(connection, from_json(change.document, Settlement), tally)
    elif change.kind is DocumentKind.CHOICE_LIST:
        choice_pieces.put(connection, from_json(change.document, ChoiceListPiece))
    else:
        document = from_json(change.document, reference.TYPES[change.kind])
        reference.put(connection, change.kind, change.key, document, change.scope, epoch)


def _take_up(connection: Connection, told: Settlement, tally: _Tally) -> None:
    """Let an own event that was parked wait no longer, and tell the engineer."""
    settled = settlements.take_up(connection, told)
    if settled is not None and settled.order_id is not None:
        news.settled(connection, settled.order_id, settled.kind, told)
        tally.orders.add(settled.order_id)


def _cursors(connection: Connection) -> dict[Scope, int]:
    return {Scope(row.scope): int(row.number) for row in connection.execute(select(CURSOR))}


def _write_cursors(connection: Connection, cursors: dict[Scope, int]) -> None:
    rows: list[dict[str, object]] = [{"scope": scope, "number": number} for scope, number in cursors.items()]
    connection.execute(delete(CURSOR))
    if rows:
        connection.execute(insert(CURSOR), rows)
