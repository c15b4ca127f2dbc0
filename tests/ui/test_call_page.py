"""The call on the screen: every outcome leads on by itself, and says so before the press."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest

from fieldapp.domain.contact import Detail
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.workflow.contact import read_detail
from tests.factories import ORDER_ID, local
from tests.ui.pages import PORTRAIT, Screen, screen
from tests.ui.stage import HOME

__all__ = ["screen"]


def at_call(screen: Screen) -> None:
    screen.device.set_clock("09:03")
    screen.device.complete("accept", "analyse")
    screen.open("visit", ORDER_ID)
    if screen.has("noticeClose"):
        screen.tap("noticeClose")


def choose(screen: Screen, outcome: str) -> None:
    """Pick an outcome; where it lies below the fold its card is not under the finger."""
    screen.device.screens.visit.form.answer("outcome", outcome)
    screen.settle()


def said(screen: Screen) -> list[CallOutcome]:
    return [call.outcome for call in screen.device.order().visit.calls]


@pytest.mark.req("CON-1", "CON-2", "CON-4")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_the_page_says_what_to_say_what_to_confirm_and_which_times_are_free(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    at_call(screen)
    assert screen.find("phone").property("text") == "138 0000 4127"
    for words in ("今天 10:00 到您那里，方便吗？", "保修内，不收费；磨损件除外。", "来得及", "客户要求 10:00"):
        assert screen.reads(words), words
    for line in ("appointment", "address", "model", "purchased_on", "symptom"):
        assert screen.has(f"line-{line}")
    assert screen.find("free-0").property("text") == "09:30"


@pytest.mark.req("CON-1", "DEP-4")
@pytest.mark.parametrize(
    ("later", "words"), [(3, "但下一单提前量只剩 3 分钟"), (0, "但下一单刚好赶到"), (-20, "但下一单会晚")]
)
def test_the_next_job_is_late_only_past_its_appointment_and_before_that_has_so_much_to_spare(
    screen: Screen, later: int, words: str
) -> None:
    story = screen.device.order()
    over_at = story.appointment.start_at + timedelta(minutes=story.planned_minutes)
    way = DistanceTravel(HOME).estimate(story.customer.site, over_at, story.customer.site).median
    at = over_at + way + timedelta(minutes=later)
    following = replace(
        story, id=OrderId("next"), number="WX-NEXT", appointment=TimeWindow(at, at + timedelta(minutes=30))
    )
    screen.device.store.state.current[following.id] = following
    at_call(screen)
    assert screen.reads(words)


@pytest.mark.req("CON-2")
def test_a_free_window_is_one_tap_a_reason_and_the_customers_word_away_from_being_the_appointment(
    screen: Screen,
) -> None:
    at_call(screen)
    screen.tap("free-1")
    assert screen.find("confirmMove").property("blocked")
    screen.tap("moveReason-0")
    assert screen.find("confirmMove").property("text") == "客户同意：16:00"
    screen.tap("confirmMove")

    order = screen.device.order()
    assert order.appointment.start_at == local("16:00")
    assert (said(screen), screen.device.screens.visit.current) == ([CallOutcome.RESCHEDULED], "kit")


@pytest.mark.req("CON-3", "CON-2")
def test_a_new_time_that_is_not_accepted_leads_to_another_engineer(screen: Screen) -> None:
    at_call(screen)
    choose(screen, "rescheduled")
    assert screen.find("callNext").property("text") == "接下来：选新时间，客户同意就去自检"
    screen.tap("primary")
    screen.tap("offer-0")
    screen.tap("moveReason-1")
    screen.tap("choice_refuses")
    screen.tap("confirmMove")
    assert screen.device.order().appointment.start_at == local("10:00")

    assert screen.find("primary").property("text") == "选谁去"
    screen.tap("primary")
    screen.tap("passOn-centre")
    screen.tap("confirmPassOn")

    assert screen.device.order().state is OrderState.HANDED_BACK
    assert screen.device.navigator.page == "today"


@pytest.mark.req("CON-2")
def test_a_time_of_ones_own_is_picked_by_day_and_clock(screen: Screen) -> None:
    at_call(screen)
    choose(screen, "rescheduled")
    screen.tap("primary")
    screen.tap("offer-own")
    assert screen.find("confirmMove").property("blocked")
    screen.tap("day")
    screen.tap("day_2026-11-24")
    screen.tap("hour_9")
    screen.tap("minute_30")
    screen.tap("pickDone")
    screen.tap("moveReason-0")
    screen.tap("confirmMove")

    order = screen.device.order()
    assert (order.appointment.start_at, order.appointment.end_at) == (local("09:30", day=1), local("10:00", day=1))


@pytest.mark.req("CON-2")
def test_nobody_answers_and_the_next_call_is_proposed_and_shown(screen: Screen) -> None:
    at_call(screen)
    choose(screen, "no_answer")
    screen.tap("primary")
    screen.tap("confirmRetry")

    assert said(screen) == [CallOutcome.NO_ANSWER]
    assert screen.find("waitingCall").property("text") == "09:15 再拨"
    assert screen.device.screens.visit.form.value("outcome") == ""


@pytest.mark.req("CON-2")
def test_when_waiting_would_break_the_appointment_one_goes_by_the_address(screen: Screen) -> None:
    at_call(screen)
    screen.device.set_clock("09:30")
    screen.open("today")
    screen.open("visit", ORDER_ID)
    choose(screen, "no_answer")
    screen.tap("primary")
    assert screen.reads("再等就赶不上预约了")
    screen.tap("confirmRetry")

    visit = screen.device.order().visit
    assert [message.text for message in visit.contact.messages] == [
        "禾味生鲜超市 云桥店 电话没人接，我按 10:00 的预约照地址去，请继续联系客户"
    ]
    assert [gate.gate for gate in visit.passed_gates] == ["call-before-depart"]
    assert screen.device.screens.visit.current == "kit"


@pytest.mark.req("CON-2", "CON-7", "CON-4")
def test_a_wrong_line_is_corrected_at_once_and_shows_what_it_said_before(screen: Screen) -> None:
    at_call(screen)
    contact = screen.device.screens.visit.contact
    contact.askCorrect("address")
    screen.settle()
    entry = screen.find("detail-address")
    assert entry.property("activeFocus")
    contact.correct({"address": "青澜路 90 号", "purchased_on": "2023-04-18"})
    screen.settle()

    assert read_detail(screen.device.order(), Detail.ADDRESS) == "青澜路 90 号"
    assert screen.reads("地图上还没有这个地址，路程是估的")
    assert screen.reads("云桥区青澜路 88 号 禾味超市 B1")
    assert screen.find("feeSentence").property("text") == "已过保修，会按价目表收费，动工前先给您报价。"


@pytest.mark.req("CON-2")
def test_details_called_wrong_ask_for_the_correction_first(screen: Screen) -> None:
    at_call(screen)
    choose(screen, "corrected")
    assert screen.find("primary").property("text") == "改信息"
    screen.tap("primary")
    assert screen.has("correctSheet")
    assert screen.find("confirmCorrect").property("blocked")


@pytest.mark.req("ANA-3")
def test_a_solution_by_phone_waits_and_the_call_back_decides(screen: Screen) -> None:
    at_call(screen)
    choose(screen, "solved_by_phone")
    screen.device.screens.visit.form.answer("solution", "调回设定温度")
    screen.settle()
    screen.tap("primary")
    assert screen.find("waitingCall").property("text") == "11:03 回电"
    assert screen.find("waitingCall").property("detail") == "还有 2 小时"

    screen.tap("primary")
    screen.tap("callBack-solved")
    screen.tap("confirmCallBack")

    visit = screen.device.order().visit
    assert [back.solved for back in visit.contact.call_backs] == [True]
    assert screen.device.screens.visit.current == "close"
    assert visit.answer(StepId("close"), "outcome") == "solved_by_phone"


@pytest.mark.req("ANA-3")
def test_a_call_back_that_nobody_answers_is_put_off(screen: Screen) -> None:
    at_call(screen)
    choose(screen, "solved_by_phone")
    screen.device.screens.visit.form.answer("solution", "调回设定温度")
    screen.settle()
    screen.tap("primary")
    screen.device.set_clock("11:05")
    screen.settle()
    assert screen.find("waitingCall").property("detail") == "已过 2 分钟"
    screen.open("today")
    screen.open("visit", ORDER_ID)

    screen.tap("primary")
    screen.tap("callBack-nobody")
    screen.tap("confirmCallBack")
    assert not screen.has("retry-address")
    screen.tap("confirmRetry")

    assert screen.find("waitingCall").property("text") == "11:15 回电"


@pytest.mark.req("CON-2")
def test_a_refusal_is_told_to_the_centre_and_may_be_closed(screen: Screen) -> None:
    at_call(screen)
    choose(screen, "refused")
    assert screen.find("primary").property("text") == "还有 2 项没填"
    for name, value in (("heard_out", "OK"), ("refusal", "嫌收费高")):
        screen.device.screens.visit.form.answer(name, value)
        screen.settle()
    screen.tap("primary")

    assert screen.device.screens.visit.current == "close"
    assert screen.device.screens.visit.contact.centreText == "09:03 已报中心，等答复"


@pytest.mark.req("CON-2")
def test_a_wrong_time_leads_to_another_time_and_a_wrong_symptom_to_its_code(screen: Screen) -> None:
    at_call(screen)
    contact = screen.device.screens.visit.contact
    contact.askCorrect("appointment")
    screen.settle()
    assert screen.has("moveSheet")
    screen.tap("confirmMoveQuiet")
    assert not screen.has("confirmMove")

    contact.askCorrect("symptom")
    screen.settle()
    assert screen.find("detail-alarm_code").property("activeFocus")


@pytest.mark.req("CON-2")
def test_corrections_typed_into_the_sheet_are_one_group_and_lead_back_to_the_call(screen: Screen) -> None:
    at_call(screen)
    screen.device.screens.visit.contact.askCorrect("address")
    screen.settle()
    for letter in "9":
        QTest.keyClick(screen.main.window, letter)  # type: ignore[call-overload]
    screen.settle()
    assert screen.find("confirmCorrect").property("text") == "更正 1 项"
    screen.tap("confirmCorrect")

    [one] = screen.device.order().visit.contact.corrections
    assert (one.correction.detail, one.correction.new) == (Detail.ADDRESS, "9")
    assert screen.device.screens.visit.current == "call"


@pytest.mark.req("CON-1", "USE-2")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_offers_of_another_day_keep_to_their_column_at_the_largest_text(screen: Screen, size: tuple[int, int]) -> None:
    screen.resize(size)
    at_call(screen)
    screen.device.set_clock("19:10")
    screen.open("today")
    screen.open("visit", ORDER_ID)
    screen.device.shell.setTextScale(1.5)
    screen.settle()
    assert screen.find("free-0").property("text") == "明日 08:00"
    column = screen.find("offers")
    for place in range(3):
        card = screen.find(f"free-{place}")
        assert card.x() + card.width() <= column.width() <= (480 if size[0] > 1000 else 800)
    screen.device.shell.setTextScale(1.0)


@pytest.mark.req("CON-1")
def test_a_time_that_only_delays_the_next_job_is_possible_and_says_so(screen: Screen) -> None:
    order = screen.device.order()
    wanted = TimeWindow(local("11:00"), local("11:30"))
    screen.device.store.state.current[ORDER_ID] = replace(order, appointment=wanted, wanted_visit_at=None)
    at_call(screen)
    notice = screen.find("possible")
    assert notice.property("text") == "到得了，但下一单会晚"
    assert notice.property("detail") == "路程 16 分钟，10:34 出发"
