"""New orders by the finger: from a visit, as a walk-in, out of a finding (ACC-7, SITE-14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.events import Arrived, Departed, OrderAccepted
from fieldapp.domain.ids import AssetId, CustomerId, OrderId, StepId
from fieldapp.domain.opening import OrderOrigin
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import OrderState, WorkOrder
from tests.factories import ORDER_ID, local, make_asset, make_customer, make_order
from tests.ui.opening_stage import INSPECTED, INSPECTION, OpeningDevice
from tests.ui.pages import LANDSCAPE, Screen


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Screen]:
    device = OpeningDevice()
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    yield screen
    screen.close()
    device.shutdown()
    assert screen.warnings == []


def device(screen: Screen) -> OpeningDevice:
    assert isinstance(screen.device, OpeningDevice)
    return screen.device


def write(screen: Screen, field: str, text: str) -> None:
    device(screen).opening.type(field, text)
    screen.settle()


def opened(screen: Screen) -> WorkOrder:
    [order] = [one for one in screen.device.store.orders() if one.opened is not None]
    return order


@pytest.mark.req("ACC-7", "USE-1")
def test_of_many_customers_pinyin_finds_the_one_who_stands_at_the_van(screen: Screen) -> None:
    names = (
        "安泰药房",
        "百味坊",
        "春江饭店",
        "东方酒楼",
        "福满园",
        "国泰超市",
        "海天冷库",
        "佳和超市",
        "康宁医院",
        "蓝湾酒店",
    )
    for name in names:
        asset = make_asset(id=AssetId(f"m-{name}"), model="CF-680")
        customer = make_customer(id=CustomerId(name), name=name)
        order = make_order(id=OrderId(f"wo-{name}"), number=f"WX-{name}", customer=customer, asset=asset)
        device(screen).store.state.current[order.id] = replace(order, state=OrderState.ACCEPTED)
    screen.open("new_order", "")
    shown = {choice["value"] for choice in device(screen).opening.whose.choices}
    assert len(shown) == 9, "eight, and one that nobody knows"
    assert "蓝湾酒店" not in shown

    device(screen).opening.whose.search("lanwan")
    screen.until(lambda: device(screen).opening.whose.hits == 1)
    screen.settle()
    screen.tap("choice_蓝湾酒店")
    write(screen, "what", "柜子不冷")
    screen.tap("openNewOrder")

    order = opened(screen)
    assert (order.customer.name, order.asset.id) == ("蓝湾酒店", "m-蓝湾酒店")


@pytest.mark.req("ACC-7")
def test_from_a_visit_two_words_and_a_tap_open_another_order_here(screen: Screen) -> None:
    screen.open("visit", ORDER_ID)
    screen.tap("more")
    screen.tap("moreNewOrder")
    assert screen.find("openNewOrder").property("blocked")
    screen.find("newWhat").setProperty("text", "旁边那台漏水")
    screen.settle()
    screen.tap("openNewOrder")

    order, story = opened(screen), screen.device.order()
    assert (order.customer, order.asset.id, order.symptom.what) == (story.customer, story.asset.id, "旁边那台漏水")
    assert order.appointment.start_at == local("09:20")
    assert order.opened is not None
    assert order.opened.origin is OrderOrigin.WHILE_HERE
    assert [one.order_id for one in story.visit.opened_here] == [order.id]
    assert screen.reads(order.number)

    screen.tap("goToOpened")
    assert screen.device.navigator.page == "order"
    assert screen.reads(order.number)
    assert screen.find("linkedOrders").property("text") == f"由工单 {story.number} 开出"
    screen.open("order", ORDER_ID)
    assert screen.find("linkedOrders").property("text") == f"另开：{order.number}·旁边那台漏水"


@pytest.mark.req("TRV-1", "ACC-7")
def test_nobody_is_late_for_what_he_opened_where_he_stands(screen: Screen) -> None:
    screen.device.do(Departed(order_id=ORDER_ID, at=local("09:00")), Arrived(order_id=ORDER_ID, at=local("09:12")))
    screen.open("visit", ORDER_ID)
    screen.tap("more")
    screen.tap("moreNewOrder")
    screen.find("newWhat").setProperty("text", "旁边那台漏水")
    screen.settle()
    screen.tap("openNewOrder")
    order = opened(screen)
    if order.state is OrderState.ASSIGNED:
        screen.device.do(OrderAccepted(order_id=order.id, at=local("09:20")))
    screen.open("order", order.id)
    assert opened(screen).state is OrderState.ACCEPTED
    assert not screen.has("tellLate")


def test_the_list_of_orders_says_what_kind_of_work_it_is(screen: Screen) -> None:
    screen.open("orders")
    assert screen.reads("巡检·CF-680")
    assert not screen.reads("维修·CF-680")


@pytest.mark.req("ACC-7")
def test_a_walk_in_is_typed_in_on_the_page_of_orders(screen: Screen) -> None:
    screen.open("orders")
    screen.tap("newOrder")
    sheet = device(screen).opening
    sheet.forCustomer("new")
    sheet.choose("job", "training")
    sheet.choose("time", "tomorrow")
    for field, text in (
        ("name", "青禾茶饮"),
        ("address", "听雨路 9 号"),
        ("phone", "138 0000 1234"),
        ("model", "CF-300"),
    ):
        write(screen, field, text)
    assert not sheet.ready
    write(screen, "what", "不会除霜，请教一下")
    screen.tap("openNewOrder")

    order = opened(screen)
    assert (order.customer.name, order.customer.contact.phone, order.asset.model) == (
        "青禾茶饮", "138 0000 1234", "CF-300"
    )  # fmt: skip
    assert (order.job_type, order.appointment.start_at) == (JobType.TRAINING, local("09:00", day=1))
    assert order.opened is not None
    assert (order.opened.origin, order.opened.source) == (OrderOrigin.WALK_IN, None)


@pytest.mark.req("SITE-14", "ACC-7")
def test_a_finding_becomes_an_order_by_a_tap_and_says_so_ever_after(screen: Screen) -> None:
    screen.device.do(*INSPECTED)
    screen.device.store.state.places[INSPECTION] = (StepId("care"), "")
    screen.open("visit", INSPECTION)
    screen.tap("finding-inspect-electrics")
    assert screen.find("newWhat").property("text") == "电源和接线：不正常"
    screen.tap("openNewOrder")
    screen.tap("leaveNewOrder")

    order = opened(screen)
    assert (order.job_type, order.severity) == (JobType.REPAIR, Severity.MAJOR)
    assert order.opened is not None
    assert order.opened.source is not None
    assert (order.opened.source.order_id, order.opened.source.place.field) == (INSPECTION, "electrics")  # type: ignore[union-attr]
    assert screen.reads(f"工单 {order.number}")
    screen.tap("finding-inspect-electrics")
    assert screen.device.navigator.page == "order"


def test_another_time_has_to_be_picked_before_the_order_is_ready(screen: Screen) -> None:
    screen.open("new_order", ORDER_ID)
    sheet = device(screen).opening
    write(screen, "what", "换门封")
    sheet.choose("time", "other")
    screen.settle()
    assert not sheet.ready
    sheet.pickTime("2026-11-25T14:00")
    sheet.openOrder()
    screen.settle()

    assert opened(screen).appointment.start_at == local("14:00", day=2)


def test_a_refusal_is_told_on_the_sheet_and_nothing_is_lost(screen: Screen) -> None:
    screen.device.do(*INSPECTED)
    asked = f"{INSPECTION}|inspect|electrics"
    screen.open("new_order", asked)
    device(screen).opening.openOrder()
    screen.settle()
    screen.open("new_order", asked)
    screen.tap("openNewOrder")

    assert screen.has("problem")
    assert device(screen).opening.what == "电源和接线：不正常"
    assert opened(screen).id != OrderId("")
