"""A promise that the day does not keep: seen on today as it arises, and led to where it is settled (DEP-4, CON-5)."""

from __future__ import annotations

import pytest

from fieldapp.domain.events import Arrived, Departed
from fieldapp.domain.ids import OrderId
from tests.factories import ORDER_ID, local
from tests.ui.items import is_shown
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]

SECOND = OrderId("wo-261123-007")


def at_work(screen: Screen, clock: str) -> None:
    screen.device.do(
        Departed(order_id=ORDER_ID, at=local("09:30")),
        Arrived(order_id=ORDER_ID, at=local("09:52")),
    )
    screen.open("today")
    screen.device.set_clock(clock)
    screen.settle()


def adjust(screen: Screen) -> None:
    screen.device.screens.today.conflict.look(SECOND)
    screen.settle()


def ways(screen: Screen) -> list[str]:
    return [row["text"] for row in screen.device.screens.today.conflict.ways]


@pytest.mark.req("DEP-4", "TRV-4")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_a_job_that_runs_over_shows_the_conflict_by_itself_and_says_until_when_to_leave(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    at_work(screen, "11:25")
    assert not screen.has(f"conflict-{SECOND}")
    screen.device.set_clock("11:42")
    screen.settle()
    assert screen.has(f"conflict-{SECOND}")
    assert screen.reads("禾味生鲜超市 云桥店超时了：最晚 11:45 要走")
    screen.device.set_clock("11:55")
    screen.settle()
    assert screen.reads("会晚 9 分钟")


@pytest.mark.req("DEP-4", "CON-1", "CON-5")
def test_the_ways_out_are_the_time_to_say_the_free_windows_and_somebody_else(screen: Screen) -> None:
    at_work(screen, "11:55")
    adjust(screen)
    conflict = screen.device.screens.today.conflict
    assert (conflict.title, conflict.cause) == ("立承机械 二车间会晚 9 分钟", "禾味生鲜超市 云桥店比计划做得久")
    assert ways(screen) == ["告诉客户 12:20 到", "改约 12:30", "改约 13:00", "改约 16:00", "转给同事，或请调度派人"]


@pytest.mark.req("DEP-4", "TRV-4")
def test_to_tell_the_customer_opens_the_visit_with_the_delay_ready_to_be_told(screen: Screen) -> None:
    at_work(screen, "11:55")
    adjust(screen)
    screen.tap("wayOut-0")
    assert (screen.device.navigator.page, screen.device.navigator.argument) == ("visit", SECOND)
    assert is_shown(screen.find("recordLate"))
    assert screen.device.screens.visit.late.reason == "job_before"


@pytest.mark.req("CON-1", "CON-5")
def test_a_proposed_window_opens_the_visit_with_this_window_chosen(screen: Screen) -> None:
    at_work(screen, "11:55")
    adjust(screen)
    screen.tap("wayOut-1")
    assert screen.device.navigator.page == "visit"
    screen.tap("moveReason-0")
    assert screen.find("confirmMove").property("text") == "客户同意：12:30"
    screen.tap("confirmMove")
    assert screen.device.order(SECOND).appointment.start_at == local("12:30")


@pytest.mark.req("DEP-4")
def test_a_promise_that_is_kept_has_no_sheet(screen: Screen) -> None:
    screen.open("today")
    adjust(screen)
    assert not screen.has("wayOut-0")


@pytest.mark.req("DEP-4")
def test_the_whole_card_of_a_conflict_opens_its_ways_out(screen: Screen) -> None:
    at_work(screen, "11:55")
    screen.tap(f"conflict-{SECOND}")
    screen.settle()
    assert is_shown(screen.find("wayOut-0"))
