from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.contact import ContactRecord, NobodyHome
from fieldapp.domain.customer import Site
from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.day import LegState, chain, plan_day
from tests.factories import local, make_customer, make_order, make_site


@dataclass(frozen=True)
class SteadyTravel:
    """Every way takes 26 minutes in the middle and 32 at its worst, wherever it leads."""

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        return TravelEstimate(
            median=timedelta(minutes=26), late=timedelta(minutes=32), source=TravelSource.OWN_TRIPS, trips=9
        )


TRAVEL = SteadyTravel()


def job(name: str, clock: str, minutes: int = 90, **visit: object) -> WorkOrder:
    return make_order(
        id=OrderId(name),
        customer=make_customer(site=make_site(area=name)),
        appointment=TimeWindow(local(clock), local(clock) + timedelta(minutes=30)),
        planned_minutes=minutes,
        visit=replace(Visit(), **visit),
    )


@pytest.mark.req("DEP-4")
def test_a_job_that_ends_before_the_next_departure_makes_nothing_late() -> None:
    assert chain([job("a", "10:00"), job("b", "12:30")], TRAVEL, local("09:00")) == {}


@pytest.mark.req("DEP-4")
def test_a_job_that_runs_into_the_next_departure_makes_it_late_by_that_much() -> None:
    # Leaves by 11:26.5 for 12:00; the job before is over at 11:30 and the way takes 26 minutes: 11:56.
    assert chain([job("a", "10:00"), job("b", "12:00")], TRAVEL, local("09:00")) == {"b": timedelta(minutes=3.5)}


def test_a_minute_that_the_early_target_absorbs_is_no_conflict() -> None:
    assert chain([job("a", "10:00", 88), job("b", "12:00")], TRAVEL, local("09:00")) == {}


@pytest.mark.req("DEP-4")
def test_lateness_is_handed_on_along_the_day() -> None:
    day = [job("a", "10:00"), job("b", "12:00", 60), job("c", "13:20", 30)]
    late = chain(day, TRAVEL, local("09:00"))
    # b is expected until 13:00 (its customer waits until noon), c would have to leave by 12:46.5.
    assert late == {"b": timedelta(minutes=3.5), "c": timedelta(minutes=13.5)}


@pytest.mark.req("DEP-4")
def test_a_job_under_way_that_overruns_moves_the_next_departure_with_the_clock() -> None:
    day = [job("a", "10:00", departed_at=local("09:30"), arrived_at=local("09:51")), job("b", "12:00")]
    assert chain(day, TRAVEL, local("10:30")) == {}
    assert chain(day, TRAVEL, local("11:50")) == {"b": timedelta(minutes=23.5)}


def test_a_job_that_was_closed_early_frees_the_engineer_at_once() -> None:
    day = [job("a", "10:00", 240, closed_at=local("10:40")), job("b", "12:00")]
    assert chain(day, TRAVEL, local("10:45")) == {}


def test_a_late_departure_to_the_first_job_is_handed_on() -> None:
    day = [job("a", "10:00", departed_at=local("10:20")), job("b", "12:00")]
    assert chain(day, TRAVEL, local("10:25")) == {"b": timedelta(minutes=49.5)}


def test_a_visit_that_is_under_way_or_closed_is_not_called_late_any_more() -> None:
    under_way = job("b", "12:00", departed_at=local("11:50"))
    closed = job("c", "11:00", closed_at=local("10:50"))
    assert chain([under_way, closed], TRAVEL, local("11:55")) == {}
    before = job("a", "10:00", 240, departed_at=local("09:30"), arrived_at=local("09:55"))
    assert chain([before, under_way, closed], TRAVEL, local("11:55")) == {}


def test_an_order_that_was_handed_back_takes_no_time() -> None:
    handed_back = replace(job("a", "10:00", 240), state=OrderState.HANDED_BACK)
    assert chain([handed_back, job("b", "12:00")], TRAVEL, local("09:00")) == {}


@given(st.permutations([job("a", "10:00"), job("b", "12:00"), job("c", "13:20"), job("d", "16:00")]))
def test_the_order_in_which_the_visits_are_given_makes_no_difference(day: list[WorkOrder]) -> None:
    assert chain(day, TRAVEL, local("09:00")) == chain(sorted(day, key=lambda order: order.id), TRAVEL, local("09:00"))


@given(st.integers(10, 300), st.integers(0, 120))
def test_a_longer_job_never_makes_the_next_one_less_late(minutes: int, more: int) -> None:
    def late(planned: int) -> timedelta:
        day = [job("a", "10:00", planned), job("b", "12:00")]
        return chain(day, TRAVEL, local("09:00")).get(OrderId("b"), timedelta(0))

    assert late(minutes + more) >= late(minutes)


