"""What the analysis plans before the trip: ways to repair, spares to fetch, another level (ANA-2, ANA-6, SLA-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.ids import FaultEntryId, PartNumber
from fieldapp.domain.sla import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class PartQuantity:
    """So many of one part, at least one."""

    part_number: PartNumber
    quantity: int = 1


class PlanLabel(Enum):
    """Plan A is tried first; B is what remains when it fails (ANA-2)."""

    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairPlan:
    """One way to repair: likely cause, measure and what it takes. `entry` is the fault entry it was filled in from."""

    label: PlanLabel
    cause: str
    measure: str
    entry: FaultEntryId | None = None
    parts: tuple[PartQuantity, ...] = ()
    tools: tuple[str, ...] = ()
    software: tuple[str, ...] = ()


class RequisitionState(Enum):
    """How far the depot is with a requisition (ANA-6)."""

    REQUESTED = "requested"
    APPROVED = "approved"
    PICKED = "picked"
    IN_TRANSIT = "in_transit"
    READY = "ready"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisition:
    """Spares the engineer asked for, `id` unique among all devices; `needed_by` is when he leaves for the customer."""

    id: str
    at: datetime
    lines: tuple[PartQuantity, ...]
    needed_by: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What the depot says of a requisition; `expected_at` is when the parts can be had."""

    requisition: str
    state: RequisitionState
    at: datetime
    expected_at: datetime | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityProposal:
    """Another level that the engineer proposes; only the service manager changes it (SLA-4)."""

    at: datetime
    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningRecord:
    """Everything that was planned for one order; written only by `workflow.planning`. `plans` are those that stand."""

    plans: tuple[RepairPlan, ...] = ()
    requisitions: tuple[Requisition, ...] = ()
    severity_proposals: tuple[SeverityProposal, ...] = ()
