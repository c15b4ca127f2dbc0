from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.customer import Site
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.domain.visit import Visit
from fieldapp.scheduling.day import Leg, plan_day
from fieldapp.scheduling.lateness import arrival, chance_of_late, lateness
from tests.factories import local, make_order


@dataclass(frozen=True)
class SteadyTravel:
    """Every way takes 26 minutes in the middle and 32 at its worst."""

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        return TravelEstimate(
            median=timedelta(minutes=26), late=timedelta(minutes=32), source=TravelSource.OWN_TRIPS, trips=9
        )


def leg(now: str, **visit: object) -> Leg:
    """A visit at 10:00; leave by 09:26:30."""
    order = make_order(appointment=TimeWindow(local("10:00"), local("10:30")), visit=replace(Visit(), **visit))
    return plan_day([order], SteadyTravel(), local(now))[0]


@pytest.mark.req("TRV-1")
def test_who_leaves_in_time_is_hardly_ever_late_and_need_not_call() -> None:
    found = lateness(leg("08:00"), local("08:00"))
    assert found.likely_at == local("09:52") + timedelta(seconds=30)
    assert (found.say_at, found.late_by, found.is_late) == (local("10:00"), timedelta(0), False)
    assert found.chance < 0.1


@pytest.mark.req("TRV-1")
def test_who_can_leave_an_hour_late_is_told_a_time_that_nine_of_ten_trips_keep() -> None:
    found = lateness(leg("10:05"), local("10:05"))
    # 10:05 and 32 minutes: 10:37, said as 10:40.
    assert (found.likely_at, found.say_at, found.late_by) == (local("10:31"), local("10:40"), timedelta(minutes=40))
    assert found.chance == 1.0
    assert found.is_late


@pytest.mark.req("TRV-1")
@pytest.mark.parametrize(("now", "in_time"), [("08:59", True), ("09:00", True), ("09:01", False)])
def test_the_customer_hears_of_it_in_time_until_an_hour_before(now: str, in_time: bool) -> None:
    found = lateness(leg(now), local(now))
    assert (found.notice_by_at, found.in_time) == (local("09:00"), in_time)


@pytest.mark.req("TRV-1")
def test_who_sits_in_a_jam_needs_longer_than_the_estimate_said() -> None:
    after_half, after_all = (
        leg("09:40", departed_at=local("09:26")),
        leg("09:59", departed_at=local("09:26")),
    )
    assert arrival(after_half, local("09:40"), 0.5) - local("09:52") < timedelta(minutes=1)
    assert arrival(after_all, local("09:59"), 0.5) > local("10:00")
    assert lateness(after_all, local("09:59")).is_late


def test_an_arrival_is_certain() -> None:
    there = leg("10:20", departed_at=local("09:26"), arrived_at=local("10:03"))
    assert arrival(there, local("10:20"), 0.9) == local("10:03")
    assert chance_of_late(there, local("10:20")) == 1.0


@given(st.integers(0, 240), st.integers(0, 60), st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_arrivals_lie_in_the_future_and_grow_with_the_certainty_asked_for(
    left: int, passed: int, one: float, other: float
) -> None:
    departed, now = local("08:00") + timedelta(minutes=left), local("08:00") + timedelta(minutes=left + passed)
    order = make_order(visit=replace(Visit(), departed_at=departed))
    way = plan_day([order], SteadyTravel(), now)[0]
    assert now <= arrival(way, now, min(one, other)) <= arrival(way, now, max(one, other))


@given(st.integers(0, 200), st.integers(0, 60))
def test_leaving_later_never_makes_being_late_less_likely(minutes: int, more: int) -> None:
    early, late = local("08:00") + timedelta(minutes=minutes), local("08:00") + timedelta(minutes=minutes + more)
    order = make_order()
    chances = [chance_of_late(plan_day([order], SteadyTravel(), now)[0], now) for now in (early, late)]
    assert 0.0 <= chances[0] <= chances[1] <= 1.0
