""" "I will be late" on the screen: one press, the new time, the customer's answer (TRV-1, TRV-2, TRV-4)."""

from __future__ import annotations

from datetime import datetime

import pytest

from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason, Topic
from fieldapp.domain.events import Arrived, Departed
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import OrderState
from tests.factories import ORDER_ID, local
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]

SECOND = OrderId("wo-261123-007")


def on_the_way(screen: Screen, clock: str) -> None:
    screen.device.complete("accept", "analyse", "call", "kit")
    screen.device.set_clock("09:31")
    screen.device.do(Departed(order_id=ORDER_ID, at=local("09:31")))
    screen.device.complete("depart")
    screen.device.set_clock(clock)
    screen.open("visit", ORDER_ID)
    if screen.has("noticeClose"):
        screen.tap("noticeClose")


@pytest.mark.req("TRV-1", "TRV-4")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_one_press_shows_the_new_time_the_sentence_and_keeps_the_answer_with_its_time(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    on_the_way(screen, "09:58")
    if screen.has("late"):
        screen.tap("late")
    else:
        screen.tap("more")
        screen.tap("moreLate")
    late = screen.device.screens.visit.late
    assert screen.find("recordLate").property("blocked")
    assert "比约定晚" in screen.find("lateText").property("text")
    assert "10:00 赶不到" in screen.find("lateSentence").property("text")
    expected = late.expected
    screen.tap("choice_call")
    screen.tap("choice_agrees")
    screen.tap("recordLate")

    [delay] = screen.device.order().visit.contact.delays
    assert (delay.reason, delay.means, delay.answer) == (
        DelayReason.TRAFFIC,
        ContactMeans.CALL,
        CustomerAnswer.AGREES,
    )
    assert (delay.at, delay.expected_at) == (screen.device.clock.now(), datetime.fromisoformat(expected))
    assert late.told[0].endswith("客户同意")


@pytest.mark.req("TRV-1", "CON-3")
def test_a_customer_who_does_not_wait_leads_to_somebody_else_at_once(screen: Screen) -> None:
    on_the_way(screen, "09:58")
    screen.tap("late")
    screen.tap("choice_call")
    screen.tap("choice_wants_somebody_else")
    screen.tap("recordLate")
    screen.tap("confirmPassOnQuiet")
    assert screen.reads("客户不等了")
    screen.tap("passOnNow")
    screen.tap("passOn-centre")
    screen.tap("confirmPassOn")

    order = screen.device.order()
    assert order.state is OrderState.HANDED_BACK
    assert order.visit.contact.delays[0].answer is CustomerAnswer.WANTS_SOMEBODY_ELSE


@pytest.mark.req("TRV-2")
def test_where_the_job_before_holds_one_up_the_dispatcher_is_asked_first(screen: Screen) -> None:
    screen.device.do(
        Departed(order_id=ORDER_ID, at=local("09:30")),
        Arrived(order_id=ORDER_ID, at=local("09:52")),
    )
    screen.device.set_clock("11:40")
    screen.open("visit", SECOND)
    screen.device.screens.visit.contact.ask("late")
    screen.settle()
    assert screen.find("recordLate").property("text") == "请调度先告诉客户"
    screen.tap("recordLate")

    [message] = screen.device.order(SECOND).visit.contact.messages
    assert message.topic is Topic.DELAY
    assert "请先告诉客户" in message.text
    assert screen.device.screens.visit.late.askedText == "11:40 已请调度告诉客户"
