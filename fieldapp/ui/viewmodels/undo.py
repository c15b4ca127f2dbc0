"""The undo bar: five seconds to take the last tap back, instead of "are you sure?" before it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.ticker import Ticker

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SECONDS = 5


@QmlElement
class UndoViewModel(QObject):
    """What can be taken back now. The bar is an offer: when it goes, what was stored stays."""

    changed = Signal()

    def __init__(self, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._seconds = 0
        self._compensate: Callable[[], None] | None = None
        ticker.second.connect(self._second_passed)

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether the bar shows."""
        return self._compensate is not None

    @Property(str, notify=changed)
    def text(self) -> str:
        """What was done."""
        return self._text

    @Property(int, notify=changed)
    def seconds(self) -> int:
        """How long the offer stands."""
        return self._seconds

    def offer(self, text: str, compensate: Callable[[], None]) -> None:
        """Offer to take a stored change back; a new offer replaces the one before."""
        self._text, self._compensate, self._seconds = text, compensate, SECONDS
        self.changed.emit()

    def also(self, text: str, compensate: Callable[[], None]) -> None:
        """Let the offer that stands take this back, too; where none stands, offer it with its own words."""
        first = self._compensate
        if first is None:
            self.offer(text, compensate)
            return

        def both() -> None:
            first()
            compensate()

        self._compensate = both

    def withdraw(self) -> None:
        """Take the bar away: another page, or the step is complete."""
        self._compensate = None
        self._seconds = 0
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Take the change back by a compensating one."""
        compensate = self._compensate
        self.withdraw()
        if compensate is not None:
            compensate()

    @Slot()
    def _second_passed(self) -> None:
        if self._compensate is None:
            return
        self._seconds -= 1
        if self._seconds <= 0:
            self.withdraw()
        else:
            self.changed.emit()
