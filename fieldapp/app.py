"""The device with its screen: the window first, everything heavy behind it on a worker (DESIGN: start-up)."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from fieldapp.config import APP_NAME, APP_VERSION, DeviceConfig
from fieldapp.store.clock import DeviceClock, SystemClock
from fieldapp.support.crashes import no_core_dumps
from fieldapp.support.log import Log, begin, end, log_folder, logging_to
from fieldapp.texts.catalogue import Catalogue
from fieldapp.ui.background import Background
from fieldapp.ui.bus import ORDER, REFERENCE, STOCK, SYNC, Bus, Changed, changed_by
from fieldapp.ui.busy_watch import BusyWatch
from fieldapp.ui.qt_messages import qt_messages_logged
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.window import Looks, open_window
from fieldapp.ui.words import Words

if TYPE_CHECKING:
    from fieldapp.device import Device
    from fieldapp.domain.events import RecordedEvent
    from fieldapp.domain.ids import OrderId
    from fieldapp.screens import DeviceScreens, FrontScreens
    from fieldapp.sync.ports import Applied

KINDS = {"work_order": ORDER, "stock_movement": STOCK}
"""Kinds of documents of a pull as kinds of notices; every other document is reference data."""


QUIET = "qt.multimedia.*=false"
"""Qt's sound library says at length which decoders a machine lacks; none of that is about us."""


class Application(QObject):
    """The window at once; the device behind it as soon as a PIN has opened its store.

    `opened` is told when the pages are there. `shutdown` finishes what was begun and gives the data folder free.
    """

    opened = Signal()

    def __init__(self, config: DeviceConfig, clock: DeviceClock, centre_url: str = "") -> None:
        super().__init__()
        self._config = config
        self._clock = clock
        self._centre_url = centre_url
        words = Words(Catalogue.load(config.resources.words), config.zone, config.language)
        ticker = Ticker(clock)
        self.stage = Stage(
            background=Background(),
            bus=Bus(),
            words=words,
            ticker=ticker,
            navigator=Navigator(),
            shell=ShellViewModel(words, ticker),
        )
        self.stage.background.failed.connect(self.stage.shell.tell)
        looks = Looks(config.resources.fonts, config.resources.icons, config.resources.words)
        self.main = open_window(self.stage.shell, self.stage.navigator, looks)
        self.device: Device | None = None
        self._opened: Device | None = None
        self._front: FrontScreens | None = None
        self._pages: DeviceScreens | None = None
        self.main.shown.connect(self._frame_shown)
        ticker.start()

    @property
    def idle(self) -> bool:
        """Tell whether nothing is under way behind the screen; a sync counts as under way only where it began."""
        return self.stage.background.idle and self._front is not None

    def shutdown(self) -> None:
        """Take the window away at once, finish what the threads have begun, close the store.

        A sync under way ends at its next safe point; a call that waits for the centre may take its time-out.
        """
        self.main.window.hide()
        self.stage.ticker.stop()
        if self._pages is not None:
            self._pages.shutdown()
        self.stage.background.shutdown()
        if self._opened is not None:
            self._opened.close()
        self.main.close()

    @Slot()
    def _frame_shown(self) -> None:
        """Bring in what is heavy, once the first frame is on the screen."""
        self.stage.background.writer.run(_import_everything, self._imported)

    def _imported(self, _nothing: None) -> None:
        """Ask for the PIN, or for the enrolment of a new tablet."""
        from fieldapp.screens import front_screens

        self._front = front_screens(self._config, self.stage, self._unlock)
        self._front.lock.unlocked.connect(self._show)

    def _unlock(self, pin: str) -> Device:
        """Try the PIN, and open the store behind it the first time; runs on the writer's thread."""
        from fieldapp.device import Listeners, open_device, unlock

        key = unlock(self._config, pin, self._clock)
        if self._opened is None:
            listeners = Listeners(committed=self._publish_commit, pulled=self._publish_pull)
            self._opened = open_device(self._config, key, listeners, self._clock, self._centre_url)
        return self._opened

    @Slot(object)
    def _show(self, device: Device) -> None:
        """Show the pages of a device that was just opened, or the page that the lock covered."""
        from fieldapp.screens import Surroundings, device_screens

        if self.device is not None:
            self.stage.navigator.back()
            return
        self.device = device
        around = Surroundings(self.main.window, self._lock, self._unlock)
        self._pages = device_screens(device, self._config, self.stage, around)
        self.stage.shell.become_ready()
        self.stage.navigator.openSection("today")
        self.stage.background.reader.run(device.resume_visit, self._resume)
        self._pages.settling.start()
        self.opened.emit()

    def _resume(self, under_way: OrderId | None) -> None:
        """Go back into the visit that was on the screen last, unless a finger was quicker (SITE-9)."""
        if under_way is not None and self.stage.navigator.page == "today":
            self.stage.navigator.open("visit", under_way)

    def _lock(self) -> None:
        """Cover everything until the PIN comes."""
        self.stage.navigator.open("lock", "")

    def _publish_commit(self, recorded: tuple[RecordedEvent, ...]) -> None:
        self.stage.bus.publish(changed_by(recorded))

    def _publish_pull(self, applied: Applied) -> None:
        kinds = {KINDS.get(kind, REFERENCE) for kind in applied.kinds} | {SYNC}
        self.stage.bus.publish(Changed(frozenset(kinds), frozenset(applied.orders)))


def _import_everything() -> None:
    """Load the rooms behind the screen; what they bring along (database, cryptography) costs half a second."""
    import fieldapp.device
    import fieldapp.scanning.decode  # noqa: F401

    begin(APP_VERSION)


def run(config: DeviceConfig, centre_url: str = "") -> int:
    """Run the application until its window closes; Ctrl-C ends it like the window's own button."""
    os.environ.setdefault("QT_LOGGING_RULES", QUIET)
    no_core_dumps()
    with logging_to(log_folder(config.data), config.log_level, at_once=False) as log, qt_messages_logged():
        return _run(config, centre_url, log)


def _run(config: DeviceConfig, centre_url: str, log: Log) -> int:
    qt = QGuiApplication(sys.argv[:1])
    qt.setApplicationName(APP_NAME)  # what Qt caches (compiled pages) lies under it
    application = Application(config, SystemClock(), centre_url)
    application.main.shown.connect(log.start)
    busy = BusyWatch(lambda: application.stage.navigator.page)
    busy.follow(qt)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: qt.quit())
    breathe = QTimer()
    breathe.start(200)  # lets Python see the signal
    breathe.timeout.connect(_look_for_signals)
    qt.lastWindowClosed.connect(qt.quit)
    code = qt.exec()
    application.shutdown()
    end()
    return code


def _look_for_signals() -> None:
    """Give Python a moment: signals are handled between two of its instructions."""
