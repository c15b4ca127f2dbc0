"""Alerts on orders that nobody answered in time: which, when, once, and when they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import alerts, orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.ids import OrderId
from fieldapp.domain.sla import ClockName, Severity
from fieldapp.domain.visit import Call, CallOutcome, Visit
from fieldapp.domain.work_order import WorkOrder
from tests.factories import NOW, local, make_order

pytestmark = pytest.mark.both_databases

DUE = local("10:12")
LATE = DUE + timedelta(seconds=1)


def called(at: datetime, outcome: CallOutcome = CallOutcome.CONFIRMED) -> Visit:
    return Visit(calls=(Call(at=at, outcome=outcome),))


def register(database: Database, *entered: WorkOrder) -> None:
    with database.write() as connection:
        feed = Feed()
        for order in entered:
            orders.register(connection, feed, order, NOW)
        feed.flush(connection)


def save(database: Database, order: WorkOrder) -> None:
    with database.write() as connection:
        feed = Feed()
        orders.save(connection, feed, [order], NOW)
        feed.flush(connection)


def raise_at(database: Database, now: datetime) -> list[OrderId]:
    with database.write() as connection:
        return [one.order_id for one in alerts.raise_alerts(connection, now)]


def standing_at(database: Database, now: datetime) -> tuple[alerts.Alert, ...]:
    with database.read() as connection:
        return alerts.standing(connection, orders.read_all(connection), now)


@pytest.mark.req("SLA-3")
def test_an_urgent_order_is_overdue_from_the_moment_its_response_limit_passes() -> None:
    order = make_order()

    assert alerts.overdue([order], DUE) == ()
    assert alerts.overdue([order], LATE) == (alerts.Overdue(order_id=order.id, clock=ClockName.RESPOND, due_at=DUE),)


@pytest.mark.req("SLA-3")
@pytest.mark.parametrize(
    ("visit", "is_overdue"),
    [
        (called(local("09:30")), False),
        (called(local("09:30"), CallOutcome.NO_ANSWER), True),
        (Visit(arrived_at=local("10:05")), False),
        (Visit(accepted_at=local("08:50")), True),
    ],
)
def test_only_a_person_s_reply_answers_an_order(visit: Visit, is_overdue: bool) -> None:
    assert bool(alerts.overdue([make_order(visit=visit)], LATE)) is is_overdue


@pytest.mark.req("SLA-3")
@pytest.mark.parametrize("severity", [level for level in Severity if level is not Severity.URGENT])
def test_orders_of_other_levels_alert_nobody(severity: Severity) -> None:
    assert alerts.overdue([make_order(severity=severity)], LATE) == ()


def test_the_longest_overdue_comes_first() -> None:
    later = make_order(id=OrderId("a"), received_at=local("08:13"))
    sooner = make_order(id=OrderId("b"), received_at=local("08:12"))

    assert [one.order_id for one in alerts.overdue([later, sooner], local("11:00"))] == ["b", "a"]


@pytest.mark.req("SLA-3")
def test_an_alert_is_stored_once_however_often_the_clocks_are_read(database: Database) -> None:
    order = make_order()
    register(database, order)

    assert raise_at(database, DUE) == []
    assert raise_at(database, LATE) == [order.id]
    assert raise_at(database, LATE + timedelta(hours=1)) == []

    found = standing_at(database, LATE + timedelta(hours=1))
    assert found == (alerts.Alert(order=order, clock=ClockName.RESPOND, due_at=DUE, raised_at=LATE),)


@pytest.mark.req("SLA-3")
def test_an_order_answered_in_time_never_alerts(database: Database) -> None:
    register(database, make_order(visit=called(local("09:30"))))

    assert raise_at(database, local("12:00")) == []
    assert standing_at(database, local("12:00")) == ()


def test_an_alert_ends_with_the_answer_and_does_not_come_again(database: Database) -> None:
    order = make_order()
    register(database, order)
    raise_at(database, LATE)

    save(database, replace(order, visit=called(local("10:30"))))

    assert standing_at(database, local("11:00")) == ()
    assert raise_at(database, local("11:00")) == []


def test_each_order_has_an_alert_of_its_own(database: Database) -> None:
    first, second = make_order(), make_order(id=OrderId("other"), number="WX-261123-009", received_at=local("08:30"))
    register(database, first, second)

    assert raise_at(database, LATE) == [first.id]
    assert raise_at(database, local("10:31")) == [second.id]
    assert [one.order.id for one in standing_at(database, local("10:31"))] == [first.id, second.id]
