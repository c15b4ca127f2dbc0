"""Taking over documents that come down, one by one: where each kind is kept (SYNC.md rules 4, 5, 6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import OrderId, Scope
from fieldapp.domain.part import StockMovement
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import choice_pieces, echoes, ledger, news, order_rows, problems, reference_rows, settlements
from fieldapp.wire.codec import decode, from_json
from fieldapp.wire.messages import Change, ChoiceListPiece, DocumentKind, Operation, Settlement

_CURSORS = "SELECT scope, number FROM cursor"
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
    pulled: dict[OrderId, WorkOrder] = field(default_factory=dict)
    """Orders whose base was written."""
    adopted: set[OrderId] = field(default_factory=set)
    """Orders that came as they stand here, and nothing else of them before (`echoes`)."""
    after: dict[OrderId, WorkOrder] = field(default_factory=dict)
    """Orders that were written anew, as they stand."""

    @property
    def applied(self) -> Applied:
        """Return what there is to tell."""
        return Applied(
            kinds=frozenset(self.kinds),
            orders=frozenset(self.orders),
            outcomes=self.outcomes,
            changes=self.changes,
        )


@dataclass(slots=True)
class Taking:
    """Takes changes over, one by one, in one transaction; `end` writes what was gathered on the way."""

    connection: Connection
    epoch: str
    tally: Tally
    now: datetime
    _puts: reference_rows.Puts = field(init=False)
    _lines: list[StockMovement] = field(default_factory=list)
    _unreadable: set[str] = field(init=False)
    _kinds: set[DocumentKind] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._puts = reference_rows.Puts(self.connection, self.epoch)
        self._unreadable = problems.keys(self.connection, problems.DOCUMENT)

    def apply(self, change: Change, body: bytes) -> None:
        """Apply one change, its document in canonical JSON beside it.

        A document that cannot be read becomes a problem and blocks nothing behind it.
        """
        self._kinds.add(change.kind)
        try:
            if change.operation in TAKEN_AWAY:
                self.end()
                take_away(self.connection, change, self.tally)
            else:
                self._put(change, body)
        except BadInput as fault:
            fields = {name: str(value) for name, value in fault.fields.items()}
            name = _name(change)
            problems.report(self.connection, problems.DOCUMENT, name, "document.unreadable", fields, self.now)
            self._unreadable.add(name)
        else:
            if self._unreadable and _name(change) in self._unreadable:
                problems.settle(self.connection, problems.DOCUMENT, _name(change))

    def end(self) -> None:
        """Write what was gathered."""
        self._puts.write()
        ledger.write_pulled(self.connection, self._lines, self.epoch)
        self._lines.clear()
        self.tally.kinds.update(kind.value for kind in self._kinds)

    def _put(self, change: Change, body: bytes) -> None:
        if change.kind in reference_rows.TYPES:
            self._puts.add(change.kind, change.key, body, change.scope)
        elif change.kind is DocumentKind.STOCK_MOVEMENT:
            self._lines.append(from_json(change.document, StockMovement))
        elif change.kind is DocumentKind.SETTLEMENT:
            self.end()  # of an event that was refused no line stays
            _take_up(self.connection, from_json(change.document, Settlement), self.tally)
        else:
            _put(self.connection, change, body, self.epoch, self.tally)


def _name(change: Change) -> str:
    return f"{change.kind.value}:{change.key}"


def take_away(connection: Connection, change: Change, tally: Tally) -> None:
    """Remove what the change takes away."""
    if change.kind is DocumentKind.WORK_ORDER:
        news.remember(connection, tally.before, OrderId(change.key))
        order_rows.take_away(connection, OrderId(change.key), change.scope)
        tally.orders.add(OrderId(change.key))
        tally.pulled.pop(OrderId(change.key), None)
        tally.adopted.discard(OrderId(change.key))
    elif change.kind is DocumentKind.STOCK_MOVEMENT:
        ledger.remove_pulled(connection, change.key)
    elif change.kind is DocumentKind.CHOICE_LIST:
        choice_pieces.withdraw(connection, change.key)
    else:
        reference_rows.remove(connection, change.kind, change.key)


def _put(connection: Connection, change: Change, body: bytes, epoch: str, tally: Tally) -> None:
    if change.kind is DocumentKind.WORK_ORDER:
        _put_order(connection, change, body, epoch, tally)
    else:
        choice_pieces.put(connection, from_json(change.document, ChoiceListPiece))


def _put_order(connection: Connection, change: Change, body: bytes, epoch: str, tally: Tally) -> None:
    order = decode(body, WorkOrder)
    tally.orders.add(order.id)
    is_first = order.id not in tally.before
    if is_first and echoes.adopt(connection, order, body, change.scope, epoch):
        tally.adopted.add(order.id)
        return
    news.remember(connection, tally.before, order.id)
    order_rows.write_base(connection, order, change.scope, epoch)
    tally.adopted.discard(order.id)
    tally.pulled[order.id] = order


def _take_up(connection: Connection, told: Settlement, tally: Tally) -> None:
    """Let an own event that was parked wait no longer, and tell the engineer."""
    settled = settlements.take_up(connection, told)
    if settled is not None and settled.order_id is not None:
        news.settled(connection, settled.order_id, settled.kind, told)
        tally.orders.add(settled.order_id)


def read_cursors(connection: Connection) -> dict[Scope, int]:
    """Return the last number applied per scope."""
    return {Scope(scope): int(number) for scope, number in connection.exec_driver_sql(_CURSORS)}


def write_cursors(connection: Connection, cursors: dict[Scope, int]) -> None:
    """Write them in place of those that were."""
    connection.exec_driver_sql("DELETE FROM cursor")
    if cursors:
        connection.exec_driver_sql("INSERT INTO cursor (scope, number) VALUES (?, ?)", [*cursors.items()])
