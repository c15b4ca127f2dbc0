from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.domain.views.own_figures import OwnFigures
from tests.ui.pages import PORTRAIT, Screen, opened_at
from tests.ui.settling_stage import Tablet, keys, tablet

__all__ = ["tablet"]


@pytest.fixture
def screen(tablet: Tablet) -> Iterator[Screen]:
    with opened_at("me", tablet) as screen:
        yield screen


def test_the_page_says_who_and_which_tablet(screen: Screen) -> None:
    for part in ("周明远", "霁川", "tablet-1", "0.1.0"):
        assert screen.reads(part), part


@pytest.mark.req("USE-4")
def test_the_engineer_sees_every_figure_that_is_computed_about_him(tablet: Tablet, screen: Screen) -> None:
    assert screen.reads("My figures") or screen.reads("我的数据")
    assert [screen.find(f"figure-{place}").property("text") for place in range(4)] == ["还没有"] * 4

    tablet.figures = OwnFigures(
        since_on=date(2026, 10, 24),
        arrived_early=1,
        arrived_in_target=5,
        arrived_on_time=2,
        arrived_late=3,
        replied_in_time=9,
        replied_late=1,
        closed=8,
        solved=7,
        trips=11,
    )
    screen.open("me")

    told = [screen.find(f"figure-{place}").property("text") for place in range(4)]
    assert told == [
        "提前超过 10 分钟 1 · 提前 10–5 分钟 5 · 准时 2 · 晚到 3",
        "按时 9 · 超时 1",
        "8 单，解决 7 单",
        "从 11 次路程学习",
    ]


def test_colours_change_at_once_by_touch(tablet: Tablet, screen: Screen) -> None:
    before = screen.main.window.color()
    device = QTest.createTouchDevice()
    card = screen.find("theme-dark")
    place = card.mapToScene(card.boundingRect().center()).toPoint()
    QTest.touchEvent(screen.main.window, device).press(0, place).commit()
    QTest.touchEvent(screen.main.window, device).release(0, place).commit()
    screen.settle()
    assert (tablet.shell.theme, tablet.settings) == ("dark", {"theme": "dark"})
    assert screen.main.window.color() != before
    assert card.property("checked")


def test_language_and_text_size_change_at_once_and_the_page_stays(tablet: Tablet, screen: Screen) -> None:
    english = next(item for item in screen.items() if item.property("text") == "English")
    QTest.mouseClick(
        screen.main.window,
        Qt.MouseButton.LeftButton,
        pos=english.mapToScene(english.boundingRect().center()).toPoint(),
    )
    screen.settle()
    assert screen.reads("Scanner test")
    large = next(item for item in screen.items() if item.property("text") == "150 %")
    QTest.mouseClick(
        screen.main.window, Qt.MouseButton.LeftButton, pos=large.mapToScene(large.boundingRect().center()).toPoint()
    )
    screen.settle()
    assert (tablet.shell.language, tablet.shell.textScale, tablet.navigator.page) == ("en", 1.5, "me")


def test_less_movement_is_ticked_by_keyboard(tablet: Tablet, screen: Screen) -> None:
    still = tablet.shell.reduceMotion
    screen.find("reduceMotion").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(screen.main.window, Qt.Key.Key_Return)
    screen.settle()
    assert tablet.shell.reduceMotion is not still


@pytest.mark.req("PRT-1")
def test_a_scan_into_the_test_field_shows_what_arrived(screen: Screen) -> None:
    screen.tap("scannerField")
    assert screen.reads("现在扫任意一个码")
    keys(screen.main.window, "6912345678901")
    QTest.keyClick(screen.main.window, Qt.Key.Key_Return)
    screen.settle()
    assert screen.has("scannerVerdict")
    assert screen.reads("6912345678901")
    assert screen.reads("13 个字符")


def test_the_scanner_field_takes_letters_without_an_input_method(screen: Screen) -> None:
    screen.tap("scannerField")
    field = screen.main.window.activeFocusItem()
    assert field.objectName() == "scannerField"
    assert not field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_a_separator_sent_as_control_bracket_is_shown(screen: Screen) -> None:
    screen.tap("scannerField")
    keys(screen.main.window, "]d201069")
    QTest.keyClick(screen.main.window, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    keys(screen.main.window, "21AB")
    QTest.keyClick(screen.main.window, Qt.Key.Key_Return)
    screen.settle()
    assert screen.reads("01069<GS>21AB")


def test_tab_leads_out_of_the_scanner_field(screen: Screen) -> None:
    screen.tap("scannerField")
    QTest.keyClick(screen.main.window, Qt.Key.Key_Tab)
    screen.settle()
    focused = screen.main.window.activeFocusItem()
    assert focused is not None
    assert focused.objectName() != "scannerField"


def test_lock_now_locks(tablet: Tablet, screen: Screen) -> None:
    screen.tap("lockNow")
    assert tablet.locked == 1


def test_in_portrait_everything_stands_in_one_column(screen: Screen) -> None:
    screen.resize(PORTRAIT)
    tops = [
        screen.find(name).mapToScene(screen.find(name).boundingRect().topLeft()).y()
        for name in ("engineer", "language", "textScale", "theme-light", "reduceMotion", "scannerField", "lockNow")
    ]
    assert tops == sorted(tops)
