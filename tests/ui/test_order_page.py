from __future__ import annotations

import pytest

from fieldapp.domain.events import Arrived, Departed
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import HandBackReason, OrderState
from tests.factories import ORDER_ID, local
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]
THIRD = OrderId("wo-261122-019")


@pytest.mark.req("SLA-3")
def test_an_order_shows_both_clocks_above_everything_and_that_it_works_offline(screen: Screen) -> None:
    screen.open("orders")
    for part in ("剩 54 分钟", "剩 22 小时 54 分", "没有网络也能做完这一单", "保修至 2027-04-17", "138 0000 4127"):
        assert screen.reads(part), part


@pytest.mark.req("ACC-5")
def test_an_order_that_waits_is_accepted_by_its_one_button(screen: Screen) -> None:
    screen.open("orders")
    screen.tap(f"order-{THIRD}")
    assert screen.find("primary").property("text") == "接单"
    screen.tap("primary")
    assert screen.device.order(THIRD).state is OrderState.ACCEPTED
    assert screen.find("primary").property("text") == "开始处理"


@pytest.mark.req("ACC-5")
def test_handing_back_asks_for_a_reason_before_it_can_be_pressed(screen: Screen) -> None:
    screen.open("orders")
    screen.tap("handBack")
    assert screen.find("confirmHandBack").property("blocked")
    screen.tap("reason_time")
    screen.tap("confirmHandBack")
    back = screen.device.order().hand_back
    assert back is not None
    assert back.reason is HandBackReason.TIME
    assert not screen.has("handBack")


@pytest.mark.req("ACC-5")
def test_a_colleague_who_takes_over_is_named_first(screen: Screen) -> None:
    screen.open("orders")
    screen.tap("handBack")
    screen.tap("reason_to_colleague")
    assert screen.find("confirmHandBack").property("blocked")
    screen.find("colleague").setProperty("text", "陶志远")
    screen.settle()
    screen.tap("confirmHandBack")
    back = screen.device.order().hand_back
    assert back is not None
    assert back.colleague == "陶志远"


def test_the_tabs_show_history_and_fault_library(screen: Screen) -> None:
    screen.open("orders")
    screen.device.screens.orders.showTab("history")
    screen.settle()
    assert screen.reads("巡检，清洗冷凝器")
    screen.device.screens.orders.showTab("faults")
    screen.settle()
    assert screen.reads("修好 92%")


def test_in_portrait_list_and_order_take_turns(screen: Screen) -> None:
    screen.open("orders")
    screen.resize(PORTRAIT)
    assert screen.has("orders")
    screen.tap(f"order-{ORDER_ID}")
    assert not screen.has("orders")
    assert screen.reads("没有网络也能做完这一单")


def test_an_empty_filter_says_so(screen: Screen) -> None:
    screen.open("orders")
    screen.device.screens.orders.choose("closed")
    screen.settle()
    assert screen.reads("这里没有工单")


@pytest.mark.req("TRV-1")
def test_i_will_be_late_is_said_from_the_order_itself_until_he_is_there(screen: Screen) -> None:
    screen.open("orders")
    screen.tap("tellLate")
    assert screen.device.navigator.page == "visit"
    assert screen.reads("约定：10:00")
    assert screen.has("lateTimes")

    screen.device.do(Departed(order_id=ORDER_ID, at=local("09:10")), Arrived(order_id=ORDER_ID, at=local("09:17")))
    screen.open("orders")
    assert not screen.has("tellLate")
    screen.tap(f"order-{THIRD}")
    assert not screen.has("tellLate"), "an order that is not accepted yet"
