"""Nobody has touched the tablet for a while: then it locks itself (SYN-6)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot

from fieldapp.ui.viewmodels.ticker import Ticker

USUAL = timedelta(minutes=10)
"""Without a setting."""


class IdleWatch(QObject):
    """Counts from the last sign of a hand, and tells `idle` once when `limit` has passed without any.

    Two clocks are asked, for a tablet that slept comes back with the one and a tablet whose clock was set with the
    other: whichever says more counts. The touch that wakes a tablet after the limit locks it, too.

    The window tells each touch, key and move of the mouse (Presence.qml) to what its property `idleWatch` names. No
    event filter: one written in Python would see every event of the window.
    """

    idle = Signal()

    def __init__(self, ticker: Ticker, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.limit = USUAL
        self._ticker, self._monotonic = ticker, monotonic
        self._following: QObject | None = None
        self._wall_at: datetime = ticker.now()
        self._second = monotonic()

    def follow(self, window: QObject) -> None:
        """Begin to watch a window's input; its limit begins now."""
        self._touched()
        self._following = window
        window.setProperty("idleWatch", self)
        self._ticker.second.connect(self._look)

    def rest(self) -> None:
        """Watch no more, until `follow`."""
        if self._following is not None:
            self._following.setProperty("idleWatch", None)
            self._ticker.second.disconnect(self._look)
            self._following = None

    @Slot()
    def touch(self) -> None:
        """Somebody is there; called by the window."""
        if not self._look():
            self._touched()

    @Slot(result=bool)
    def _look(self) -> bool:
        """Tell `idle` if it is time, and return whether it is."""
        passed = max(self._ticker.now() - self._wall_at, timedelta(seconds=self._monotonic() - self._second))
        if self._following is None or passed < self.limit:
            return False
        self.rest()
        self.idle.emit()
        return True

    def _touched(self) -> None:
        self._wall_at, self._second = self._ticker.now(), self._monotonic()
