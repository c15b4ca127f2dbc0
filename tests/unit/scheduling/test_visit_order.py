from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.scheduling.visit_order import MOST_VISITS, PlacedStop, Stop, Way, best_order
from tests.factories import local

EIGHT = local("08:00")
Table = dict[tuple[OrderId | None, OrderId], timedelta]


def stop(name: str, opens: str = "08:00", shuts: str = "20:00", work: int = 30) -> Stop:
    return Stop(id=OrderId(name), window=TimeWindow(local(opens), local(shuts)), work=timedelta(minutes=work))


def on_a_line(**kilometres: int) -> Way:
    """Places along one road, a minute a kilometre; the day begins at kilometre 0."""

    def way(one: OrderId | None, other: OrderId) -> timedelta:
        return timedelta(minutes=abs(kilometres[other] - (kilometres[one] if one else 0)))

    return way


def ids(placed: Sequence[PlacedStop] | None) -> str:
    assert placed is not None
    return "".join(one.id for one in placed)


@pytest.mark.req("DEP-4")
def test_flexible_visits_are_made_along_the_road() -> None:
    placed = best_order([stop("c"), stop("a"), stop("b")], on_a_line(a=5, b=20, c=40), EIGHT)
    assert ids(placed) == "abc"


@pytest.mark.req("DEP-4")
def test_a_promised_time_is_kept_even_if_that_costs_a_detour() -> None:
    stops = [stop("a"), stop("b", "08:20", "08:30"), stop("c")]
    placed = best_order(stops, on_a_line(a=5, b=20, c=40), EIGHT)
    assert ids(placed) == "bac"
    assert placed is not None
    assert (placed[0].arrive_at, placed[0].begin_at) == (local("08:20"), local("08:20"))


def test_who_is_there_before_the_window_opens_waits() -> None:
    (placed,) = best_order([stop("a", "09:00", "09:30")], on_a_line(a=5), EIGHT) or ()
    assert (placed.arrive_at, placed.begin_at) == (local("08:05"), local("09:00"))


def test_windows_that_cannot_all_be_kept_give_no_order() -> None:
    stops = [stop("a", "08:00", "08:10"), stop("b", "08:00", "08:40")]
    assert best_order(stops, on_a_line(a=5, b=40), EIGHT) is None


def test_who_arrives_in_the_last_moment_of_a_window_is_in_time() -> None:
    # There at 8:05, 30 minutes' work, 15 minutes' way: 8:50.
    stops = [stop("a", "08:00", "08:10"), stop("b", "08:00", "08:50")]
    assert ids(best_order(stops, on_a_line(a=5, b=20), EIGHT)) == "ab"


def test_no_visits_are_an_empty_order() -> None:
    assert best_order([], on_a_line(), EIGHT) == ()


def test_more_visits_than_can_be_done_exactly_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        best_order([stop(str(n)) for n in range(MOST_VISITS + 1)], on_a_line(), EIGHT)


def test_twelve_open_visits_on_a_line_are_driven_there_in_one_go() -> None:
    names = "lkjihgfedcba"
    way = on_a_line(**{name: 3 * place for place, name in enumerate(sorted(names), 1)})
    assert ids(best_order([stop(name) for name in names], way, EIGHT)) == "abcdefghijkl"


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Stop], Table]:
    """Up to seven visits with open and narrow windows, and ways that need not be the same both ways, nor straight."""
    count = draw(st.integers(1, 7))
    names = [OrderId(str(n)) for n in range(count)]
    stops = []
    for name in names:
        opens = local("08:00") + timedelta(minutes=draw(st.sampled_from([0, 0, 0, 30, 60, 120, 200])))
        length = timedelta(minutes=draw(st.sampled_from([20, 60, 180, 720, 720])))
        work = timedelta(minutes=draw(st.integers(5, 60)))
        stops.append(Stop(id=name, window=TimeWindow(opens, opens + length), work=work))
    minutes = st.integers(1, 60).map(lambda value: timedelta(minutes=value))
    table = {(one, other): draw(minutes) for one in [None, *names] for other in names if one != other}
    return stops, {**table, **{(name, name): timedelta(0) for name in names}}


def tried(stops: Sequence[Stop], table: Table) -> tuple[timedelta, timedelta] | None:
    """Return driving and length of the day of this very order, None if a window is missed."""
    at, last, driven = EIGHT, None, timedelta(0)
    for one in stops:
        at, driven = at + table[last, one.id], driven + table[last, one.id]
        if at > one.window.end_at:
            return None
        at, last = max(at, one.window.start_at) + one.work, one.id
    return driven, at - EIGHT


@pytest.mark.req("DEP-4")
@given(days())
def test_the_order_is_as_good_as_the_best_of_all_that_can_be_tried(day: tuple[list[Stop], Table]) -> None:
    stops, table = day
    every = [result for order in permutations(stops) if (result := tried(order, table)) is not None]
    placed = best_order(stops, lambda one, other: table[one, other], EIGHT)
    if not every:
        assert placed is None
        return
    by_id = {one.id: one for one in stops}
    assert placed is not None
    assert tried([by_id[one.id] for one in placed], table) == min(every)
    assert all(one.begin_at <= by_id[one.id].window.end_at for one in placed)
