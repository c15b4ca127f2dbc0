"""QML is checked against the Python classes that it is given; a planted mistake is found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from devtools import checks, qmllint

ROOT = Path(__file__).parents[2]
PYTHON = Path(sys.executable)

BASE = """
from PySide6.QtCore import QObject, Signal
from fieldapp.ui.properties import Property

class Page(QObject):
    busyChanged = Signal()

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool: ...
"""
MODEL = """
from enum import IntEnum
from PySide6.QtCore import QAbstractListModel, QEnum, Signal, Slot
from PySide6.QtQml import QmlElement
from planted.zz_page import Page
from fieldapp.ui.properties import Property

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

@QmlElement
class Orders(QAbstractListModel):
    countChanged = Signal()

    @Property(int, notify=countChanged)
    def count(self) -> int: ...

@QmlElement
class TodayViewModel(Page):
    changed = Signal()

    @QEnum
    class State(IntEnum):
        Idle = 0
        Late = 1

    @Property(str, notify=changed)
    def title(self) -> str: ...

    @Property(list, notify=changed)
    def words(self) -> list[str]: ...

    @Property(float)
    def share(self) -> float: ...

    @Property(Orders, constant=True)
    def orders(self) -> Orders: ...

    @Slot(str, result=bool)
    def open(self, order_id: str) -> bool: ...
"""
QML = """
pragma ComponentBehavior: Bound
import QtQuick
import FieldApp.ViewModels

Item {
    id: page
    required property TodayViewModel vm
    Text { text: page.vm.title + page.vm.orders.count + page.vm.words.length }
    Text { visible: page.vm.busy; text: TodayViewModel.State.Late }
    MouseArea { onClicked: page.vm.open("WX-1") }
    ListView {
        model: page.vm.orders
        delegate: Text {
            required property string customer
            text: customer + page.vm.title
        }
    }
}
"""


def lint(folder: Path, qml: str) -> str:
    """Lints one page against the planted view models; the base class stands in a file that is read last."""
    sources = folder / "planted"
    sources.mkdir()
    (sources / "today.py").write_text(MODEL, encoding="utf-8")
    (sources / "zz_page.py").write_text(BASE, encoding="utf-8")
    pages = folder / "qml"
    pages.mkdir()
    (pages / "TodayPage.qml").write_text(qml, encoding="utf-8")
    return qmllint.lint(PYTHON, sources, pages, folder / "build")


def test_the_screens_agree_with_their_view_models() -> None:
    assert checks.qml(ROOT, PYTHON) == ""


def test_a_page_without_mistakes_passes(tmp_path: Path) -> None:
    assert lint(tmp_path, QML) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("page.vm.title +", "page.vm.tilte +", '"tilte" not found'),
        ("orders.count", "orders.cuont", '"cuont" not found'),
        ("vm.open", "vm.opne", '"opne" not found'),
        ("vm.busy", "vm.bussy", '"bussy" not found'),
        ("State.Late", "State.Laet", '"Laet"'),
        ("page.vm.words", "page.vm.share + page.vm.words", "stale-property-read"),
        ("customer + page.vm.title", "customer + title", "unqualified"),
        ("import FieldApp.ViewModels", "", "TodayViewModel was not found"),
    ],
)
def test_a_planted_mistake_is_found(tmp_path: Path, right: str, wrong: str, complaint: str) -> None:
    page = QML.replace(right, wrong)
    assert page != QML
    assert complaint in lint(tmp_path, page)


def test_python_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    sources = tmp_path / "planted"
    sources.mkdir()
    broken = MODEL.replace("@Property(list, ", "@Property(list[str], ")
    (sources / "today.py").write_text(BASE + broken, encoding="utf-8")
    with pytest.raises(qmllint.QmlLintError, match="Error parsing"):
        qmllint.lint(PYTHON, sources, tmp_path, tmp_path / "build")
