"""A visit without a finger: Tab to a thing, Enter or Space on it; wherever the keyboard is, it can be seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from fieldapp.tour.hand import Hand
from tests.journeys.on_screen import STILL, OnScreen
from tests.ui.items import below

MOST_TABS = 140
FIELDS = ("QQuickTextField", "QQuickTextArea", "QQuickTextInput", "QQuickTextEdit")


class KeyboardHand(Hand):
    """Finds its way with Tab alone; counts its keys, and holds every stop against what must be seen there."""

    def __init__(self, tablet: OnScreen, pictures: Path) -> None:
        super().__init__(tablet.application.main.window, tablet.is_at_rest, pictures, STILL)
        self.navigator = tablet.application.stage.navigator
        self.pressed = 0
        self.lost: list[str] = []

    @property
    def window(self) -> QQuickWindow:
        """The window that the keys go to."""
        return self._window

    @property
    def here(self) -> QQuickItem | None:
        """What has the keyboard."""
        item = self.window.activeFocusItem()
        return item if isinstance(item, QQuickItem) else None

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key and let go what it began."""
        self.pressed += 1
        QTest.keyClick(self.window, key, modifier)
        QCoreApplication.processEvents()

    def reach(self, name: str, within: str = "", back: bool = False) -> None:
        """Press Tab (or Shift+Tab) until the keyboard is at what is called so; every stop on the way is marked."""
        key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
        modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        stops: list[str] = []
        while not self._is_at(name, within):
            assert len(stops) < MOST_TABS, f"Tab does not lead to {within} {name}: {stops}"
            self.key(key, modifier)
            self.look(f"on the way to {within} {name}")
            stops.append(self.here.objectName() if self.here is not None else "nothing")
        self.look(f"at {within} {name}")

    def go(self, name: str, within: str = "", back: bool = False, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Lead the keyboard to a thing and press it; afterwards it is on the page that is then open."""
        self.until(lambda: self.sees(name), f"{name} is on the screen")
        self.reach(name, within, back)
        self.key(key)
        self.settle()
        self.look_after(name)

    def type_into(self, within: str, text: str) -> None:
        """Fill a field as fingers on a keyboard do, and leave it with Tab."""
        self.reach("field", within)
        for letter in text:
            self.pressed += 1
            QTest.keyClick(self.window, letter)  # type: ignore[call-overload]
        self.key(Qt.Key.Key_Tab)
        self.settle()

    def scan(self, text: str) -> None:
        """Read a label as a scanner that is a keyboard does: to whatever has the keyboard, ended by Enter."""
        for letter in text:
            event = ord(letter.upper())
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(self.window, QKeyEvent(kind, event, Qt.KeyboardModifier.NoModifier, letter))
        QTest.keyClick(self.window, Qt.Key.Key_Return)
        self.settle()

    def look(self, where: str) -> None:
        """Note whether the keyboard is somewhere, on something that is shown and marked."""
        here = self.here
        if here is None or here is self.window.contentItem():
            self.lost.append(f"{self.navigator.page}: nowhere {where}")
        elif not here.isVisible():
            self.lost.append(f"{self.navigator.page}: {_called(here)} is not shown {where}")
        elif not self._is_marked(here):
            self.lost.append(f"{self.navigator.page}: {_called(here)} is not marked {where}")

    def look_after(self, pressed: str) -> None:
        """Note whether the keyboard is in the page or sheet that is open now."""
        here, outer = self.here, self._open()
        at = here
        while at is not None and at is not outer:
            at = at.parentItem()
        if at is None:
            told = "nowhere" if here is None else _called(here)
            self.lost.append(f"{self.navigator.page}/{self.navigator.sheet}: after {pressed} the keyboard is at {told}")

    def _open(self) -> QQuickItem:
        wanted = "sheet" if self.navigator.sheet else "page"
        return next(
            item for item in below(self.window.contentItem()) if item.objectName() == wanted and item.isVisible()
        )

    def _is_at(self, name: str, within: str) -> bool:
        at, inner = self.here, False
        while at is not None:
            inner = inner or at.objectName() == name
            if inner and (not within or at.objectName() == within):
                return True
            at = at.parentItem()
        return False

    def _is_marked(self, here: QQuickItem) -> bool:
        """A ring lies around it, or it is a field, which shows its cursor and a heavier edge."""
        if any(here.inherits(kind) for kind in FIELDS):
            return bool(here.property("cursorVisible")) or bool(here.property("readOnly"))
        own = here.mapRectToScene(QRectF(0, 0, here.width(), here.height()))
        for item in below(self.window.contentItem()):
            if item.property("around") is not None and item.isVisible():
                ring = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
                if ring.adjusted(-1, -1, 1, 1).intersects(own) and self._in_sight(item):
                    return True
        return False

    def _in_sight(self, item: QQuickItem) -> bool:
        """Tell whether its middle is in the window, and in all that scrolls around it."""
        place = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        outer: QQuickItem | None = self.window.contentItem()
        while outer is not None and not outer.mapRectToScene(QRectF(0, 0, outer.width(), outer.height())).isNull():
            if not outer.mapRectToScene(QRectF(0, 0, outer.width(), outer.height())).contains(place):
                return False
            outer = scroller_of(item if outer is self.window.contentItem() else outer)
        return True


def scroller_of(item: QQuickItem) -> QQuickItem | None:
    """Return what scrolls next around an item."""
    at = item.parentItem()
    while at is not None and not at.inherits("QQuickFlickable"):
        at = at.parentItem()
    return at


def _called(item: QQuickItem) -> str:
    return f"{type(item).__name__} {item.objectName()!r}"
