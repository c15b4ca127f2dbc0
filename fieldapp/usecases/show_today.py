"""Show the engineer's day (UI: today)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Process
from fieldapp.domain.views.today import Today, VisitRow
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.scheduling.day import chain
from fieldapp.scheduling.travel import TravelTime
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.workflow.steps import next_step

KIT = StepId("kit")


@dataclass(frozen=True, slots=True)
class ShowToday:
    """Put the day together from what is on the tablet alone (SLA-3)."""

    queries: Queries
    clock: Clock
    travel: TravelTime
    zone: tzinfo
    language: str = "zh"

    def __call__(self, language: str | None = None) -> Today:
        """Return the day of the clock: its visits in order, lateness that one job hands to the next (DEP-4)."""
        now = self.clock.now()
        day = now.astimezone(self.zone).date()
        orders = [order for order in self.queries.orders() if self._belongs(order, day)]
        rows = [self._row(order, orders, language or self.language) for order in orders]
        late = chain(orders, self.travel, now)
        rows = [replace(row, late_by=late.get(row.order_id)) for row in rows]
        unfinished = [row for row in rows if row.finished_at is None]
        return Today(
            day=day,
            visits=tuple(rows),
            done=len(rows) - len(unfinished),
            next_order=unfinished[0].order_id if unfinished else None,
        )

    def _belongs(self, order: WorkOrder, day: date) -> bool:
        """Tell whether the order is of this day; an order handed back is no longer the engineer's."""
        return (
            order.state is not OrderState.HANDED_BACK and order.appointment.start_at.astimezone(self.zone).date() == day
        )

    def _row(self, order: WorkOrder, orders: list[WorkOrder], language: str) -> VisitRow:
        """Return one line of the day."""
        process = self.queries.process(order.pin)
        step = next_step(process, order)
        ready, total = kit_count(process, order)
        return VisitRow(
            order_id=order.id,
            number=order.number,
            customer_name=order.customer.name,
            product=order.asset.product,
            model=order.asset.model,
            symptom=order.symptom.what,
            alarm_code=order.symptom.alarm_code,
            severity=order.severity,
            state=order.state,
            appointment_at=order.appointment.start_at,
            planned=timedelta(minutes=order.planned_minutes),
            departure=PlanWay(self.queries, self.travel, self.zone)(order, orders),
            clocks=sla_clocks(order),
            step=step.id if step else None,
            step_title=step.title.in_language(language) if step else "",
            kit_ready=ready,
            kit_total=total,
            signed=bool(order.visit.reports) and order.visit.report_outdated_at is None,
            finished_at=_finished_at(order),
            departed_at=order.visit.departed_at,
        )


def kit_count(process: Process, order: WorkOrder) -> tuple[int, int]:
    """Return how many of the things to bring are in the bag, and how many there are; standard list and order's own."""
    ready = sum(1 for check in order.visit.kit.values() if check.present)
    standard = order.visit.answers.get(KIT, {})
    ready += sum(1 for name in process.kit_items if standard.get(name) == "OK")
    return ready, len(process.kit_items) + len(order.kit_needs)


def _finished_at(order: WorkOrder) -> datetime | None:
    """Return when the visit was over for the engineer: closed, or signed last."""
    if order.visit.closed_at is not None:
        return order.visit.closed_at
    return None
