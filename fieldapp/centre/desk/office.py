"""What the office does to an order in an engineer's hands: pure acts; who calls them reads, locks and saves (SYN-3).

The order's own fields are the office's; the visit is the engineer's and is never touched here (SYNC.md rule 6).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.clash import ClashState
from fieldapp.domain.contact import DeskCorrection, Detail, Reply
from fieldapp.domain.errors import BadInput, NotFound, Refused
from fieldapp.domain.messages import open_messages
from fieldapp.domain.planning import RequisitionState, Supply
from fieldapp.domain.sla import LevelChange, LevelLimits, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import Cancellation, OrderState, WorkOrder
from fieldapp.workflow.clashes import decided, side_of
from fieldapp.workflow.contact import with_detail
from fieldapp.workflow.correcting import corrections

Act = Callable[[WorkOrder], WorkOrder]


def change(connection: Connection, feed: Feed, name: str, act: Act, now: datetime) -> WorkOrder:
    """Do one act on the order with this number or id and send it to its engineer; return it as it stands then.

    Raises NotFound("centre.order-unknown") and whatever the act raises; then nothing was changed.
    """
    held = orders.read(connection, orders.find(connection, name).id)
    after = act(held)
    orders.save(connection, feed, [after], now)
    return after


def replied(order: WorkOrder, *, text: str, sender: str, at: datetime, message_id: str = "") -> WorkOrder:
    """Answer a message: the one named, else the oldest open one; where none is open the words come unasked.

    Raises BadInput("message.empty"), NotFound("message.unknown").
    """
    if not text.strip():
        raise BadInput("message.empty")
    if message_id and all(one.id != message_id for one in order.visit.contact.messages):
        raise NotFound("message.unknown", message=message_id, number=order.number)
    waiting = open_messages(order)
    answers = message_id or (waiting[0].id if waiting else "")
    reply = Reply(
        id=f"{order.id}/reply/{len(order.replies) + 1}",
        at=at,
        sender=sender.strip() or order.dispatcher,
        text=text.strip(),
        answers=answers,
    )
    return replace(order, replies=(*order.replies, reply))


def supplied(
    order: WorkOrder,
    state: RequisitionState,
    at: datetime,
    *,
    requisition: str = "",
    expected_at: datetime | None = None,
    remark: str = "",
) -> WorkOrder:
    """Say how far the depot is with a requisition: the one named, else the newest that was not withdrawn (ANA-6).

    Raises NotFound("requisition.unknown").
    """
    asked = [one.id for one in order.visit.planning.requisitions if one.withdrawn_at is None]
    wanted = requisition or (asked[-1] if asked else "")
    if wanted not in asked:
        raise NotFound("requisition.unknown", requisition=wanted, number=order.number)
    told = Supply(requisition=wanted, state=state, at=at, expected_at=expected_at, remark=remark.strip())
    return replace(order, supplies=(*order.supplies, told))


def moved(order: WorkOrder, to: TimeWindow, *, at: datetime) -> WorkOrder:
    """Give the order another appointment.

    Raises Refused("order.not-open", "order.cancelled", "appointment.same", "appointment.past").
    """
    _still_open(order)
    if to.end_at <= at:
        raise Refused("appointment.past", number=order.number)
    if to == order.appointment:
        raise Refused("appointment.same", number=order.number)
    return replace(order, appointment=to)


def regraded(
    order: WorkOrder, level: Severity, limits: LevelLimits, *, reason: str, by: str, at: datetime
) -> WorkOrder:
    """Give the order another level; `limits` are those of the level in its profile (SLA-4).

    Nobody lowers a level without his name. Level and limits that held so far are kept beside: what was answered or
    missed by then is judged by them. Raises BadInput("reason.missing", "severity.same", "severity.who"),
    Refused("order.not-open", "order.cancelled").
    """
    if not reason.strip():
        raise BadInput("reason.missing")
    _still_open(order)
    if level is order.severity:
        raise BadInput("severity.same")
    if level > order.severity and not by.strip():
        raise BadInput("severity.who")
    told = LevelChange(
        at=at, by=by.strip() or order.dispatcher, reason=reason.strip(), level=order.severity, limits=order.limits
    )
    return replace(order, severity=level, limits=limits, level_changes=(*order.level_changes, told))


def corrected(order: WorkOrder, right: Mapping[Detail, str], *, by: str, at: datetime, today: date) -> WorkOrder:
    """Write what the desk knows better; what the order says already is left alone (ACC-2).

    An engineer's correction of the same detail that was made without network finds another value then: it is kept
    beside and changes nothing (SYNC.md rule 6). Raises BadInput("detail.empty", "detail.day"), Refused("detail.same")
    where nothing is new, Refused("order.not-open", "order.cancelled").
    """
    _still_open(order)
    found = tuple(corrections(order, right, today))
    if not found:
        raise Refused("detail.same", number=order.number)
    after = order
    for correction in found:
        after = with_detail(after, correction.detail, correction.new)
    told = tuple(DeskCorrection(correction=one, at=at, by=by.strip() or order.dispatcher) for one in found)
    return replace(after, desk_corrections=(*order.desk_corrections, *told))


def clash_decided(order: WorkOrder, number: int, state: ClashState, *, by: str, at: datetime) -> WorkOrder:
    """Let one value of clash `number` (from 1) count, also of an appointment and of an order that ended (SYN-2).

    Said again it changes nothing; the other word takes it back. Raises NotFound("clash.unknown").
    """
    if not 1 <= number <= len(order.clashes):
        raise NotFound("clash.unknown", clash=str(number), number=order.number)
    clash = order.clashes[number - 1]
    over = side_of(order, clash.place)
    return decided(order, clash, state, over=over, by=by.strip() or order.dispatcher, at=at)


def cancelled(order: WorkOrder, *, reason: str, by: str, at: datetime) -> WorkOrder:
    """Take the order back for good. Raises BadInput("reason.missing"), Refused("order.not-open", "order.cancelled")."""
    if not reason.strip():
        raise BadInput("reason.missing")
    _still_open(order)
    told = Cancellation(at=at, by=by.strip() or order.dispatcher, reason=reason.strip())
    return replace(order, state=OrderState.CANCELLED, cancellation=told)


def may_be_assigned(order: WorkOrder) -> None:
    """Refuse what nobody can be sent to any more. Raises Refused("order.not-open", "order.cancelled")."""
    _still_open(order)


def _still_open(order: WorkOrder) -> None:
    if order.state is OrderState.CLOSED:
        raise Refused("order.not-open", number=order.number)
    if order.state is OrderState.CANCELLED:
        raise Refused("order.cancelled", number=order.number)
