"""The chain of the day: what one job takes is missing before the next (DEP-4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.travel import TravelTime

LEAST_EARLY = timedelta(minutes=5)
"""A conflict begins where the expected arrival misses the near end of the 5 to 10 minutes wanted (DEP-1)."""


def chain(orders: Iterable[WorkOrder], travel: TravelTime, now: datetime) -> dict[OrderId, timedelta]:
    """Return by how much the job before makes each visit's departure later than planned; visits in time are left out.

    `orders` are one engineer's visits of a day in any order; those handed back do not count. A job before is over when
    it was closed, else its planned time after it began or will begin. Only visits not yet departed for can be late.
    """
    late: dict[OrderId, timedelta] = {}
    before: WorkOrder | None = None
    free_at = now
    for order in sorted(orders, key=lambda each: (each.appointment.start_at, each.id)):
        if order.state is OrderState.HANDED_BACK:
            continue
        if before is not None and order.visit.departed_at is None and order.visit.arrived_at is None:
            delay = _delay(order, before, free_at, travel)
            if delay > timedelta(0):
                late[order.id] = delay
        free_at = _over_at(order, before, free_at, travel, now)
        before = order
    return late


def _delay(order: WorkOrder, before: WorkOrder, free_at: datetime, travel: TravelTime) -> timedelta:
    """Return how much later than planned the engineer can leave; zero while he is still expected early enough."""
    start_at = order.appointment.start_at
    plan = plan_departure(start_at, travel.estimate(order.customer.site, start_at, before.customer.site))
    if order.visit.closed_at is not None or free_at + plan.travel <= start_at - LEAST_EARLY:
        return timedelta(0)
    return free_at - plan.leave_by_at


def _over_at(
    order: WorkOrder, before: WorkOrder | None, free_at: datetime, travel: TravelTime, now: datetime
) -> datetime:
    """Return when the engineer is free after `order`: known once closed, otherwise expected, and never in the past."""
    visit = order.visit
    if visit.closed_at is not None:
        return max(visit.closed_at, now)
    planned = timedelta(minutes=order.planned_minutes)
    if visit.arrived_at is not None:
        return max(visit.arrived_at + planned, now)
    way = travel.estimate(
        order.customer.site, order.appointment.start_at, before.customer.site if before is not None else None
    ).median
    arrival = max((visit.departed_at or max(free_at, now)) + way, now)
    return max(arrival, order.appointment.start_at) + planned
