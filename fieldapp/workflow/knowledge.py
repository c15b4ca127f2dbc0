"""A proposal for the fault library is kept with its order, so that nobody proposes the case twice (KNO-2)."""

from __future__ import annotations

from fieldapp.domain.fault import FaultProposal
from fieldapp.domain.fault_events import FaultProposed
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder


def proposed(event: FaultProposed, order: WorkOrder) -> WorkOrder:
    """Return `order` after `event`; applied again the same event changes nothing."""
    known = order.visit.fault_proposals
    if any(one.id == event.proposal_id for one in known):
        return order
    proposal = FaultProposal(
        id=event.proposal_id,
        at=event.at,
        language=event.language,
        model=event.model,
        code=event.code,
        symptom=event.symptom,
        cause=event.cause,
        measure=event.measure,
        parts=event.parts,
    )
    return replace(order, visit=replace(order.visit, fault_proposals=(*known, proposal)))
