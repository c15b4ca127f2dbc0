"""The day at one glance: visits in their order, the ways between them, clocks (UI: today)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.sla import Severity, SlaClock
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.work_order import OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit of the day. `late_by` is set when the job before makes this one late (DEP-4)."""

    order_id: OrderId
    number: str
    customer_name: str
    product: str
    model: str
    symptom: str
    alarm_code: str
    severity: Severity
    state: OrderState
    appointment_at: datetime
    planned: timedelta
    departure: DeparturePlan
    clocks: tuple[SlaClock, ...]
    step: StepId | None
    step_title: str
    kit_ready: int
    kit_total: int
    signed: bool
    finished_at: datetime | None
    departed_at: datetime | None = None
    late_by: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The engineer's day, by appointment; `next_order` is the first that is not finished."""

    day: date
    visits: tuple[VisitRow, ...]
    done: int
    next_order: OrderId | None
