"""Taking over documents that come down, one by one: where each kind is kept (SYNC.md rules 4, 5, 6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import OrderId, Scope
from fieldapp.domain.part import StockMovement
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import choice_pieces, ledger, news, order_rows, problems, reference, settlements
from fieldapp.store.tables import CURSOR
from fieldapp.wire.codec import from_json
from fieldapp.wire.messages import Change, ChoiceListPiece, DocumentKind, Operation, Settlement

TAKEN_AWAY = (Operation.DELETE, Operation.REVOKE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What one answer changed here: one notice a transaction. `outcomes` counts events that now have their verdict."""

    kinds: frozenset[str]
    orders: frozenset[OrderId]
    outcomes: int
    changes: int


@dataclass(slots=True)
class Tally:
    """What one transaction changes, as it goes on."""

    kinds: set[str] = field(default_factory=set)
    orders: set[OrderId] = field(default_factory=set)
    outcomes: int = 0
    changes: int = 0
    before: news.Before = field(default_factory=dict)

    @property
    def applied(self) -> Applied:
        """Return what there is to tell."""
        return Applied(
            kinds=frozenset(self.kinds),
            orders=frozenset(self.orders),
            outcomes=self.outcomes,
            changes=self.changes,
        )


def apply_change(
    connection: Connection, change: Change, epoch: str, tally: Tally, unreadable: set[str], now: datetime
) -> None:
    """Apply one change; a document that cannot be read becomes a problem and blocks nothing behind it."""
    name = f"{change.kind.value}:{change.key}"
    tally.kinds.add(change.kind.value)
    try:
        if change.operation in TAKEN_AWAY:
            take_away(connection, change, tally)
        else:
            _put(connection, change, epoch, tally)
    except BadInput as fault:
        fields = {name: str(value) for name, value in fault.fields.items()}
        problems.report(connection, problems.DOCUMENT, name, "document.unreadable", fields, now)
        unreadable.add(name)
    else:
        if name in unreadable:
            problems.settle(connection, problems.DOCUMENT, name)


def take_away(connection: Connection, change: Change, tally: Tally) -> None:
    """Remove what the change takes away."""
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


def _put(connection: Connection, change: Change, epoch: str, tally: Tally) -> None:
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


def _take_up(connection: Connection, told: Settlement, tally: Tally) -> None:
    """Let an own event that was parked wait no longer, and tell the engineer."""
    settled = settlements.take_up(connection, told)
    if settled is not None and settled.order_id is not None:
        news.settled(connection, settled.order_id, settled.kind, told)
        tally.orders.add(settled.order_id)


def read_cursors(connection: Connection) -> dict[Scope, int]:
    """Return the last number applied per scope."""
    return {Scope(row.scope): int(row.number) for row in connection.execute(select(CURSOR))}


def write_cursors(connection: Connection, cursors: dict[Scope, int]) -> None:
    """Write them in place of those that were."""
    rows: list[dict[str, object]] = [{"scope": scope, "number": number} for scope, number in cursors.items()]
    connection.execute(delete(CURSOR))
    if rows:
        connection.execute(insert(CURSOR), rows)
