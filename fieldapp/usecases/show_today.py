"""Show the engineer's day (UI: today)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from fieldapp.domain.going import is_to_leave, road_of
from fieldapp.domain.ids import OrderId
from fieldapp.domain.standing import ended_at, is_over
from fieldapp.domain.views.today import Today, VisitRow
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.scheduling.day import Leg, LegState, plan_day
from fieldapp.scheduling.departure import last_departure
from fieldapp.scheduling.leads import LeadsOf, usual_leads
from fieldapp.scheduling.travel import TravelTime
from fieldapp.usecases.agreed import agreed
from fieldapp.usecases.plan_way import PlanWay, whole_day
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.workflow.kit import kit_count
from fieldapp.workflow.steps import next_step


@dataclass(frozen=True, slots=True)
class ShowToday:
    """Put the day together from what is on the tablet alone (SLA-3)."""

    queries: Queries
    clock: Clock
    travel: TravelTime
    zone: tzinfo
    language: str = "zh"
    leads: LeadsOf = usual_leads

    def __call__(self, language: str | None = None) -> Today:
        """Return the day of the clock: what earlier days left open, then its visits in order.

        Lateness that one job hands to the next (DEP-4) is told of this day's visits only.
        """
        now = self.clock.now()
        day = now.astimezone(self.zone).date()
        shown = [order for order in self.queries.orders_of_day(whole_day(day, self.zone)) if self._belongs(order, day)]
        planned = [order for order in shown if self._day(order) == day]
        legs = {leg.id: leg for leg in plan_day(planned, self.travel, now, self._plan.early, self.leads)}
        rows = [self._row(order, planned, legs, language or self.language) for order in shown]
        rows = self._with_files(self._chained(rows, legs, now))
        unfinished = [row for row in rows if row.finished_at is None]
        return Today(
            day=day,
            visits=tuple(rows),
            done=sum(row.finished_at is not None and row.state is not OrderState.CANCELLED for row in rows),
            next_order=_next(unfinished, {order.id for order in planned}),
        )

    @property
    def _plan(self) -> PlanWay:
        return PlanWay(self.queries, self.travel, self.zone, self.leads)

    def _with_files(self, rows: list[VisitRow]) -> list[VisitRow]:
        """Return the rows with what of each the centre does not have yet (SYNC.md rule 11)."""
        waiting = self.queries.files_waiting()
        return [replace(row, files=waiting[row.order_id]) if row.order_id in waiting else row for row in rows]

    def _chained(self, rows: list[VisitRow], legs: dict[OrderId, Leg], now: datetime) -> list[VisitRow]:
        """Return the rows with what one job hands to the next (DEP-4)."""
        late = {leg.id: leg for leg in legs.values() if leg.delay > timedelta(0)}
        return [
            replace(
                row,
                late_by=late[row.order_id].delay,
                expected_at=late[row.order_id].arrive_at,
                leave_latest_at=last_departure(late[row.order_id].plan),
                overrun_of=_overrun_of(late[row.order_id], legs, now),
            )
            if row.order_id in late
            else row
            for row in rows
        ]

    def _belongs(self, order: WorkOrder, day: date) -> bool:
        """Tell whether the order is of this day or left open by an earlier one; one handed back is nobody's here."""
        if order.state is OrderState.HANDED_BACK:
            return False
        appointed = self._day(order)
        return appointed == day or (appointed < day and _is_open(order))

    def _day(self, order: WorkOrder) -> date:
        """Return the day of the appointment."""
        return order.appointment.start_at.astimezone(self.zone).date()

    def _row(self, order: WorkOrder, planned: list[WorkOrder], legs: dict[OrderId, Leg], language: str) -> VisitRow:
        """Return one line; `planned` are the orders of the day of the clock, between which the ways of `legs` lead."""
        process = self.queries.process(order.pin)
        step = next_step(process, order)
        departure = legs[order.id].plan if order.id in legs else self._plan(order, planned)
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
            departure=departure,
            clocks=sla_clocks(order),
            step=step.id if step else None,
            step_title=step.title.in_language(language) if step else "",
            kit_ready=ready,
            kit_total=total,
            signed=bool(order.visit.reports) and order.visit.report_outdated_at is None,
            to_leave=order in planned and is_to_leave(order) and departure.has_way,
            road=road_of(order.visit),
            finished_at=_finished_at(order),
            agreed=agreed(order, self.leads(order)),
        )


def _overrun_of(leg: Leg, legs: dict[OrderId, Leg], now: datetime) -> str:
    """Return the customer of the job before where it has used up its planned time, else ""."""
    before = legs[leg.before] if leg.before is not None else None
    if before is None or before.state is not LegState.AT_WORK:
        return ""
    planned_end = before.arrive_at + timedelta(minutes=before.order.planned_minutes)
    return before.order.customer.name if now > planned_end else ""


def _finished_at(order: WorkOrder) -> datetime | None:
    """Return when the visit was over for the engineer: closed, or cancelled by the office before anybody set out."""
    return None if order.state is OrderState.HANDED_BACK else ended_at(order)


def _is_open(order: WorkOrder) -> bool:
    """Tell whether the order still asks something of the engineer."""
    return not is_over(order) and order.visit.closed_at is None


def _next(unfinished: list[VisitRow], planned: set[OrderId]) -> OrderId | None:
    """Return what is next: a promise that can still be kept goes before one whose day has passed.

    What waits for a call-back, the centre or the customer comes last: nothing can be done on it now.
    """
    ids = [row.order_id for row in sorted(unfinished, key=lambda row: row.agreed.on_hold)]
    return next((order_id for order_id in ids if order_id in planned), ids[0] if ids else None)
