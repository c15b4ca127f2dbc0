"""The real application over a journey's tablet: its window, its pages, and a hand that taps and types."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent

from fieldapp.app import Application
from fieldapp.demo import DEMO_PIN
from fieldapp.device import Device
from fieldapp.tour.hand import Hand, NotOnScreen
from tests.journeys.company import NOWHERE, Company
from tests.ui.items import is_making

PATIENCE = 60_000
"""Milliseconds until an application that does not come to rest is a failure."""
STILL = 0.1
"""Seconds a hand waits after each thing it did: nothing moves here, but a layout follows a frame later."""


class OnScreen:
    """One run of the application, unlocked; everything on it is done by a finger or a key."""

    def __init__(self, jichuan: Company, pictures: Path) -> None:
        self.application = Application(jichuan.config, jichuan.clock, jichuan.centre.url or NOWHERE)
        self.warnings: list[str] = []
        engine = self.application.main.engine
        assert engine is not None
        engine.warnings.connect(lambda errors: self.warnings.extend(error.toString() for error in errors))
        self.hand = Hand(self.application.main.window, self.is_at_rest, pictures, STILL)

    @property
    def device(self) -> Device:
        """The open device."""
        assert self.application.device is not None
        return self.application.device

    def is_at_rest(self) -> bool:
        """Tell whether nothing is under way and the page that is shown is whole."""
        return self.application.idle and not is_making(self.application.main.window.contentItem())

    @property
    def page(self) -> str:
        """The page on top."""
        return self.application.stage.navigator.page

    def come_in(self) -> None:
        """Give the PIN as soon as it is asked for, and wait for the page behind it."""
        application, limit, entered = self.application, QDeadlineTimer(PATIENCE), False
        application.stage.shell.setReduceMotion(True)
        while application.device is None or not application.idle:
            assert not limit.hasExpired(), "the application did not come to rest"
            QCoreApplication.processEvents()
            if application._front is not None and not entered:
                entered = True
                application._front.lock.enter(DEMO_PIN)
        application.main.window.requestActivate()
        self.hand.settle()

    def wait_out_undo(self) -> None:
        """Let the seconds of the undo bar pass."""
        for _ in range(6):
            self.application.stage.ticker.second.emit()
        self.hand.settle()

    def end(self) -> None:
        """End the application as its user would."""
        self.application.shutdown()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def on_screen(jichuan: Company, pictures: Path) -> Iterator[OnScreen]:
    """Run the application, past the PIN, until the end of the block; any warning of the engine is a failure."""
    running = OnScreen(jichuan, pictures)
    try:
        running.come_in()
        yield running
    except NotOnScreen:
        running.hand.picture("failed")
        raise
    finally:
        running.end()
    assert running.warnings == []
