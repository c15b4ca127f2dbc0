"""Orders at the desk: entered once, assigned to one engineer, changed by what their events add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from fieldapp.centre.database.excerpt import is_key
from fieldapp.centre.database.tables import assignment, report_number, work_order
from fieldapp.centre.devices.feed import Feed, engineer_scope
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import EngineerId, OrderId
from fieldapp.domain.opening import order_of_provisional
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.reassigning import for_the_next

_LONGEST_NUMBER = 80
_ENDED = (OrderState.CLOSED, OrderState.CANCELLED)
_SAVE = update(work_order).where(work_order.c.id == bindparam("saved"))


def register(connection: Connection, feed: Feed, order: WorkOrder, now: datetime) -> None:
    """Enter a new order and send it to its assignee. Raises Refused("order.number-taken")."""
    same = select(work_order.c.id).where((work_order.c.id == order.id) | (work_order.c.number == order.number))
    if connection.execute(same).first() is not None:
        raise Refused("order.number-taken", number=order.number)
    register_engineer(connection, order.assignee, order.assignee_name)
    connection.execute(insert(work_order).values(id=order.id, **_columns(order, now)))
    _remember_assignee(connection, order, now)
    _remember_reports(connection, [order])
    feed.put(engineer_scope(order.assignee), DocumentKind.WORK_ORDER, order.id, order)


def save(connection: Connection, feed: Feed, changed: Sequence[WorkOrder], now: datetime) -> None:
    """Write orders as they stand now and send each to its assignee."""
    if not changed:
        return
    connection.execute(_SAVE, [{"saved": order.id, **_columns(order, now)} for order in changed])
    _remember_reports(connection, changed)
    for order in changed:
        feed.put(engineer_scope(order.assignee), DocumentKind.WORK_ORDER, order.id, order)


def assign(
    connection: Connection, feed: Feed, order_id: OrderId, engineer_id: EngineerId, name: str, now: datetime
) -> WorkOrder:
    """Give the order to another engineer: revoked there and granted here in one transaction (SYNC.md rule 5).

    To the engineer who has it already it changes nothing; one that he handed back is given to him anew.
    """
    order = read(connection, order_id)
    if order.assignee == engineer_id and order.state is not OrderState.HANDED_BACK:
        return order
    register_engineer(connection, engineer_id, name)
    if order.assignee != engineer_id:
        feed.revoke(engineer_scope(order.assignee), DocumentKind.WORK_ORDER, order.id)
        order = for_the_next(order)
    state = order.state if order.state in _ENDED else OrderState.ASSIGNED
    moved = replace(order, assignee=engineer_id, assignee_name=name, assigned_at=now, state=state, hand_back=None)
    connection.execute(update(work_order).where(work_order.c.id == order.id).values(**_columns(moved, now)))
    _remember_assignee(connection, moved, now)
    feed.grant(engineer_scope(engineer_id), DocumentKind.WORK_ORDER, order.id, moved)
    return moved


def read(connection: Connection, order_id: OrderId) -> WorkOrder:
    """Return one order. Raises NotFound("order.unknown")."""
    found = read_several(connection, [order_id])
    if not found:
        raise NotFound("order.unknown", order=order_id)
    return found[order_id]


def find(connection: Connection, name: str) -> WorkOrder:
    """Return the order with this number (its tablet's, too) or id. Raises NotFound("centre.order-unknown")."""
    if not is_key(name):
        raise NotFound("centre.order-unknown", order=name)
    same = (name, order_of_provisional(name) or name)
    query = select(work_order.c.document).where((work_order.c.number == name) | work_order.c.id.in_(same))
    document = connection.execute(query).scalar()
    if document is None:
        raise NotFound("centre.order-unknown", order=name)
    return decode(document, WorkOrder)


def find_by_report(connection: Connection, number: str) -> tuple[WorkOrder, ...]:
    """Return the orders with a report of this number: one, unless two orders' numbers differ in their prefix only."""
    if not _can_be_linked(number):
        return ()
    query = select(work_order.c.document).join(report_number, report_number.c.order_id == work_order.c.id)
    found = connection.execute(query.where(report_number.c.number == number).order_by(work_order.c.id))
    return tuple(decode(document, WorkOrder) for document in found.scalars())


def read_several(connection: Connection, order_ids: Iterable[OrderId]) -> dict[OrderId, WorkOrder]:
    """Return those of the orders that exist, held against other writers until the transaction ends."""
    query = select(work_order.c.id, work_order.c.document).where(work_order.c.id.in_(sorted(set(order_ids))))
    rows = connection.execute(query.order_by(work_order.c.id).with_for_update())
    return {OrderId(row.id): decode(row.document, WorkOrder) for row in rows}


def read_all(connection: Connection) -> tuple[WorkOrder, ...]:
    """Return every order: those in hand by appointment, then the closed and cancelled ones."""
    closed = work_order.c.state.in_([state.value for state in _ENDED])
    query = select(work_order.c.document).order_by(closed, work_order.c.appointment_start_at, work_order.c.number)
    return tuple(decode(document, WorkOrder) for document in connection.execute(query).scalars())


def read_open(connection: Connection, severity: Severity | None = None) -> tuple[WorkOrder, ...]:
    """Return the orders, of one level or of all, that are neither closed nor cancelled, by appointment."""
    under_way = [state.value for state in OrderState if state not in _ENDED]
    query = select(work_order.c.document).where(work_order.c.state.in_(under_way))
    if severity is not None:
        query = query.where(work_order.c.severity == severity.value)
    rows = connection.execute(query.order_by(work_order.c.appointment_start_at, work_order.c.number))
    return tuple(decode(document, WorkOrder) for document in rows.scalars())


def ever_assigned(connection: Connection, engineer_id: EngineerId, order_ids: Iterable[OrderId]) -> frozenset[OrderId]:
    """Return those of the orders that the engineer has or once had."""
    query = select(assignment.c.order_id).where(
        assignment.c.engineer_id == engineer_id, assignment.c.order_id.in_(sorted(set(order_ids)))
    )
    return frozenset(OrderId(order_id) for order_id in connection.execute(query).scalars())


def _columns(order: WorkOrder, now: datetime) -> dict[str, object]:
    return {
        "number": order.number,
        "assignee": order.assignee,
        "state": order.state.value,
        "severity": order.severity.value,
        "appointment_start_at": order.appointment.start_at,
        "document": encode(order),
        "changed_at": now,
    }


def _remember_assignee(connection: Connection, order: WorkOrder, now: datetime) -> None:
    if order.id not in ever_assigned(connection, order.assignee, [order.id]):
        row = {"order_id": order.id, "engineer_id": order.assignee, "first_at": now}
        connection.execute(insert(assignment).values(**row))


def _remember_reports(connection: Connection, changed: Iterable[WorkOrder]) -> None:
    """Let orders be found by the numbers of their reports."""
    told = {
        (order.id, report.number)
        for order in changed
        for report in order.visit.reports
        if _can_be_linked(report.number)
    }
    if not told:
        return
    columns = (report_number.c.order_id, report_number.c.number)
    query = select(*columns).where(report_number.c.order_id.in_(sorted({order_id for order_id, _ in told})))
    known = {(row.order_id, row.number) for row in connection.execute(query)}
    fresh = [{"order_id": order_id, "number": number} for order_id, number in sorted(told - known)]
    if fresh:
        connection.execute(insert(report_number), fresh)


def _can_be_linked(number: str) -> bool:
    """Tell whether a QR code may carry this number; what a device calls it must not overflow a column and block it."""
    return 0 < len(number) <= _LONGEST_NUMBER and number.isprintable()
