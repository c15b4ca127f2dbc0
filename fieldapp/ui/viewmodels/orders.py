"""The list of orders on this tablet, with one of them beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import OrderId
from fieldapp.domain.sla import SlaClock
from fieldapp.domain.standing import is_over
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import ORDER, REFERENCE, Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.order import OrderViewModel
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

OPEN, WAITING, CLOSED = "open", "waiting", "closed"
FILTERS = (OPEN, WAITING, CLOSED)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of the list."""

    orderId: str
    name: str
    machineText: str
    clock: str
    clockState: str
    level: int
    levelWord: str
    stateWord: str
    number: str


ReadOrders = Callable[[], tuple[WorkOrder, ...]]
"""Reads every order on the tablet (`Queries.orders`)."""

AskLate = Callable[[OrderId], None]
"""Lets "I will be late" open once the visit of the order is shown."""


@QmlElement
class OrdersViewModel(QObject):
    """Orders by state; picking one shows it beside, opening its visit is the one next action."""

    changed = Signal()

    def __init__(
        self,
        *,
        read: ReadOrders,
        ask_late: AskLate,
        order: OrderViewModel,
        navigator: Navigator,
        background: Background,
        bus: Bus,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._read = read
        self._ask_late = ask_late
        self._order = order
        self._navigator = navigator
        self._reading = Latest(background.reader)
        self._words = words
        self._ticker = ticker
        self._all: tuple[tuple[WorkOrder, tuple[SlaClock, ...]], ...] | None = None
        self._filter = OPEN
        self._picked = OrderId("")
        self._detail_open = False
        self._tab = "overview"
        self._rows = Rows(OrderRow, "orderId", self)
        self._counts: dict[str, int] = {}
        bus.changed.connect(self._something_changed)
        ticker.minute.connect(self._retell)
        words.changed.connect(self._retell)
        order.changed.connect(self._order_changed)

    @Slot()
    def load(self) -> None:
        """Read the orders on a reader thread."""
        self._reading.run(self._read_all, self._loaded)

    @Slot(str)
    def enter(self, order_id: str) -> None:
        """Come in at one order, or at the list with ""."""
        self._detail_open = bool(order_id)
        if order_id:
            self._pick(OrderId(order_id))
        self.load()

    @Slot()
    def tellLate(self) -> None:
        """Go to the visit of the order that is shown, where "I will be late" opens (TRV-1)."""
        self._ask_late(OrderId(self._order.orderId))
        self._navigator.open("visit", self._order.orderId)

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether the orders were read."""
        return self._all is not None

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether the chosen filter shows nothing."""
        return self._all is not None and not self._rows.rows()

    @Property(str, notify=changed)
    def filter(self) -> str:
        """The chosen filter: open, waiting or closed."""
        return self._filter

    @Property(str, notify=changed)
    def picked(self) -> str:
        """The order that is shown beside."""
        return self._picked

    @Property(bool, notify=changed)
    def detailOpen(self) -> bool:
        """In a narrow window: whether the order is shown instead of the list."""
        return self._detail_open

    @Property(str, notify=changed)
    def tab(self) -> str:
        """The tab of the order: overview, history, faults or messages."""
        return self._tab

    @Property(str, notify=changed)
    def primaryText(self) -> str:
        """The one next action of the picked order."""
        view = self._order.view
        if view is None:
            return ""
        if view.order.state is OrderState.ASSIGNED:
            return self._words.say("today.accept")
        if not is_over(view.order):
            return self._words.say("order.go_on" if view.order.visit.steps else "order.begin")
        return ""

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """The orders of the chosen filter."""
        return self._rows

    @Property("QVariantList", notify=changed)
    def filters(self) -> list[dict[str, str | int]]:
        """The filters with their counts, for a row of tabs."""
        return [
            {"name": name, "title": self._words.say(f"orders.{name}"), "count": count}
            for name, count in self._counts.items()
        ]

    @Property(OrderViewModel, constant=True)
    def order(self) -> OrderViewModel:
        """The picked order."""
        return self._order

    @Slot(str)
    def choose(self, name: str) -> None:
        """Choose a filter."""
        self._filter = name
        self._retell()

    @Slot(str)
    def showTab(self, tab: str) -> None:
        """Show a tab of the order."""
        self._tab = tab
        self.changed.emit()

    @Slot(str)
    def pick(self, order_id: str) -> None:
        """Show an order."""
        self._detail_open = True
        self._pick(OrderId(order_id))
        self.changed.emit()

    @Slot()
    def closeDetail(self) -> None:
        """In a narrow window: back to the list."""
        self._detail_open = False
        self.changed.emit()

    @Slot()
    def goOn(self) -> None:
        """Do the next action: accept, or open the visit."""
        if self._order.mayAccept:
            self._order.accept()
        elif self._picked:
            self._navigator.open("visit", self._picked)

    def _pick(self, order_id: OrderId) -> None:
        if order_id != self._picked:
            self._tab = "overview"
        self._picked = order_id
        self._order.load(order_id)

    def _read_all(self) -> tuple[tuple[WorkOrder, tuple[SlaClock, ...]], ...]:
        """Run on a reader thread."""
        return tuple((order, sla_clocks(order)) for order in self._read())

    def _loaded(self, found: tuple[tuple[WorkOrder, tuple[SlaClock, ...]], ...]) -> None:
        self._all = found
        self._retell()
        rows = self._rows.rows()
        if not self._picked and rows:
            self._pick(OrderId(rows[0].orderId))
            self.changed.emit()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if notice.kinds & {ORDER, REFERENCE} and self._all is not None:
            self.load()

    @Slot()
    def _order_changed(self) -> None:
        self.changed.emit()

    @Slot()
    def _retell(self) -> None:
        if self._all is not None:
            now = self._ticker.now()
            shown = {name: [pair for pair in self._all if shown_under(pair[0], name)] for name in FILTERS}
            self._counts = {name: len(pairs) for name, pairs in shown.items()}
            self._rows.show([order_row(order, clocks, self._words, now) for order, clocks in shown[self._filter]])
        self.changed.emit()


def shown_under(order: WorkOrder, name: str) -> bool:
    """Tell whether a filter shows the order: all that are open, those that wait to be accepted, those that are over."""
    if name == WAITING:
        return order.state is OrderState.ASSIGNED
    is_open = not is_over(order)
    return is_open if name == OPEN else not is_open


def order_row(order: WorkOrder, clocks: tuple[SlaClock, ...], words: Words, now: datetime) -> OrderRow:
    """Return an order as a row of the list, with its running clock (SLA-3)."""
    is_open = not is_over(order)
    clock, state = order_words.clock_line(clocks, words, now) if is_open else ("", "neutral")
    what = f"{order.symptom.alarm_code} {order.symptom.what}".strip()
    return OrderRow(
        orderId=order.id,
        name=order.customer.name,
        machineText="·".join(text for text in (order_words.job_word(order, words), order.asset.model, what) if text),
        clock=clock,
        clockState=state,
        level=order.severity.value,
        levelWord=words.level(order.severity),
        stateWord=order_words.state_word(order, words),
        number=order.number,
    )
