"""A QML engine for tests of controls; any warning of an engine fails the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from fieldapp.ui.gallery import Gallery

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
QML = ROOT / "fieldapp" / "ui" / "qml" / "FieldApp"


class Bench:
    """The gallery's window with one control in it."""

    def __init__(self, gallery: Gallery) -> None:
        self.gallery = gallery
        self.view = gallery.view
        self.theme = gallery.theme
        self._kept: list[QObject] = []

    def make(self, kind: str, **properties: object) -> QQuickItem:
        """Put the control `controls/Kind` or `inputs/Kind` into the window and return it."""
        file = next(path for path in QML.glob(f"*/{kind}.qml") if path.parent.name in ("controls", "inputs"))
        component = QQmlComponent(self.view.engine(), QUrl.fromLocalFile(str(file)))
        item = component.createWithInitialProperties({"width": 640, **properties})
        assert isinstance(item, QQuickItem), component.errorString()
        self._kept += [component, item]
        item.setParentItem(self.view.contentItem())
        self.view.resize(800, 700)
        self.view.show()
        self.view.requestActivate()
        self.settle()
        return item

    def settle(self) -> None:
        """Let bindings, layouts and events follow; layouts are only polished for a frame."""
        QApplication.processEvents()
        self.view.grabWindow()
        QApplication.processEvents()

    def clear(self) -> None:
        """Take the controls away again."""
        for item in reversed(self._kept):
            if isinstance(item, QQuickItem):
                item.setParentItem(None)  # type: ignore[arg-type]
            item.deleteLater()
        self._kept.clear()
        self.settle()


@pytest.fixture(scope="session")
def hall(qapp: QApplication) -> Iterator[Gallery]:
    """The gallery, opened once."""
    gallery = Gallery(RESOURCES)
    yield gallery
    gallery.close()


@pytest.fixture
def gallery(hall: Gallery) -> Iterator[Gallery]:
    """The gallery in daylight at 100 %; its warnings fail the test."""
    hall.warnings.clear()
    yield hall
    hall.theme.setProperty("mode", 0)
    hall.theme.setProperty("textScale", 1.0)
    hall.speak("en")
    assert hall.warnings == []


@pytest.fixture
def bench(gallery: Gallery) -> Iterator[Bench]:
    """An empty window to put one control into."""
    gallery.view.setSource(QUrl())
    bench = Bench(gallery)
    yield bench
    bench.clear()
