"""When to leave for a visit: from the job before on that day, or from where the day begins (DEP-1, DEP-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from fieldapp.domain.customer import Site
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.travel import TravelTime
from fieldapp.usecases.ports import Queries


@dataclass(frozen=True, slots=True)
class PlanWay:
    """Compute the departure of one visit; every screen shows the same one."""

    queries: Queries
    travel: TravelTime
    zone: tzinfo

    def __call__(self, order: WorkOrder, orders: Iterable[WorkOrder] | None = None) -> DeparturePlan:
        """Return the plan; `orders` saves reading the day again for a list of visits."""
        start_at = order.appointment.start_at
        before = self._site_before(order, self.queries.orders() if orders is None else orders)
        return plan_departure(start_at, self.travel.estimate(order.customer.site, start_at, before))

    def _site_before(self, order: WorkOrder, orders: Iterable[WorkOrder]) -> Site | None:
        """Return where the engineer comes from: the last visit of that day before this one."""
        start_at = order.appointment.start_at
        day = start_at.astimezone(self.zone).date()
        earlier = [
            other
            for other in orders
            if other.state is not OrderState.HANDED_BACK
            and other.appointment.start_at < start_at
            and other.appointment.start_at.astimezone(self.zone).date() == day
        ]
        return max(earlier, key=lambda other: other.appointment.start_at).customer.site if earlier else None
