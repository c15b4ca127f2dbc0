"""One order to read: the right-hand side of today and of the list of orders."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.going import is_to_leave, road_of
from fieldapp.domain.ids import OrderId
from fieldapp.domain.sla import Severity
from fieldapp.domain.views.order import OrderView
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.viewmodels.departure import DepartureViewModel
from fieldapp.ui.viewmodels.differences import DifferencesViewModel
from fieldapp.ui.viewmodels.limit_rows import LimitRow, limit_rows
from fieldapp.ui.viewmodels.message import MessageViewModel
from fieldapp.ui.viewmodels.order_facts import OrderFacts
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.clash_verbs import ClashVerbs
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.propose_fault import may_be_proposed
from fieldapp.usecases.propose_severity import ProposeSeverity
from fieldapp.usecases.show_order import ShowOrder

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class OrderViewModel(QObject):
    """An order with its clocks, history, fault hits and readiness; accepting it and handing it back (ACC-5)."""

    changed = Signal()
    accepted = Signal(str)
    handedBack = Signal(str)

    def __init__(
        self,
        *,
        show: ShowOrder,
        accept: AcceptOrder,
        hand_back: HandBackOrder,
        propose: ProposeSeverity,
        message: MessageViewModel,
        clashes: ClashVerbs,
        background: Background,
        bus: Bus,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._show = show
        self._accept = accept
        self._hand_back = hand_back
        self._propose = propose
        self._message = message
        self._background = background
        self._reading = Latest(background.reader)
        self._words = words
        self._ticker = ticker
        self._order_id = OrderId("")
        self._view: OrderView | None = None
        self._facts = OrderFacts(words, ticker, self)
        self._departure = DepartureViewModel(words, ticker, self)
        self._differences = DifferencesViewModel(clashes, background, words, ticker, self)
        self._clocks = Rows(order_words.ClockRow, "name", self)
        self._limits = Rows(LimitRow, "key", self)
        self._history = Rows(order_words.HistoryRow, "key", self)
        self._faults = Rows(order_words.FaultRow, "key", self)
        self._readiness = Rows(order_words.ReadyRow, "what", self)
        bus.changed.connect(self._something_changed)
        ticker.minute.connect(self._retell)
        words.changed.connect(self._retell)

    def load(self, order_id: OrderId) -> None:
        """Read the order on a reader thread; what is shown stays until it is there."""
        self._order_id = order_id
        if not order_id:
            self._view = None
            self.changed.emit()
            return
        self._reading.run(lambda: self._show(order_id), self._loaded)

    @property
    def view(self) -> OrderView | None:
        """Return what is shown, None before the first order was read."""
        return self._view

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether there is an order to show."""
        return self._view is not None

    @Property(str, notify=changed)
    def orderId(self) -> str:
        """The order's key."""
        return self._order_id

    @Property(str, notify=changed)
    def recentTitle(self) -> str:
        """The last visit to this asset."""
        rows = self._history.rows()
        return f"{rows[0].day} {rows[0].summary}" if rows else self._words.say("history.none")

    @Property(str, notify=changed)
    def recentText(self) -> str:
        """By whom, how it ended, how many more."""
        rows = self._history.rows()
        if not rows:
            return ""
        more = self._words.say("history.more", count=len(rows) - 1) if len(rows) > 1 else ""
        return "·".join(text for text in (rows[0].engineer, rows[0].outcome, more) if text)

    @Property(int, notify=changed)
    def historyCount(self) -> int:
        """How many earlier visits."""
        return len(self._history.rows())

    @Property(int, notify=changed)
    def faultCount(self) -> int:
        """How many hits in the fault library."""
        return len(self._faults.rows())

    @Property(bool, notify=changed)
    def complete(self) -> bool:
        """Whether everything the visit needs is on the tablet (ACC-6)."""
        return self._view is not None and all(item.present for item in self._view.readiness)

    @Property(str, notify=changed)
    def readyTitle(self) -> str:
        """ "没有网络也能做完这一单", or that something is missing."""
        return self._words.say("ready.title" if self.complete else "ready.incomplete")

    @Property(bool, notify=changed)
    def mayBeLate(self) -> bool:
        """Whether somebody is on the way or going to be: then the customer can be told of a delay (TRV-1)."""
        if self._view is None or self._view.order.state is not OrderState.ACCEPTED:
            return False
        order, road = self._view.order, road_of(self._view.order.visit)
        driving = road.departed_at is not None and road.arrived_at is None and order.visit.closed_at is None
        return driving or (is_to_leave(order) and self._view.departure.has_way)

    @Property(bool, notify=changed)
    def mayAccept(self) -> bool:
        """Whether the order waits to be accepted."""
        return self._view is not None and self._view.order.state is OrderState.ASSIGNED

    @Property(bool, notify=changed)
    def mayHandBack(self) -> bool:
        """Whether the order can be given back."""
        return self._view is not None and self._view.order.state in (OrderState.ASSIGNED, OrderState.ACCEPTED)

    @Property(bool, notify=changed)
    def mayPropose(self) -> bool:
        """Whether the visit is over and its case can be proposed for the fault library (KNO-2)."""
        view = self._view
        return view is not None and view.order.state is OrderState.CLOSED and may_be_proposed(view.order)

    @Property("QVariantList", notify=changed)
    def handBackReasons(self) -> list[dict[str, str]]:
        """The reasons to choose from, as value and label."""
        return [
            {"value": reason.value, "label": self._words.say(f"hand_back.{reason.value}")} for reason in HandBackReason
        ]

    @Property(OrderFacts, constant=True)
    def facts(self) -> OrderFacts:
        """The order in words."""
        return self._facts

    @Property(DepartureViewModel, constant=True)
    def departure(self) -> DepartureViewModel:
        """When to leave."""
        return self._departure

    @Property(MessageViewModel, constant=True)
    def message(self) -> MessageViewModel:
        """A message to the office about it."""
        return self._message

    @Property(DifferencesViewModel, constant=True)
    def differences(self) -> DifferencesViewModel:
        """What two sides changed at once."""
        return self._differences

    @Property(Rows, constant=True)
    def clocks(self) -> Rows:
        """The order's clocks."""
        return self._clocks

    @Property(Rows, constant=True)
    def limits(self) -> Rows:
        """Every clock of the order by name (SLA-6)."""
        return self._limits

    @Property(str, notify=changed)
    def limitsSource(self) -> str:
        """Which table of limits the clocks go by."""
        if self._view is None or self._view.profile is None:
            return ""
        return self._words.say("limit.source", id=self._view.profile.id, version=self._view.profile.version)

    @Property(Rows, constant=True)
    def history(self) -> Rows:
        """The asset's history."""
        return self._history

    @Property(Rows, constant=True)
    def faults(self) -> Rows:
        """Hits of the fault library."""
        return self._faults

    @Property(Rows, constant=True)
    def readiness(self) -> Rows:
        """What is on the tablet."""
        return self._readiness

    @Slot()
    def accept(self) -> None:
        """Take the order."""
        order_id = self._order_id
        self._background.writer.run(lambda: self._accept(order_id), self._was_accepted)

    @Property("QVariantList", notify=changed)
    def otherLevels(self) -> list[dict[str, str]]:
        """The levels that can be proposed instead of the order's own, as value and label (SLA-4)."""
        own = self._view.order.severity if self._view else None
        return [{"value": str(one.value), "label": self._words.level(one)} for one in Severity if one is not own]

    @Slot(str, str)
    def proposeLevel(self, level: str, reason: str) -> None:
        """Propose another level with a reason; only the service manager changes it."""
        order_id, severity = self._order_id, Severity(int(level))
        self._background.writer.run(lambda: self._propose(order_id, severity, reason), self._was_proposed)

    @Slot(str, str, str)
    def handBack(self, reason: str, remark: str, colleague: str) -> None:
        """Give the order back, or to a colleague who agreed."""
        order_id, why = self._order_id, HandBackReason(reason)
        self._background.writer.run(lambda: self._hand_back(order_id, why, remark, colleague), self._was_handed_back)

    def _was_accepted(self, _nothing: None) -> None:
        self.accepted.emit(self._order_id)

    def _was_proposed(self, _nothing: None) -> None:
        """The bus tells that the order changed."""

    def _was_handed_back(self, _nothing: None) -> None:
        self.handedBack.emit(self._order_id)

    def _loaded(self, view: OrderView) -> None:
        if view.order.id == self._order_id:
            self._view = view
            self._message.show(view.order)
            self._differences.show(view.order.id)
            self._retell()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if self._order_id and notice.touches(self._order_id):
            self.load(self._order_id)

    @Slot()
    def _retell(self) -> None:
        view = self._view
        if view is not None:
            now, dropped = self._ticker.now(), view.order.cancellation is not None
            self._clocks.show(order_words.clock_rows(() if dropped else view.clocks, self._words, now))
            self._limits.show(limit_rows(() if dropped else view.limits, self._words, now))
            self._history.show(order_words.history_rows(view.history, self._words))
            self._faults.show(order_words.fault_rows(view, self._words))
            self._readiness.show(order_words.ready_rows(view, self._words))
            self._facts.show(view)
            self._departure.show(None if dropped else view.departure, view.order.visit)
        self.changed.emit()
