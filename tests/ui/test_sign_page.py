"""The customer's page in the real window, written on by mouse and finger, left by PIN only."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.ids import StepId
from fieldapp.ui.paper_pictures import WIDTH
from tests.factories import ORDER_ID
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.paper_stage import PIN, PaperDevice


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Screen]:
    device = PaperDevice()
    device.visit_until("sign")
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    screen.open("visit", ORDER_ID)
    screen.tap("primary")
    yield screen
    screen.close()
    device.shutdown()
    assert screen.warnings == []


@pytest.mark.req("REP-3", "REP-9")
def test_on_the_engineers_own_page_of_the_step_nothing_of_the_customers_can_be_answered(screen: Screen) -> None:
    screen.device.navigator.back()
    screen.open("visit", ORDER_ID)

    assert screen.find("customerSigns").property("text") == "由客户本人在签字页评价、签字"
    assert not any(screen.has(f"question-{name}") for name in ("agreed", "satisfaction", "customer_remark", "refused"))


def curve(screen: Screen, strokes: int = 2) -> list[list[QPoint]]:
    """Points on the pad, one list a stroke."""
    ink = screen.find("ink")
    width, height = ink.width(), ink.height()
    return [
        [
            ink.mapToScene(
                QPointF(width * (0.2 + 0.3 * number) + 4 * step, height * (0.45 + 0.2 * math.sin(step / 3)))
            ).toPoint()
            for step in range(12)
        ]
        for number in range(strokes)
    ]


def write(screen: Screen) -> None:
    window, left, plain = screen.main.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for points in curve(screen):
        QTest.mousePress(window, left, plain, points[0])
        for point in points[1:]:
            QTest.mouseMove(window, point)
        QTest.mouseRelease(window, left, plain, points[-1])
    screen.settle()


def enter_pin(screen: Screen, pin: str) -> None:
    for key in pin:
        screen.tap("key" + key)


@pytest.mark.req("REP-3")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_customer_reads_ticks_signs_rates_and_the_report_is_kept(screen: Screen, size: tuple[int, int]) -> None:
    screen.resize(size)
    assert screen.find("customerDue").property("text") == "¥0.00"
    assert screen.reads("6/6 合格")
    assert screen.find("primary").property("text") == "请先勾选确认"
    clause = screen.device.words.catalogue.text("documents.sign.clause", "zh")
    assert screen.find("agree").property("text") == clause
    screen.tap("agree")
    write(screen)
    assert screen.find("primary").property("text") == "请选满意程度"
    screen.tap("face_satisfied")
    screen.tap("primary")
    assert screen.find("thanks").property("text") == "谢谢您，林芳"
    [report] = screen.device.order().visit.reports
    assert report.acceptance is not None
    assert len(report.acceptance.strokes) == 2


@pytest.mark.req("REP-3")
def test_sign_again_empties_the_pad_and_blocks_the_action(screen: Screen) -> None:
    screen.tap("agree")
    write(screen)
    screen.tap("signAgain")
    assert screen.find("ink").property("isEmpty")
    assert screen.find("primary").property("text") == "请在框内签名"


@pytest.mark.req("REP-3")
def test_the_other_language_empties_the_pad_because_the_text_is_another(screen: Screen) -> None:
    screen.tap("agree")
    write(screen)
    screen.tap("otherLanguage")
    assert screen.find("ink").property("isEmpty")
    assert screen.reads("Please check and sign")
    assert screen.find("otherLanguage").property("text") == "中"


@pytest.mark.req("REP-3")
def test_a_refusal_is_recorded_through_its_sheet_with_reason_and_witness(screen: Screen) -> None:
    screen.tap("refuseButton")
    assert screen.find("recordRefusal").property("blocked")
    screen.tap("refuse-cost")
    screen.find("witness").setProperty("text", "林芳在场，不同意收费")
    screen.tap("recordRefusal")
    [report] = screen.device.order().visit.reports
    assert report.refusal is not None
    assert report.refusal.reason == "cost"
    assert screen.find("thanks").property("text") == "已记录，没有签字"


def test_the_customer_reads_the_whole_report_without_leaving_his_page(screen: Screen) -> None:
    screen.tap("wholeReport")
    screen.until(lambda: screen.has("paper-0") and screen.find("paper-0").implicitWidth() > 0)
    assert screen.find("paper-0").implicitWidth() == WIDTH
    assert screen.device.navigator.page == "sign"


def test_a_remark_is_kept_and_can_be_changed(screen: Screen) -> None:
    screen.tap("remarkButton")
    screen.find("remarkText").setProperty("text", "修得很快")
    screen.tap("keepRemark")
    assert screen.device.paper.sign.remark == "修得很快"  # type: ignore[attr-defined]
    assert screen.find("remarkButton").property("text") == "改我的留言"


def test_escape_does_not_lead_the_customer_into_the_engineers_application(screen: Screen) -> None:
    QTest.keyClick(screen.main.window, Qt.Key.Key_Escape)
    screen.settle()
    assert screen.device.navigator.page == "sign"


def test_a_wrong_pin_stays_on_the_page_and_the_next_digit_is_not_lost(screen: Screen) -> None:
    screen.tap("engineer")
    enter_pin(screen, "111111")
    assert screen.find("pinMessage").property("text").startswith("PIN 不对")
    enter_pin(screen, PIN)
    assert screen.device.navigator.page == "visit"
    assert screen.device.order().visit.reports == ()


def test_after_the_signature_the_pin_leads_to_the_closing_step(screen: Screen) -> None:
    screen.tap("agree")
    write(screen)
    screen.tap("face_dissatisfied")
    screen.tap("primary")
    screen.tap("giveBack")
    enter_pin(screen, PIN)
    assert (screen.device.navigator.page, screen.device.screens.visit.current) == ("visit", StepId("close"))


def test_the_action_stays_on_the_screen_in_english_at_one_and_a_half_text_size(screen: Screen) -> None:
    screen.device.shell.setLanguage("en")
    screen.device.shell.setTextScale(1.5)
    for size in (LANDSCAPE, PORTRAIT):
        screen.resize(size)
        for name in ("primary", "customerDue", "face_dissatisfied", "refuseButton"):
            item = screen.find(name)
            corner = item.mapToScene(QPointF(item.width(), item.height()))
            assert corner.x() <= size[0], name
            assert corner.y() <= size[1], name
