"""An order that is opened where the engineer stands, to be done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.ids import EngineerId, OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.alarms import AlarmKind, alarms
from fieldapp.scheduling.day import LegState, in_turn, plan_day
from fieldapp.scheduling.on_the_spot import taken_up_at
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.workflow.opening import opened
from tests.factories import local, make_customer, make_order, make_site
from tests.openings import make_opened

HOME = DistanceTravel(make_site().coordinates)
NOW = local("11:01")


def in_hand(**visit: object) -> WorkOrder:
    """The story's order, where the engineer has been since 09:53; it is planned for an hour and a half."""
    return make_order(visit=replace(Visit(departed_at=local("09:31"), arrived_at=local("09:53")), **visit))


def at_once(clock: str = "11:05", **changes: object) -> WorkOrder:
    event = make_opened(appointment=TimeWindow(local(clock), local(clock) + timedelta(minutes=30)))
    return replace(opened(event, EngineerId("zhou"), "周明远"), **changes)


def following(clock: str = "12:30", **visit: object) -> WorkOrder:
    return make_order(
        id=OrderId("next"),
        customer=make_customer(site=make_site(address="新桥路 1 号", area="新桥")),
        appointment=TimeWindow(local(clock), local(clock) + timedelta(minutes=30)),
        visit=replace(Visit(), **visit),
    )


@pytest.mark.req("ACC-7", "DEP-1", "DEP-4")
def test_no_way_leads_to_it_nothing_rings_for_it_and_it_begins_when_the_job_in_hand_is_over() -> None:
    legs = plan_day([in_hand(), at_once()], HOME, NOW)

    here = legs[1]
    assert (here.id, here.state, here.delay) == (at_once().id, LegState.HERE, timedelta(0))
    assert (here.plan.has_way, here.plan.travel, here.there_at) == (False, timedelta(0), local("11:00"))
    assert here.over_at == legs[0].over_at + timedelta(minutes=60)
    assert [one for one in alarms(legs, {}) if one.order_id == here.id] == []


@pytest.mark.req("DEP-4")
def test_it_makes_the_next_visit_late_even_where_that_was_promised_for_an_earlier_time() -> None:
    legs = plan_day([following("11:02"), at_once(), in_hand()], HOME, NOW)

    assert [leg.id for leg in legs] == [in_hand().id, at_once().id, "next"]
    assert legs[2].delay > timedelta(minutes=60)
    assert AlarmKind.LATE in {one.kind for one in alarms(legs, {}) if one.order_id == "next"}


@pytest.mark.parametrize(
    ("what", "day"),
    [
        ("another time was agreed", lambda: [in_hand(), at_once("13:00")]),
        ("it is at another site", lambda: [in_hand(), at_once(customer=following().customer)]),
        ("the order in hand is made by telephone", lambda: [make_order(), at_once()]),
        ("the order in hand is not of this day", lambda: [at_once()]),
        ("he has set out for another customer since", lambda: [in_hand(), at_once(), following(departed_at=NOW)]),
        ("a way to it was recorded", lambda: [in_hand(), at_once(visit=Visit(departed_at=NOW))]),
        ("it was not opened out of an order", lambda: [in_hand(), at_once(opened=None)]),
    ],
)
def test_it_is_an_order_like_any_other_when(what: str, day: Callable[[], list[WorkOrder]]) -> None:
    orders = day()
    new = next(order for order in orders if order.id == at_once().id)
    assert taken_up_at(at_once(), [in_hand(), at_once(), following()]) == local("11:00")

    assert taken_up_at(new, orders) is None, what
    assert LegState.HERE not in {leg.state for leg in plan_day(orders, HOME, NOW)}


def test_it_stays_on_the_spot_when_the_order_it_came_from_is_closed() -> None:
    orders = [in_hand(closed_at=local("11:20")), at_once()]
    assert [order.id for order in in_turn(orders)] == [in_hand().id, at_once().id]
    assert plan_day(orders, HOME, local("11:25"))[1].over_at == local("12:25")
