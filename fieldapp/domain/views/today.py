"""The day at one glance: visits in their order, the ways between them, clocks (UI: today)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fieldapp.domain.going import Road
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.sla import Severity, SlaClock
from fieldapp.domain.views.agreed import Agreed
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.views.sync import FilesWaiting
from fieldapp.domain.work_order import OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit of the day, or one that an earlier day left open.

    `to_leave`: the engineer still has to set out for it this day; `road` is the way as it was made. `late_by` is set
    when the job before makes this one leave late (DEP-4), with `expected_at`, the arrival then; `overrun_of` names its
    customer once it has used up its planned time, and `leave_latest_at` is when to leave him to be there by the
    appointment's start.
    """

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
    to_leave: bool
    finished_at: datetime | None
    late_by: timedelta | None = None
    expected_at: datetime | None = None
    overrun_of: str = ""
    leave_latest_at: datetime | None = None
    agreed: Agreed = field(default_factory=Agreed)
    road: Road = field(default_factory=Road)
    files: FilesWaiting = field(default_factory=FilesWaiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The engineer's day, by appointment, after what earlier days left open.

    `next_order` is the first of the day that is not finished; when there is none, the first that was left open.
    """

    day: date
    visits: tuple[VisitRow, ...]
    done: int
    next_order: OrderId | None
