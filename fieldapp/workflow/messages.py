"""Questions and answers between engineer and office on one order (ACC-2, TRV-2, SITE-5, ANA-6)."""

from __future__ import annotations

from fieldapp.domain.contact import Message, Reply
from fieldapp.domain.planning import Supply
from fieldapp.domain.work_order import WorkOrder


def replies_to(order: WorkOrder, message: Message) -> tuple[Reply, ...]:
    """Return what the office answered to one message, oldest first."""
    return tuple(reply for reply in order.replies if reply.answers == message.id)


def open_messages(order: WorkOrder) -> tuple[Message, ...]:
    """Return the engineer's messages that nobody at the office has answered, oldest first."""
    return tuple(message for message in order.visit.contact.messages if not replies_to(order, message))


def latest_supply(order: WorkOrder, requisition: str) -> Supply | None:
    """Return what the depot said last of a requisition, None where it said nothing yet."""
    told = [supply for supply in order.supplies if supply.requisition == requisition]
    return max(told, key=lambda supply: supply.at, default=None)
