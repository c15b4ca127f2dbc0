from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.scheduling.layers import Aspect, Circumstances, Layers

NOISE = 0.05


def trip(area: str = "云桥", hour: int = 9, *, kilometres: float = 6.0, origin: str = "") -> Circumstances:
    return Circumstances(kilometres=kilometres, hour=hour, area=area, origin_area=origin)


def taught(*lessons: tuple[Circumstances, float]) -> Layers:
    """Return what trips with these log ratios teach."""
    layers = Layers()
    for circumstances, ratio in lessons:
        layers = layers.after(circumstances, ratio - layers.ratio(circumstances), NOISE)
    return layers


def test_nothing_learnt_changes_no_base() -> None:
    assert Layers().ratio(trip()) == 0.0


@pytest.mark.req("DEP-3")
def test_what_all_trips_share_reaches_an_area_where_nobody_was() -> None:
    layers = taught(*[(trip(), 0.4)] * 30)
    assert 0.25 < layers.ratio(trip("新区", 13, kilometres=30)) < 0.4


@pytest.mark.req("DEP-3")
def test_a_slow_area_is_slow_and_the_others_are_not() -> None:
    layers = taught(*[(trip("老城"), 0.5), (trip("云桥"), 0.0)] * 40)
    assert layers.ratio(trip("老城")) > 0.4
    assert layers.ratio(trip("云桥")) < 0.1


@pytest.mark.req("DEP-3")
def test_the_rush_hour_is_slow_and_noon_is_not() -> None:
    layers = taught(*[(trip(hour=8), 0.5), (trip(hour=12), 0.0)] * 40)
    assert layers.ratio(trip(hour=8)) - layers.ratio(trip(hour=12)) > 0.4


def test_a_river_between_two_areas_is_learnt_for_that_way_alone() -> None:
    both = [(trip("江北", origin="江南"), 0.6), (trip("江北", origin="江北"), 0.0), (trip("江南", origin="江南"), 0.0)]
    layers = taught(*both * 30)
    assert layers.ratio(trip("江北", origin="江南")) > 0.45
    assert layers.ratio(trip("江北", origin="江北")) < 0.15


@pytest.mark.req("DEP-3")
def test_three_trips_to_a_new_area_do_not_shout_down_three_hundred_others() -> None:
    layers = taught(*[(trip("云桥"), 0.0)] * 300, *[(trip("新区"), 1.0)] * 3)
    assert 0.2 < layers.ratio(trip("新区")) < 0.9
    assert layers.ratio(trip("云桥")) < 0.15


def test_an_answer_comes_near_what_is_driven_and_follows_when_it_changes() -> None:
    layers = taught(*[(trip(), 0.2)] * 60)
    assert layers.ratio(trip()) == pytest.approx(0.2, abs=0.01)
    for _ in range(60):
        layers = layers.after(trip(), 0.9 - layers.ratio(trip()), NOISE)
    assert layers.ratio(trip()) == pytest.approx(0.9, abs=0.05)


@pytest.mark.req("DEP-3")
def test_the_doubt_is_smaller_where_somebody_drove_and_largest_where_nobody_was() -> None:
    layers = taught(*[(trip("云桥", origin="老城"), 0.2)] * 10)
    known, new = layers.doubt(trip("云桥", origin="老城")), layers.doubt(trip("新区", 17, kilometres=30))
    assert known < new < Layers().doubt(trip())


def test_the_layers_of_a_trip_say_how_many_trips_they_rest_on() -> None:
    layers = taught((trip("云桥"), 0.1), (trip("老城"), 0.1), (trip("老城"), 0.1))
    assert (layers.trips(Aspect.EVERYTHING), layers.trips(Aspect.AREA, "老城"), layers.trips(Aspect.AREA, "海滨")) == (
        3,
        2,
        0,
    )


@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 23), st.floats(-1, 1)), max_size=60),
    st.sampled_from("甲乙丙丁"),
    st.integers(0, 23),
    st.floats(-1, 1),
)
def test_one_trip_moves_the_ratio_towards_itself_and_never_beyond(
    lessons: list[tuple[str, int, float]], area: str, hour: int, taken: float
) -> None:
    layers = taught(*[(trip(name, at), ratio) for name, at, ratio in lessons])
    before = layers.ratio(trip(area, hour))
    after = layers.after(trip(area, hour), taken - before, NOISE).ratio(trip(area, hour))
    assert min(before, taken) - 1e-9 <= after <= max(before, taken) + 1e-9
    assert abs(after - taken) <= abs(before - taken)


def test_a_lesson_leaves_the_layers_before_it_as_they_were() -> None:
    before = taught((trip(), 0.3))
    ratio = before.ratio(trip())
    before.after(trip(), 1.0, NOISE)
    assert before.ratio(trip()) == ratio
