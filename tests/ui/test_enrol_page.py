from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import CentreUnreachable
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.settling_stage import TICKET, Centre, enrolling, keys
from tests.ui.stage import Device

PIN = "246810"


@pytest.fixture
def centre() -> Centre:
    return Centre()


@pytest.fixture
def screen(qapp: QApplication, centre: Centre) -> Iterator[Screen]:
    device = Device()
    view_model = enrolling(device, centre)
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    screen.main.window.requestActivate()
    screen.open("enrol")
    yield screen
    screen.close()
    assert screen.warnings == []
    device.shutdown()
    view_model.deleteLater()


def scan(screen: Screen, text: str) -> None:
    """Type as a scanner does, Enter at the end, wherever the focus is."""
    keys(screen.main.window, text)
    QTest.keyClick(screen.main.window, Qt.Key.Key_Return)
    screen.settle()


@pytest.mark.req("SYN-6")
def test_a_scanner_and_a_keyboard_enrol_the_tablet_without_a_tap(screen: Screen, centre: Centre) -> None:
    scan(screen, TICKET)
    assert screen.reads("设一个六位 PIN")
    keys(screen.main.window, PIN)
    screen.settle()
    assert screen.reads("再输一次")
    keys(screen.main.window, PIN)
    screen.settle()
    assert centre.enrolled == [(TICKET, PIN)]
    assert screen.reads("这台平板已登记")


def test_the_pin_is_set_by_finger(screen: Screen, centre: Centre) -> None:
    scan(screen, TICKET)
    for digit in PIN * 2:
        screen.tap(f"key{digit}")
    assert centre.enrolled == [(TICKET, PIN)]


def test_after_a_wrong_code_the_next_scan_replaces_it(screen: Screen) -> None:
    scan(screen, "6912345678901")
    assert screen.has("enrolProblem")
    assert screen.reads("这不是登记二维码")
    scan(screen, TICKET)
    assert not screen.has("enrolProblem")
    assert screen.has("pinPad")


def test_without_a_network_it_can_be_tried_again_with_one_tap(screen: Screen, centre: Centre) -> None:
    centre.fault = CentreUnreachable("centre.unreachable")
    scan(screen, TICKET)
    keys(screen.main.window, PIN * 2)
    screen.settle()
    assert screen.reads("连不上中心")
    centre.fault = None
    screen.tap("tryAgain")
    assert centre.enrolled == [(TICKET, PIN)]


def test_the_language_can_be_changed_before_anything_else(screen: Screen) -> None:
    english = next(item for item in screen.items() if item.property("text") == "English")
    place = english.mapToScene(english.boundingRect().center()).toPoint()
    QTest.mouseClick(screen.main.window, Qt.MouseButton.LeftButton, pos=place)
    screen.settle()
    assert screen.reads("Get this tablet ready")


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_every_key_of_the_pad_is_on_the_screen_at_the_largest_text(screen: Screen, size: tuple[int, int]) -> None:
    scan(screen, TICKET)
    screen.device.shell.setTextScale(1.5)
    screen.resize(size)
    for name in (*(f"key{digit}" for digit in range(10)), "startOver"):
        item = screen.find(name)
        place = item.mapToScene(item.boundingRect().bottomRight())
        assert place.x() <= size[0], name
        assert place.y() <= size[1], name
