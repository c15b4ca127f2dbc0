"""A hand at the tablet: finds what is on the screen by its object name, taps, writes, waits, takes pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

PATIENCE = 15.0
"""Seconds until something that does not appear is a failure of the tour."""
MOTION = 0.3
"""Seconds in which the motion of a page or a sheet ends."""


class NotOnScreen(Exception):
    """What the script wants to touch is not there: the step fails."""


class Hand:
    """Works on one window. `idle` tells when the threads behind it have nothing to do.

    `motion` is how many seconds its pages and sheets move; a window that keeps its motion down needs less.
    """

    def __init__(self, window: QQuickWindow, idle: Callable[[], bool], pictures: Path, motion: float = MOTION) -> None:
        self._window = window
        self._idle = idle
        self._pictures = pictures
        self._motion = motion
        self.taken: list[Path] = []
        self._stirred = False

    def find(self, name: str) -> QQuickItem:
        """Return the visible item of that object name; scrolled into view if it lies in something that scrolls."""
        self.until(lambda: self._visible(name) is not None, f"{name} is on the screen")
        item = self._visible(name)
        assert item is not None
        _scroll_to(item)
        self.settle()
        return self._visible(name) or item

    def sees(self, name: str) -> bool:
        """Tell whether the item is on the screen now."""
        return self._visible(name) is not None

    def tap(self, name: str) -> None:
        """Tap the middle of an item and let everything it started come to rest."""
        item = self.find(name)
        if not item.isEnabled():
            raise NotOnScreen(f"{name} cannot be pressed")
        self._click(item, QPointF(item.width() / 2, item.height() / 2))

    def press_item(self, item: QQuickItem) -> None:
        """Tap the middle of an item that was found otherwise."""
        _scroll_to(item)
        self.settle()
        self._click(item, QPointF(item.width() / 2, item.height() / 2))

    def tap_inside(self, outer: str, inner: str) -> None:
        """Tap `inner` within `outer`: choices of different questions have the same names."""
        item = self._inside(self.find(outer), inner)
        _scroll_to(item)
        self.settle()
        self._click(item, QPointF(item.width() / 2, item.height() / 2))

    def write(self, outer: str, text: str) -> None:
        """Put text into the field of a question as an input method does, and leave it with Tab."""
        field = self._inside(self.find(outer), "field")
        _scroll_to(field)
        self.settle()
        self._click(field, QPointF(min(field.width() / 2, 60), field.height() / 2))
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), event)
        self.press(Qt.Key.Key_Tab)

    def write_into(self, name: str, text: str) -> None:
        """Put text into a field as an input method does; the focus stays there."""
        self.tap(name)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), event)
        self.settle()

    def stir(self) -> None:
        """Move over the edge of the screen and touch nothing: somebody is there."""
        self._stirred = not self._stirred
        QTest.mouseMove(self._window, QPoint(2 + self._stirred, 2))
        QCoreApplication.processEvents()

    def press_escape(self) -> None:
        """Press Escape."""
        self.press(Qt.Key.Key_Escape)

    def press(self, key: Qt.Key) -> None:
        """Press a key of the keyboard."""
        QTest.keyClick(self._window, key)
        self.settle()

    def keys(self, text: str, gap: float = 0.005) -> None:
        """Send text as a keyboard scanner does: fast, ended by Enter."""
        for letter in text:
            key = ord(letter.upper())
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(self._window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
            QCoreApplication.processEvents()
            time.sleep(gap)
        self.press(Qt.Key.Key_Return)

    def draw(self, name: str, strokes: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Write with the mouse on a pad; places are fractions of its width and height."""
        pad = self.find(name)

        def at(place: tuple[float, float]) -> QPoint:
            return pad.mapToScene(QPointF(pad.width() * place[0], pad.height() * place[1])).toPoint()

        for stroke in strokes:
            QTest.mousePress(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(stroke[0]))
            for place in _between(stroke):
                QTest.mouseMove(self._window, at(place))
                QCoreApplication.processEvents()
                time.sleep(0.012)
            QTest.mouseRelease(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(stroke[-1]))
        self.settle()

    def picture(self, name: str) -> Path:
        """Save what is on the screen."""
        self.settle()
        target = self._pictures / f"{name}.png"
        if not self._window.grabWindow().save(str(target)):
            raise NotOnScreen(f"{target} could not be written")
        self.taken.append(target)
        print(f"  {target.name}", flush=True)
        return target

    def scroll_up(self) -> None:
        """Show every page and list from its beginning."""
        for item in _below(self._window.contentItem()):
            if item.isVisible() and item.inherits("QQuickFlickable"):
                item.setProperty("contentY", 0.0)

    def settle(self) -> None:
        """Let the threads finish, their results come in and the motion end."""
        self.until(self._idle, "the application comes to rest")
        end = time.monotonic() + self._motion
        while time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.01)
        self.until(self._idle, "the application comes to rest")

    def until(self, holds: Callable[[], bool], words: str) -> None:
        """Wait until something holds. Raises NotOnScreen after PATIENCE."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise NotOnScreen(f"waited in vain: {words}")
            QCoreApplication.processEvents()
            time.sleep(0.01)

    def _click(self, item: QQuickItem, place: QPointF) -> None:
        point = item.mapToScene(place).toPoint()
        QTest.mouseClick(self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.settle()

    def _visible(self, name: str) -> QQuickItem | None:
        """Return the last shown item of that name: what lies on top was made last."""
        found = [item for item in _below(self._window.contentItem()) if item.objectName() == name and item.isVisible()]
        return found[-1] if found else None

    def _inside(self, outer: QQuickItem, name: str) -> QQuickItem:
        def found() -> QQuickItem | None:
            return next((item for item in _below(outer) if item.objectName() == name and item.isVisible()), None)

        self.until(lambda: found() is not None, f"{name} in {outer.objectName()}")
        item = found()
        assert item is not None
        return item


def _between(stroke: Sequence[tuple[float, float]], steps: int = 6) -> Iterator[tuple[float, float]]:
    """Walk along a stroke in small steps, as a pen is sampled."""
    for (x0, y0), (x1, y1) in pairwise(stroke):
        for step in range(1, steps + 1):
            part = step / steps
            yield x0 + (x1 - x0) * part, y0 + (y1 - y0) * part


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Walk the tree of what is drawn; `findChild` does not see delegates.

    PySide may hand out what stood at an item's address before it, as long as that is not collected: it is passed over,
    and whoever waits looks again.
    """
    for child in item.childItems():
        if isinstance(child, QQuickItem):
            yield child
            yield from _below(child)


def _scroll_to(item: QQuickItem) -> None:
    """Move the nearest Flickable so that the item is inside it."""
    outer = item.parentItem()
    while outer is not None and not outer.inherits("QQuickFlickable"):
        outer = outer.parentItem()
    if outer is None:
        return
    content = outer.property("contentItem")
    top = item.mapToItem(content, QPointF(0, 0)).y()
    shown, height = float(outer.property("contentY")), outer.height()
    if top < shown or top + item.height() > shown + height:
        furthest = max(0.0, float(outer.property("contentHeight")) - height)
        outer.setProperty("contentY", min(max(0.0, top - (height - item.height()) / 2), furthest))
