"""What the visit found, one row each: an order by one tap, or the number of the order it became (SITE-14)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import OrderId
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.words import Words
from fieldapp.usecases.show_findings import FindingInWords, ShowFindings

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; `asks` is what the sheet "new_order" is entered with, `orderText` "" while it has no order."""

    key: str
    step: str
    label: str
    words: str
    asks: str
    orderId: str
    orderText: str


@QmlElement
class FindingList(QObject):
    """The findings of the order on the page; read anew when something of it changes."""

    changed = Signal()

    def __init__(self, *, show: ShowFindings, background: Background, bus: Bus, words: Words) -> None:
        super().__init__()
        self._show, self._words = show, words
        self._reading = Latest(background.reader)
        self._order_id = OrderId("")
        self._rows = Rows(FindingRow, "key", self)
        bus.changed.connect(self._something_changed)
        words.changed.connect(self._reload)

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """The findings."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return len(self._rows.rows())

    @Property(str, notify=changed)
    def step(self) -> str:
        """The step that found them, "" while there are none."""
        rows = self._rows.rows()
        return rows[0].step if rows else ""

    @Slot(str)
    def look(self, order_id: str) -> None:
        """Show the findings of an order; what is shown of another one goes at once."""
        if order_id != self._order_id:
            self._order_id = OrderId(order_id)
            self._rows.show([])
            self.changed.emit()
        self._reload()

    @Slot()
    def _reload(self) -> None:
        if self._order_id:
            self._reading.run(partial(self._read, self._order_id, self._words.language), self._loaded)

    def _read(self, order_id: OrderId, language: str) -> tuple[OrderId, tuple[FindingInWords, ...]]:
        return order_id, self._show(order_id, language)

    def _loaded(self, read: tuple[OrderId, tuple[FindingInWords, ...]]) -> None:
        order_id, found = read
        if order_id == self._order_id:
            self._rows.show([self._row(order_id, one) for one in found])
            self.changed.emit()

    def _row(self, order_id: OrderId, one: FindingInWords) -> FindingRow:
        place, opened = one.finding.place, one.finding.opened
        number = "" if opened is None else opened.centre_number or opened.number
        return FindingRow(
            key=f"{place.step}-{place.field}",
            step=place.step,
            label=one.label,
            words=one.words,
            asks=f"{order_id}|{place.step}|{place.field}",
            orderId=opened.order_id if opened is not None else "",
            orderText=self._words.say("opening.has_order", number=number) if number else "",
        )

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if self._order_id and notice.touches(self._order_id):
            self._reload()
