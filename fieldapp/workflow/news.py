"""What changed between an order as it stood on the tablet and as it stands after a pull: pure, office's fields only.

What the engineer did himself is no news, wherever it comes back from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fieldapp.domain.contact import Detail
from fieldapp.domain.news import News, NewsKind
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.workflow.contact import read_detail


def news_between(before: WorkOrder | None, after: WorkOrder | None, *, unsent: bool = False) -> tuple[News, ...]:
    """Return what the office changed, the weightiest first. None stands for an order that is not the engineer's.

    `unsent` tells whether own events on it still wait; it counts where the order went away.
    """
    if before is None or after is None:
        return _came_or_went(before, after, unsent)
    found = [*_state(before, after), *_appointment(before, after), *_level(before, after)]
    found += [*_supplies(before, after), *_replies(before, after), *_details(before, after)]
    return tuple(found)


def _came_or_went(before: WorkOrder | None, after: WorkOrder | None, unsent: bool) -> tuple[News, ...]:
    if after is not None:
        over = after.state in (OrderState.CLOSED, OrderState.CANCELLED)
        return () if over else (_of(after, NewsKind.NEW_ORDER),)
    # One's own hand-back leads to a revoke: that is no news.
    if before is None or before.state in (OrderState.CLOSED, OrderState.HANDED_BACK):
        return ()
    return (replace(_of(before, NewsKind.TAKEN_AWAY), unsent=unsent),)


def _of(order: WorkOrder, kind: NewsKind) -> News:
    return News(
        kind=kind,
        order_id=order.id,
        number=order.number,
        customer=order.customer.name,
        appointment=order.appointment,
    )


def _state(before: WorkOrder, after: WorkOrder) -> Iterator[News]:
    told = after.cancellation
    if told is not None and before.cancellation is None:
        yield replace(_of(after, NewsKind.CANCELLED), text=told.reason, by=told.by)
    elif before.state is OrderState.HANDED_BACK and after.state is OrderState.ASSIGNED:
        yield _of(after, NewsKind.NEW_ORDER)


def _appointment(before: WorkOrder, after: WorkOrder) -> Iterator[News]:
    if before.appointment != after.appointment:
        yield replace(
            _of(after, NewsKind.APPOINTMENT), windows=(before.appointment, after.appointment), by=after.dispatcher
        )


def _level(before: WorkOrder, after: WorkOrder) -> Iterator[News]:
    if before.severity is not after.severity:
        told = after.level_changes[-1] if after.level_changes else None
        text, by = (told.reason, told.by) if told is not None else ("", "")
        yield replace(_of(after, NewsKind.LEVEL), levels=(before.severity, after.severity), text=text, by=by)


def _supplies(before: WorkOrder, after: WorkOrder) -> Iterator[News]:
    asked = {one.id: one for one in after.visit.planning.requisitions}
    for supply in after.supplies:
        if supply not in before.supplies:
            requisition = asked.get(supply.requisition)
            needed_by = requisition.needed_by if requisition is not None else None
            yield replace(_of(after, NewsKind.SUPPLY), supply=supply, needed_by=needed_by)


def _replies(before: WorkOrder, after: WorkOrder) -> Iterator[News]:
    known = {reply.id for reply in before.replies}
    questions = {message.id: message.text for message in after.visit.contact.messages}
    for reply in after.replies:
        if reply.id not in known:
            yield replace(
                _of(after, NewsKind.REPLY), old=questions.get(reply.answers, ""), text=reply.text, by=reply.sender
            )


def _details(before: WorkOrder, after: WorkOrder) -> Iterator[News]:
    for detail in Detail:
        old, new = read_detail(before, detail), read_detail(after, detail)
        if old != new:
            yield replace(_of(after, NewsKind.DETAIL), detail=detail, old=old, new=new)
