"""What becomes of an order that the engineer opens himself: the same order on his tablet and at the centre (ACC-7)."""

from __future__ import annotations

from fieldapp.domain.ids import EngineerId
from fieldapp.domain.opening_events import OrderBranched, OrderOpened
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder

CHANNEL = "engineer"
"""By which way the order came in: over the engineer himself."""


def opened(event: OrderOpened, engineer_id: EngineerId, engineer_name: str) -> WorkOrder:
    """Return the order that the event of this engineer opens, assigned to himself."""
    return WorkOrder(
        id=event.order_id,
        number=event.opening.number,
        customer=event.customer,
        asset=event.asset,
        job_type=event.job_type,
        pin=event.pin,
        area=event.area,
        kind=event.problem,
        symptom=event.symptom,
        severity=event.severity,
        limits=event.limits,
        appointment=event.appointment,
        planned_minutes=event.planned_minutes,
        wanted_visit_at=None,
        wanted_solution_at=None,
        channel=CHANNEL,
        received_at=event.at,
        received_by=engineer_name,
        dispatcher=engineer_name,
        assigned_at=event.at,
        assignee=engineer_id,
        assignee_name=engineer_name,
        wishes=event.wishes,
        opened=event.opening,
    )


def branched(event: OrderBranched, order: WorkOrder) -> WorkOrder:
    """Return `order` with the order that was opened out of it; each stands there once."""
    past = order.visit.opened_here
    if any(one.order_id == event.opened.order_id for one in past):
        return order
    return replace(order, visit=replace(order.visit, opened_here=(*past, event.opened)))
