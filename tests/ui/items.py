"""Finding items in a scene: `findChild` does not see delegates, so the item tree is walked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy

PRESSABLE = ("QQuickAbstractButton", "QQuickTextField", "QQuickTextArea")


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every item under `item`, in the order of drawing."""
    waiting = item.childItems()[::-1]
    while waiting:
        child = waiting.pop()
        yield child
        waiting += reversed(child.childItems())


def visible_below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every visible item under `item`, in the order of drawing; pages that are put away are not walked through.

    What stands in something invisible is invisible itself: `isVisible` says so.
    """
    waiting = item.childItems()[::-1]
    while waiting:
        child = waiting.pop()
        if child.isVisible():
            yield child
            waiting += reversed(child.childItems())


def is_shown(item: QQuickItem) -> bool:
    """Tell whether a person could see it."""
    return item.isVisible() and item.opacity() > 0 and item.width() > 0 and item.height() > 0


def is_making(root: QQuickItem) -> bool:
    """Tell whether a long form under `root` still gets its editors, one a frame."""
    return any(item.property("making") is True for item in visible_below(root))


def by_name(root: QQuickItem, name: str) -> QQuickItem:
    """Return the shown item with this objectName; fails if there is none."""
    found = [item for item in visible_below(root) if item.objectName() == name and is_shown(item)]
    assert found, f"no item called {name} is shown"
    return found[0]


def pressables(root: QQuickItem) -> list[QQuickItem]:
    """Every shown, enabled button and field under `root`."""
    return [
        item
        for item in visible_below(root)
        if is_shown(item) and item.isEnabled() and any(item.inherits(name) for name in PRESSABLE)
    ]


def spoken(item: QQuickItem) -> str:
    """Return what a screen reader calls it."""
    face = QAccessible.queryAccessibleInterface(item)
    return face.text(QAccessible.Text.Name) if face is not None else ""


def heard(item: QObject, signal: str) -> QSignalSpy:
    """Listen to a signal that QML declares, e.g. "edited(QString)"."""
    meta = item.metaObject()
    return QSignalSpy(item, meta.method(meta.indexOfSignal(signal)))


def said(spy: QSignalSpy) -> list[str]:
    """Return the first value of each time it was heard."""
    return [spy.at(index)[0] for index in range(spy.count())]


def middle(item: QQuickItem) -> QPoint:
    """Return its middle in the window."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
