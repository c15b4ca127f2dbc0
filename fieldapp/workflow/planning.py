"""What the analysis does to an order, and what the bag must hold after it (ANA-2, ANA-5, ANA-6, KIT-1)."""

from __future__ import annotations

from functools import singledispatch

from fieldapp.domain.planning import PlanningRecord, Requisition, SeverityProposal
from fieldapp.domain.planning_events import (
    PartsRequested,
    PartsRequestWithdrawn,
    PlanningEvent,
    PlansChosen,
    SeverityProposed,
)
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder


@singledispatch
def changed(event: PlanningEvent, order: WorkOrder) -> WorkOrder:
    """Return `order` after `event`; applied again the same event changes nothing."""
    return order


@changed.register
def _chosen(event: PlansChosen, order: WorkOrder) -> WorkOrder:
    return _recorded(order, replace(order.visit.planning, plans=event.plans))


@changed.register
def _requested(event: PartsRequested, order: WorkOrder) -> WorkOrder:
    planning = order.visit.planning
    if any(one.id == event.requisition_id for one in planning.requisitions):
        return order
    asked = Requisition(id=event.requisition_id, at=event.at, lines=event.lines, needed_by=event.needed_by)
    return _recorded(order, replace(planning, requisitions=(*planning.requisitions, asked)))


@changed.register
def _withdrawn(event: PartsRequestWithdrawn, order: WorkOrder) -> WorkOrder:
    planning = order.visit.planning
    requisitions = tuple(
        replace(one, withdrawn_at=one.withdrawn_at or event.at) if one.id == event.requisition_id else one
        for one in planning.requisitions
    )
    return _recorded(order, replace(planning, requisitions=requisitions))


@changed.register
def _proposed(event: SeverityProposed, order: WorkOrder) -> WorkOrder:
    planning = order.visit.planning
    proposal = SeverityProposal(at=event.at, severity=event.severity, reason=event.reason)
    if proposal in planning.severity_proposals:
        return order
    return _recorded(order, replace(planning, severity_proposals=(*planning.severity_proposals, proposal)))


def _recorded(order: WorkOrder, planning: PlanningRecord) -> WorkOrder:
    return replace(order, visit=replace(order.visit, planning=planning))
