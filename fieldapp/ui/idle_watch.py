"""Nobody has touched the tablet for a while: then it locks itself (SYN-6)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from fieldapp.ui.viewmodels.ticker import Ticker

USUAL = timedelta(minutes=10)
"""Without a setting."""
_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    }
)


class IdleWatch(QObject):
    """Follows a window's input and tells `idle` once when `limit` has passed without any.

    Two clocks are asked, for a tablet that slept comes back with the one and a tablet whose clock was set with the
    other: whichever says more counts. The touch that wakes a tablet after the limit locks it, too.
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
        self._touch()
        self._following = window
        window.installEventFilter(self)
        self._ticker.second.connect(self._look)

    def rest(self) -> None:
        """Watch no more, until `follow`."""
        if self._following is not None:
            self._following.removeEventFilter(self)
            self._ticker.second.disconnect(self._look)
            self._following = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See an event of the window; none is kept from it."""
        if event.type() in _TOUCHED and not self._look():
            self._touch()
        return False

    @Slot(result=bool)
    def _look(self) -> bool:
        """Tell `idle` if it is time, and return whether it is."""
        passed = max(self._ticker.now() - self._wall_at, timedelta(seconds=self._monotonic() - self._second))
        if self._following is None or passed < self.limit:
            return False
        self.rest()
        self.idle.emit()
        return True

    def _touch(self) -> None:
        self._wall_at, self._second = self._ticker.now(), self._monotonic()
