from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.customer import Site
from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.domain.planning import PartQuantity, PlanningRecord, Requisition, RequisitionState, Supply
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.day import chain, plan_day
from fieldapp.scheduling.windows import Booking, Hindrance, Obstacle, Spares, spares_of
from tests.factories import SHANGHAI, local, make_customer, make_order, make_site

NOW = local("08:00")
WORKING = tuple(TimeWindow(local("08:30", day=day), local("17:30", day=day)) for day in (0, 1))


@dataclass(frozen=True)
class TownTravel:
    """20 minutes between any two sites, 25 at worst; 40 to the far one."""

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        minutes = 40 if "far" in (site.area, origin.area if origin else "") else 20
        return TravelEstimate(
            median=timedelta(minutes=minutes), late=timedelta(minutes=minutes + 5), source=TravelSource.OWN_TRIPS
        )


def job(name: str, clock: str, minutes: int = 60, *, day: int = 0, **changes: object) -> WorkOrder:
    start = local(clock, day=day)
    return make_order(
        id=OrderId(name),
        customer=make_customer(site=make_site(area=name)),
        appointment=TimeWindow(start, start + timedelta(minutes=30)),
        planned_minutes=minutes,
        **changes,
    )


def window(clock: str, *, day: int = 0) -> TimeWindow:
    return TimeWindow(local(clock, day=day), local(clock, day=day) + timedelta(minutes=30))


def booking(*others: WorkOrder, now: datetime = NOW, working: tuple[TimeWindow, ...] = WORKING) -> Booking:
    return Booking(others=others, travel=TownTravel(), zone=SHANGHAI, now=now, working=working)


def waiting_for(expected_at: datetime | None, state: RequisitionState = RequisitionState.APPROVED) -> WorkOrder:
    asked = Requisition(id="r1", at=NOW, lines=(PartQuantity(part_number=PartNumber("TS-02")),))
    return job(
        "new",
        "10:00",
        visit=replace(Visit(), planning=PlanningRecord(requisitions=(asked,))),
        supplies=(Supply(requisition="r1", state=state, at=NOW, expected_at=expected_at),),
    )


@pytest.mark.req("CON-1")
def test_a_wanted_time_between_two_jobs_is_possible_when_the_ways_and_the_work_fit() -> None:
    # a is over at 10:00, 20 minutes' way; the new job lasts from 10:30 to 11:30, 20 minutes' way to b at 12:00.
    answer = booking(job("a", "09:00"), job("b", "12:00")).answer(job("new", "15:00"), window("10:30"))
    assert answer.possible
    assert answer.nearest == ()


@pytest.mark.req("CON-1")
def test_a_time_that_the_job_before_does_not_leave_is_refused_with_its_name_and_the_nearest_windows() -> None:
    day = booking(job("a", "09:00"), job("b", "12:00"))
    answer = day.answer(job("new", "15:00"), window("10:00"))
    assert answer.hindrances == (Hindrance(Obstacle.JOB_BEFORE, OrderId("a"), local("10:25")),)
    assert answer.nearest == (window("10:30"), window("13:30"), window("14:00"))


@pytest.mark.req("CON-1")
def test_a_job_that_would_make_the_next_one_late_is_refused_with_the_next_ones_name() -> None:
    answer = booking(job("a", "09:00"), job("b", "12:00")).answer(job("new", "15:00", 90), window("10:30"))
    assert answer.hindrances == (Hindrance(Obstacle.JOB_AFTER, OrderId("b"), spare=timedelta(minutes=-20)),)


@pytest.mark.req("CON-1", "DEP-4")
@pytest.mark.parametrize("lasts", [66, 68, 70, 71, 90])
def test_what_is_left_before_the_next_job_is_what_the_day_says_of_it(lasts: int) -> None:
    new, after = job("new", "10:30", lasts), job("b", "12:00")
    [told] = booking(job("a", "09:00"), after).answer(new, window("10:30")).hindrances
    legs = {leg.id: leg for leg in plan_day([job("a", "09:00"), new, after], TownTravel(), NOW)}
    assert told.spare == after.appointment.start_at - legs[after.id].arrive_at


@pytest.mark.req("CON-1")
def test_the_way_to_a_far_place_counts_both_ways() -> None:
    day = booking(job("a", "09:00"), job("b", "12:00"))
    answer = day.answer(job("far", "15:00", 30), window("10:30"))
    assert [one.obstacle for one in answer.hindrances] == [Obstacle.JOB_BEFORE]
    assert booking(job("a", "09:00"), job("b", "12:00")).answer(
        job("far", "15:00", 60), window("10:30")
    ).hindrances == (
        Hindrance(Obstacle.JOB_BEFORE, OrderId("a"), local("10:45")),
        Hindrance(Obstacle.JOB_AFTER, OrderId("b"), spare=timedelta(minutes=-10)),
    )


