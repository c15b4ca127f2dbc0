"""`python -m tests.journeys.hurried DATA`: the program as it is started, with somebody in a hurry in front of it.

The hand enters the PIN, goes from page to page faster than they load, moves the pointer, locks, enters the PIN again
and has the program ended by SIGTERM while a page still loads. What it did is printed, one word a line.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent

from fieldapp import app
from fieldapp.demo import DEMO_PIN, device_config
from tests.journeys.company import NUMBER

BEAT_MS = 60
PAGES = ("orders", "order", "today", "visit", "sync", "order", "me", "visit", "knowledge", "today")
LEAVES_AT = 4
"""So many pages after the second PIN it is ended."""


class Hand(QObject):
    """Acts once a beat; counts what it has opened since the PIN."""

    def __init__(self, application: app.Application) -> None:
        super().__init__(application)
        self._application = application
        self._steps = 0
        self._locked_before = False
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._act)
        application.opened.connect(self._begin)
        application.closed.connect(self._closed)

    @Slot()
    def enter(self) -> None:
        """Enter the PIN."""
        assert self._application._front is not None
        self._application._front.lock.enter(DEMO_PIN)

    @Slot()
    def _begin(self) -> None:
        print("opened", flush=True)
        self._steps = 0
        self._beat.start(BEAT_MS)

    @Slot()
    def _closed(self) -> None:
        print("closed", flush=True)
        self.enter()

    @Slot()
    def _act(self) -> None:
        self._move()
        page = PAGES[self._steps % len(PAGES)]
        self._steps += 1
        navigator = self._application.stage.navigator
        if page in ("order", "visit"):
            navigator.open(page, NUMBER)
        else:
            navigator.openSection(page)
        if self._locked_before and self._steps == LEAVES_AT:
            os.kill(os.getpid(), signal.SIGTERM)
        elif self._steps == len(PAGES):
            self._beat.stop()
            self._locked_before = True
            self._application.lock()

    def _move(self) -> None:
        place = QPointF(50 + self._steps * 37 % 900, 60 + self._steps * 53 % 600)
        nothing = Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, place, place, nothing, nothing, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(self._application.main.window, event)


class Attended(app.Application):
    """The application, with the hand."""

    def _imported(self, _nothing: None) -> None:
        super()._imported(_nothing)
        self.hand = Hand(self)
        self.hand.enter()


if __name__ == "__main__":
    app.Application = Attended  # type: ignore[misc]
    sys.exit(app.run(device_config(Path(sys.argv[1]), "zh")))
