"""The watch over the clocks: it looks by itself, and goes on after a failure."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import alert
from fieldapp.centre.desk import orders
from fieldapp.centre.desk.watch import ClockWatch
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.ids import OrderId
from tests.contracts.centre_process import CentreProcess
from tests.factories import NOW, local, make_order

OFTEN = timedelta(milliseconds=5)
PATIENCE = 20.0


def register(database: Database) -> OrderId:
    with database.write() as connection:
        feed = Feed()
        order = make_order()
        orders.register(connection, feed, order, NOW)
        feed.flush(connection)
    return order.id


def stored(database: Database) -> list[tuple[str, datetime]]:
    with database.read() as connection:
        return [(row.order_id, row.raised_at) for row in connection.execute(select(alert))]


def wait_until(holds: Callable[[], object]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, "it never came"
        time.sleep(0.01)


@pytest.mark.req("SLA-3")
def test_the_alert_comes_by_itself_when_the_limit_passes_and_stays_one(database: Database) -> None:
    order_id = register(database)
    moments: Iterator[datetime] = iter([local("10:00"), local("10:12"), local("10:13"), local("10:14")])
    looked: list[datetime] = []

    def now() -> datetime:
        looked.append(next(moments, local("10:15")))
        return looked[-1]

    with ClockWatch(database=database, now=now, every=OFTEN).running():
        wait_until(lambda: len(looked) > 6)

    assert stored(database) == [(order_id, local("10:13"))]


@pytest.mark.req("SLA-3")
def test_a_running_centre_alerts_without_any_request(tmp_path: Path, compiled: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(compiled, data / "compiled-forms")
    database = Database.open(data)
    order_id = register(database)

    with CentreProcess(data, now=local("10:30")):
        wait_until(lambda: stored(database))

    assert [found for found, _ in stored(database)] == [order_id]
    database.close()


@pytest.mark.expects_log("the database failed for a moment")
def test_a_database_that_fails_for_a_moment_does_not_blind_the_watch(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    order_id = register(database)
    with database.write() as connection:
        connection.execute(text("ALTER TABLE alert RENAME TO mislaid"))

    with ClockWatch(database=database, now=lambda: local("10:30"), every=OFTEN).running():
        wait_until(lambda: caplog.records)
        with database.write() as connection:
            connection.execute(text("ALTER TABLE mislaid RENAME TO alert"))
        wait_until(lambda: stored(database))

    assert [found for found, _ in stored(database)] == [order_id]
    assert {record.levelno for record in caplog.records} == {logging.ERROR}
