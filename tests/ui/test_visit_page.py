from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import StepState
from tests.factories import ORDER_ID, save_answer
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, screen

__all__ = ["screen"]
BEFORE_KIT = ("accept", "analyse", "call")
STEPS = (
    "accept", "analyse", "call", "kit", "depart", "travel", "arrive", "diagnose",
    "work", "test", "clean", "hand_over", "report", "sign", "close",
)  # fmt: skip


def at_kit(screen: Screen) -> None:
    screen.device.complete(*BEFORE_KIT)
    screen.open("visit", ORDER_ID)


@pytest.mark.req("KIT-2")
def test_the_blocked_button_says_that_the_mat_is_missing_and_a_tap_on_the_mat_frees_it(screen: Screen) -> None:
    at_kit(screen)
    primary = screen.find("primary")
    assert (primary.property("blocked"), primary.property("text")) == (True, "还差垫布，不能出发")
    screen.tap("primary")
    assert not screen.device.order().visit.is_done(StepId("kit"))
    screen.tap("tickRest")
    screen.tap("check-floor_mat")
    primary = screen.find("primary")
    assert (primary.property("blocked"), primary.property("text")) == (False, "自检通过，看出发时间")
    screen.tap("primary")
    assert screen.device.order().visit.is_done(StepId("kit"))
    assert screen.reads("分钟后出发")


@pytest.mark.req("KIT-1")
def test_the_kit_page_shows_standard_list_and_spares_in_both_orientations(screen: Screen) -> None:
    at_kit(screen)
    for size in (LANDSCAPE, PORTRAIT):
        screen.resize(size)
        assert screen.has("check-floor_mat")
        assert screen.has("check-note_card")
        assert screen.has("need-spare-cb-680")


def test_a_tap_stores_and_undo_takes_it_back(screen: Screen) -> None:
    at_kit(screen)
    screen.tap("check-tools")
    assert screen.device.order().visit.answer(StepId("kit"), "tools") == "OK"
    assert screen.reads("“修理工具包”已打勾")
    screen.tap("undo")
    assert screen.device.order().visit.answer(StepId("kit"), "tools") == ""
    assert not screen.has("undoBar")


def test_the_call_names_what_comes_next_before_the_press(screen: Screen) -> None:
    screen.device.complete("accept", "analyse")
    screen.open("visit", ORDER_ID)
    assert screen.reads("今天 10:00 到您那里，方便吗？")
    screen.tap("outcome-confirmed")
    assert screen.find("callNext").property("text") == "接下来：自检，09:34 前出发"
    screen.tap("primary")
    assert len(screen.device.order().visit.calls) == 1


@pytest.mark.req("PRO-3")
def test_a_gate_is_passed_through_the_sheet_with_a_reason(screen: Screen) -> None:
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("work")
    screen.settle()
    assert screen.reads("还没和客户一起复诊")
    screen.tap("passGate")
    assert screen.find("confirmReason").property("blocked")
    screen.tap("reason-1")
    screen.tap("confirmReason")
    assert [gate.reason for gate in screen.device.order().visit.passed_gates] == ["现场做不了"]


@pytest.mark.req("PRO-3")
def test_a_step_is_left_out_through_more_with_a_reason(screen: Screen) -> None:
    screen.device.complete("accept")
    screen.open("visit", ORDER_ID)
    screen.tap("more")
    screen.tap("moreSkip")
    screen.tap("reason-3")
    screen.tap("confirmReason")
    progress = screen.device.order().visit.steps[StepId("analyse")]
    assert (progress.state, progress.reason) == (StepState.SKIPPED, "时间不够")


@pytest.mark.req("SITE-9")
def test_the_visit_reopens_scrolled_to_the_field_where_the_engineer_was(screen: Screen) -> None:
    with screen.device.begin() as work:
        work.remember_place(ORDER_ID, StepId("test"), "remark")
        work.commit()
    screen.open("visit", ORDER_ID)
    assert screen.device.screens.visit.current == "test"
    remark = screen.find("question-remark")
    bottom = remark.mapToScene(remark.position() * 0).y() + min(remark.height(), 64)
    assert bottom <= 800 - 88
    assert screen.find("step").property("item").property("contentY") > 0


def _at_remark(screen: Screen) -> QQuickItem:
    """Open the test step with the keyboard in its remark; return the field."""
    with screen.device.begin() as work:
        work.remember_place(ORDER_ID, StepId("test"), "remark")
        work.commit()
    screen.open("visit", ORDER_ID)
    field = next(item for item in screen.below("question-remark") if item.objectName() == "field")
    screen.until(lambda: bool(field.property("activeFocus")))
    return field


