"""Orders of this tablet's own, as a recovery puts them back from the journal (ACC-7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete

from fieldapp.domain.errors import NotFound
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import OrderState
from fieldapp.store import order_rows
from fieldapp.store.tables import ORDER_CURRENT
from tests.factories import NOW
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened, over_database
from tests.openings import HERE, make_opened

NEW = OrderId(str(HERE))


def test_an_order_that_was_opened_here_stands_again_when_its_events_are_put_back(tmp_path: Path) -> None:
    with opened(tmp_path, clock := StoppedClock()) as database:
        store = over_database(database, clock)
        event = make_opened()
        store.do(event)
        with database.writing() as connection:
            connection.execute(delete(ORDER_CURRENT))

        with database.writing() as connection:
            order_rows.put_back(connection, event)
            order_rows.put_back(connection, OrderAccepted(order_id=NEW, at=NOW))

        assert store.queries.order(NEW).state is OrderState.ACCEPTED
        assert [one.id for one in store.queries.search_orders("P-tablet-1-0007", 5)] == [NEW]


def test_an_event_of_an_order_that_is_not_here_is_told_apart(tmp_path: Path) -> None:
    with opened(tmp_path, StoppedClock()) as database, database.writing() as connection, pytest.raises(NotFound):
        order_rows.put_back(connection, OrderAccepted(order_id=NEW, at=NOW))
