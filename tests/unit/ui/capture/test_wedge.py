from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from fieldapp.scanning.raw_code import RawCode
from fieldapp.ui.capture.wedge import WedgeFilter
from tests.ui.scan_stage import press


class Keyboard:
    """A window, a clock that goes by `gap` with each key, and what the filter took."""

    def __init__(self) -> None:
        self.now, self.gap, self.open = 0.0, 0.005, True
        self.window = QObject()
        self.scans: list[RawCode] = []
        self.filter = WedgeFilter(self.window, lambda: self.open, self.scans.append, lambda: self.now)

    def type(self, text: str) -> list[bool]:
        """Press keys; tell which of them went no further."""
        taken = []
        for sign in text:
            self.now += self.gap
            taken.append(press(self.window, sign))
        return taken


@pytest.fixture
def keyboard(qapp: QApplication) -> Keyboard:
    return Keyboard()


@pytest.mark.req("PRT-1")
def test_a_burst_ended_by_enter_is_a_scan_and_its_enter_presses_nothing(keyboard: Keyboard) -> None:
    taken = keyboard.type("]C0TS-02\r")
    assert keyboard.scans == [RawCode("TS-02", "]C0")]
    assert taken == [False] * 3 + [True] * 6


def test_a_hand_that_types_keeps_its_keys(keyboard: Keyboard) -> None:
    keyboard.gap = 0.15
    assert not any(keyboard.type("TS-02-0457\r"))
    assert keyboard.scans == []


def test_a_closed_sheet_takes_nothing(keyboard: Keyboard) -> None:
    keyboard.open = False
    assert not any(keyboard.type("CK-07\r"))
    assert keyboard.scans == []


def test_a_filter_at_rest_takes_nothing_and_nobody_keeps_it_alive(keyboard: Keyboard) -> None:
    keyboard.filter.rest()
    assert not any(keyboard.type("CK-07\r"))
    assert (keyboard.scans, keyboard.filter.parent(), keyboard.window.children()) == ([], None, [])


def test_control_and_bracket_without_text_is_the_group_separator(keyboard: Keyboard) -> None:
    keyboard.type("]d21012345")
    keyboard.now += keyboard.gap
    control = Qt.KeyboardModifier.ControlModifier
    QCoreApplication.sendEvent(keyboard.window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BracketRight, control, ""))
    keyboard.type("21SN-1\r")
    assert keyboard.scans == [RawCode("1012345\x1d21SN-1", "]d2")]


def test_escape_and_shift_are_no_part_of_a_label(keyboard: Keyboard) -> None:
    keyboard.type("CK")
    for key, text in ((Qt.Key.Key_Shift, ""), (Qt.Key.Key_Escape, "\x1b")):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        assert not QCoreApplication.sendEvent(keyboard.window, event)
    keyboard.type("-07\r")
    assert keyboard.scans == [RawCode("CK-07", "")]
