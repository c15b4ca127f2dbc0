"""When to leave for a visit: from the job before on that day, or from where the day begins (DEP-1, DEP-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from fieldapp.domain.customer import Site
from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.day import in_turn
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.leads import LeadsOf, usual_leads
from fieldapp.scheduling.on_the_spot import plan_without_way, taken_up_at
from fieldapp.scheduling.travel import TravelTime
from fieldapp.usecases.arrival_margin import margin_of
from fieldapp.usecases.ports import Queries


def whole_day(day: date, zone: tzinfo) -> TimeWindow:
    """Return the day from its midnight to the next one in the zone."""
    begin = datetime.combine(day, time(), zone)
    return TimeWindow(begin, datetime.combine(day + timedelta(days=1), time(), zone))


@dataclass(frozen=True, slots=True)
class PlanWay:
    """Compute the departure of one visit; every screen shows the same one.

    `leads` say how long before and after, by the profile of each order (SLA-6).
    """

    queries: Queries
    travel: TravelTime
    zone: tzinfo
    leads: LeadsOf = usual_leads

    def __call__(self, order: WorkOrder, orders: Iterable[WorkOrder] | None = None) -> DeparturePlan:
        """Return the plan; `orders` saves reading the day again for a list of visits."""
        start_at = order.appointment.start_at
        known = tuple(self._orders_of_its_day(order) if orders is None else orders)
        if taken_up_at(order, known) is not None:
            return plan_without_way(start_at, self.leads(order))
        before = self._site_before(order, known)
        estimate = self.travel.estimate(order.customer.site, start_at, before)
        return plan_departure(start_at, estimate, self.early(order.id), self.leads(order))

    def early(self, order_id: OrderId) -> timedelta:
        """Return how early the engineer wants to be at a visit."""
        return margin_of(self.queries, order_id).time

    def _orders_of_its_day(self, order: WorkOrder) -> Iterable[WorkOrder]:
        day = order.appointment.start_at.astimezone(self.zone).date()
        return self.queries.orders_of_day(whole_day(day, self.zone))

    def _site_before(self, order: WorkOrder, orders: Iterable[WorkOrder]) -> Site | None:
        """Return where the engineer comes from: the visit that is made before this one on that day."""
        day = order.appointment.start_at.astimezone(self.zone).date()
        same_day = [
            other
            for other in orders
            if other.id != order.id and other.appointment.start_at.astimezone(self.zone).date() == day
        ]
        turn = [one.id for one in in_turn([*same_day, order])]
        place = turn.index(order.id) if order.id in turn else 0
        return next((other.customer.site for other in same_day if place and other.id == turn[place - 1]), None)
