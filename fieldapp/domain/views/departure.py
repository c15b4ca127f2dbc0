"""When to leave, and why (DEP-1 to DEP-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class TravelSource(Enum):
    """Where an estimate comes from; the screen says so (DEP-3)."""

    DISTANCE = "distance"
    OWN_TRIPS = "own_trips"
    OWN_PACE = "own_pace"
    """Own trips, but none to this area yet."""
    UNKNOWN_PLACE = "unknown_place"
    HERE = "here"
    """There is no way: the engineer opened the order where he stands (ACC-7)."""


class Certainty(Enum):
    """How sure an estimate is (DEP-3)."""

    SURE = "sure"
    """The engineer drove there often, and the 90 % value kept what it says."""
    FAIR = "fair"
    ROUGH = "rough"
    """The place is not known, or nobody has driven a trip yet."""


SURE_TRIPS, SURE_HELD, SURE_WIDTH = 8, 0.85, 1.5
"""At least so many trips to the area, so many of them within the 90 % value, and that within half of the median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelEstimate:
    """How long the way takes: the median, the 90 % value, the source and the straight-line kilometres if known.

    `trips` are those it rests on: to the area (OWN_TRIPS) or elsewhere (OWN_PACE). Of the last `checked` trips of the
    engineer, `held` took no longer than the 90 % value had said before.
    """

    median: timedelta
    late: timedelta
    source: TravelSource
    trips: int = 0
    kilometres: float | None = None
    held: int = 0
    checked: int = 0

    @property
    def certainty(self) -> Certainty:
        """How sure it is, from what was driven and how it came true."""
        if self.source in (TravelSource.UNKNOWN_PLACE, TravelSource.DISTANCE):
            return Certainty.ROUGH
        often = self.source is TravelSource.OWN_TRIPS and self.trips >= SURE_TRIPS
        true = self.held >= SURE_HELD * self.checked and self.late <= SURE_WIDTH * self.median
        return Certainty.SURE if often and true else Certainty.FAIR


@dataclass(frozen=True, slots=True, kw_only=True)
class DeparturePlan:
    """The way backwards from the appointment: leave_by + travel + buffer + early = appointment (DEP-1).

    `buffer` comes from the spread; `early` is what is left before the appointment. `decide_at` is DEP-2's point,
    `notice_by_at` the last moment to tell a delay in time (TRV-1).
    """

    appointment_at: datetime
    leave_by_at: datetime
    decide_at: datetime
    notice_by_at: datetime
    arrive_at: datetime
    travel: timedelta
    buffer: timedelta
    early: timedelta
    estimate: TravelEstimate

    @property
    def has_way(self) -> bool:
        """Whether anything is to be left for."""
        return self.estimate.source is not TravelSource.HERE
