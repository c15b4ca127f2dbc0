"""Today: the day as a timeline, and what is next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.today import Today, VisitRow
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.background import Background
from fieldapp.ui.bus import ORDER, REFERENCE, Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.rereading import Rereading
from fieldapp.ui.viewmodels.conflict import ConflictViewModel
from fieldapp.ui.viewmodels.day_rows import TimelineEntry, timeline
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.next_departure import NextDepartureViewModel
from fieldapp.ui.viewmodels.order import OrderViewModel
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.show_today import ShowToday

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class DayRead:
    """What one reading of the day found: the day, and what is still missing in the bag of the visit that is shown."""

    today: Today
    missing: dict[OrderId, tuple[str, ...]]


MissingKit = Callable[[OrderId, str], tuple[str, ...]]
"""Names what is not in the bag yet for an order, in a language; the mandatory things first."""


@QmlElement
class TodayViewModel(QObject):
    """The day's visits; one of them is picked and shown beside (the next one until the engineer picks another)."""

    changed = Signal()

    def __init__(
        self,
        *,
        show: ShowToday,
        missing_kit: MissingKit,
        order: OrderViewModel,
        conflict: ConflictViewModel,
        navigator: Navigator,
        background: Background,
        bus: Bus,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._show = show
        self._missing_kit = missing_kit
        self._order = order
        self._conflict = conflict
        self._navigator = navigator
        self._reading = Rereading(background.reader, ticker, self._is_shown, self)
        self._words = words
        self._ticker = ticker
        self._read: DayRead | None = None
        self._picked = OrderId("")
        self._timeline = Rows(TimelineEntry, "key", self)
        self._ahead = NextDepartureViewModel(words, ticker, self)
        bus.changed.connect(self._something_changed)
        ticker.minute.connect(self._minute_passed)
        words.changed.connect(self.load)

    @Slot()
    def load(self) -> None:
        """Read the day on a reader thread."""
        self._reading.run(self._question(), self._loaded)

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether the day was read."""
        return self._read is not None

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether there is no visit today."""
        return self._read is not None and not self._read.today.visits

    @Property(str, notify=changed)
    def countText(self) -> str:
        """ "5 单·完成 1"."""
        if self._read is None:
            return ""
        return self._words.say("today.count", count=len(self._read.today.visits), done=self._read.today.done)

    @Property(str, notify=changed)
    def picked(self) -> str:
        """The order that is shown beside."""
        return self._picked

    @Property(str, notify=changed)
    def pickedPlace(self) -> str:
        """ "下一单·商用冷柜 CF-680" for the next visit, else the product."""
        row = self._row()
        if row is None or self._read is None:
            return ""
        product = f"{row.product} {row.model}".strip()
        is_next = row.order_id == self._read.today.next_order
        return f"{self._words.say('today.next')}·{product}" if is_next else product

    @Property(bool, notify=changed)
    def finished(self) -> bool:
        """Whether the picked visit is over."""
        row = self._row()
        return row is not None and row.finished_at is not None

    @Property(str, notify=changed)
    def kitText(self) -> str:
        """ "已备 12/15"."""
        row = self._row()
        return self._words.say("kit.ready", ready=row.kit_ready, total=row.kit_total) if row else ""

    @Property(bool, notify=changed)
    def kitComplete(self) -> bool:
        """Whether everything is in the bag."""
        row = self._row()
        return row is not None and row.kit_ready >= row.kit_total

    @Property(str, notify=changed)
    def kitMissingFirst(self) -> str:
        """The most important thing that is missing, "" when nothing is."""
        return next(iter(self._missing()), "")

    @Property(str, notify=changed)
    def kitMissingMore(self) -> str:
        """The other missing things; beyond three only their number."""
        names = self._missing()[1:]
        comma = self._words.say("list_comma")
        if len(names) > 3:
            return comma + self._words.say("kit.more", names=comma.join(names[:2]), count=len(names) - 2)
        return "".join(comma + name for name in names)

    @Property(str, notify=changed)
    def primaryText(self) -> str:
        """The one next action of the picked visit."""
        row = self._row()
        if row is None:
            return ""
        if row.finished_at is not None or row.step is None:
            return self._words.say("today.look")
        if row.state is OrderState.ASSIGNED:
            return self._words.say("today.accept")
        begun = "step.continue" if self._begun() else "step.begin"
        code = f"{begun}.{row.step}"
        return self._words.say(code) if self._words.knows(code) else self._words.say(begun, title=row.step_title)

    @Property(OrderViewModel, constant=True)
    def order(self) -> OrderViewModel:
        """The picked order."""
        return self._order

    @Property(ConflictViewModel, constant=True)
    def conflict(self) -> ConflictViewModel:
        """What can be done about a promise that is not kept."""
        return self._conflict

    @Property(Rows, constant=True)
    def timeline(self) -> Rows:
        """The rows of the day."""
        return self._timeline

    @Property(NextDepartureViewModel, constant=True)
    def ahead(self) -> NextDepartureViewModel:
        """The next departure of the day, without a word about the customer: for the lock."""
        return self._ahead

    @Slot(str)
    def pick(self, order_id: str) -> None:
        """Show another visit beside the timeline."""
        if order_id and order_id != self._picked:
            self._picked = OrderId(order_id)
            self._order.load(self._picked)
            self.changed.emit()
            self.load()

    @Slot()
    def goOn(self) -> None:
        """Do the next action: accept, or open the visit where it stands."""
        row = self._row()
        if row is None:
            return
        if row.state is OrderState.ASSIGNED and row.finished_at is None:
            self._order.accept()
        elif row.finished_at is not None or row.step is None:
            self._navigator.open("order", row.order_id)
        else:
            self._navigator.open("visit", row.order_id)

    @Slot()
    def openOrder(self) -> None:
        """Open the picked order."""
        if self._picked:
            self._navigator.open("order", self._picked)

    def _question(self) -> Callable[[], DayRead]:
        return partial(self._read_day, self._words.language, self._picked)

    def _is_shown(self) -> bool:
        """Tell whether the day is on the screen, or nothing yet; else only the lock and the alarms want to know."""
        return self._navigator.page in ("", "today")

    def _read_day(self, language: str, picked: OrderId) -> DayRead:
        """Run on a reader thread. Only the bag of the visit that is shown is looked into: a look opens its form."""
        today = self._show(language)
        shown = _shown(today, picked)
        unfinished = [visit.order_id for visit in today.visits if visit.finished_at is None and visit.order_id == shown]
        return DayRead(today, {order_id: self._missing_kit(order_id, language) for order_id in unfinished})

    def _loaded(self, read: DayRead) -> None:
        same_day = self._read is not None and self._read.today == read.today  # an answer changes no line of it
        self._read = read
        self._ahead.show(read.today)
        shown = _shown(read.today, self._picked)
        if shown != self._picked:
            self._picked = shown
            self._order.load(self._picked)
        if same_day:
            self.changed.emit()
        else:
            self._retell()

    def _row(self) -> VisitRow | None:
        visits = self._read.today.visits if self._read else ()
        return next((visit for visit in visits if visit.order_id == self._picked), None)

    def _missing(self) -> tuple[str, ...]:
        return self._read.missing.get(self._picked, ()) if self._read else ()

    def _begun(self) -> bool:
        """Tell whether something was answered in the step that is next."""
        row, view = self._row(), self._order.view
        return row is not None and view is not None and bool(row.step and view.order.visit.answers.get(row.step))

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if notice.kinds & {ORDER, REFERENCE}:
            self._reading.soon(self._question(), self._loaded)

    @Slot()
    def _minute_passed(self) -> None:
        """Let the clocks go on; a job runs over, and past midnight it is another day, without anything being said."""
        if self._read is not None:
            self.load()
        self._retell()

    @Slot()
    def _retell(self) -> None:
        if self._read is not None:
            self._timeline.show(timeline(self._read.today, self._words, self._ticker.now()))
        self.changed.emit()


def _shown(today: Today, picked: OrderId) -> OrderId:
    """Return the visit that is shown beside: the one that was picked, else the next, else the first of the day."""
    if any(visit.order_id == picked for visit in today.visits):
        return picked
    return today.next_order or (today.visits[0].order_id if today.visits else OrderId(""))
