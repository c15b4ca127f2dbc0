"""Trips the engineer made: read off his visits, and those left out that would teach a wrong thing (DEP-5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum

from fieldapp.domain.customer import Coordinates, Site
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.travel import base_time, straight_line_km

LEAST_KM = 0.2
"""Within one building or yard there is no way to learn from."""

FASTEST_KMH = 120.0
"""Straight-line speed that no engineer drives: whoever seems to has pressed "departed" on the way."""

LONGEST = timedelta(hours=5)
SLOWEST_TIMES = 4
SLOWEST_MORE = timedelta(minutes=30)
"""Beyond 4 times the usual time and 30 minutes there was a stop on the way, or "arrived" was pressed afterwards."""

USUAL_TIMES = 2
"""The usual time is not taken to be less than twice the base, which was fitted to empty roads."""

CLOCK_TOLERANCE = timedelta(minutes=2)
"""Wall clock and the clock that runs since boot may differ by this over one trip (`store.clock` has the same)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One way as it was driven; `running` is its length by the clock that runs since boot, None across a restart."""

    origin: Coordinates | None
    origin_area: str = ""
    """The area of the site it began at, "" where it began at home."""
    site: Site
    departed_at: datetime
    arrived_at: datetime
    running: timedelta | None = None


class TripFault(Enum):
    """Why nothing is learnt from a trip."""

    PLACE_UNKNOWN = "place_unknown"
    """Origin or site has no coordinates: there is no base to hold the time against."""
    NO_WAY = "no_way"
    """Origin and site are next to each other."""
    CLOCK_SET = "clock_set"
    """The tablet's clock was changed on the way, or the arrival lies before the departure."""
    TOO_FAST = "too_fast"
    """The departure was pressed late."""
    TOO_SLOW = "too_slow"
    """The arrival was pressed late, or the engineer stopped on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedTrips:
    """Trips to learn from, by departure, and those left out with the reason."""

    sound: tuple[Trip, ...]
    left_out: tuple[tuple[Trip, TripFault], ...]


def fault_of(trip: Trip, usual: timedelta = timedelta(0)) -> TripFault | None:
    """Return why nothing may be learnt from the trip, None for a sound one.

    `usual` is what such a trip takes as far as it was learnt; in a slow city more is plausible than on empty roads.
    """
    if trip.origin is None or trip.site.coordinates is None:
        return TripFault.PLACE_UNKNOWN
    taken = trip.arrived_at - trip.departed_at
    if taken < timedelta(0) or (trip.running is not None and abs(taken - trip.running) > CLOCK_TOLERANCE):
        return TripFault.CLOCK_SET
    kilometres = straight_line_km(trip.origin, trip.site.coordinates)
    if kilometres < LEAST_KM:
        return TripFault.NO_WAY
    if taken < timedelta(hours=kilometres / FASTEST_KMH):
        return TripFault.TOO_FAST
    usual = max(usual, USUAL_TIMES * base_time(kilometres))
    if taken > min(SLOWEST_TIMES * usual + SLOWEST_MORE, max(LONGEST, usual)):
        return TripFault.TOO_SLOW
    return None


def sort_out(trips: Iterable[Trip]) -> SortedTrips:
    """Return the trips that look sound before anything was learnt, as they were driven, and the others with reason."""
    judged = [(trip, fault_of(trip)) for trip in sorted(trips, key=lambda trip: trip.departed_at)]
    return SortedTrips(
        sound=tuple(trip for trip, fault in judged if fault is None),
        left_out=tuple((trip, fault) for trip, fault in judged if fault is not None),
    )


def trips_of(orders: Iterable[WorkOrder], home: Coordinates | None, zone: tzinfo) -> tuple[Trip, ...]:
    """Return the trips that the visits record, by departure; `home` is where each day begins.

    The way to a visit begins at the site where the engineer arrived last on that local day.
    """
    driven = [
        (order.visit.departed_at, order.visit.arrived_at, order.customer.site)
        for order in orders
        if order.visit.departed_at is not None and order.visit.arrived_at is not None
    ]
    driven.sort(key=lambda one: one[0])
    trips: list[Trip] = []
    for departed_at, arrived_at, site in driven:
        before = trips[-1] if trips else None
        same_day = before is not None and _day(before.arrived_at, zone) == _day(departed_at, zone)
        trip = Trip(origin=home, site=site, departed_at=departed_at, arrived_at=arrived_at)
        if before is not None and same_day:
            trip = replace(trip, origin=before.site.coordinates, origin_area=before.site.area)
        trips.append(trip)
    return tuple(trips)


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
