"""What the lock may show of the day."""

from __future__ import annotations

import pytest

from fieldapp.domain.events import Departed, VisitClosed
from fieldapp.domain.ids import OrderId
from fieldapp.domain.outcome import Outcome
from fieldapp.ui.viewmodels.next_departure import NextDepartureViewModel
from tests.factories import ORDER_ID, local
from tests.ui.stage import Device


@pytest.fixture
def ahead(device: Device) -> NextDepartureViewModel:
    device.navigator.openSection("today")
    device.settle()
    return device.screens.today.ahead


@pytest.mark.req("DEP-2")
def test_it_counts_down_to_the_next_departure_and_says_what_is_left_of_the_day(
    device: Device, ahead: NextDepartureViewModel
) -> None:
    assert (ahead.counting, ahead.line, ahead.state) == (True, "16 分钟后出发", "neutral")
    assert ahead.summary == "09:34 走·今天还有 3 单"
    device.set_clock("09:30")
    assert (ahead.line, ahead.state) == ("4 分钟后出发", "amber")


def test_it_counts_to_the_next_visit_and_not_to_the_one_that_is_looked_at(
    device: Device, ahead: NextDepartureViewModel
) -> None:
    device.screens.today.pick("wo-261123-007")
    device.settle()
    assert ahead.line == "16 分钟后出发"


def test_once_on_the_way_it_counts_to_the_departure_after(device: Device, ahead: NextDepartureViewModel) -> None:
    before = ahead.summary
    device.do(Departed(order_id=ORDER_ID, at=local("09:20")))
    assert ahead.summary.endswith("今天还有 3 单")
    assert ahead.summary != before


def test_it_speaks_the_language_of_the_screen(device: Device, ahead: NextDepartureViewModel) -> None:
    device.words.speak("en")
    device.settle()
    assert (ahead.line, ahead.summary) == ("16 min until departure", "leave 09:34 · 3 left today")


def test_with_nothing_left_it_says_nothing(device: Device, ahead: NextDepartureViewModel) -> None:
    for order_id in (ORDER_ID, OrderId("wo-261123-007"), OrderId("wo-261122-019")):
        device.do(VisitClosed(order_id=order_id, at=local("09:10"), outcome=Outcome.CANCELLED))
    assert (ahead.counting, ahead.line, ahead.summary) == (False, "", "")


def test_past_midnight_yesterdays_departure_is_gone(device: Device, ahead: NextDepartureViewModel) -> None:
    device.clock.wall_at = local("06:00", day=1)
    device.ticker.advance()
    device.settle()
    assert not ahead.counting


@pytest.mark.req("ANA-3")
def test_calls_to_make_go_along_behind_the_lock_and_ring_there(device: Device, ahead: NextDepartureViewModel) -> None:
    device.set_clock("08:30")
    ahead.expect_calls([local("08:31")])
    locked = NextDepartureViewModel(device.words, device.ticker)
    locked.take(ahead)
    rang: list[bool] = []
    locked.becameDue.connect(lambda: rang.append(True))
    assert locked.due == ""

    device.set_clock("08:32")
    device.set_clock("08:33")

    assert (locked.due, rang) == ("有事到时间了，请解锁查看", [True])
