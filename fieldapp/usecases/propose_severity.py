"""Propose another level for an order; only the service manager changes it (SLA-4)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import OrderId
from fieldapp.domain.planning_events import SeverityProposed
from fieldapp.domain.sla import Severity
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class ProposeSeverity:
    """Record the proposal with its reason; the order keeps its own level, and its clocks run on."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, severity: Severity, reason: str) -> None:
        """Propose. Raises BadInput("reason.missing"), BadInput("severity.same"), Refused("order.not-open")."""
        if not reason.strip():
            raise BadInput("reason.missing")
        with self.begin() as work:
            order = open_order(work, order_id)
            if order.severity is severity:
                raise BadInput("severity.same")
            work.append(
                SeverityProposed(order_id=order_id, at=self.clock.now(), severity=severity, reason=reason.strip())
            )
            work.commit()
