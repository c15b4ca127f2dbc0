"""The device with its screen: the window first, everything heavy behind it on a worker (DESIGN: start-up)."""

from __future__ import annotations

import gc
import sys
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from fieldapp.config import APP_NAME, APP_VERSION, DeviceConfig
from fieldapp.store.clock import DeviceClock, SystemClock
from fieldapp.support.crashes import no_core_dumps
from fieldapp.support.log import Log, begin, end, log_folder, logging_to
from fieldapp.texts.catalogue import Catalogue
from fieldapp.threshold import Threshold
from fieldapp.ui.background import Background, hand_over_often
from fieldapp.ui.bus import Bus
from fieldapp.ui.closing import Closing, give_what_is_typed
from fieldapp.ui.idle_watch import IdleWatch
from fieldapp.ui.interrupts import quit_when_interrupted
from fieldapp.ui.qt_messages import qt_messages_logged
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.window import Looks, open_window
from fieldapp.ui.words import Words

if TYPE_CHECKING:
    from fieldapp.device import Device
    from fieldapp.domain.ids import OrderId
    from fieldapp.front import FrontScreens
    from fieldapp.screens import DeviceScreens

_LOOK_AGAIN = 50
"""Milliseconds between two looks whether everything is stored."""

QUIET = "qt.multimedia.*=false"
"""Qt's sound library says at length which decoders a machine lacks; none of that is about us."""


class Application(QObject):
    """The window at once; the device behind it as soon as a PIN has opened its store.

    `opened` is told when the pages are there, `closed` when a locked store is closed and its key let go.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, config: DeviceConfig, clock: DeviceClock, centre_url: str = "") -> None:
        super().__init__()
        self._config = config
        self._clock = clock
        words = Words(partial(Catalogue.load, config.resources.words), config.zone, config.language)
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
        self.busy_watch: QObject | None = None
        self._front: FrontScreens | None = None
        self._pages: DeviceScreens | None = None
        self._parting: tuple[DeviceScreens, Device] | None = None
        self._places: tuple[tuple[str, str], ...] = ()
        self._store_is_closed = Event()
        self._store_is_closed.set()
        self._inside = self._new_inside()
        self._threshold = Threshold(
            config=config,
            clock=clock,
            centre_url=centre_url,
            is_closed=self._store_is_closed,
            inside=lambda: self._inside,
        )
        self._closing = Closing(self.main.window, self.stage.shell, lambda: self._inside.background.idle)
        self._idle_watch = IdleWatch(ticker)
        self._idle_watch.idle.connect(self.lock)
        self.main.shown.connect(self._frame_shown)
        ticker.start()

    @property
    def idle(self) -> bool:
        """Tell whether nothing is under way behind the screen; a sync counts as under way only where it began."""
        at_rest = self.stage.background.idle and self._inside.background.idle and self._inside.bus.idle
        return at_rest and self._front is not None and (self.device is not None or self._store_is_closed.is_set())

    def shutdown(self) -> None:
        """Store what was given, take the window away, finish what the threads have begun, close the store.

        A sync under way ends at its next safe point; a call that waits for the centre may take its time-out.
        """
        self._closing.finish()
        self.main.window.hide()
        self.stage.ticker.stop()
        self._inside.bus.rest()
        self.stage.background.shutdown()
        if self._pages is not None and self.device is not None:
            self._pages.shutdown()
            self.device.close()
        elif self._parting is not None and not self._store_is_closed.is_set():
            _close(*self._parting, self._store_is_closed)  # a lock's own closing had not begun, and was dropped
        self._inside.background.shutdown()
        self.main.close()

    @Slot()
    def lock(self) -> None:
        """Cover the window, store what stands in a field, then close the store and let its key go (SYN-6)."""
        if self._pages is not None and self._front is not None and self.stage.navigator.page != "lock":
            self._front.lock.ahead.take(self._pages.work.today.ahead)
            self._cover("lock")

    def _new_inside(self) -> Stage:
        """Return the stage for the next open store."""
        inside = self.stage.branch()
        inside.background.failed.connect(self.stage.shell.tell)
        return inside

    @Slot()
    def _frame_shown(self) -> None:
        """Bring in what is heavy, once the first frame is on the screen."""
        self.stage.background.writer.run(_import_everything, self._imported)

    def _imported(self, _nothing: None) -> None:
        """Ask for the PIN, or for the enrolment of a new tablet."""
        from fieldapp.access import waits
        from fieldapp.front import FrontDoors, front_screens

        doors = FrontDoors(
            unlock=self._threshold.unlock,
            rename=self._threshold.rename,
            remove=self._threshold.remove,
            waits=partial(waits, self._config, self._clock),
        )
        self._front = front_screens(self._config, self.stage, doors)
        self._front.lock.unlocked.connect(self._show)

    @Slot(object)
    def _show(self, device: Device) -> None:
        """Show the pages of a device that was just opened: those that the lock covered, or where the day goes on."""
        from fieldapp.screens import Surroundings, device_screens

        self.device = device
        self._store_is_closed.clear()
        around = Surroundings(self.main.window, self.lock, self._threshold.check)
        self._pages = device_screens(device, self._config, self._inside, around)
        self._pages.access.idleChanged.connect(self._idle_after)
        self._pages.settling.sync.revoked.connect(self._retire)
        self._pages.settling.sync.renameAsked.connect(self._ask_for_another_name)
        self.stage.shell.become_ready()
        if self._places:
            self.stage.navigator.uncover(self._places)
        else:
            self.stage.navigator.openSection("today")
            self._inside.background.reader.run(device.resume_visit, self._resume)
        self._idle_watch.follow(self.main.window)
        self._pages.access.load()
        self._pages.settling.start()
        self.opened.emit()

    def _resume(self, under_way: OrderId | None) -> None:
        """Go back into the visit that was on the screen last, unless a finger was quicker (SITE-9)."""
        if under_way is not None and self.stage.navigator.page == "today":
            self.stage.navigator.open("visit", under_way)

    @Slot(object)
    def _idle_after(self, limit: timedelta) -> None:
        self._idle_watch.limit = limit

    @Slot()
    def _ask_for_another_name(self) -> None:
        """Close the store as a lock does, and ask for the code that gives the tablet another name (SYNC.md rule 12)."""
        if self._front is not None and self.device is not None:
            self._front.rename.begin(self.device.identity.company)
            self._cover("rename")

    @Slot()
    def _retire(self) -> None:
        """Show what becomes of a revoked tablet, close its store and remove everything (SYN-6)."""
        if self._front is not None:
            self._cover("removed")
            self._places = ()
            self._front.removed.remove()

    def _cover(self, page: str) -> None:
        """Take every page of the open store away, what stood in a field first; then close the store."""
        from fieldapp.ui.access_screens import FRONT

        self._idle_watch.rest()
        give_what_is_typed(self.main.window)
        self._places = self.stage.navigator.cover(page, FRONT)
        self.stage.shell.notice.clear()
        self.stage.shell.dismissProblem()
        self._close_once_at_rest()

    @Slot()
    def _close_once_at_rest(self) -> None:
        """Wait for the answers on their way into the store, then close it behind the cover."""
        if not self._inside.background.idle:
            QTimer.singleShot(_LOOK_AGAIN, self._close_once_at_rest)
        elif self._pages is not None and self.device is not None:
            pages, device = self._pages, self.device
            self._parting = pages, device
            pages.scan.wedge.rest()
            self._inside.ticker.cut()
            self._inside.bus.rest()
            self._pages = self.device = None
            self.stage.background.reader.run(partial(_close, pages, device, self._store_is_closed), self._let_go)

    def _let_go(self, _nothing: None) -> None:
        """Begin a new stage. The pages are Qt's: they go on this thread, once the one that closed the store is done."""
        self._inside = self._new_inside()
        QTimer.singleShot(_LOOK_AGAIN, self._forget)

    @Slot()
    def _forget(self) -> None:
        """Forget what the pages held. Python cannot wipe a key: its memory is free now, and used again by and by.

        The collector, which runs on any thread, must not find them before this one does.
        """
        gc.disable()
        self._parting = None
        gc.collect()
        gc.enable()
        self.closed.emit()


