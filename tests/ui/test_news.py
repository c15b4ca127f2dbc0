"""News of the office: quiet, with old and new side by side, and never lost by pressing them away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact_events import AppointmentMoved
from fieldapp.domain.events import Departed
from fieldapp.domain.news import News, NewsKind
from fieldapp.domain.planning import RequisitionState, Supply
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import Cancellation, OrderState
from fieldapp.ui.bus import changed_by_pull
from tests.factories import ORDER_ID, local, make_order
from tests.ui.items import is_shown
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]


def news(kind: NewsKind, **values: object) -> News:
    order = make_order()
    base = News(
        kind=kind,
        order_id=order.id,
        number=order.number,
        customer=order.customer.name,
        appointment=order.appointment,
    )
    return replace(base, **values)


MOVED = news(
    NewsKind.APPOINTMENT,
    windows=(make_order().appointment, TimeWindow(local("14:00"), local("14:30"))),
)
ANSWERED = news(NewsKind.REPLY, old="缺楼层", text="三楼 302", by="许婧")


def came(screen: Screen, *told: News) -> None:
    screen.device.news.came(*told)
    screen.device.bus.publish(changed_by_pull(["work_order"], [ORDER_ID]))
    screen.settle()


@pytest.mark.req("SYN-3")
def test_today_says_in_one_line_how_much_is_new_and_leads_to_the_news(screen: Screen) -> None:
    screen.open("today")
    assert not screen.has("newsLine")
    came(screen, ANSWERED, MOVED)
    assert screen.reads("2 条新消息")
    assert screen.reads("中心改了预约·禾味生鲜超市 云桥店")
    screen.tap("newsLine")
    assert screen.reads("许婧 答复")
    assert screen.reads("10:00–10:30")
    assert screen.reads("14:00–14:30")


@pytest.mark.req("SYN-3")
@pytest.mark.parametrize("page", ["order", "visit"])
def test_the_order_and_the_visit_say_one_thing_after_another_and_what_is_pressed_away_stays_on_the_page(
    screen: Screen, page: str
) -> None:
    came(screen, ANSWERED, MOVED)
    screen.open(page, ORDER_ID)
    assert screen.find("newsBar").property("text") == "中心改了预约"
    assert screen.find("newsBar").property("detail") == "10:00–10:30 → 14:00–14:30"
    screen.tap("newsSeen")
    assert screen.find("newsBar").property("text") == "许婧 答复"
    screen.tap("newsSeen")
    assert not screen.has("newsBar")

    screen.open("news")
    assert screen.has("news-1")
    assert screen.has("news-2")
    assert not screen.has("seeAllNews")


@pytest.mark.req("SYN-3")
def test_an_order_given_away_says_that_the_work_will_be_delivered(screen: Screen) -> None:
    came(screen, news(NewsKind.TAKEN_AWAY, unsent=True))
    screen.open("order", ORDER_ID)
    assert screen.find("newsBar").property("detail") == "您记的都在，会作为补报上传"
    came(screen, news(NewsKind.TAKEN_AWAY))
    screen.open("news")
    screen.tap("news-2")
    assert screen.device.navigator.page == "news", "an order that is not here any more is not opened"
    screen.tap("news-1")
    assert screen.device.navigator.page == "order"


@pytest.mark.req("ANA-6")
def test_a_part_that_comes_after_the_appointment_is_a_warning(screen: Screen) -> None:
    supply = Supply(requisition="q-1", state=RequisitionState.IN_TRANSIT, at=local("09:00"), expected_at=local("11:30"))
    came(screen, news(NewsKind.SUPPLY, supply=supply))
    screen.open("order", ORDER_ID)
    assert screen.find("newsBar").property("text") == "备件赶不上"
    assert screen.find("newsBar").property("detail") == "11:30 能拿到·10:00 约定"
    assert screen.device.screens.news.bars[ORDER_ID]["look"] == "warning"


@pytest.mark.req("SYN-3")
def test_all_is_pressed_away_at_once_and_another_language_words_it_again(screen: Screen) -> None:
    screen.resize(PORTRAIT)
    came(screen, MOVED, news(NewsKind.CANCELLED, by="许婧", text="客户已自行解决"))
    screen.device.words.speak("en")
    screen.open("news")
    assert screen.reads("The office cancelled this order")
    assert screen.reads("News: 2")
    screen.tap("seeAllNews")
    assert not screen.reads("News: 2")
    assert screen.reads("The office cancelled this order")


def cancel(screen: Screen) -> None:
    device = screen.device
    told = Cancellation(at=local("09:10"), by="许婧", reason="客户已自行解决")
    device.store.state.current[ORDER_ID] = replace(device.order(), state=OrderState.CANCELLED, cancellation=told)
    device.bus.publish(changed_by_pull(["work_order"], [ORDER_ID]))
    screen.settle()


@pytest.mark.req("SYN-3")
def test_a_cancelled_order_says_so_asks_for_nothing_and_is_not_the_next_visit(screen: Screen) -> None:
    screen.open("today")
    cancel(screen)
    assert screen.reads("已取消")
    assert not screen.device.screens.today.order.departure.counting
    assert screen.device.screens.today.picked == ORDER_ID, "what is looked at is not taken away"
    assert screen.find("primary").property("text") == "查看工单"
    screen.tap("primary")
    assert screen.reads("许婧 09:10 取消：客户已自行解决")
    assert not screen.has("handBack")
    assert not screen.reads("剩 54 分钟"), "no clock runs for it any more"
    assert screen.device.screens.orders.primaryText == ""


@pytest.mark.req("SYN-3")
def test_the_page_of_a_cancelled_order_has_no_clocks_no_room_for_them_and_nobody_to_call(screen: Screen) -> None:
    screen.open("order", ORDER_ID)
    assert screen.reads("To call") or screen.reads("待联系")
    kept = screen.find("orderClocks")
    assert is_shown(kept)
    cancel(screen)
    screen.open("order", ORDER_ID)
    assert not is_shown(kept)
    assert not screen.reads("To call")
    assert not screen.reads("待联系")


@pytest.mark.req("SYN-3")
def test_a_visit_under_way_goes_on_to_its_end_after_the_office_cancelled(screen: Screen) -> None:
    screen.device.complete("accept", "analyse", "call", "kit", "depart")
    screen.device.do(Departed(order_id=ORDER_ID, at=local("09:05")))
    cancel(screen)
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.enter(ORDER_ID)
    screen.settle()
    assert screen.device.screens.visit.current == "close"
    assert screen.device.screens.orders.primaryText != "接单"


@pytest.mark.req("SYN-3", "SYN-2")
def test_a_time_that_the_office_did_not_take_stands_beside_its_own(screen: Screen) -> None:
    device = screen.device
    theirs = TimeWindow(local("15:00"), local("15:30"))
    mine = AppointmentMoved(
        order_id=ORDER_ID,
        at=local("09:00"),
        old=make_order().appointment,
        new=TimeWindow(local("11:00"), local("11:30")),
        reason="客户要求",
        customer_agrees=True,
    )
    device.store.state.current[ORDER_ID] = replace(device.order(), appointment=theirs)
    device.do(mine)
    screen.open("order", ORDER_ID)
    assert screen.reads("预约：您约了 11:00，中心定在 15:00")
