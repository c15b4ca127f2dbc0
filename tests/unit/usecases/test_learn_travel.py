"""Travel times out of the trips that are recorded on the tablet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.ids import OrderId, Scope
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelSource
from fieldapp.domain.visit import Visit
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.learn_travel import LearnTravel, OwnTravel
from fieldapp.usecases.plan_way import PlanWay
from tests.factories import ORDER_ID, SHANGHAI, local, make_order
from tests.fakes.tablet import Tablet

HOME = Coordinates(31.2000, 121.4000)


def drive(tablet: Tablet, day: int, minutes: float) -> None:
    """Record one earlier trip to the same site, `minutes` long."""
    left = local("09:00", day=day)
    visit = replace(
        Visit(),
        departed_at=left,
        arrived_at=left + timedelta(minutes=minutes),
        closed_at=left + timedelta(hours=2),
    )
    order_id = OrderId(f"wo-{day}")
    appointment = TimeWindow(local("10:00", day=day), local("10:30", day=day))
    order = make_order(id=order_id, number=order_id.upper(), appointment=appointment, pin=tablet.order.pin, visit=visit)
    tablet.store.state.base[order_id] = (order, Scope("engineer:zhou"), tablet.store.state.epoch)
    tablet.store.state.current[order_id] = order


@pytest.mark.req("DEP-3")
def test_a_tablet_without_trips_goes_by_the_distance(tablet: Tablet) -> None:
    travel = LearnTravel(tablet.store, HOME, SHANGHAI)()
    site, at = tablet.order.customer.site, local("10:00")
    assert travel.estimate(site, at) == DistanceTravel(HOME).estimate(site, at)


@pytest.mark.req("DEP-3", "DEP-5")
def test_the_trips_of_the_last_days_make_the_next_departure_earlier(tablet: Tablet) -> None:
    before = PlanWay(tablet.store, DistanceTravel(HOME), SHANGHAI)(tablet.store.order(ORDER_ID))
    for day in range(-12, 0):
        drive(tablet, day, 45)
    drive(tablet, -20, 600)

    travel = LearnTravel(tablet.store, HOME, SHANGHAI)()
    plan = PlanWay(tablet.store, travel, SHANGHAI)(tablet.store.order(ORDER_ID))

    assert (plan.estimate.source, plan.estimate.trips) == (TravelSource.OWN_TRIPS, 12)
    assert timedelta(minutes=40) < plan.travel < timedelta(minutes=46)
    assert plan.leave_by_at < before.leave_by_at


@pytest.mark.req("DEP-3", "DEP-5")
def test_the_source_of_the_tablet_learns_once_and_again_when_there_are_more_trips(tablet: Tablet) -> None:
    travel = OwnTravel(LearnTravel(tablet.store, HOME, SHANGHAI))
    site, at = tablet.order.customer.site, local("10:00")
    assert travel.estimate(site, at).source is TravelSource.DISTANCE

    drive(tablet, -1, 45)
    assert travel.estimate(site, at).source is TravelSource.DISTANCE
    travel.forget()
    assert (travel.estimate(site, at).source, travel.estimate(site, at).trips) == (TravelSource.OWN_TRIPS, 1)
