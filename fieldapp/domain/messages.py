"""Questions and answers between engineer and office on one order (ACC-2, TRV-2, SITE-5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldapp.domain.contact import CustomerAnswer, Message, Reply, Topic
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder

CALLS_HIMSELF_AFTER = timedelta(minutes=5)
"""So long the dispatcher has to acknowledge a delay; then the engineer calls the customer himself (TRV-2)."""


def replies_to(order: WorkOrder, message: Message) -> tuple[Reply, ...]:
    """Return what the office answered to one message, oldest first."""
    return tuple(reply for reply in order.replies if reply.answers == message.id)


def open_messages(order: WorkOrder) -> tuple[Message, ...]:
    """Return the engineer's messages that nobody at the office has answered, oldest first."""
    return tuple(message for message in order.visit.contact.messages if not replies_to(order, message))


def unheard_delay(order: WorkOrder) -> Message | None:
    """Return the message about a delay that nobody acknowledged and of which the customer has heard nothing since.

    It does not matter whether it has reached the centre: unanswered is unanswered (TRV-2).
    """
    asked = [message for message in open_messages(order) if message.topic is Topic.DELAY]
    delays = [message for message in asked if not _was_visited_since(order, message.at)]
    if not delays or order.visit.arrived_at is not None:
        return None
    last, contact = delays[-1], order.visit.contact
    told = [call.at for call in order.visit.calls if call.outcome is not CallOutcome.NO_ANSWER]
    told += [delay.at for delay in contact.delays if delay.told]
    told += [moved.at for moved in contact.appointment_changes]
    return None if any(at >= last.at for at in told) else last


def does_not_wait(order: WorkOrder) -> bool:
    """Tell whether the customer wants somebody else instead of waiting, and nothing was agreed with him since (TRV-1).

    It stays so until the order is passed on, another time or delay is agreed, or the engineer is there after all.
    """
    contact = order.visit.contact
    if not contact.delays or order.visit.arrived_at is not None:
        return False
    last = contact.delays[-1]
    if last.at < order.assigned_at:
        return False
    agreed_since = any(moved.customer_agrees and moved.at >= last.at for moved in contact.appointment_changes)
    return last.answer is CustomerAnswer.WANTS_SOMEBODY_ELSE and not agreed_since


def _was_visited_since(order: WorkOrder, at: datetime) -> bool:
    """Tell whether one who had the order before was there after `at`: his delay is over, whoever comes next."""
    visited_at = order.visit.last_visited_at
    return visited_at is not None and visited_at >= at
