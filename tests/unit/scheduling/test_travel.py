from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.views.departure import TravelSource
from fieldapp.scheduling.travel import SHORTEST, DistanceTravel, straight_line_km
from tests.factories import NOW, make_site

HOME = Coordinates(31.2304, 121.4737)
places = st.builds(Coordinates, st.floats(-89, 89), st.floats(-179, 179))


def north_of_home(kilometres: float) -> Coordinates:
    return Coordinates(HOME.latitude + kilometres / 111.195, HOME.longitude)


@pytest.mark.req("DEP-3")
def test_a_way_of_13_6_km_takes_18_minutes_and_says_that_the_distance_is_its_source() -> None:
    estimate = DistanceTravel(HOME).estimate(make_site(coordinates=north_of_home(13.57)), NOW)
    assert estimate.median.total_seconds() / 60 == pytest.approx(18.0, abs=0.05)
    assert estimate.source is TravelSource.DISTANCE
    assert estimate.kilometres == pytest.approx(13.57, abs=0.01)
    assert estimate.trips == 0


def test_nine_of_ten_trips_take_at_most_62_percent_longer_than_the_median() -> None:
    estimate = DistanceTravel(HOME).estimate(make_site(coordinates=north_of_home(20)), NOW)
    assert estimate.late / estimate.median == pytest.approx(1.618, abs=0.001)


def test_the_way_from_the_site_before_begins_there() -> None:
    before, site = make_site(coordinates=north_of_home(30)), make_site(coordinates=north_of_home(31))
    travel = DistanceTravel(HOME)
    assert travel.estimate(site, NOW, before).kilometres == pytest.approx(1.0, abs=0.001)
    assert travel.estimate(site, NOW).kilometres == pytest.approx(31.0, abs=0.01)


@pytest.mark.req("DEP-3")
@pytest.mark.parametrize(
    ("home", "coordinates"), [(None, HOME), (HOME, None), (None, None)], ids=["home", "site", "both"]
)
def test_an_unknown_place_gives_a_wide_estimate_that_says_so(
    home: Coordinates | None, coordinates: Coordinates | None
) -> None:
    estimate = DistanceTravel(home).estimate(make_site(coordinates=coordinates), NOW)
    assert estimate.source is TravelSource.UNKNOWN_PLACE
    assert estimate.kilometres is None
    assert estimate.late >= 2 * estimate.median


def test_next_door_still_takes_the_time_to_park_and_walk_in() -> None:
    assert DistanceTravel(HOME).estimate(make_site(coordinates=HOME), NOW).median == SHORTEST


def test_shanghai_to_beijing_is_1067_kilometres() -> None:
    assert straight_line_km(HOME, Coordinates(39.9042, 116.4074)) == pytest.approx(1067, abs=1)


@given(places, places)
def test_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(one: Coordinates, other: Coordinates) -> None:
    there, back = straight_line_km(one, other), straight_line_km(other, one)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016


@given(places, places)
def test_the_late_value_is_never_below_the_median(one: Coordinates, other: Coordinates) -> None:
    estimate = DistanceTravel(one).estimate(make_site(coordinates=other), NOW)
    assert estimate.late > estimate.median >= timedelta(minutes=3)
