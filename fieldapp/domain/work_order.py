"""The work order as the centre registers it (ACC-1) together with the visit made for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from fieldapp.domain.asset import Asset
from fieldapp.domain.clash import Clash
from fieldapp.domain.contact import DeskCorrection, Reply
from fieldapp.domain.customer import Customer
from fieldapp.domain.ids import EngineerId, FormId, OrderId, ProfileId, Sha256
from fieldapp.domain.on_site import Payer
from fieldapp.domain.opening import Opening
from fieldapp.domain.planning import Supply
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import STANDARD, LevelChange, LevelLimits, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.toolkit import KitNeed
from fieldapp.domain.visit import Visit


class ProblemArea(Enum):
    """Where the problem lies; selects the group at the centre (ACC-1, CEN-2)."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    OPERATION = "operation"


class ProblemKind(Enum):
    """What the customer brings forward (ACC-1)."""

    ADVICE = "advice"
    FAULT = "fault"
    COMPLAINT = "complaint"


class OrderState(Enum):
    """Where the order stands between desk and engineer."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    """By the office; what the engineer did before he knew is kept in the visit (SYN-3)."""


class HandBackReason(Enum):
    """Why an engineer gives an order back (ACC-5)."""

    SKILL = "skill"
    TIME = "time"
    PARTS = "parts"
    CUSTOMER_REFUSED = "customer_refused"
    TO_COLLEAGUE = "to_colleague"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    """The recorded hand-back; `colleague` is who agreed to take over, if anyone."""

    reason: HandBackReason
    at: datetime
    remark: str = ""
    colleague: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """The office took the order back for good; `by` is who said so."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """The customer's words, never rewritten (ACC-4): what, which code, since when, how often, what was tried."""

    what: str
    alarm_code: str = ""
    since: str = ""
    how_often: str = ""
    tried: str = ""
    impact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessPin:
    """The versions an order began with (PRO-2): process, and the form version of each form by content hash."""

    process_id: str
    process_version: str
    forms: dict[FormId, Sha256] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrder:
    """One order: what the office owns, and the `visit` that events add up to.

    `limits` are the SLA limits of its level on the day it was registered (SLA-1). `replies` and `supplies` are what
    office and depot wrote to the engineer's messages and requisitions. `opened` is set where the engineer opened the
    order himself; then `number` is that of his tablet until the centre gives its own (ACC-7). `profile` names the
    table of clocks that the customer's contract asks for (SLA-6). `level_changes` and `desk_corrections` are what the
    office changed since, oldest first (SLA-4, ACC-2). `clashes` are fields that two sides changed at the same
    time, oldest first (SYN-2).
    """

    id: OrderId
    number: str
    customer: Customer
    asset: Asset
    job_type: JobType
    pin: ProcessPin
    area: ProblemArea
    kind: ProblemKind
    symptom: Symptom
    severity: Severity
    limits: LevelLimits
    appointment: TimeWindow
    planned_minutes: int
    wanted_visit_at: datetime | None
    wanted_solution_at: datetime | None
    channel: str
    received_at: datetime
    received_by: str
    dispatcher: str
    assigned_at: datetime
    assignee: EngineerId
    assignee_name: str
    wishes: str = ""
    kit_needs: tuple[KitNeed, ...] = ()
    replies: tuple[Reply, ...] = ()
    supplies: tuple[Supply, ...] = ()
    state: OrderState = OrderState.ASSIGNED
    hand_back: HandBack | None = None
    cancellation: Cancellation | None = None
    opened: Opening | None = None
    profile: ProfileId = STANDARD
    level_changes: tuple[LevelChange, ...] = ()
    desk_corrections: tuple[DeskCorrection, ...] = ()
    clashes: tuple[Clash, ...] = ()
    visit: Visit = field(default_factory=Visit)

    def covered(self, day: date) -> bool:
        """Tell whether a visit on `day` is covered: as it was settled, otherwise by the machine's warranty (CON-4).

        Gate, price before the work, call, bill and report all ask here.
        """
        settled = self.visit.on_site.settled
        return settled.covered if settled is not None else self.asset.in_warranty(day)

    @property
    def coverage_known(self) -> bool:
        """Tell whether it is known who bears the visit: it was settled, or the machine's warranty has an end (CON-4).

        While it is not known the visit counts as not covered, but nobody may be told so as a fact.
        """
        return self.visit.on_site.settled is not None or self.asset.warranty_known

    def payer(self, day: date) -> Payer:
        """Return who is charged for a visit on `day`."""
        return Payer.WARRANTY if self.covered(day) else Payer.CUSTOMER

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return every number the order is known by: the present one, then the one that his tablet gave (ACC-7)."""
        first = "" if self.opened is None else self.opened.number
        return (self.number, first) if first and first != self.number else (self.number,)
