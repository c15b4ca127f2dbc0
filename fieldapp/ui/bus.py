"""What changed, told to every screen at once: after a commit of this tablet and after a pull from the centre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from fieldapp.domain.ids import OrderId

if TYPE_CHECKING:
    from fieldapp.domain.events import RecordedEvent

ORDER = "order"
"""Kind of a change to a work order; its id is the OrderId."""
STOCK = "stock"
"""Kind of a change to the van's stock."""
SYNC = "sync"
"""Kind of a change to what waits for the centre."""
CARE = "care"
"""Kind of a change to what the store found while it looked after itself; nothing of it waits for the centre."""
REFERENCE = "reference"
"""Kind of a change to reference data: process, forms, price list, catalogue, fault library."""
DEPOT = "depot"
"""Kind of what is done at the depot or on the way there: the bag is packed, or a visit ended (SYN-7)."""
_OF_DOCUMENTS = {"work_order": ORDER, "stock_movement": STOCK}
"""Kinds of documents of a pull as kinds of notices; every other document is reference data."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One notice for one transaction: which kinds of things changed, and the keys of the things themselves."""

    kinds: frozenset[str]
    ids: frozenset[str]

    def with_all_of(self, other: Changed) -> Changed:
        """Return one notice for both."""
        return Changed(self.kinds | other.kinds, self.ids | other.ids)

    def touches(self, order_id: OrderId) -> bool:
        """Tell whether this order must be read again."""
        return order_id in self.ids or REFERENCE in self.kinds


def changed_by(events: Iterable[RecordedEvent]) -> Changed:
    """Return the notice for events as a commit recorded them; every one of them waits for the centre now."""
    from fieldapp.domain.events import OrderEvent  # not before the first frame: the whole domain comes along
    from fieldapp.workflow.depot_stops import is_near_depot
    from fieldapp.workflow.movements import STOCK_EVENTS

    facts = [recorded.event for recorded in events]
    orders = {fact.order_id for fact in facts if isinstance(fact, OrderEvent)}
    kinds = {SYNC} | ({ORDER} if orders else set())
    if any(fact.kind in STOCK_EVENTS for fact in facts):
        kinds.add(STOCK)
    if any(is_near_depot(fact) for fact in facts):
        kinds.add(DEPOT)
    return Changed(frozenset(kinds), frozenset(orders))


def changed_by_pull(documents: Iterable[str], orders: Iterable[OrderId]) -> Changed:
    """Return the notice for what came down: its kinds of documents, and the orders among it."""
    kinds = {_OF_DOCUMENTS.get(kind, REFERENCE) for kind in documents} | {SYNC}
    return Changed(frozenset(kinds), frozenset(orders))


PULL_PAUSE = 500
"""Milliseconds between two notices of what comes down."""


class Bus(QObject):
    """Hands notices on; `publish` may be called on any thread, receivers get them on their own.

    A pull changes something ten times a second, and with every notice the screens are read again: what comes down is
    gathered, told at once the first time and then twice a second.
    """

    changed = Signal(object)
    _came_down = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._gathered: Changed | None = None
        self._rests = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PULL_PAUSE)
        self._pause.timeout.connect(self._tell_gathered)
        self._came_down.connect(self._gather)

    @property
    def idle(self) -> bool:
        """Tell whether nothing that came down is still to be told."""
        return self._gathered is None

    def publish(self, notice: Changed) -> None:
        """Tell every connected view model."""
        self.changed.emit(notice)

    def publish_pull(self, documents: Iterable[str], orders: Iterable[OrderId]) -> None:
        """Tell what came down, together with what follows soon; on any thread."""
        self._came_down.emit(changed_by_pull(documents, orders))

    def rest(self) -> None:
        """Tell nothing more of what came down: the store behind the screens is being closed."""
        self._rests = True
        self._pause.stop()
        self._gathered = None

    @Slot(object)
    def _gather(self, notice: Changed) -> None:
        if self._rests:
            return
        before = self._gathered
        self._gathered = notice if before is None else before.with_all_of(notice)
        if not self._pause.isActive():
            self._tell_gathered()

    @Slot()
    def _tell_gathered(self) -> None:
        told, self._gathered = self._gathered, None
        if told is not None:
            self._pause.start()
            self.changed.emit(told)

    def publish_commit(self, recorded: tuple[RecordedEvent, ...]) -> None:
        """Tell what a commit of this tablet recorded."""
        self.publish(changed_by(recorded))
