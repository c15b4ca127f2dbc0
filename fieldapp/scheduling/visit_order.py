"""In which order to make the visits that may move: the shortest way that keeps every window, found exactly (DEP-4).

A dynamic programme over (visits made, last visit). Waiting for a window makes "earlier" and "less driven" two different
things, so each state keeps every pair of which no other is better in both; a plan that can no longer end below the best
one known, or no longer reach every visit in time, is dropped at once. Exact: a test holds it against trying all orders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow

MOST_VISITS = 12
"""An engineer's day has 8 to 10; twelve take a few hundredths of a second, each further one three times as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit to be placed: it must begin within `window` (a promised time is a narrow one) and then takes `work`."""

    id: OrderId
    window: TimeWindow
    work: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedStop:
    """A visit in its place: when the engineer gets there and when he begins (he waits for the window)."""

    id: OrderId
    arrive_at: datetime
    begin_at: datetime


Way = Callable[[OrderId | None, OrderId], timedelta]
"""How long it takes from one visit to another; None is where the day begins."""


def best_order(stops: Sequence[Stop], way: Way, begin_at: datetime) -> tuple[PlacedStop, ...] | None:
    """Return the visits in the order with the least driving, of equal ones the one that ends first.

    None when no order keeps every window. Raises ValueError for more than MOST_VISITS.
    """
    if len(stops) > MOST_VISITS:
        raise ValueError("too many visits for an exact order")
    if not stops:
        return ()
    found = _Search(stops, way, begin_at).found()
    return None if found is None else tuple(_placed([stops[index] for index in found], way, begin_at))


def _placed(stops: Sequence[Stop], way: Way, begin_at: datetime) -> list[PlacedStop]:
    placed: list[PlacedStop] = []
    at, last = begin_at, None
    for stop in stops:
        arrive_at = at + way(last, stop.id)
        placed.append(PlacedStop(id=stop.id, arrive_at=arrive_at, begin_at=max(arrive_at, stop.window.start_at)))
        at, last = placed[-1].begin_at + stop.work, stop.id
    return placed


@dataclass(frozen=True, slots=True)
class _Label:
    """A beginning of the day: free at, driven so far, last visit, and how it came here."""

    free: int
    driven: int
    last: int
    before: _Label | None


_State = tuple[int, int]
"""Stops still to make, one bit each, and the last one made."""

NARROW = 40
"""Beginnings that the search before the exact one keeps a layer; it finds a good order, if not always the best."""

_MICROSECOND = timedelta(microseconds=1)


class _Search:
    """One run, in whole microseconds since `begin_at`: exact, and faster to compare than moments."""

    def __init__(self, stops: Sequence[Stop], way: Way, begin_at: datetime) -> None:
        self._count = len(stops)
        self._opens = [(stop.window.start_at - begin_at) // _MICROSECOND for stop in stops]
        self._shuts = [(stop.window.end_at - begin_at) // _MICROSECOND for stop in stops]
        self._work = [stop.work // _MICROSECOND for stop in stops]
        self._first = [way(None, stop.id) // _MICROSECOND for stop in stops]
        self._ways = [[way(one.id, other.id) // _MICROSECOND for other in stops] for one in stops]
        self._reach = _shortest(self._ways)
        everyone = range(self._count)
        self._from = [_nearest(everyone, self._ways[one], one) for one in everyone]
        self._to = [_nearest(everyone, [row[one] for row in self._ways], one) for one in everyone]
        self._inner: dict[int, int] = {0: 0}
        self._most: int | None = None

    def found(self) -> tuple[int, ...] | None:
        """Return the indexes of the stops in the best order: a narrow search first, it bounds the exact one."""
        for width in (NARROW, None):
            best = self._run(width)
            if best is not None:
                self._most = best.driven
        return None if best is None else _indexes(best)

    def _run(self, width: int | None) -> _Label | None:
        """Add one visit after the other to every beginning worth keeping; the narrow search keeps `width` of them."""
        layer: dict[_State, list[_Label]] = {}
        for index in range(self._count):
            self._extend(layer, (1 << self._count) - 1, None, index, self._first[index])
        for _ in range(self._count - 1):
            following: dict[_State, list[_Label]] = {}
            for (left, last), labels in self._narrowed(layer, width):
                for label in labels:
                    for index, way in self._from[last]:
                        if left >> index & 1:
                            self._extend(following, left, label, index, way)
            layer = following
        ends = [label for labels in layer.values() for label in labels]
        return min(ends, key=lambda label: (label.driven, label.free), default=None)

    def _extend(
        self, layer: dict[_State, list[_Label]], left: int, before: _Label | None, index: int, way: int
    ) -> None:
        """Put "and then stop `index`" into the layer, unless it is too late, too far or no better than another."""
        arrive, driven = (before.free + way, before.driven + way) if before else (way, way)
        left &= ~(1 << index)
        if arrive > self._shuts[index] or (self._most is not None and driven + self._least(left, index) > self._most):
            return
        labels = layer.get((left, index), ())
        free = max(arrive, self._opens[index]) + self._work[index]
        if any(label.free <= free and label.driven <= driven for label in labels) or self._too_late(free, left, index):
            return
        kept = [label for label in labels if label.free < free or label.driven < driven]
        layer[left, index] = [*kept, _Label(free, driven, index, before)]

    def _narrowed(self, layer: dict[_State, list[_Label]], width: int | None) -> list[tuple[_State, list[_Label]]]:
        """Return the states of the layer, or the `width` of them that promise the least driving."""
        if width is None or len(layer) <= width:
            return list(layer.items())
        promise = {state: min(label.driven for label in labels) for state, labels in layer.items()}
        return sorted(layer.items(), key=lambda one: promise[one[0]] + self._least(*one[0]))[:width]

    def _too_late(self, free: int, left: int, last: int) -> bool:
        """Tell whether some stop can no longer be reached in time, even straight away."""
        reach = self._reach[last]
        return any(left >> stop & 1 and free + reach[stop] > shuts for stop, shuts in enumerate(self._shuts))

    def _least(self, left: int, last: int) -> int:
        """Return what has to be driven at least: from `last` to one of those left, to the others from one another."""
        inner = self._inner.get(left)
        if inner is None:
            ways = [_first_in(left, self._to[stop]) for stop in range(self._count) if left >> stop & 1]
            inner = self._inner[left] = sum(ways) - max(ways)
        return inner + _first_in(left, self._from[last])


def _nearest(stops: Iterable[int], ways: Sequence[int], but: int) -> list[tuple[int, int]]:
    """Return the other stops with their ways, the nearest first."""
    return sorted(((stop, ways[stop]) for stop in stops if stop != but), key=lambda one: one[1])


def _first_in(left: int, nearest: Sequence[tuple[int, int]]) -> int:
    """Return the way to the nearest stop that is left, 0 where none is."""
    for stop, way in nearest:  # a generator here would take a third of the search
        if left >> stop & 1:
            return way
    return 0


def _shortest(ways: list[list[int]]) -> list[list[int]]:
    """Return the shortest way between any two stops, over others where that is shorter (Floyd and Warshall)."""
    reach = [list(row) for row in ways]
    for over in range(len(ways)):
        for begin in range(len(ways)):
            for end in range(len(ways)):
                reach[begin][end] = min(reach[begin][end], reach[begin][over] + reach[over][end])
    return reach


def _indexes(label: _Label) -> tuple[int, ...]:
    indexes: list[int] = []
    at: _Label | None = label
    while at is not None:
        indexes.append(at.last)
        at = at.before
    return tuple(reversed(indexes))
