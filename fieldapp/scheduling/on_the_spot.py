"""Orders that the engineer opens where he stands and takes up at once: no way leads to them (ACC-7, DEP-1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from fieldapp.domain.going import is_to_leave
from fieldapp.domain.views.departure import DeparturePlan, TravelEstimate, TravelSource
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.leads import Leads

AT_ONCE = timedelta(minutes=5)
"""An appointment that begins at most so long after the order was opened means now: it is made for full five minutes."""

NO_WAY = TravelEstimate(median=timedelta(0), late=timedelta(0), source=TravelSource.HERE)


def taken_up_at(order: WorkOrder, orders: Collection[WorkOrder]) -> datetime | None:
    """Return when `order` was opened to be done at once at the site of the order in hand; None for every other one.

    `orders` are those of the day. It is over with that as soon as a way for it is recorded after all, another time is
    agreed, or the engineer sets out for somewhere else.
    """
    source = _source(order, orders)
    if source is None or source.visit.arrived_at is None or not is_to_leave(order):
        return None
    at = order.received_at
    if order.appointment.start_at > at + AT_ONCE or source.customer.site != order.customer.site:
        return None
    return None if any(_left_for(other, order, at) for other in orders) else at


def plan_without_way(start_at: datetime, leads: Leads | None = None) -> DeparturePlan:
    """Return the plan of a visit where the engineer stands already: nothing is left for."""
    return plan_departure(start_at, NO_WAY, timedelta(0), leads)


def _source(order: WorkOrder, orders: Collection[WorkOrder]) -> WorkOrder | None:
    if order.opened is None or order.opened.source is None:
        return None
    named = order.opened.source.order_id
    return next((other for other in orders if other.id == named), None)


def _left_for(other: WorkOrder, order: WorkOrder, at: datetime) -> bool:
    """Tell whether the engineer went to `other`, at another site than that of `order`, after `at`."""
    driven = (other.visit.departed_at, other.visit.arrived_at)
    return other.customer.site != order.customer.site and any(moment is not None and moment > at for moment in driven)
