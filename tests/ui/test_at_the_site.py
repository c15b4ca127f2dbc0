"""At the customer's: price before the work, slips, suggestions, what sends back, what is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from fieldapp.domain.events import Arrived, VisitClosed
from fieldapp.domain.ids import StepId
from fieldapp.domain.on_site import SuggestionKind
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.items.camera_view import CameraView
from tests.factories import ORDER_ID, START_DAY, local, make_asset
from tests.fakes.tablet import code
from tests.fakes.visit_answers import ANSWERS
from tests.ui.camera_stage import See, see
from tests.ui.items import below, is_shown, middle
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, screen

__all__ = ["screen", "see"]
BEFORE = ("accept", "analyse", "call", "kit", "depart", "travel", "arrive")


def at(screen: Screen, step: str, *, covered: bool = True) -> None:
    """Come to a step of the visit; the machine's warranty ended yesterday unless it is covered."""
    device = screen.device
    if not covered:
        old = make_asset(warranty_until_on=START_DAY - timedelta(days=1))
        device.store.state.current[ORDER_ID] = replace(device.order(), asset=old)
    device.set_clock("10:08")
    steps = (*BEFORE, "diagnose", "work", "test", "clean", "hand_over", "report")
    device.do(Arrived(order_id=ORDER_ID, at=local("09:53")))
    device.complete(*steps[: steps.index(step)])
    device.navigator.open("visit", ORDER_ID)
    screen.settle()
    device.screens.visit.openStep(step)
    screen.settle()


@pytest.mark.req("SITE-12")
def test_after_the_diagnosis_the_price_is_what_comes_next_and_not_a_step_behind_the_locked_work(screen: Screen) -> None:
    at(screen, "diagnose", covered=False)
    screen.device.complete("diagnose")
    screen.open("visit", ORDER_ID)
    screen.settle()

    assert screen.device.screens.visit.current == "work"
    assert screen.device.screens.visit.primaryText == "给客户看报价"


@pytest.mark.req("SITE-12", "CON-4")
def test_while_the_warranty_is_unknown_the_next_action_settles_who_pays_and_no_price_is_shown(screen: Screen) -> None:
    at(screen, "diagnose")
    nothing_known = make_asset(purchased_on=None, warranty_until_on=None)
    order = replace(screen.device.order(), asset=nothing_known, state=OrderState.ACCEPTED)
    screen.device.store.state.current[ORDER_ID] = order
    screen.device.complete("diagnose")
    screen.open("visit", ORDER_ID)
    screen.settle()
    assert screen.device.screens.visit.primaryText == "判定由谁付费"

    screen.tap("primary")
    assert screen.find("coverageSheet").property("open") is True
    assert screen.reads("现为：保修未知，由谁付费还没定")
    screen.device.screens.visit.site.coverage.settle(False, "proof", "出示发票，已过保")
    screen.settle()
    assert screen.device.screens.visit.primaryText == "给客户看报价"


@pytest.mark.req("SITE-12")
def test_out_of_warranty_the_next_action_shows_the_price_and_an_agreement_leads_to_the_work(screen: Screen) -> None:
    at(screen, "work", covered=False)
    assert screen.device.screens.visit.primaryText == "给客户看报价"
    screen.tap("primary")
    assert screen.reads("¥424.00")
    assert screen.reads("价目表里没有")
    screen.tap("lessHours")
    assert screen.reads("¥364.00")
    screen.tap("spare-2")
    assert screen.reads("¥328.00")

    screen.tap("agreePrice")

    [quote] = screen.device.order().visit.on_site.quotes
    assert (quote.agreed, str(quote.fees.due.amount)) == (True, "328.00")
    assert screen.device.screens.visit.current == "work"
    assert screen.reads("客户 10:08 同意报价 ¥328.00")


def test_a_refusal_in_warranty_is_said_to_cost_nothing_and_not_to_cost_zero(screen: Screen) -> None:
    at(screen, "work", covered=True)
    screen.open("quote", ORDER_ID)
    assert screen.reads("不修：不收费")
    assert not screen.reads("只付")


