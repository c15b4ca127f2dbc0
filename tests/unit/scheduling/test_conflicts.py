from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from fieldapp.domain.customer import Site
from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.conflicts import Conflict, ConflictCause, ConflictState, Remedy, WayOut, conflicts
from fieldapp.scheduling.day import plan_day
from fieldapp.scheduling.windows import Booking
from tests.factories import SHANGHAI, local, make_customer, make_order, make_site

WORKING = tuple(TimeWindow(local("08:30", day=day), local("17:30", day=day)) for day in (0, 1))


@dataclass(frozen=True)
class TownTravel:
    """20 minutes between any two sites, 25 at worst; an hour to the far one."""

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        minutes = 60 if "far" in (site.area, origin.area if origin else "") else 20
        return TravelEstimate(
            median=timedelta(minutes=minutes), late=timedelta(minutes=minutes + 5), source=TravelSource.OWN_TRIPS
        )


def job(name: str, start: str, end: str = "", minutes: int = 60, **visit: object) -> WorkOrder:
    window = TimeWindow(local(start), local(end) if end else local(start) + timedelta(minutes=30))
    return make_order(
        id=OrderId(name),
        customer=make_customer(site=make_site(area=name)),
        appointment=window,
        planned_minutes=minutes,
        visit=replace(Visit(), **visit),
    )


def found(now: str, *orders: WorkOrder) -> tuple[Conflict, ...]:
    booking = Booking(others=orders, travel=TownTravel(), zone=SHANGHAI, now=local(now), working=WORKING)
    return conflicts(plan_day(orders, TownTravel(), local(now)), booking)


def remedy(conflict: Conflict, way_out: WayOut) -> Remedy | None:
    return next((one for one in conflict.remedies if one.way_out is way_out), None)


def under_way(name: str, start: str, arrived: str, minutes: int = 60) -> WorkOrder:
    return job(name, start, minutes=minutes, departed_at=local("08:30"), arrived_at=local(arrived))


@pytest.mark.req("DEP-4")
def test_a_day_that_fits_has_no_conflict() -> None:
    assert found("08:00", job("a", "09:00"), job("b", "11:00")) == ()


@pytest.mark.req("DEP-4")
def test_an_overrun_that_can_still_be_made_up_says_until_when_the_job_must_be_done() -> None:
    # a was planned until 10:00; at 10:36 it still runs, and b's latest departure is 10:40.
    (conflict,) = found("10:36", under_way("a", "09:00", "08:55"), job("b", "11:00"))
    assert (conflict.order_id, conflict.before, conflict.cause) == ("b", "a", ConflictCause.OVERRUN)
    assert conflict.state is ConflictState.TIGHT
    assert conflict.remedies == (Remedy(way_out=WayOut.WRAP_UP, at=local("10:40")),)


@pytest.mark.req("DEP-4", "CON-5")
def test_an_overrun_that_makes_the_next_customer_wait_names_the_time_to_say_and_other_windows() -> None:
    (conflict,) = found("10:50", under_way("a", "09:00", "08:55"), job("b", "11:00"))
    assert conflict.state is ConflictState.LATE
    assert conflict.lateness.say_at == local("11:15")
    assert remedy(conflict, WayOut.WRAP_UP) is None
    assert remedy(conflict, WayOut.TELL_CUSTOMER) == Remedy(way_out=WayOut.TELL_CUSTOMER, at=local("11:15"))
    move = remedy(conflict, WayOut.MOVE)
    assert move is not None
    assert move.windows[0] == TimeWindow(local("11:30"), local("12:00"))
    assert conflict.remedies[-1].way_out is WayOut.OTHER_ENGINEER


@pytest.mark.req("DEP-4")
def test_a_window_that_is_missed_altogether_is_called_so() -> None:
    (conflict,) = found("11:20", under_way("a", "09:00", "08:55"), job("b", "11:00"))
    assert conflict.state is ConflictState.MISSED


@pytest.mark.req("CON-5")
def test_appointments_made_too_close_are_a_conflict_before_anybody_leaves() -> None:
    (conflict,) = found("08:00", job("a", "09:00"), job("b", "10:00"))
    assert (conflict.cause, conflict.state) == (ConflictCause.PLANNED, ConflictState.LATE)
    assert conflict.lateness.in_time
    assert remedy(conflict, WayOut.WRAP_UP) == Remedy(way_out=WayOut.WRAP_UP, at=local("09:40"))


@pytest.mark.req("CON-5")
def test_a_far_away_customer_is_a_conflict_that_only_another_time_or_engineer_solves() -> None:
    (conflict,) = found("08:00", job("a", "09:00"), job("far", "10:00"))
    assert conflict.state is ConflictState.MISSED
    assert [one.way_out for one in conflict.remedies] == [WayOut.TELL_CUSTOMER, WayOut.MOVE, WayOut.OTHER_ENGINEER]


@pytest.mark.req("DEP-4")
def test_lateness_of_the_job_before_is_handed_on() -> None:
    day = (under_way("a", "09:00", "08:55", 120), job("b", "10:30"), job("c", "11:40"))
    second, third = found("09:00", *day)
    assert (second.cause, third.cause) == (ConflictCause.PLANNED, ConflictCause.HANDED_ON)


@pytest.mark.req("DEP-4")
def test_visits_with_wide_windows_are_offered_in_another_order_that_keeps_every_promise() -> None:
    day = (under_way("a", "09:00", "08:55"), job("b", "10:00", "16:00", 90), job("c", "11:00", "11:30"))
    within, conflict = found("09:30", *day)
    assert (within.state, conflict.order_id, conflict.state) == (ConflictState.LATE, "c", ConflictState.MISSED)
    assert remedy(conflict, WayOut.OTHER_ORDER) == Remedy(
        way_out=WayOut.OTHER_ORDER, orders=(OrderId("c"), OrderId("b"))
    )


def test_an_order_that_keeps_no_promise_is_not_offered() -> None:
    (conflict,) = found("08:00", job("a", "09:00"), job("b", "10:00", "10:05"))
    assert remedy(conflict, WayOut.OTHER_ORDER) is None


def test_who_leaves_now_and_is_there_on_the_minute_is_tight_and_not_late() -> None:
    (conflict,) = found("10:40", under_way("a", "09:00", "08:55"), job("b", "11:00"))
    assert (conflict.state, conflict.remedies) == (ConflictState.TIGHT, ())
