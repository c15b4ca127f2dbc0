"""Alerts to the manager: what the centre notices by itself, stored once, shown until it no longer holds (SLA-3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from fieldapp.centre.database.tables import alert
from fieldapp.centre.desk import orders
from fieldapp.domain.ids import OrderId
from fieldapp.domain.sla import ClockName, ClockState, Severity
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.clocks import sla_clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A clock that ran past its end: whose, which, and since when."""

    order_id: OrderId
    clock: ClockName
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A stored alert that still holds, with the order as it stands now."""

    order: WorkOrder
    clock: ClockName
    due_at: datetime
    raised_at: datetime


def overdue(found: Iterable[WorkOrder], now: datetime) -> tuple[Overdue, ...]:
    """Return the level-1 orders that nobody answered within their limit, the longest overdue first (SLA-3)."""
    late = [
        Overdue(order_id=order.id, clock=clock.name, due_at=clock.due_at)
        for order in found
        if order.severity is Severity.URGENT
        for clock in sla_clocks(order)
        if clock.name is ClockName.RESPOND and clock.state(now) is ClockState.OVERDUE
    ]
    return tuple(sorted(late, key=lambda one: (one.due_at, one.order_id)))


def not_raised(connection: Connection, now: datetime) -> tuple[Overdue, ...]:
    """Return what is overdue and was never alerted."""
    return _without_alert(connection, overdue(orders.read_open(connection, Severity.URGENT), now))


def raise_alerts(connection: Connection, now: datetime) -> tuple[Overdue, ...]:
    """Store an alert for each overdue clock that has none yet; return those."""
    late = not_raised(connection, now)
    # Held from here on: another worker that came to the same finding waits, and then sees the alert.
    held = orders.read_several(connection, (one.order_id for one in late))
    fresh = _without_alert(connection, overdue(held.values(), now))
    for one in fresh:
        row = {"order_id": one.order_id, "clock": one.clock.value, "due_at": one.due_at, "raised_at": now}
        connection.execute(insert(alert).values(**row))
    return fresh


def standing(connection: Connection, found: Iterable[WorkOrder], now: datetime) -> tuple[Alert, ...]:
    """Return the alerts on these orders whose clock still runs, the longest overdue first.

    An answer ends an alert, also one that was given in time and reached the centre late; its row stays.
    """
    by_id = {order.id: order for order in found}
    late = {(one.order_id, one.clock) for one in overdue(by_id.values(), now)}
    rows = connection.execute(select(alert).order_by(alert.c.due_at, alert.c.order_id))
    return tuple(
        Alert(order=by_id[row.order_id], clock=ClockName(row.clock), due_at=row.due_at, raised_at=row.raised_at)
        for row in rows
        if (row.order_id, ClockName(row.clock)) in late
    )


def _without_alert(connection: Connection, late: tuple[Overdue, ...]) -> tuple[Overdue, ...]:
    ids = sorted({one.order_id for one in late})
    query = select(alert.c.order_id, alert.c.clock).where(alert.c.order_id.in_(ids))
    known = {(row.order_id, row.clock) for row in connection.execute(query)} if ids else set()
    return tuple(one for one in late if (one.order_id, one.clock.value) not in known)
