from __future__ import annotations

import pytest

from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.ui.viewmodels.orders import OrdersViewModel
from tests.factories import ORDER_ID
from tests.ui.stage import Device

THIRD = OrderId("wo-261122-019")


@pytest.fixture
def orders(device: Device) -> OrdersViewModel:
    device.navigator.openSection("orders")
    device.settle()
    return device.screens.orders


def test_the_list_shows_open_orders_and_counts_the_others(orders: OrdersViewModel) -> None:
    assert [row.orderId for row in orders.rows.rows()] == [ORDER_ID, "wo-261123-007", THIRD]
    assert [(entry["name"], entry["count"]) for entry in orders.filters] == [
        ("open", 3),
        ("waiting", 1),
        ("closed", 0),
    ]
    orders.choose("closed")
    assert orders.empty


@pytest.mark.req("SLA-3")
def test_every_order_of_the_list_and_the_open_order_show_their_clocks(orders: OrdersViewModel) -> None:
    assert [row.clock for row in orders.rows.rows()] == [
        "响应 剩 54 分钟",
        "响应 剩 2 小时 41 分",
        "响应 剩 5 小时 12 分",
    ]
    assert [(row.name, row.words) for row in orders.order.clocks.rows()] == [
        ("响应", "剩 54 分钟"),
        ("解决", "剩 22 小时 54 分"),
    ]


def test_an_order_shows_its_words_history_and_hits_of_its_code(orders: OrdersViewModel) -> None:
    order = orders.order
    assert order.facts.symptomTitle == "E02 蒸发器温度传感器阻值漂移"
    assert order.facts.symptomText == "冷冻室 −4 ℃ 且在上升，07:30 起，一直有"
    assert order.facts.windowText == "今天 10:00–10:30"
    assert order.facts.warrantyUntil == "保修至 2027-04-17"
    assert [row.day for row in order.history.rows()] == ["2026-05-12", "2025-11-03", "2025-06-21"]
    assert [row.matches for row in order.faults.rows()] == [True, True, True]
    assert order.complete


@pytest.mark.req("ACC-5")
def test_an_order_is_handed_back_with_its_reason_and_time(device: Device, orders: OrdersViewModel) -> None:
    orders.pick(ORDER_ID)
    device.settle()
    assert {entry["value"] for entry in orders.order.handBackReasons} == {reason.value for reason in HandBackReason}
    orders.order.handBack("time", "下午有急单", "")
    device.settle()
    back = device.order().hand_back
    assert back is not None
    assert (back.reason, back.remark, back.at) == (HandBackReason.TIME, "下午有急单", device.clock.now())
    assert device.order().state is OrderState.HANDED_BACK
    assert not orders.order.mayHandBack


def test_a_colleague_without_a_name_is_refused_with_words(device: Device, orders: OrdersViewModel) -> None:
    orders.order.handBack("to_colleague", "", "")
    device.settle()
    assert device.shell.problemWhat == "没有写交给哪位同事"
    assert device.order().state is OrderState.ACCEPTED


@pytest.mark.req("ACC-5")
def test_an_order_that_waits_is_accepted_from_its_page(device: Device, orders: OrdersViewModel) -> None:
    orders.pick(THIRD)
    device.settle()
    assert orders.primaryText == "接单"
    orders.goOn()
    device.settle()
    assert device.order(THIRD).state is OrderState.ACCEPTED
    assert orders.primaryText == "开始处理"
    orders.goOn()
    device.settle()
    assert (device.navigator.page, device.navigator.argument) == ("visit", THIRD)


def test_a_narrow_window_shows_the_order_that_was_opened_and_then_the_list(device: Device) -> None:
    device.navigator.open("order", THIRD)
    device.settle()
    orders = device.screens.orders
    assert (orders.detailOpen, orders.picked) == (True, THIRD)
    orders.closeDetail()
    assert not orders.detailOpen
