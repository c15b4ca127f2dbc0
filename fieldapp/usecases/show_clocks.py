"""All clocks of an order by name, as its service level profile has them (SLA-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.sla import SlaClock
from fieldapp.domain.sla_profile import ClockMoment
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.clocks import order_clocks
from fieldapp.usecases.limit_tables import LimitTables
from fieldapp.usecases.plan_way import PlanWay


@dataclass(frozen=True, slots=True)
class ShowClocks:
    """Reckon them from data on the tablet alone (SLA-3)."""

    plan: PlanWay
    tables: LimitTables

    def __call__(self, order: WorkOrder, leave_by_at: datetime | None = None) -> tuple[SlaClock, ...]:
        """Return every clock that has started, in the order of the profile.

        `leave_by_at` is known where the day was planned already; else the orders of its day are read for it.
        """
        also = {ClockMoment.LEAVE_BY: (leave_by_at or self.plan(order).leave_by_at,)}
        profile = self.tables.profile(order.profile)
        return order_clocks(order, profile, self.plan.zone, self.tables.working(profile), also)
