from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from fieldapp.ui.items.icons import IconProvider

ROOT = Path(__file__).parents[4]
ICONS = ROOT / "resources" / "icons"
THERE = {path.stem for path in ICONS.glob("*.svg")}
QML = sorted((ROOT / "fieldapp").rglob("*.qml"))
SOURCES = [*QML, *sorted((ROOT / "fieldapp").rglob("*.py"))]
PLAIN = re.compile(r'\b\w*[iI]con\w*"? *[:=] *"([a-z0-9_]+(?:-fill)?)"')
CHOSEN = re.compile(r"(?:\b\w*[iI]con\w*|^ *name) *:.*\?")
"""A line that gives an icon its name by a condition; what follows ? and : are names."""
BRANCH = re.compile(r'(?<![=!])[?:] *"([a-z0-9_]+(?:-fill)?)"')
FILLED = re.compile(r'"-fill"')


def _named() -> set[str]:
    """Return the icons that are named where an icon is asked for."""
    lines = [line for path in SOURCES for line in path.read_text(encoding="utf-8").splitlines()]
    plain = {name for line in lines for name in PLAIN.findall(line)}
    return plain | {name for line in lines if CHOSEN.search(line) for name in BRANCH.findall(line)} | _in_forms()


def _in_forms() -> set[str]:
    """Return the icons that choices of the shipped forms bring along."""
    icons: set[str] = set()
    for path in (ROOT / "resources" / "forms").glob("*.xlsx"):
        book = load_workbook(path, read_only=True)
        rows = list(book["choices"].iter_rows(values_only=True)) if "choices" in book.sheetnames else []
        if rows and "icon" in rows[0]:
            at = rows[0].index("icon")
            icons |= {str(row[at]) for row in rows[1:] if len(row) > at and row[at]}
    return icons


def _quoted() -> set[str]:
    return {
        name for path in SOURCES for name in re.findall(r'"([a-z0-9_]+(?:-fill)?)"', path.read_text(encoding="utf-8"))
    }


@pytest.fixture
def provider(qapp: QApplication) -> IconProvider:
    return IconProvider(ICONS)


def test_every_icon_that_is_asked_for_is_there() -> None:
    named = _named()
    assert {"check", "backspace", "cloud_off"} <= named
    assert named - THERE == set()


def test_every_icon_that_is_there_is_used() -> None:
    quoted = _quoted() | _in_forms()
    filled = {f"{name}-fill" for path in QML if FILLED.search(path.read_text(encoding="utf-8")) for name in quoted}
    assert THERE - quoted - filled == set()


def test_an_icon_comes_in_the_asked_colour_and_size(provider: IconProvider) -> None:
    image = provider.requestImage("check/0b5cad", QSize(), QSize(48, 48))
    colours = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert image.size() == QSize(48, 48)
    assert colours == {QColor("#0b5cad").name()}


def test_a_colour_may_be_half_transparent(provider: IconProvider) -> None:
    image = provider.requestImage("check/800b5cad", QSize(), QSize(24, 24))
    assert max(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)) == 128


@pytest.mark.expects_log("Cannot open file")
def test_an_icon_that_is_not_there_is_an_empty_picture_and_a_warning(provider: IconProvider) -> None:
    image = provider.requestImage("no_such_icon/ffffff", QSize(), QSize(24, 24))
    assert not any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))
