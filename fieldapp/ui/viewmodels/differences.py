"""What two sides changed at once on one order: both values side by side, and one tap that takes the other (SYN-2)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.clash import ClashSide, ClashState
from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.clash import ClashView
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.clash_verbs import ClashVerbs

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One clash; `stands` is what counts now. `decided` says who chose, "" while nobody did."""

    key: str
    field: str
    stands: str
    standsBy: str
    other: str
    otherBy: str
    decided: str
    mayDecide: bool


@QmlElement
class DifferencesViewModel(QObject):
    """The clashes of the order that is shown."""

    changed = Signal()

    def __init__(
        self, verbs: ClashVerbs, background: Background, words: Words, ticker: Ticker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._verbs = verbs
        self._background = background
        self._reading = Latest(background.reader)
        self._words = words
        self._ticker = ticker
        self._order_id = OrderId("")
        self._views: tuple[ClashView, ...] = ()
        self._rows = Rows(DifferenceRow, "key", self)
        words.changed.connect(self._speak)

    def show(self, order_id: OrderId) -> None:
        """Read the clashes of this order on a reader thread."""
        if order_id != self._order_id:
            self._order_id = order_id
            self._told(())
        language = self._words.language
        self._reading.run(lambda: self._verbs.show(order_id, language), self._told)

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """How many wait for a decision."""
        return sum(view.waits for view in self._views)

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are, decided ones among them."""
        return len(self._views)

    @Property(str, notify=changed)
    def title(self) -> str:
        """How many differ, or that all is decided."""
        return self._words.say("clash.title", count=self.waiting) if self.waiting else self._words.say("clash.settled")

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """One row a clash."""
        return self._rows

    @Slot(str)
    def swap(self, key: str) -> None:
        """Let the value count that does not; tapped again it is as before."""
        view = next((one for one in self._views if one.clash.id == key), None)
        if view is None:
            return
        order_id, take_other = self._order_id, view.clash.state is not ClashState.SWAPPED
        self._background.writer.run(lambda: self._verbs.decide(order_id, key, take_other=take_other), self._decided)

    @Slot(str)
    def keep(self, key: str) -> None:
        """Say that what counts is right."""
        view = next((one for one in self._views if one.clash.id == key), None)
        if view is None:
            return
        order_id, take_other = self._order_id, view.clash.state is ClashState.SWAPPED
        self._background.writer.run(lambda: self._verbs.decide(order_id, key, take_other=take_other), self._decided)

    def _decided(self, _nothing: None) -> None:
        """The bus tells that the order changed."""

    @Slot()
    def _speak(self) -> None:
        if self._order_id:
            self.show(self._order_id)

    def _told(self, views: tuple[ClashView, ...]) -> None:
        self._views = views
        self._rows.show([self._row(view) for view in views])
        self.changed.emit()

    def _row(self, view: ClashView) -> DifferenceRow:
        clash = view.clash
        sides = [(self._value(view, clash.stood, view.stood), self._who(clash.stood))]
        sides.append((self._value(view, clash.lost, view.lost), self._who(clash.lost)))
        if clash.state is ClashState.SWAPPED:
            sides.reverse()
        (stands, stands_by), (other, other_by) = sides
        return DifferenceRow(
            clash.id, self._field(view), stands, stands_by, other, other_by, self._said(view), view.may_decide
        )

    def _field(self, view: ClashView) -> str:
        place = view.clash.place
        if place.detail is not None:
            return self._words.say(f"detail.{place.detail.value}")
        return view.question or self._words.say("clash.appointment")

    def _value(self, view: ClashView, side: ClashSide, told: str) -> str:
        if side.window is not None:
            start, now = side.window.start_at, self._ticker.now()
            times = f"{self._words.time(start)}–{self._words.time(side.window.end_at)}"
            return f"{self._words.day_of(start, now)} {times}".strip()
        return told or side.value or self._words.say("clash.empty")

    def _who(self, side: ClashSide) -> str:
        name = side.author.name or self._words.say("clash.nobody")
        if side.at is None:
            return name
        parts = (name, self._words.day_of(side.at, self._ticker.now()), self._words.time(side.at))
        return " ".join(part for part in parts if part)

    def _said(self, view: ClashView) -> str:
        clash = view.clash
        if clash.decided_at is None:
            return "" if view.waits else self._words.say("clash.over")
        return self._words.say("clash.decided", name=clash.decided_by, time=self._words.time(clash.decided_at))
