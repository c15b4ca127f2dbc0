"""Whether an order still asks something of the engineer, from its state and its visit."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.work_order import OrderState, WorkOrder


def under_way(order: WorkOrder) -> bool:
    """Tell whether the engineer has set out and the visit was not closed yet."""
    visit = order.visit
    return visit.closed_at is None and (visit.departed_at is not None or visit.arrived_at is not None)


def is_over(order: WorkOrder) -> bool:
    """Tell whether nothing more is recorded for the order: closed, handed back, or cancelled before anybody set out.

    A visit that was under way when the office cancelled is still finished and recorded: what was built in or taken out
    is a fact (SYN-3, PRO-4).
    """
    if order.state is OrderState.CANCELLED:
        return not under_way(order)
    return order.state in (OrderState.CLOSED, OrderState.HANDED_BACK)


def ended_at(order: WorkOrder) -> datetime | None:
    """Return when the order ended for this engineer: closed, handed back or cancelled; None while it goes on."""
    if order.visit.closed_at is not None:
        return order.visit.closed_at
    if order.cancellation is not None:
        return order.cancellation.at if is_over(order) else None
    return order.hand_back.at if order.hand_back is not None else None