@pytest.mark.req("SITE-12", "PRO-4")
def test_a_refused_price_leads_past_the_work_to_the_cleaning_up(screen: Screen) -> None:
    at(screen, "work", covered=False)
    screen.tap("primary")
    assert screen.reads("不修：只付上门费 ¥60.00")
    screen.tap("refusePrice")
    screen.tap("confirmReason")
    assert not screen.device.order().visit.on_site.quotes
    screen.tap("reason-0")
    screen.tap("confirmReason")

    assert screen.device.screens.visit.current == "clean"
    assert screen.reads("不同意报价 ¥424.00，只收上门费（林芳·值班经理）")
    [quote] = screen.device.order().visit.on_site.quotes
    assert (quote.agreed, quote.remark) == (False, "林芳·值班经理")
    assert screen.device.order().visit.answers["close"] == {"outcome": "refused"}


@pytest.mark.req("SITE-12", "PRO-4")
def test_who_changes_his_mind_after_refusing_is_shown_the_price_again_and_the_work_goes_on(screen: Screen) -> None:
    at(screen, "work", covered=False)
    screen.tap("primary")
    screen.tap("refusePrice")
    screen.tap("reason-1")
    screen.tap("confirmReason")
    screen.tap("askPriceAgain")
    screen.tap("agreePrice")

    assert [quote.agreed for quote in screen.device.order().visit.on_site.quotes] == [False, True]
    assert screen.device.screens.visit.current == "work"
    assert not screen.device.order().visit.answer(StepId("close"), "outcome")


@pytest.mark.req("SITE-12")
def test_in_warranty_nobody_asks_for_a_price(screen: Screen) -> None:
    at(screen, "work")
    assert screen.device.screens.visit.gates.rows() == ()
    assert "报价" not in screen.device.screens.visit.primaryText


@pytest.mark.req("CON-4", "SITE-12")
def test_misuse_in_warranty_is_settled_under_more_and_leads_to_the_price(screen: Screen) -> None:
    at(screen, "work")
    screen.tap("more")
    screen.tap("moreCoverage")
    screen.tap("choice_misuse")
    screen.tap("coverageWhy-1")
    screen.tap("confirmCoverage")

    assert screen.reads("客户承担：使用不当·进水")
    assert screen.device.screens.visit.primaryText == "给客户看报价"
    screen.tap("primary")
    assert screen.reads("¥424.00")


@pytest.mark.req("CON-4", "SITE-12")
def test_a_proof_shown_at_the_price_covers_the_visit_and_the_work_may_begin(screen: Screen) -> None:
    at(screen, "work", covered=False)
    screen.tap("primary")
    screen.tap("askCoverage")
    screen.tap("choice_proof")
    screen.tap("coverageWhy-0")
    screen.tap("confirmCoverage")

    assert screen.device.screens.visit.gates.rows() == ()
    assert screen.reads("保修承担：有凭证·出示发票，仍在保")
    screen.tap("changePayer")
    screen.tap("takeCoverageBack")
    assert screen.device.screens.visit.primaryText == "给客户看报价"


@pytest.mark.req("CON-4", "REP-2")
def test_another_payer_tapped_in_the_report_asks_why_and_stays_as_the_record_says(screen: Screen) -> None:
    at(screen, "report")
    screen.device.screens.visit.form.answer("chargeable", "charge")
    screen.settle()
    assert screen.device.order().visit.answers["report"]["chargeable"] == "warranty"
    assert screen.reads("现为：保修承担")


@pytest.mark.req("SITE-10", "ANA-5")
def test_a_machine_is_taken_away_by_a_few_taps_with_the_loaner_that_was_read(screen: Screen) -> None:
    at(screen, "work")
    screen.tap("more")
    screen.tap("moreTakeAway")
    screen.tap("accessories-1")
    screen.tap("condition-1")
    screen.device.screens.visit.site.keepLoaner("CF300-22-0007")
    screen.settle()
    screen.tap("confirmTakeAway")

    [taken] = screen.device.order().visit.on_site.taken_away
    assert taken.loaner is not None
    assert (taken.accessories, taken.condition, taken.loaner.serial_number, taken.return_on) == (
        "可拆部件", "有划痕", "CF300-22-0007", date(2026, 11, 30),
    )  # fmt: skip
    assert screen.device.screens.visit.current == "clean"
    assert screen.reads("机器已拉走")

    screen.tap("bringBack")
    screen.device.screens.visit.site.keepLoaner("(21)CF300-22-0007")
    screen.settle()
    screen.tap("confirmBringBack")
    [back] = screen.device.order().visit.on_site.brought_back
    assert back.loaner == "CF300-22-0007"
    assert screen.reads("周转机 SN CF300-22-0007 已收回")
    assert not screen.has("bringBack")


