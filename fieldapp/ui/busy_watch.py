"""Notes when the screen stood still: the UI thread answered later than a finger forgives (USE-3).

A beat that comes late tells it. (The loop's own signals do not: under GLib they stand around waiting and work alike.)
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from fieldapp.support.lines import noted

logger = logging.getLogger(__name__)

SLOW = timedelta(milliseconds=100)
BEAT = timedelta(milliseconds=50)
ASLEEP = timedelta(minutes=1)
"""So long no thread of ours is busy: the machine slept."""

_MS = timedelta(milliseconds=1)


class BusyWatch(QObject):
    """Beats while the application is in front; each beat that is more than `SLOW` late becomes a line of the log.

    `page` names the page that is open, a word of ours; `monotonic` is a clock in seconds. What is noted is how long the
    thread was busy at least: up to one `BEAT` less than it was.
    """

    def __init__(self, page: Callable[[], str], monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._page, self._monotonic = page, monotonic
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT // _MS)
        self._timer.timeout.connect(self._beat)

    def follow(self, application: QGuiApplication) -> None:
        """Beat whenever the application is in front, from now on; a tablet that lies on the table is left to sleep."""
        application.applicationStateChanged.connect(self._state_changed)
        self._state_changed(application.applicationState())

    @Slot(Qt.ApplicationState)
    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.start()
        else:
            self._timer.stop()

    def start(self) -> None:
        """Begin to beat."""
        self._due = self._monotonic() + BEAT.total_seconds()
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        now = self._monotonic()
        late, self._due = timedelta(seconds=now - self._due), now + BEAT.total_seconds()
        if SLOW < late < ASLEEP:
            logger.info("the screen stood still", extra=noted(ms=round(late / _MS), page=self._page() or "none"))
