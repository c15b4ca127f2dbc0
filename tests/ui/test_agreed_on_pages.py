"""What was agreed by telephone is seen where the engineer looks: on the day's list and on the order."""

from __future__ import annotations

import pytest

from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import AppointmentMoved, CallPlanned, DetailsCorrected
from fieldapp.domain.events import CallMade
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from tests.factories import ORDER_ID, local
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]


def solved(screen: Screen) -> None:
    screen.device.do(CallMade(order_id=ORDER_ID, at=local("09:03"), outcome=CallOutcome.SOLVED_BY_PHONE))


@pytest.mark.req("ANA-3")
@pytest.mark.parametrize("page", ["today", "order"])
def test_an_owed_call_back_is_shown_with_its_countdown(screen: Screen, page: str) -> None:
    screen.device.set_clock("09:43")
    solved(screen)
    screen.open(page, ORDER_ID if page == "order" else "")
    assert screen.reads("11:03 回电·还有 1 小时 20 分")


@pytest.mark.req("CON-2")
@pytest.mark.parametrize("page", ["today", "order"])
def test_a_planned_retry_is_shown(screen: Screen, page: str) -> None:
    screen.device.set_clock("09:05")
    screen.device.do(
        CallMade(order_id=ORDER_ID, at=local("09:05"), outcome=CallOutcome.NO_ANSWER),
        CallPlanned(order_id=ORDER_ID, at=local("09:05"), call_at=local("09:15")),
    )
    screen.open(page, ORDER_ID if page == "order" else "")
    assert screen.reads("09:15 再拨·还有 10 分钟")


@pytest.mark.req("CON-2")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_a_moved_appointment_shows_the_new_time_and_the_old_one_struck_through(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    order = screen.device.order()
    new = TimeWindow(local("15:30"), local("16:00"))
    screen.device.do(
        AppointmentMoved(
            order_id=ORDER_ID, at=local("09:05"), old=order.appointment, new=new, reason="没空", customer_agrees=True
        )
    )
    for page, argument in (("today", ""), ("order", ORDER_ID)):
        screen.open(page, argument)
        struck = [item.property("text") for item in screen.items() if _is_struck(item)]
        assert struck == ["10:00"], page


def _is_struck(item: object) -> bool:
    font = item.property("font")  # type: ignore[attr-defined]
    return bool(font) and font.strikeOut() and bool(item.property("visible")) and bool(item.property("text"))  # type: ignore[attr-defined]


@pytest.mark.req("CON-7")
def test_corrections_are_shown_with_the_old_value_and_those_the_office_did_not_take_apart(screen: Screen) -> None:
    corrected = DetailsCorrected(
        order_id=ORDER_ID,
        at=local("09:05"),
        corrections=(
            Correction(detail=Detail.MODEL, old="CF-680", new="CF-680S"),
            Correction(detail=Detail.ADDRESS, old="办公室改过的地址", new="青澜路 90 号"),
        ),
    )
    screen.device.do(corrected)
    screen.open("order", ORDER_ID)
    assert screen.find("corrected").property("detail") == "型号：CF-680 → CF-680S"
    assert screen.find("untaken").property("detail") == "地址：办公室改过的地址 → 青澜路 90 号"
