"""The real window over a device of the stage: what a finger can do, and what a person can read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, Qt
from PySide6.QtQml import QQmlError
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.ui.window import Looks, MainWindow, open_window
from tests.ui.items import below, by_name, is_making, is_shown, middle, visible_below
from tests.ui.stage import RESOURCES, Device

LANDSCAPE, PORTRAIT = (1280, 800), (800, 1280)
LOOKS = Looks(fonts=RESOURCES / "fonts", icons=RESOURCES / "icons", words=RESOURCES / "i18n")


class Screen:
    """One window. Any warning of the engine fails the test when the screen is closed."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.warnings: list[str] = []
        device.shell.setReduceMotion(True)
        self.main: MainWindow = open_window(device.shell, device.navigator, LOOKS)
        assert self.main.engine is not None
        self.main.engine.warnings.connect(self._warned)
        wait_for_frame(self.main)

    def _warned(self, errors: list[QQmlError]) -> None:
        self.warnings += [error.toString() for error in errors]

    def resize(self, size: tuple[int, int]) -> None:
        self.main.window.resize(*size)
        self.settle()

    def settle(self) -> None:
        """Let the threads finish, bindings and layouts follow, and a frame be drawn."""
        for _ in range(2):  # a frame may begin work (an input that saves), whose result needs a frame again
            self.device.settle()
            self.main.window.grabWindow()
            QCoreApplication.processEvents()
        self.device.settle()
        if self.is_making():
            wait_until(lambda: not self.is_making())
            self.settle()

    def is_making(self) -> bool:
        """Tell whether a long form still gets its editors, one a frame."""
        return is_making(self.main.window.contentItem())

    def until(self, come_true: Callable[[], bool]) -> None:
        """Let events follow until it has come true, for what Qt does by itself (a picture)."""
        wait_until(come_true)

    def open(self, page: str, argument: str = "") -> None:
        self.device.navigator.open(page, argument)
        self.settle()

    def items(self) -> Iterator[QQuickItem]:
        yield from below(self.main.window.contentItem())

    def visible(self) -> Iterator[QQuickItem]:
        yield from visible_below(self.main.window.contentItem())

    def find(self, name: str) -> QQuickItem:
        return by_name(self.main.window.contentItem(), name)

    def has(self, name: str) -> bool:
        return any(item.objectName() == name and is_shown(item) for item in self.visible())

    def below(self, name: str) -> Iterator[QQuickItem]:
        """Yield everything that the named item is made of."""
        yield from below(self.find(name))

    def tap(self, name: str) -> None:
        place = middle(self.find(name))
        QTest.mouseClick(self.main.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def texts(self) -> list[str]:
        """Every text that can be read, in the order of drawing."""
        shown = (item for item in self.visible() if is_shown(item) and item.property("text") is not None)
        return [str(item.property("text")) for item in shown]

    def reads(self, part: str) -> bool:
        return any(part in text for text in self.texts())

    def photograph(self, path: Path) -> None:
        assert self.main.window.grabWindow().save(str(path))

    def close(self) -> None:
        self.main.close()


def in_two_looks(photograph: Callable[[str, str, tuple[int, int]], None], folder: Path) -> None:
    """Have pictures taken into `folder` for people to look at: Chinese, light, landscape; English, dark, portrait."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    photograph("zh", "light", LANDSCAPE)
    photograph("en", "dark", PORTRAIT)
    del application


def wait_until(come_true: Callable[[], bool]) -> None:
    """Let events follow until it has come true; fails after twenty seconds."""
    limit = QDeadlineTimer(20_000)
    while not come_true():
        assert not limit.hasExpired(), "it did not come true in time"
        QCoreApplication.processEvents()


def wait_for_frame(main: MainWindow) -> None:
    """Let the first frame pass, behind which rail and pages are loaded."""
    wait_until(lambda: bool(main.window.property("shown")))


@contextmanager
def opened_at(page: str, device: Device) -> Iterator[Screen]:
    """The window in landscape at a page; a warning of its engine fails the test."""
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    screen.open(page)
    yield screen
    screen.close()
    assert screen.warnings == []


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Screen]:
    device = Device()
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    yield screen
    screen.close()
    device.shutdown()
    assert screen.warnings == []
