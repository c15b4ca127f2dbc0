from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.scheduling.departure import (
    Departing,
    EarlyMargin,
    decision_at,
    due,
    last_departure,
    plan_departure,
)
from tests.factories import local

TEN = local("10:00")
lengths = st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=9))
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=zones)


def estimate(median: float, late: float) -> TravelEstimate:
    return TravelEstimate(
        median=timedelta(minutes=median), late=timedelta(minutes=late), source=TravelSource.OWN_TRIPS, trips=14
    )


@pytest.mark.req("DEP-1")
def test_a_steady_way_leaves_the_median_and_7_5_minutes_before() -> None:
    plan = plan_departure(TEN, estimate(18, 22))
    assert plan.leave_by_at == TEN - timedelta(minutes=25.5)
    assert (plan.buffer, plan.early) == (timedelta(0), timedelta(minutes=7.5))


@pytest.mark.req("DEP-1")
def test_an_unsteady_way_leaves_its_90_percent_value_before_and_shows_the_rest_as_buffer() -> None:
    plan = plan_departure(TEN, estimate(18, 30))
    assert plan.leave_by_at == local("09:30")
    assert plan.buffer == timedelta(minutes=4.5)
    assert plan.arrive_at == TEN - timedelta(minutes=7.5)


@pytest.mark.req("DEP-1")
def test_the_early_target_can_be_chosen() -> None:
    leave = [plan_departure(TEN, estimate(18, 22), margin.time).leave_by_at for margin in EarlyMargin]
    assert leave == [local("09:37"), local("09:34") + timedelta(seconds=30), local("09:32")]


@pytest.mark.req("DEP-2")
def test_the_decision_is_made_an_hour_before_leaving() -> None:
    assert plan_departure(TEN, estimate(18, 30)).decide_at == local("08:30")


@pytest.mark.req("DEP-2")
def test_a_decision_point_that_is_past_means_now() -> None:
    plan = plan_departure(TEN, estimate(18, 30))
    assert decision_at(plan, local("08:00")) == local("08:30")
    assert decision_at(plan, local("09:10")) == local("09:10")


def test_an_appointment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        plan_departure(datetime(2026, 11, 23, 10), estimate(18, 22))


def test_the_plan_keeps_the_estimate_it_was_made_from() -> None:
    assert plan_departure(TEN, estimate(18, 22)).estimate.trips == 14


@pytest.mark.req("DEP-1", "DEP-2")
@given(moments, lengths, lengths, st.timedeltas(timedelta(0), timedelta(minutes=30)))
def test_the_stretches_always_add_up_to_the_appointment(
    appointment_at: datetime, one: timedelta, other: timedelta, early: timedelta
) -> None:
    guess = TravelEstimate(median=min(one, other), late=max(one, other), source=TravelSource.DISTANCE)
    plan = plan_departure(appointment_at, guess, early)
    assert plan.leave_by_at + plan.travel + plan.buffer + plan.early == appointment_at
    assert plan.leave_by_at + plan.travel + plan.buffer == plan.arrive_at
    assert plan.buffer >= timedelta(0)
    assert appointment_at - plan.leave_by_at >= max(guess.late, guess.median + early)
    assert plan.leave_by_at - plan.decide_at == timedelta(hours=1)
    assert plan.leave_by_at <= last_departure(plan)
    assert plan.leave_by_at.astimezone(UTC) <= appointment_at


@pytest.mark.req("DEP-2")
@pytest.mark.parametrize(
    ("seconds_before_leaving", "asked"),
    [
        (3601, Departing.NOTHING),
        (3600, Departing.DECIDE),
        (1, Departing.DECIDE),
        (0, Departing.LEAVE),
        (-720, Departing.LEAVE),
        (-721, Departing.LATE),
        (-4200, Departing.LATE),
    ],
)
def test_the_clock_asks_for_the_decision_an_hour_ahead_and_for_leaving_at_leave_by(
    seconds_before_leaving: int, asked: Departing
) -> None:
    plan = plan_departure(TEN, estimate(18, 30))
    assert due(plan, plan.leave_by_at - timedelta(seconds=seconds_before_leaving)) is asked
