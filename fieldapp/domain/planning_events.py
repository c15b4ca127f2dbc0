"""Events of the analysis before the trip (ANA, SLA-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from fieldapp.domain.events import OrderEvent
from fieldapp.domain.planning import PartQuantity, RepairPlan
from fieldapp.domain.sla import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningEvent(OrderEvent):
    """Base of what `workflow.planning` applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansChosen(PlanningEvent):
    """The plans as they stand now, in the place of what was planned before; () takes them back (ANA-2)."""

    kind: ClassVar[str] = "plans.chosen"
    plans: tuple[RepairPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsRequested(PlanningEvent):
    """Spares the engineer does not have are asked for (ANA-6, PRT-3). `requisition_id` is unique among all devices."""

    kind: ClassVar[str] = "parts.requested"
    requisition_id: str
    lines: tuple[PartQuantity, ...]
    needed_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsRequestWithdrawn(PlanningEvent):
    """Undo of PartsRequested; the depot keeps what it has handed over already."""

    kind: ClassVar[str] = "parts.request_withdrawn"
    requisition_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityProposed(PlanningEvent):
    """The engineer proposes another level; the order keeps its own until the manager decides (SLA-4)."""

    kind: ClassVar[str] = "severity.proposed"
    severity: Severity
    reason: str
