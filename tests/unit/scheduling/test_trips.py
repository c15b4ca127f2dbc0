from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.ids import OrderId
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.trips import Trip, TripFault, fault_of, sort_out, trips_of
from tests.factories import SHANGHAI, local, make_customer, make_order, make_site

HOME = Coordinates(31.20, 121.40)
SITE = make_site()  # 13.3 km from home in a straight line


def trip(minutes: float = 30, **changes: object) -> Trip:
    left = local("09:00")
    return replace(
        Trip(origin=HOME, site=SITE, departed_at=left, arrived_at=left + timedelta(minutes=minutes)), **changes
    )


def visited(name: str, departed: str, arrived: str, *, area: str = "云桥", day: int = 0) -> WorkOrder:
    return make_order(
        id=OrderId(name),
        customer=make_customer(site=make_site(area=area)),
        visit=replace(Visit(), departed_at=local(departed, day=day), arrived_at=local(arrived, day=day)),
    )


@pytest.mark.req("DEP-5")
@pytest.mark.parametrize("minutes", [9, 18, 30, 75, 160])
def test_a_trip_of_ordinary_length_or_through_a_jam_is_learnt_from(minutes: int) -> None:
    assert fault_of(trip(minutes)) is None


@pytest.mark.req("DEP-5")
@pytest.mark.parametrize(
    ("driven", "fault"),
    [
        (trip(0), TripFault.TOO_FAST),
        (trip(5), TripFault.TOO_FAST),
        (trip(10 * 60), TripFault.TOO_SLOW),
        (trip(200), TripFault.TOO_SLOW),
        (trip(-3), TripFault.CLOCK_SET),
        (trip(30, running=timedelta(minutes=90)), TripFault.CLOCK_SET),
        (trip(30, origin=None), TripFault.PLACE_UNKNOWN),
        (trip(30, site=make_site(coordinates=None)), TripFault.PLACE_UNKNOWN),
        (trip(30, origin=SITE.coordinates), TripFault.NO_WAY),
    ],
    ids=lambda value: value.value if isinstance(value, TripFault) else "",
)
def test_a_trip_that_would_teach_a_wrong_thing_is_left_out_with_its_reason(driven: Trip, fault: TripFault) -> None:
    assert sort_out([driven, trip()]).left_out == ((driven, fault),)


def test_a_clock_that_ran_on_between_the_taps_confirms_the_trip() -> None:
    assert fault_of(trip(30, running=timedelta(minutes=29, seconds=30))) is None


def test_a_far_away_customer_is_no_fault() -> None:
    beijing = make_site(coordinates=Coordinates(39.9042, 116.4074))
    assert fault_of(trip(11 * 60 + 30, site=beijing)) is None


@pytest.mark.req("DEP-5")
def test_the_visits_of_a_day_are_trips_from_home_and_from_the_site_before() -> None:
    day = [visited("b", "12:00", "12:20", area="海滨"), visited("a", "09:30", "09:51")]
    first, second = trips_of(day, HOME, SHANGHAI)
    assert (first.origin, first.origin_area, first.departed_at) == (HOME, "", local("09:30"))
    assert (second.origin, second.origin_area, second.site.area) == (SITE.coordinates, "云桥", "海滨")


def test_every_day_begins_at_home() -> None:
    days = [visited("a", "09:30", "09:51"), visited("b", "09:10", "09:40", day=1)]
    assert [one.origin for one in trips_of(days, HOME, SHANGHAI)] == [HOME, HOME]


def test_a_visit_without_both_taps_is_no_trip() -> None:
    order = make_order(visit=replace(Visit(), departed_at=local("09:30")))
    assert trips_of([order, make_order()], HOME, SHANGHAI) == ()


@given(st.lists(st.floats(-60, 900), max_size=20))
def test_every_trip_is_either_learnt_from_or_left_out(lengths: list[float]) -> None:
    driven = [trip(minutes) for minutes in lengths]
    judged = sort_out(driven)
    assert len(judged.sound) + len(judged.left_out) == len(driven)
    assert all(one in driven for one in judged.sound)
