"""Finding items in a scene: `findChild` does not see delegates, so the item tree is walked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import SIGNAL, QObject, QPoint, QPointF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy

PRESSABLE = ("QQuickAbstractButton", "QQuickTextField", "QQuickTextArea")


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every item under `item`, in the order of drawing."""
    waiting = _children(item)
    while waiting:
        child = waiting.pop()
        yield child
        waiting += _children(child)


def visible_below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every visible item under `item`, in the order of drawing; pages that are put away are not walked through.

    What stands in something invisible is invisible itself: `isVisible` says so.
    """
    waiting = _children(item)
    while waiting:
        child = waiting.pop()
        if child.isVisible():
            yield child
            waiting += _children(child)


def _children(item: QQuickItem) -> list[QQuickItem]:
    """Return what stands in `item`, last drawn first.

    PySide hands out what stood at an item's address before it, as long as that is not collected; such a one is passed
    over. Above all that are values of `metaObject()`, which nothing here asks for.
    """
    return [child for child in reversed(item.childItems()) if isinstance(child, QQuickItem)]


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
    """Return what a screen reader calls it; of a field that hides what is typed Qt tells the description only."""
    face = QAccessible.queryAccessibleInterface(item)
    if face is None:
        return ""
    return face.text(QAccessible.Text.Name) or (
        face.text(QAccessible.Text.Description) if face.state().passwordEdit else ""
    )


def heard(item: QObject, signal: str) -> QSignalSpy:
    """Listen to a signal that QML declares, e.g. "edited(QString)"."""
    return QSignalSpy(item, SIGNAL(signal))


def said(spy: QSignalSpy) -> list[str]:
    """Return the first value of each time it was heard."""
    return [spy.at(index)[0] for index in range(spy.count())]


def middle(item: QQuickItem) -> QPoint:
    """Return its middle in the window."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
