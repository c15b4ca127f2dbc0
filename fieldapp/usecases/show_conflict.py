"""One promise that the day no longer keeps, with what can be done about it (DEP-4, CON-1, CON-5)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.conflicts import Conflict, conflicts
from fieldapp.scheduling.day import plan_day
from fieldapp.usecases.booking import booking
from fieldapp.usecases.plan_way import PlanWay, whole_day
from fieldapp.usecases.ports import Clock


@dataclass(frozen=True, slots=True)
class ConflictView:
    """The conflict with its order, and the names of the customers of that day."""

    conflict: Conflict
    order: WorkOrder
    names: dict[OrderId, str]


@dataclass(frozen=True, slots=True)
class ShowConflict:
    """Look at the day as it stands now."""

    plan: PlanWay
    clock: Clock

    def __call__(self, order_id: OrderId) -> ConflictView | None:
        """Return the conflict of one visit of the clock's day, None where its promise is kept."""
        now, zone = self.clock.now(), self.plan.zone
        day = now.astimezone(zone).date()
        orders = [
            order
            for order in self.plan.queries.orders_of_day(whole_day(day, zone))
            if order.appointment.start_at.astimezone(zone).date() == day
        ]
        legs = plan_day(orders, self.plan.travel, now, self.plan.early, self.plan.leads)
        found = next((one for one in conflicts(legs, booking(self.plan, now)) if one.order_id == order_id), None)
        if found is None:
            return None
        return ConflictView(
            conflict=found,
            order=next(order for order in orders if order.id == order_id),
            names={order.id: order.customer.name for order in orders},
        )
