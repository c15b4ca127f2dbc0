from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from fieldapp.ui.system_colours import SystemColours


def test_a_change_of_the_desktops_colours_is_passed_on(qapp: QApplication) -> None:
    colours = SystemColours()
    heard: list[bool] = []
    colours.changed.connect(lambda: heard.append(True))
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert heard == [True]


def test_a_desktop_that_says_nothing_counts_as_light(qapp: QApplication) -> None:
    assert QGuiApplication.styleHints().colorScheme() is not Qt.ColorScheme.Dark  # offscreen has no colours
    assert not SystemColours().is_dark()
