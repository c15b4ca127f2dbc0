"""The chain of the day: what one job takes is missing before the next (DEP-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.departure import EARLY_TARGET, EarlyMargin, plan_departure
from fieldapp.scheduling.travel import TravelTime

LEAST_EARLY = EarlyMargin.LEAST.time
"""A conflict begins where the expected arrival misses the near end of the 5 to 10 minutes wanted (DEP-1)."""

NO_WAY = frozenset({CallOutcome.SOLVED_BY_PHONE, CallOutcome.REFUSED, CallOutcome.OTHER_ENGINEER})
"""Calls after which nobody drives to this appointment."""


class LegState(Enum):
    """How far the engineer is with one visit of the day."""

    AHEAD = "ahead"
    ON_THE_WAY = "on_the_way"
    AT_WORK = "at_work"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One visit of the day with the way to it, as things stand now.

    `free_at`: when the engineer can leave for it. `leave_at`, `arrive_at` and `over_at` are what happened, else what is
    expected (median); `arrive_late_at` is the arrival that nine of ten such trips do not exceed. `delay` is by how much
    the job before makes the departure later than `plan` wants it: zero while he is still expected early enough.
    """

    order: WorkOrder
    before: OrderId | None
    state: LegState
    plan: DeparturePlan
    free_at: datetime
    leave_at: datetime
    arrive_at: datetime
    arrive_late_at: datetime
    over_at: datetime
    delay: timedelta

    @property
    def id(self) -> OrderId:
        """The order's id."""
        return self.order.id


def plan_day(
    orders: Iterable[WorkOrder], travel: TravelTime, now: datetime, early: timedelta = EARLY_TARGET
) -> tuple[Leg, ...]:
    """Return one engineer's visits of a day in the order of their appointments, each with what those before leave it.

    `orders` come in any order. Those handed back, and those that ended without anybody driving there, take no time.
    A job is over when it was closed, else its planned time after it began or will begin, and never in the past.
    """
    legs: list[Leg] = []
    for order in sorted(orders, key=lambda each: (each.appointment.start_at, each.id)):
        if takes_time(order):
            legs.append(_leg(order, legs[-1] if legs else None, travel, now, early))
    return tuple(legs)


def takes_time(order: WorkOrder) -> bool:
    """Tell whether the engineer was, is or will be on the way for this order."""
    driven = order.visit.departed_at is not None or order.visit.arrived_at is not None
    return order.state is not OrderState.HANDED_BACK and (driven or is_to_leave(order))


def is_to_leave(order: WorkOrder) -> bool:
    """Tell whether the engineer still has to set out: not on the way, not there, not over, not settled by phone.

    A call-back that found the problem unsolved, or a customer who wants a visit after all, brings the way back (ANA-3).
    """
    visit = order.visit
    if visit.departed_at is not None or visit.arrived_at is not None or visit.closed_at is not None:
        return False
    if not visit.calls or visit.calls[-1].outcome not in NO_WAY:
        return True
    since = [back for back in visit.contact.call_backs if back.at >= visit.calls[-1].at]
    return bool(since) and (since[-1].wants_visit or not since[-1].solved)


def chain(orders: Iterable[WorkOrder], travel: TravelTime, now: datetime) -> dict[OrderId, timedelta]:
    """Return by how much the job before makes each visit's departure later than planned; visits in time are left out.

    `orders` as for `plan_day`. Only visits not yet departed for can be late.
    """
    return {leg.id: leg.delay for leg in plan_day(orders, travel, now) if leg.delay > timedelta(0)}


def _leg(order: WorkOrder, before: Leg | None, travel: TravelTime, now: datetime, early: timedelta) -> Leg:
    start_at, visit = order.appointment.start_at, order.visit
    origin = before.order.customer.site if before is not None else None
    plan = plan_departure(start_at, travel.estimate(order.customer.site, start_at, origin), early)
    state = _state(order)
    free_at = before.over_at if before is not None else now
    leave_at = visit.departed_at or max(plan.leave_by_at, free_at, now)
    arrive_at = visit.arrived_at or max(leave_at + plan.estimate.median, now)
    return Leg(
        order=order,
        before=before.id if before is not None else None,
        state=state,
        plan=plan,
        free_at=free_at,
        leave_at=leave_at,
        arrive_at=arrive_at,
        arrive_late_at=visit.arrived_at or max(leave_at + plan.estimate.late, now),
        over_at=_over_at(order, arrive_at, now),
        delay=_delay(plan, free_at) if state is LegState.AHEAD and before is not None else timedelta(0),
    )


def _state(order: WorkOrder) -> LegState:
    visit = order.visit
    if visit.closed_at is not None:
        return LegState.OVER
    if visit.arrived_at is not None:
        return LegState.AT_WORK
    return LegState.AHEAD if visit.departed_at is None else LegState.ON_THE_WAY


def _over_at(order: WorkOrder, arrive_at: datetime, now: datetime) -> datetime:
    """Return when the engineer is free after `order`; who will be there early begins at the appointment."""
    visit, planned = order.visit, timedelta(minutes=order.planned_minutes)
    if visit.closed_at is not None:
        return max(visit.closed_at, now)
    if visit.arrived_at is not None:
        return max(visit.arrived_at + planned, now)
    return max(arrive_at, order.appointment.start_at) + planned


def _delay(plan: DeparturePlan, free_at: datetime) -> timedelta:
    """Return how much later than planned the engineer can leave; zero while he is still expected early enough."""
    if free_at + plan.travel <= plan.appointment_at - LEAST_EARLY:
        return timedelta(0)
    return free_at - plan.leave_by_at
