from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.ui.scan_screens import ScanScreens
from tests.factories import ORDER_ID
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, screen
from tests.ui.scan_stage import BEFORE_KIT, BEFORE_WORK, GS1_DOTS, SENSOR, label, press, with_scan

__all__ = ["screen"]


@pytest.fixture
def scan(screen: Screen) -> ScanScreens:
    screens = with_scan(screen.device, screen.main.window)
    screen.device.shell.setLanguage("zh")
    return screens


def type_label(screen: Screen, text: str) -> None:
    """Type as a scanner does, as fast as events go."""
    for sign in text + "\r":
        press(screen.main.window, sign)
    screen.settle()


def open_at(screen: Screen, steps: tuple[str, ...]) -> None:
    screen.device.complete(*steps)
    screen.open("scan", ORDER_ID)


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_a_keyboard_scanner_is_heard_as_soon_as_the_sheet_is_open(
    screen: Screen, scan: ScanScreens, size: tuple[int, int]
) -> None:
    screen.resize(size)
    open_at(screen, BEFORE_KIT)
    assert screen.reads("读码器：已就绪，直接扫")
    type_label(screen, GS1_DOTS + SENSOR)
    assert screen.find("scanResult-0").property("title") == "TS-02 蒸发器温度传感器"
    assert screen.reads("已打勾")
    assert screen.device.navigator.sheet == "scan"


@pytest.mark.req("PRT-1")
def test_a_number_typed_on_the_big_keys_is_taken_and_the_field_is_ready_for_the_next(
    screen: Screen, scan: ScanScreens
) -> None:
    open_at(screen, BEFORE_KIT)
    screen.tap("scanHand")
    for sign in "CK-077":
        screen.tap(f"key_{sign}")
    screen.tap("scanErase")
    assert screen.find("scanField").property("text") == "CK-07"
    screen.tap("scanEnter")
    field = screen.find("scanField")
    assert (field.property("text"), field.hasActiveFocus()) == ("", True)
    assert screen.find("scanResult-0").property("look") == "ok"


def test_a_scan_while_the_field_has_the_focus_leaves_nothing_in_it(screen: Screen, scan: ScanScreens) -> None:
    open_at(screen, BEFORE_KIT)
    screen.tap("scanHand")
    type_label(screen, "CB-680")
    assert screen.find("scanField").property("text") == ""
    assert screen.find("scanResult-0").property("title") == "CB-680 主控制板"
    assert scan.scan.results.rowCount() == 1


@pytest.mark.req("PRT-1")
def test_a_chosen_picture_is_shown_with_its_code_framed(screen: Screen, scan: ScanScreens, tmp_path: Path) -> None:
    open_at(screen, BEFORE_KIT)
    scan.scan.takePicture(str(label("CK-07", tmp_path / "label.png")))
    screen.settle()
    screen.until(lambda: screen.has("scanFrame"))  # the picture comes from a thread of Qt
    image, frame = screen.find("scanImage"), screen.find("scanFrame")
    assert image.isVisible()
    assert 0 < frame.width() < image.width() / 2
    assert screen.find("scanResult-0").property("title") == "CK-07 防水接插件套件"
    type_label(screen, "TS-02")
    assert not screen.has("scanImage")


@pytest.mark.req("SITE-4")
def test_the_sheet_asks_for_the_old_part_until_it_came_or_none_comes_out(screen: Screen, scan: ScanScreens) -> None:
    open_at(screen, BEFORE_WORK)
    assert not screen.has("scanNoOld")
    type_label(screen, GS1_DOTS + SENSOR)
    assert screen.find("scanAsk").property("text") == "再扫拆下的旧件（TS-02 蒸发器温度传感器）"
    screen.tap("scanNoOld")
    assert screen.find("scanAsk").property("text") == "扫要装的新件"
    assert not screen.has("scanNoOld")


def test_by_hand_too_the_engineer_says_that_no_old_part_comes_out(screen: Screen, scan: ScanScreens) -> None:
    open_at(screen, BEFORE_WORK)
    screen.tap("scanHand")
    type_label(screen, GS1_DOTS + SENSOR)
    screen.tap("scanNoOld")
    assert not scan.scan.asksOld
    assert not screen.has("scanNoOld")


@pytest.mark.req("SITE-4")
def test_a_doubtful_part_has_one_action_that_records_it(screen: Screen, scan: ScanScreens) -> None:
    open_at(screen, BEFORE_WORK)
    type_label(screen, "CB-680")
    assert screen.device.order().visit.parts == ()
    screen.tap("scanAnyway")
    assert [use.part_number for use in screen.device.order().visit.parts] == ["CB-680"]
    assert not screen.has("scanAnyway")


def test_done_and_escape_close_the_sheet(screen: Screen, scan: ScanScreens) -> None:
    open_at(screen, BEFORE_KIT)
    screen.tap("scanDone")
    assert screen.device.navigator.sheet == ""
    screen.open("scan", ORDER_ID)
    QTest.keyClick(screen.main.window, Qt.Key.Key_Escape)
    screen.settle()
    assert screen.device.navigator.sheet == ""


def test_the_visits_button_opens_the_sheet_for_its_order(screen: Screen, scan: ScanScreens) -> None:
    screen.device.complete(*BEFORE_KIT)
    screen.open("visit", ORDER_ID)
    screen.tap("scanSpares")
    assert scan.scan.subtitle == "禾味生鲜超市 云桥店·0/3 已齐"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_nothing_stands_outside_of_the_window_at_the_largest_text(
    screen: Screen, scan: ScanScreens, language: str, size: tuple[int, int]
) -> None:
    screen.resize(size)
    screen.device.shell.setLanguage(language)
    screen.device.shell.setTextScale(1.5)
    open_at(screen, BEFORE_WORK)
    type_label(screen, "CB-680")
    for name in ("scanDone", "scanPicture", "scanHand", "scanAnyway", "scanAsk"):
        item = screen.find(name)
        place = item.mapRectToScene(item.boundingRect())
        assert place.left() >= 0, name
        assert place.right() <= size[0] - 8, name
        assert place.bottom() <= size[1], name
