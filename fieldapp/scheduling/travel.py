"""How long the way takes (DEP-3): the interface, and the estimate from the distance alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, exp, radians, sin, sqrt
from typing import Protocol

from fieldapp.domain.customer import Coordinates, Site
from fieldapp.domain.views.departure import TravelEstimate, TravelSource

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the WGS-84 ellipsoid (IUGG)."""

SECONDS_PER_POWER_KM = 174.0
EXPONENT = 0.70
"""t = 174 s x km^0.70: fitted to a road router's times in three regions, 14 to 26 % off in a region not fitted to."""

TRIP_SIGMA = 0.28
"""Spread of the same trip from day to day, standard deviation of log(actual/median), before any trip was recorded."""

BASE_SIGMA = 0.25
"""The same for the error of the power law itself: a mean absolute error of 20 % is 0.8 sigma of a normal variable."""

NORMAL_90 = 1.2816
"""90 % point of the standard normal distribution."""

SHORTEST = timedelta(minutes=3)
"""Leaving, parking and walking in: no trip takes less."""

UNKNOWN_MEDIAN = timedelta(minutes=30)
UNKNOWN_LATE = timedelta(minutes=60)
"""Without coordinates: wide on purpose, so that the screen's doubt is in the departure time too."""


class TravelTime(Protocol):
    """Anything that estimates trips: from distance, own trips, or a router."""

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        """Return how long it takes to be at `site` at `at`, from `origin` or from where the engineer starts his day."""
        ...


@dataclass(frozen=True, slots=True)
class DistanceTravel:
    """The default source: a power of the straight-line distance. `home` is where the engineer's day begins."""

    home: Coordinates | None

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        """Return median and 90 % value; the hour makes no difference to a distance. Unknown places get a wide one."""
        begin = origin.coordinates if origin is not None else self.home
        if begin is None or site.coordinates is None:
            return TravelEstimate(median=UNKNOWN_MEDIAN, late=UNKNOWN_LATE, source=TravelSource.UNKNOWN_PLACE)
        kilometres = straight_line_km(begin, site.coordinates)
        median = base_time(kilometres)
        return TravelEstimate(
            median=median,
            late=median * exp(NORMAL_90 * sqrt(TRIP_SIGMA**2 + BASE_SIGMA**2)),
            source=TravelSource.DISTANCE,
            kilometres=kilometres,
        )


def base_time(kilometres: float) -> timedelta:
    """Return what a trip over this straight-line distance takes usually, before anything was learnt."""
    return max(timedelta(seconds=SECONDS_PER_POWER_KM * kilometres**EXPONENT), SHORTEST)


def straight_line_km(one: Coordinates, other: Coordinates) -> float:
    """Return the great-circle distance in kilometres (haversine formula)."""
    north, south = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(chord, 1.0)))