@pytest.mark.req("DEP-4")
def test_every_leg_says_when_he_can_leave_arrives_and_is_over() -> None:
    first, second = plan_day([job("b", "12:00", 60), job("a", "10:00")], TRAVEL, local("09:00"))
    assert (first.id, first.before, first.state) == ("a", None, LegState.AHEAD)
    assert (first.leave_at, first.arrive_at) == (first.plan.leave_by_at, first.plan.leave_by_at + timedelta(minutes=26))
    assert first.over_at == local("11:30")
    assert (second.before, second.free_at, second.leave_at) == ("a", local("11:30"), local("11:30"))
    assert (second.arrive_at, second.arrive_late_at) == (local("11:56"), local("12:02"))
    assert (second.over_at, second.delay) == (local("13:00"), timedelta(minutes=3.5))


def test_what_has_happened_stands_in_the_place_of_what_was_expected() -> None:
    on_the_way = job("a", "10:00", departed_at=local("09:20"))
    at_work = job("b", "10:00", departed_at=local("09:20"), arrived_at=local("09:51"))
    over = job("c", "10:00", departed_at=local("09:20"), arrived_at=local("09:51"), closed_at=local("10:40"))
    legs = [plan_day([order], TRAVEL, local("09:55"))[0] for order in (on_the_way, at_work, over)]
    assert [leg.state for leg in legs] == [LegState.ON_THE_WAY, LegState.AT_WORK, LegState.OVER]
    assert [leg.arrive_at for leg in legs] == [local("09:55"), local("09:51"), local("09:51")]
    assert [leg.over_at for leg in legs] == [local("11:30"), local("11:21"), local("10:40")]


def test_an_order_that_was_solved_by_telephone_takes_no_way() -> None:
    solved = job("a", "10:00", 240, closed_at=local("09:10"))
    (leg,) = plan_day([solved, job("b", "12:00")], TRAVEL, local("09:15"))
    assert (leg.id, leg.before, leg.delay) == ("b", None, timedelta(0))


days = st.lists(
    st.tuples(st.integers(0, 40), st.integers(15, 240), st.booleans()),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one[0],
)


@pytest.mark.req("DEP-4")
@given(days, st.integers(0, 900))
def test_the_chain_is_monotone_nobody_leaves_before_he_is_free_and_nobody_is_over_before_he_arrives(
    visits: list[tuple[int, int, bool]], minutes: int
) -> None:
    now = local("00:00") + timedelta(minutes=minutes)
    orders = []
    for place, (quarter, planned, closed) in enumerate(visits):
        start = local("08:00") + timedelta(minutes=15 * quarter)
        visit = {"departed_at": start, "arrived_at": start, "closed_at": start} if closed and start <= now else {}
        orders.append(
            replace(
                job(str(place), "10:00", planned, **visit), appointment=TimeWindow(start, start + timedelta(hours=1))
            )
        )
    legs = plan_day(orders, TRAVEL, now)
    for before, leg in pairwise(legs):
        assert leg.free_at == before.over_at
        assert (before.state is LegState.AHEAD) <= (leg.state is LegState.AHEAD)
        if before.state is LegState.AHEAD:
            assert before.order.appointment.start_at <= leg.order.appointment.start_at
    for leg in legs:
        assert leg.leave_at <= leg.arrive_at <= leg.over_at
        assert leg.arrive_at <= leg.arrive_late_at
        assert leg.delay >= timedelta(0)
        if leg.state is LegState.AHEAD:
            assert leg.leave_at >= max(leg.free_at, now)
            assert leg.over_at >= leg.order.appointment.start_at + timedelta(minutes=leg.order.planned_minutes)


@given(st.integers(0, 300), st.integers(0, 120), st.integers(0, 120))
def test_a_later_hour_never_makes_anything_of_the_day_earlier(minutes: int, more: int, planned: int) -> None:
    day = [job("a", "10:00", planned, departed_at=local("09:30")), job("b", "12:00", planned), job("c", "13:20")]
    now = local("09:30") + timedelta(minutes=minutes)
    earlier, later = plan_day(day, TRAVEL, now), plan_day(day, TRAVEL, now + timedelta(minutes=more))
    for one, other in zip(earlier, later, strict=True):
        assert other.over_at >= one.over_at
        assert other.delay >= one.delay


@pytest.mark.req("TRV-3", "DEP-4")
def test_a_closed_door_ends_the_leg_and_frees_the_engineer_for_the_next() -> None:
    met = ContactRecord(nobody_home=(NobodyHome(at=local("10:05"), card=""),))
    door = job("a", "10:00", 240, departed_at=local("09:30"), contact=met)
    first, second = plan_day([door, job("b", "12:00")], TRAVEL, local("10:10"))
    assert (first.state, first.there_at, first.over_at) == (LegState.OVER, local("10:05"), local("10:10"))
    assert (second.delay, second.before) == (timedelta(0), "a")


@pytest.mark.req("DEP-4")
def test_a_job_that_was_begun_out_of_turn_comes_before_what_is_ahead() -> None:
    early = job("b", "12:00", departed_at=local("09:00"), arrived_at=local("09:30"))
    first, second = plan_day([job("a", "10:30"), early], TRAVEL, local("10:00"))
    assert (first.id, second.id, second.before) == ("b", "a", "b")
    # b is over at 11:00: a, promised for 10:30, is late.
    assert (second.free_at, second.arrive_at) == (local("11:00"), local("11:26"))