@pytest.mark.req("SITE-9")
def test_typed_words_are_stored_without_leaving_the_field_and_typing_on_is_not_disturbed(screen: Screen) -> None:
    field = _at_remark(screen)
    for words, whole in (("cold", "cold"), (" again", "cold again")):
        for letter in words:
            QTest.keyClick(screen.main.window, letter)  # type: ignore[call-overload]
        screen.until(lambda: screen.device.order().visit.answer(StepId("test"), "remark") == whole)  # noqa: B023
        screen.settle()
        assert field.property("activeFocus")
        assert (field.property("text"), field.property("cursorPosition")) == (whole, len(whole))
    assert not screen.has("undoBar")


@pytest.mark.req("SITE-9")
def test_the_keyboard_in_another_field_is_remembered_before_anything_is_typed(screen: Screen) -> None:
    _at_remark(screen)
    QTest.keyClick(screen.main.window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    screen.settle()
    place = screen.device.store.place(ORDER_ID)
    assert place is not None
    assert (place[0], place[1] != "remark") == ("test", True)
    focused = screen.main.window.activeFocusItem()
    assert focused in list(screen.below(f"question-{place[1]}"))


@pytest.mark.req("SITE-1")
def test_the_arrival_page_says_how_punctual_one_is(screen: Screen) -> None:
    at_kit(screen)
    screen.tap("tickRest")
    screen.tap("check-floor_mat")
    screen.tap("primary")
    screen.tap("primary")
    screen.device.set_clock("09:52")
    screen.tap("primary")
    assert screen.device.screens.visit.current == "arrive"
    assert screen.find("punctuality").property("text") == "09:52 到，早 8 分钟·正合适"


@pytest.mark.req("SITE-2")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_a_finding_other_than_the_analysis_is_said_below_the_choice_and_beside_the_work(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    screen.device.do(save_answer("analyse", "expected_cause", "sensor_drift"))
    screen.device.complete(*BEFORE_KIT, "kit", "depart", "travel", "arrive")
    screen.open("visit", ORDER_ID)
    assert not screen.has("remark-cause")
    expected, board = "分析是传感器漂移，", "现场是控制板损坏"
    for found, icon, text, short in (
        ("sensor_drift", "check_circle-fill", "与行前分析一致：传感器漂移", "一致：传感器漂移"),
        ("board", "warning", f"与行前分析不同：{expected}{board}", f"不同：{expected}\n{board}"),
    ):
        screen.device.screens.visit.form.answer("cause", found)
        screen.settle()
        notice = screen.find("remark-cause")
        assert (notice.property("text"), notice.property("iconName")) == (text, icon)
        screen.device.screens.visit.openStep("work")
        screen.settle()
        assert screen.find("comparison").property("text") == short
        screen.device.screens.visit.openStep("diagnose")
        screen.settle()


def test_in_landscape_the_clock_stands_directly_beside_the_level(screen: Screen) -> None:
    at_kit(screen)
    level, clock = screen.find("headerLevel"), screen.find("headerClock")
    ends = level.mapToScene(level.boundingRect().topRight()).x()
    begins = clock.mapToScene(clock.boundingRect().topLeft()).x()
    assert 0 < begins - ends <= 60
    screen.resize(PORTRAIT)
    assert not screen.has("headerLevel")
    assert screen.reads("·响应 剩 54 分钟")


@pytest.mark.req("PRO-1")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_every_step_of_the_process_can_be_opened_without_a_warning(screen: Screen, size: tuple[int, int]) -> None:
    screen.resize(size)
    screen.open("visit", ORDER_ID)
    for step in STEPS:
        screen.device.screens.visit.openStep(step)
        screen.settle()
        assert screen.device.screens.visit.current == step
        assert screen.has("primary")


def test_the_visit_speaks_english_at_one_and_a_half_text_size(screen: Screen) -> None:
    screen.device.shell.setLanguage("en")
    screen.device.shell.setTextScale(1.5)
    at_kit(screen)
    assert screen.find("primary").property("text") == "Floor mat missing: no departure"
    screen.resize(PORTRAIT)
    assert screen.has("check-floor_mat")


def test_an_error_shows_its_three_sentences_until_it_is_understood(screen: Screen) -> None:
    at_kit(screen)
    screen.device.screens.visit.openStep("depart")
    screen.settle()
    screen.device.screens.visit.passGate("客户要求")
    screen.settle()
    assert screen.find("problem").property("what") == "还差垫布，不能出发"
    assert screen.find("problem").property("todo")
    screen.device.shell.dismissProblem()
    screen.settle()
    assert not screen.has("problem")
