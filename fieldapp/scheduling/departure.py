"""The departure, computed backwards from the appointment (DEP-1, DEP-2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.departure import DeparturePlan, TravelEstimate
from fieldapp.scheduling.leads import Leads


class EarlyMargin(Enum):
    """How early the engineer wants to be there; what DEP-1 leaves to him, in minutes."""

    LEAST = 5.0
    USUAL = 7.5
    MOST = 10.0

    @property
    def time(self) -> timedelta:
        """The margin as a length of time, for `plan_departure`."""
        return timedelta(minutes=self.value)


EARLY_TARGET = EarlyMargin.USUAL.time
"""Middle of the 5 to 10 minutes that are wanted (DEP-1)."""


EarlyOf = Callable[[OrderId], timedelta]
"""Says for each visit how early the engineer wants to be there."""


def usually_early(_order_id: OrderId) -> timedelta:
    """Return the same margin for every visit."""
    return EARLY_TARGET


def plan_departure(
    appointment_at: datetime, estimate: TravelEstimate, early: timedelta = EARLY_TARGET, leads: Leads | None = None
) -> DeparturePlan:
    """Return when to leave: appointment - max(median travel + `early`, 90 % travel).

    The stretches add up exactly: leave_by + travel + buffer + early = appointment. `travel` is the median, `buffer`
    what the spread asks for beyond it, and `arrive_at` the arrival when the buffer is used up. `decide_at` is an hour
    before leaving, or what `leads` say; when that is past, the caller decides now. `notice_by_at` is when a delay is
    told at the latest (TRV-1). Raises ValueError for a moment without zone.
    """
    if appointment_at.tzinfo is None:
        raise ValueError("an appointment needs its zone")
    lead, told = max(estimate.median + early, estimate.late), leads or Leads()
    leave_by_at = appointment_at - lead
    return DeparturePlan(
        appointment_at=appointment_at,
        leave_by_at=leave_by_at,
        decide_at=leave_by_at - told.decision,
        notice_by_at=appointment_at - told.notice,
        arrive_at=appointment_at - early,
        travel=estimate.median,
        buffer=lead - estimate.median - early,
        early=early,
        estimate=estimate,
    )


class Departing(Enum):
    """What the clock asks of the engineer before a departure."""

    NOTHING = "nothing"
    DECIDE = "decide"
    LEAVE = "leave"
    LATE = "late"
    """Whoever leaves now arrives after the appointment's start, on a day like most: tell the customer (TRV-4)."""


def last_departure(plan: DeparturePlan) -> datetime:
    """Return when to leave at the very latest, to be there at the appointment's start on a day like most."""
    return plan.appointment_at - plan.travel


def decision_at(plan: DeparturePlan, now: datetime) -> datetime:
    """Return when to decide, seen from `now`: as long before leaving as the plan says; if that is past, now (DEP-2)."""
    return max(plan.decide_at, now)


def due(plan: DeparturePlan, now: datetime) -> Departing:
    """Return what stands at `now`: from the decision point on decide, from leave-by on leave, then late (DEP-2).

    A plan that is first seen after its decision point is decided at once, so its own moment needs no memory.
    """
    if now > last_departure(plan):
        return Departing.LATE
    if now >= plan.leave_by_at:
        return Departing.LEAVE
    return Departing.DECIDE if now >= plan.decide_at else Departing.NOTHING
