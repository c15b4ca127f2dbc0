"""The day on one screen, from the tablet's own data."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.ids import OrderId, Scope
from fieldapp.domain.sla import ClockState
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.today import Today
from fieldapp.domain.work_order import HandBackReason, OrderState, WorkOrder
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.show_today import ShowToday
from tests.factories import ORDER_ID, SHANGHAI, local, make_order
from tests.fakes.tablet import Tablet

HOME = Coordinates(31.2000, 121.4000)
NOON = OrderId("wo-261123-007")


def show(tablet: Tablet, language: str | None = None) -> Today:
    return ShowToday(tablet.store, tablet.clock, DistanceTravel(HOME), SHANGHAI)(language)


def give(tablet: Tablet, order_id: OrderId, start: str, day: int = 0) -> WorkOrder:
    window = TimeWindow(local(start, day=day), local(start, day=day) + timedelta(minutes=30))
    order = make_order(id=order_id, number=order_id.upper(), appointment=window, pin=tablet.order.pin)
    tablet.store.state.base[order_id] = (order, Scope("engineer:zhou"), tablet.store.state.epoch)
    tablet.store.state.current[order_id] = order
    return order


def test_the_day_shows_its_visits_by_appointment_and_the_next_to_do(tablet: Tablet) -> None:
    give(tablet, NOON, "12:00")
    give(tablet, OrderId("wo-tomorrow"), "08:00", day=1)

    today = show(tablet)

    assert [row.order_id for row in today.visits] == [ORDER_ID, NOON]
    assert (today.done, today.next_order) == (0, ORDER_ID)
    assert (today.visits[0].step, today.visits[0].step_title) == ("accept", "接单")
    assert show(tablet, "en").visits[0].step_title == "Accept"


def test_a_closed_visit_counts_as_done_and_the_next_one_comes_first(tablet: Tablet) -> None:
    give(tablet, NOON, "12:00")
    tablet.closed()

    today = show(tablet)

    assert (today.done, today.next_order) == (1, NOON)
    assert today.visits[0].finished_at == tablet.order.visit.closed_at
    assert (today.visits[0].step, today.visits[0].signed) == (None, True)


@pytest.mark.req("ACC-5")
def test_an_order_handed_back_is_gone_from_the_day(tablet: Tablet) -> None:
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)

    assert show(tablet) == Today(day=local("08:55").date(), visits=(), done=0, next_order=None)


@pytest.mark.req("KIT-1")
def test_the_bag_counts_the_standard_list_and_what_the_order_adds(tablet: Tablet) -> None:
    tablet.answer("kit", floor_mat="OK", tools="OK", missing_reason="OK")

    row = show(tablet).visits[0]

    assert (row.kit_ready, row.kit_total) == (2, 14)


@pytest.mark.req("SLA-3")
def test_the_clocks_warn_and_run_out_by_the_tablets_own_data(tablet: Tablet) -> None:
    states = []
    for clock in ("09:41", "09:43", "10:13"):
        tablet.clock.wall_at = local(clock)
        respond, _ = show(tablet).visits[0].clocks
        states.append(respond.state(tablet.clock.now()))

    assert states == [ClockState.RUNNING, ClockState.WARNING, ClockState.OVERDUE]


def test_a_job_that_runs_over_makes_the_next_one_late(tablet: Tablet) -> None:
    give(tablet, NOON, "12:00")
    tablet.visit_until("work")
    assert show(tablet).visits[1].late_by is None

    tablet.clock.wall_at = local("12:20")

    late_by = show(tablet).visits[1].late_by
    assert late_by is not None
    assert late_by >= timedelta(minutes=20)


YESTERDAY = OrderId("wo-261122-002")


def test_an_order_of_an_earlier_day_that_is_still_open_stands_before_the_visits_of_the_day(tablet: Tablet) -> None:
    give(tablet, NOON, "12:00")
    give(tablet, YESTERDAY, "10:00", day=-1)

    today = show(tablet)

    assert [row.order_id for row in today.visits] == [YESTERDAY, ORDER_ID, NOON]
    assert today.next_order == ORDER_ID  # the promise that can still be kept
    assert [row.to_leave for row in today.visits] == [False, True, True]


def test_an_order_left_open_is_next_when_the_day_has_nothing_else(tablet: Tablet) -> None:
    give(tablet, YESTERDAY, "10:00", day=-1)
    tablet.closed()

    assert show(tablet).next_order == YESTERDAY


@pytest.mark.parametrize("state", [OrderState.CLOSED, OrderState.HANDED_BACK])
def test_an_order_of_an_earlier_day_that_is_over_does_not_come_back(tablet: Tablet, state: OrderState) -> None:
    left = give(tablet, YESTERDAY, "10:00", day=-1)
    tablet.store.state.current[YESTERDAY] = replace(left, state=state)

    assert [row.order_id for row in show(tablet).visits] == [ORDER_ID]


def test_a_visit_closed_on_an_earlier_day_does_not_come_back(tablet: Tablet) -> None:
    tablet.closed()
    tablet.clock.wall_at = local("08:00", day=1)

    assert show(tablet).visits == ()


def test_an_order_of_an_earlier_day_makes_no_visit_of_the_day_late(tablet: Tablet) -> None:
    give(tablet, YESTERDAY, "23:30", day=-1)

    assert [row.late_by for row in show(tablet).visits] == [None, None]


@pytest.mark.req("ANA-3")
def test_an_order_that_waits_for_its_call_back_is_not_the_next_while_another_can_be_done(tablet: Tablet) -> None:
    give(tablet, NOON, "12:00")
    tablet.answer("call", outcome="solved_by_phone", solution="调回设定温度")
    tablet.complete("call")

    today = show(tablet)

    assert today.next_order == NOON
    assert (today.visits[0].agreed.on_hold, today.visits[0].to_leave) == (True, False)
