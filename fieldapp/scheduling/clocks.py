"""The clocks of one order, from data on the tablet alone (SLA-2, SLA-3)."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.sla import ClockName, SlaClock
from fieldapp.domain.visit import CallOutcome, Outcome
from fieldapp.domain.work_order import WorkOrder

UNRESOLVED = frozenset(
    {
        Outcome.JOINT_CHECK,
        Outcome.TAKEN_AWAY,
        Outcome.SECOND_VISIT,
        Outcome.WAITING_FOR_CUSTOMER,
        Outcome.HANDED_OVER,
    }
)
"""A visit that ends so leaves the customer's problem open, whatever was signed."""


def sla_clocks(order: WorkOrder) -> tuple[SlaClock, ...]:
    """Return respond and resolve, both from received-at, with the limits the order was registered with."""
    started_at = order.received_at
    return (
        SlaClock(
            name=ClockName.RESPOND,
            started_at=started_at,
            due_at=started_at + order.limits.respond,
            stopped_at=_responded_at(order),
        ),
        SlaClock(
            name=ClockName.RESOLVE,
            started_at=started_at,
            due_at=started_at + order.limits.resolve,
            stopped_at=_resolved_at(order),
        ),
    )


def _responded_at(order: WorkOrder) -> datetime | None:
    """Return the first substantive reply of a person: a call somebody answered, or being there."""
    visit = order.visit
    replies = [call.at for call in visit.calls if call.outcome is not CallOutcome.NO_ANSWER]
    if visit.arrived_at is not None:
        replies.append(visit.arrived_at)
    return min(replies, default=visit.closed_at)


def _resolved_at(order: WorkOrder) -> datetime | None:
    """Return the customer's confirmation: the first signature, else the closing of an order that needed none."""
    visit = order.visit
    if visit.outcome in UNRESOLVED:
        return None
    return min((report.at for report in visit.reports if report.acceptance is not None), default=visit.closed_at)
