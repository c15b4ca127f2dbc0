"""What own trips teach about the way (DEP-3, DEP-5): one pure step a trip, cheap enough to begin anew at every start.

The base of a trip is a power of its distance; what it took beyond that, as log(actual / base), is kept in layers
(`layers.py`). Spread and coverage are kept apart: the spread is a weighted mean of the errors, and how many of it the
90 % value lies above the median follows from how often it was missed: after a miss it grows, after a hit it shrinks a
little (adaptive conformal inference, Gibbs and Candes 2021, arXiv 2106.00170, here on standardised errors), so that the
share of misses comes back to `MISSES` whatever happens to the roads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import reduce
from math import exp, log, sqrt
from statistics import NormalDist

from fieldapp.domain.customer import Coordinates, Site
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.scheduling.layers import Aspect, Circumstances, Layers
from fieldapp.scheduling.travel import TRIP_SIGMA, DistanceTravel, base_time, straight_line_km
from fieldapp.scheduling.trips import Trip, fault_of

MISSES = 0.065
"""What share of trips may be longer than the 90 % value in the long run.

Nine of ten is to hold over nearly every stretch of a hundred trips, not on average only: with 6.5 % misses a hundred
trips have more than ten of them in one stretch of sixteen (binomial), with 10 % in two of five.
"""

START_WIDTH = NormalDist().inv_cdf(1 - MISSES)
"""Where the width begins: right for errors that are normal; those of roads have a longer tail."""

MISS_STEP = 0.08
"""What the width moves by a miss, in standard deviations."""

WIDEST = 3.0
"""A week of snow with misses every day must not be paid for with an hour of waiting until summer."""

SPREAD_STEP, LEAST_SPREAD = 0.04, 0.1
"""No road is steadier than a tenth: twenty alike trips are luck, and the next traffic light is red."""

ABSOLUTE_TO_SIGMA = 1.2533
"""Mean absolute error to standard deviation of a normal variable: sqrt(pi / 2)."""

OUTLIER = 2.5
"""An error of more spreads moves nothing further: one accident is no change of the roads. Its miss counts in full."""

SEEN_LATELY = 40
"""Over how many trips it is told how often the 90 % value held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelMemory:
    """What was learnt so far, a value like any other: `after(trip)` returns the next one.

    `spread` is a standard deviation of log(actual / median); the 90 % value lies `width` of them above the median.
    `held` says whether it held, for the last trips, oldest first. Hours are local ones of `zone`.
    """

    zone: tzinfo
    layers: Layers = field(default_factory=Layers)
    spread: float = TRIP_SIGMA
    width: float = START_WIDTH
    held: tuple[bool, ...] = ()

    def median(self, trip: Circumstances) -> timedelta:
        """Return what such a trip takes in the middle."""
        return base_time(trip.kilometres) * exp(self.layers.ratio(trip))

    def late(self, trip: Circumstances) -> timedelta:
        """Return what nine such trips of ten do not exceed; wider where the area is new. Never below the median."""
        return self.median(trip) * exp(self.width * self._sigma(trip))

    def after(self, trip: Trip) -> TravelMemory:
        """Return the memory with one more trip; one that `trips.fault_of` finds wrong changes nothing."""
        if trip.origin is None or trip.site.coordinates is None:
            return self
        circumstances = self.circumstances(
            straight_line_km(trip.origin, trip.site.coordinates), trip.departed_at, trip.site.area, trip.origin_area
        )
        median, sigma = self.median(circumstances), self._sigma(circumstances)
        if fault_of(trip, median) is not None:
            return self
        error = log((trip.arrived_at - trip.departed_at) / median)
        held = error <= self.width * sigma
        error = max(-OUTLIER * sigma, min(error, OUTLIER * sigma))
        return TravelMemory(
            zone=self.zone,
            layers=self.layers.after(circumstances, error, self.spread**2),
            spread=max(self.spread + SPREAD_STEP * (ABSOLUTE_TO_SIGMA * abs(error) - self.spread), LEAST_SPREAD),
            width=min(max(self.width + MISS_STEP * ((0.0 if held else 1.0) - MISSES), 0.0), WIDEST),
            held=(*self.held, held)[-SEEN_LATELY:],
        )

    def circumstances(self, kilometres: float, departed_at: datetime, area: str, origin_area: str) -> Circumstances:
        """Return what a trip is known by."""
        hour = departed_at.astimezone(self.zone).hour
        return Circumstances(kilometres=kilometres, hour=hour, area=area, origin_area=origin_area)

    def _sigma(self, trip: Circumstances) -> float:
        """Return spread from day to day and doubt of the median together."""
        return sqrt(self.spread**2 + self.layers.doubt(trip))


def learn(trips: Iterable[Trip], zone: tzinfo) -> TravelMemory:
    """Return what the trips teach, in the order in which they were driven; the same trips always teach the same."""
    in_order = sorted(trips, key=lambda trip: trip.departed_at)
    return reduce(TravelMemory.after, in_order, TravelMemory(zone=zone))


@dataclass(frozen=True, slots=True)
class LearnedTravel:
    """The source that knows the engineer's own trips; a `TravelTime`. `home` is where his day begins."""

    home: Coordinates | None
    memory: TravelMemory

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        """Return median and 90 % value of the way that is to end at `at`, with the source and how it did lately.

        Before the first trip, or without coordinates, it is what `DistanceTravel` says.
        """
        plain = DistanceTravel(self.home).estimate(site, at, origin)
        memory, area = self.memory, site.area
        all_trips = memory.layers.trips(Aspect.EVERYTHING)
        there = memory.layers.trips(Aspect.AREA, area) if area else 0
        if plain.kilometres is None or all_trips == 0:
            return plain
        origin_area = origin.area if origin is not None else ""
        # The hour that counts is that of leaving, and how long before `at` that is depends on the hour.
        trip = memory.circumstances(plain.kilometres, at - plain.median, area, origin_area)
        trip = memory.circumstances(plain.kilometres, at - memory.median(trip), area, origin_area)
        return TravelEstimate(
            median=memory.median(trip),
            late=memory.late(trip),
            source=TravelSource.OWN_TRIPS if there else TravelSource.OWN_PACE,
            trips=there or all_trips,
            kilometres=plain.kilometres,
            held=sum(memory.held),
            checked=len(memory.held),
        )