def _close(pages: DeviceScreens, device: Device, done: Event) -> None:
    """Close the store after everything that uses it; on a reader's thread, for it may wait for the centre."""
    try:
        pages.shutdown()
        device.close()
    finally:
        done.set()


def _import_everything() -> None:
    """Load the rooms behind the screen; what they bring along (database, cryptography) costs half a second."""
    import fieldapp.device
    import fieldapp.scanning.decode  # noqa: F401

    begin(APP_VERSION)


def run(config: DeviceConfig, centre_url: str = "") -> int:
    """Run the application until its window closes; Ctrl-C ends it like the window's own button."""
    QLoggingCategory.setFilterRules(QUIET)  # not by the environment: Qt has read it by now
    no_core_dumps()
    hand_over_often()
    with logging_to(log_folder(config.data), config.log_level, at_once=False) as log, qt_messages_logged():
        return _run(config, centre_url, log)


def _run(config: DeviceConfig, centre_url: str, log: Log) -> int:
    qt = QGuiApplication(sys.argv[:1])
    qt.setApplicationName(APP_NAME)  # what Qt caches (compiled pages) lies under it
    application = Application(config, SystemClock(), centre_url)
    application.main.shown.connect(log.start)
    application.main.shown.connect(partial(_watch_the_screen, qt, application))
    _breathing = quit_when_interrupted(qt)
    qt.lastWindowClosed.connect(qt.quit)
    code = qt.exec()
    application.shutdown()
    end()
    return code


def _watch_the_screen(qt: QGuiApplication, application: Application) -> None:
    """Note from now on when the screen stands still; what it needs of Qt costs the first frame too much."""
    from fieldapp.ui.busy_watch import BusyWatch

    # Kept by Python, not by Qt: a child that Qt ends after its Python half ends the program with a crash.
    application.busy_watch = BusyWatch(lambda: application.stage.navigator.page)
    application.busy_watch.follow(qt)