@pytest.mark.req("CON-1", "ANA-6")
def test_a_spare_that_comes_after_the_departure_hinders_and_the_windows_wait_for_it() -> None:
    order = waiting_for(local("13:40"))
    answer = booking().answer(order, window("10:00"))
    # Leaves 27.5 minutes before: the part at 13:40 allows 14:07:30.
    assert answer.hindrances == (Hindrance(Obstacle.SPARES, None, local("14:07") + timedelta(seconds=30)),)
    assert answer.nearest[0] == window("14:30")
    assert booking().answer(order, window("14:30")).possible


@pytest.mark.req("CON-1")
def test_a_spare_without_a_date_is_told_and_hinders_nothing() -> None:
    answer = booking().answer(waiting_for(None, RequisitionState.REQUESTED), window("10:00"))
    assert (answer.possible, answer.spares_open) == (True, True)


@pytest.mark.req("CON-1", "ANA-6")
@pytest.mark.parametrize("state", [RequisitionState.HANDED_OVER, RequisitionState.REFUSED])
def test_a_spare_that_is_in_hand_or_refused_is_waited_for_no_more(state: RequisitionState) -> None:
    assert spares_of(waiting_for(local("16:00"), state)) == Spares(None, 0)


@pytest.mark.req("CON-1", "ANA-6")
def test_the_newest_word_of_the_depot_counts() -> None:
    order = waiting_for(local("13:00"))
    later = Supply(requisition="r1", state=RequisitionState.IN_TRANSIT, at=local("09:00"), expected_at=local("15:00"))
    assert spares_of(replace(order, supplies=(later, *order.supplies))).expected_at == local("15:00")


@pytest.mark.req("CON-1")
@pytest.mark.parametrize(
    ("wanted", "obstacle"),
    [("07:30", Obstacle.PAST), ("08:20", Obstacle.TOO_SOON), ("17:00", Obstacle.CLOSED)],
)
def test_a_time_that_is_past_too_soon_or_after_hours_is_named_as_such(wanted: str, obstacle: Obstacle) -> None:
    found = booking().answer(job("new", "10:00"), window(wanted)).hindrances
    assert obstacle in [one.obstacle for one in found]


@pytest.mark.req("CON-1", "CON-5")
def test_a_full_day_offers_the_next_one() -> None:
    full = [job(str(hour), f"{hour:02}:00", 90) for hour in (9, 11, 13, 15)]
    answer = booking(*full, now=local("07:00")).answer(job("new", "10:00", 90), window("10:00"))
    assert answer.nearest[0] == window("08:30", day=1)


def test_an_order_does_not_hinder_itself() -> None:
    order = job("a", "10:00")
    assert booking(order).answer(order, window("10:00")).possible


def test_a_job_that_overruns_moves_what_can_be_promised() -> None:
    under_way = replace(Visit(), departed_at=local("08:30"), arrived_at=local("08:50"))
    day = booking(job("a", "09:00", visit=under_way), now=local("11:10"))
    answer = day.answer(job("new", "15:00"), window("11:30"))
    assert answer.hindrances == (Hindrance(Obstacle.JOB_BEFORE, OrderId("a"), local("11:35")),)
    assert answer.nearest[0] == window("12:00")


@pytest.mark.req("CON-1")
@given(
    st.lists(st.integers(0, 16), max_size=4, unique=True),
    st.integers(0, 30),
    st.sampled_from([30, 60, 90, 120]),
)
def test_whatever_is_offered_is_possible_apart_from_each_other_and_makes_no_other_job_late(
    half_hours: list[int], wanted: int, planned: int
) -> None:
    others = [job(str(n), f"{9 + n // 2:02}:{30 * (n % 2):02}", 20) for n in half_hours]
    order = job("new", "10:00", planned)
    day = booking(*others, now=local("07:00"))
    late_before = chain(others, TownTravel(), local("07:00"))
    start = local("07:30") + wanted * timedelta(minutes=30)
    for offer in day.answer(order, TimeWindow(start, start + timedelta(minutes=30))).nearest:
        assert day.answer(order, offer).possible
        moved = replace(order, appointment=offer)
        same_day = [*others, moved] if offer.start_at < local("00:00", day=1) else [moved]
        late = chain(same_day, TownTravel(), local("07:00"))
        assert set(late) <= set(late_before)


@pytest.mark.req("CON-1")
def test_a_job_that_is_under_way_out_of_turn_hinders_an_earlier_time_and_one_that_is_done_hinders_none() -> None:
    there = replace(Visit(), departed_at=local("08:30"), arrived_at=local("09:00"))
    under_way = booking(job("b", "14:00", 120, visit=there), now=local("09:10"))
    assert under_way.answer(job("new", "10:00"), window("10:30")).hindrances == (
        Hindrance(Obstacle.JOB_BEFORE, OrderId("b"), local("11:25")),
    )
    done = booking(job("b", "14:00", 120, visit=replace(there, closed_at=local("10:00"))), now=local("10:05"))
    assert done.answer(job("new", "10:00", 180), window("12:00")).possible
