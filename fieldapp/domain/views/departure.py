"""When to leave, and why (DEP-1 to DEP-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class TravelSource(Enum):
    """Where an estimate comes from; the screen says so (DEP-3)."""

    DISTANCE = "distance"
    OWN_TRIPS = "own_trips"
    UNKNOWN_PLACE = "unknown_place"


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelEstimate:
    """How long the way takes: the median, the 90 % value, the source and the straight-line kilometres if known."""

    median: timedelta
    late: timedelta
    source: TravelSource
    trips: int = 0
    kilometres: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeparturePlan:
    """The way backwards from the appointment: leave_by + travel + buffer + early = appointment (DEP-1).

    `buffer` comes from the spread; `early` is what is left before the appointment. `decide_at` is DEP-2's point.
    """

    appointment_at: datetime
    leave_by_at: datetime
    decide_at: datetime
    arrive_at: datetime
    travel: timedelta
    buffer: timedelta
    early: timedelta
    estimate: TravelEstimate
