"""One timer for everything that runs on a screen: clocks, countdowns, the undo bar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:  # all of the domain comes along, and the first frame needs none of it
    from fieldapp.usecases.ports import Clock


class Ticker(QObject):
    """Tells `second` each second and `minute` when the minute on the wall changes; `advance` does so at once."""

    second = Signal()
    minute = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self._trunk: Ticker | None = None
        self._minute = self._present_minute()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.advance)

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def branch(self) -> Ticker:
        """Return a ticker that beats with this one until `cut`: for what lives shorter."""
        child = Ticker(self.clock)
        child._trunk = self
        self.second.connect(child.second)
        self.minute.connect(child.minute)
        return child

    def cut(self) -> None:
        """Beat with the trunk no more."""
        if self._trunk is not None:
            self._trunk.second.disconnect(self.second)
            self._trunk.minute.disconnect(self.minute)
            self._trunk = None

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def now(self) -> datetime:
        """Return the present instant."""
        return self.clock.now()

    @Slot()
    def advance(self) -> None:
        """Say that a second went by; tests that moved their clock call this."""
        self.second.emit()
        minute = self._present_minute()
        if minute != self._minute:
            self._minute = minute
            self.minute.emit()

    def _present_minute(self) -> datetime:
        return self.clock.now().replace(second=0, microsecond=0)