@pytest.mark.req("SITE-8")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_handover_shows_cause_and_parts_to_explain_and_ends_when_the_customer_confirms(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    at(screen, "diagnose")
    for name, value in ANSWERS["diagnose"].items():
        screen.device.screens.visit.form.answer(name, value)
    screen.settle()
    screen.device.consume(ORDER_ID, code())
    screen.device.complete("diagnose", "work", "test", "clean")
    screen.device.screens.visit.openStep("hand_over")
    screen.settle()

    assert screen.find("explainCause").property("text") == "传感器漂移"
    assert screen.reads("TS-02 蒸发器温度传感器")
    for name in ("cause_explained", "parts_explained", "use_explained"):
        screen.device.screens.visit.form.answer(name, "OK")
    screen.device.screens.visit.form.answer("advice", "wipe_seal_weekly")
    screen.settle()
    assert screen.reads("每周擦门封条")
    screen.tap("primary")
    assert not screen.device.order().visit.is_done(StepId("hand_over"))

    screen.device.screens.visit.form.answer("customer_confirms", "OK")
    screen.settle()
    screen.tap("primary")
    assert screen.device.order().visit.is_done(StepId("hand_over"))


@pytest.mark.req("SITE-13")
def test_a_lead_is_one_tap_and_waits_for_the_customers_consent(screen: Screen) -> None:
    at(screen, "hand_over")
    screen.tap("more")
    screen.tap("moreSuggest")
    screen.tap("said-0")
    screen.tap("confirmSuggestion")
    assert not screen.device.order().visit.on_site.suggestions
    screen.tap("consent")
    screen.tap("confirmSuggestion")

    [noted] = screen.device.order().visit.on_site.suggestions
    assert (noted.kind, noted.text) == (SuggestionKind.SALES_LEAD, "想再买一台")


@pytest.mark.req("SITE-6")
def test_the_work_says_which_check_sent_back_to_it(screen: Screen) -> None:
    at(screen, "test")
    form = screen.device.screens.visit.form
    for name, value in {**ANSWERS["test"], "cools_down": "fail"}.items():
        form.answer(name, value)
    screen.settle()
    screen.tap("goBack")
    assert screen.device.screens.visit.current == "work"
    assert screen.reads("测试不合格：降温正常")


@pytest.mark.req("SITE-7")
def test_what_is_not_back_in_the_bag_is_named_on_the_page(screen: Screen) -> None:
    at(screen, "kit")
    screen.device.screens.visit.form.tickRest()
    screen.device.screens.visit.form.answer("floor_mat", "OK")
    screen.settle()
    at(screen, "clean")
    assert screen.reads("12 件")
    screen.device.screens.visit.form.answer("left_behind", "cloth old_parts")
    screen.settle()
    assert screen.reads("没带回：清洁布、旧件")


@pytest.mark.req("PRO-4")
def test_a_closed_visit_says_so_on_each_of_its_pages(screen: Screen) -> None:
    at(screen, "kit")
    device = screen.device
    device.screens.visit.form.answer("floor_mat", "OK")
    screen.settle()
    at(screen, "report")
    device.screens.visit.openStep("close")
    screen.settle()
    device.screens.visit.form.answer("outcome", "cancelled")
    screen.settle()
    device.screens.visit.passGate("客户取消")
    screen.settle()
    screen.tap("primary")
    assert device.order().visit.outcome is not None
    for step in ("close", "work", "kit"):
        device.screens.visit.openStep(step)
        screen.settle()
        assert screen.reads("已归档·已取消"), step


@pytest.mark.req("PRO-4", "USE-5")
def test_what_was_answered_in_a_closed_visit_can_be_read_and_takes_no_tap(screen: Screen) -> None:
    at(screen, "arrive")
    device, visit = screen.device, screen.device.screens.visit
    device.do(VisitClosed(order_id=ORDER_ID, at=local("10:20"), outcome=Outcome.CANCELLED))
    screen.open("today")
    screen.open("visit", ORDER_ID)
    failed: list[object] = []
    device.background.failed.connect(failed.append)
    before = device.order().visit.answers
    for step, name in (
        ("arrive", "question-badge_worn"),
        ("kit", "check-tools"),
        ("work", "check-power_off"),
        ("call", "outcome-refused"),
        ("test", "question-cools_down"),
        ("close", "question-outcome"),
    ):
        visit.openStep(step)
        screen.settle()
        assert all(row.readOnly and not row.needed for row in visit.form.questions.rows()), step
        assert not visit.form.mayConfirmAll
        screen.tap(name)
    assert (device.order().visit.answers, failed) == (before, [])


@pytest.mark.req("SITE-11")
def test_the_photo_after_is_taken_over_the_transparent_photo_before(
    screen: Screen, tmp_path: Path, see: See, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(screen, "work")
    form = screen.device.screens.visit.form
    monkeypatch.setattr(form.pictures, "_has_camera", lambda: True)
    form.pictures.changed.emit()
    Image.new("RGB", (1600, 900), (40, 90, 160)).save(tmp_path / "before.jpg")
    form.pictures.choose("before_photo", QUrl.fromLocalFile(str(tmp_path / "before.jpg")), 0)
    screen.settle()

    press(screen, part(screen, "question-after_photo", "takePicture"))
    camera = screen.find("camera")
    assert isinstance(camera, CameraView)
    screen.until(lambda: camera.sink() is not None)
    see(camera, "#ffffff", 1600, 900)

    screen.until(lambda: is_shown(screen.find("under")))
    held = screen.find("under")
    assert str(held.property("source").toString()).startswith("data:image/jpeg;base64,")
    assert 0.2 < held.opacity() < 0.6
    press(screen, screen.find("pickDone"))
    answers = screen.device.order().visit.answers["work"]
    assert answers["before_photo"] != answers["after_photo"]


def part(screen: Screen, question: str, name: str) -> QQuickItem:
    editor = screen.find(question)
    return next(item for item in below(editor) if item.objectName() == name and is_shown(item))


def press(screen: Screen, item: QQuickItem) -> None:
    QTest.mouseClick(screen.main.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(item))
    screen.settle()


@pytest.mark.req("SITE-11")
def test_the_photos_before_and_after_stand_side_by_side_beside_the_work(screen: Screen, tmp_path: Path) -> None:
    at(screen, "work")
    for name in ("before", "after"):
        Image.new("RGB", (800, 600), "#405060").save(tmp_path / f"{name}.jpg")
        picture = QUrl.fromLocalFile(str(tmp_path / f"{name}.jpg"))
        screen.device.screens.visit.form.pictures.choose(f"{name}_photo", picture, 0)
        screen.settle()
    before, after = screen.find("question-before_photo"), screen.find("question-after_photo")
    assert before.y() == after.y()
    assert after.x() >= before.x() + before.width()
    assert screen.find("question-remark").width() > before.width() + after.width()


@pytest.mark.req("CON-7", "REP-2")
def test_a_payer_that_the_desk_changes_is_put_right_in_the_report_and_no_sheet_stands_over_it(screen: Screen) -> None:
    at(screen, "report")
    screen.settle()
    assert screen.device.screens.visit.form.value("chargeable") == "warranty"
    old = make_asset(warranty_until_on=START_DAY - timedelta(days=1))
    screen.device.store.state.current[ORDER_ID] = replace(screen.device.order(), asset=old)

    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("report")
    screen.settle()

    assert screen.device.order().visit.answers["report"]["chargeable"] == "charge"
    assert not screen.reads("现为：客户承担")
