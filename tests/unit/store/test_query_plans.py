"""What is asked again and again reads what it shows and not the years before: held against SQLite's own plans."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event

from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import FormId, OrderId, PartNumber, Sha256
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import ProcessPin
from fieldapp.store.database import Database
from fieldapp.store.queries import StoreQueries
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, local, make_part, make_part_code, save_answer
from tests.fakes.stores import REFERENCE, DeviceStore, accepted

DAY = TimeWindow(local("00:00"), local("00:00", day=1))
ASKED = {
    "orders": lambda queries: queries.orders(),
    "the day": lambda queries: queries.orders_of_day(DAY),
    "an order": lambda queries: queries.order(ORDER_ID),
    "orders by words": lambda queries: queries.search_orders("云桥 cf-680", 20),
    "a part": lambda queries: queries.part(PartNumber("TS-02")),
    "a part by its label": lambda queries: queries.part_for(make_part_code()),
    "parts by words": lambda queries: queries.search_parts("传感 ts", 20),
    "files that wait": lambda queries: queries.files_waiting(),
    "stock": lambda queries: queries.stock(PartNumber("TS-02")),
}


PIN = ProcessPin(process_id="repair", process_version="1", forms={FormId("work"): Sha256("0" * 64)})


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """The steps of the plans of what is asked in the block, of readers and writer."""
    steps: list[str] = []

    def explain(connection: Connection, _cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            raw = connection.connection.driver_connection
            assert raw is not None
            steps.extend(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values))

    engines = (database._readers, database._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", explain)
    try:
        yield steps
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", explain)


def scans(steps: list[str]) -> list[str]:
    """The steps that read a whole table."""
    return [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]


@pytest.mark.parametrize("asked", ASKED)
def test_what_a_screen_asks_for_is_looked_up_and_no_table_read_from_end_to_end(
    visit: DeviceStore, database: Database, asked: str
) -> None:
    visit.give(DocumentKind.PART, "TS-02", make_part(), REFERENCE)
    with plans(database) as steps:
        assert ASKED[asked](StoreQueries(database)) not in ((), None)
    assert any(step.startswith(("SEARCH", "SCAN")) for step in steps)
    assert scans(steps) == []


def test_the_day_is_found_by_the_ends_of_orders_and_by_appointments(visit: DeviceStore, database: Database) -> None:
    with plans(database) as steps:
        StoreQueries(database).orders_of_day(DAY)
    assert any("order_current_ended (hidden=? AND ended_us=?)" in step for step in steps)
    assert any("order_current_list (hidden=? AND appointment_us>? AND appointment_us<?)" in step for step in steps)


@pytest.mark.parametrize(
    "asked",
    [
        lambda queries: queries.process(PIN),
        lambda queries: queries.form(PIN, FormId("work")),
    ],
    ids=["a process", "a form"],
)
def test_what_has_versions_is_found_by_them_though_parts_are_not_in_that_index(
    visit: DeviceStore, database: Database, asked: Callable[[StoreQueries], object]
) -> None:
    with plans(database) as steps, contextlib.suppress(NotFound):
        asked(StoreQueries(database))
    assert any("reference_version (kind=? AND version=?)" in step for step in steps)


def test_what_a_search_found_is_not_sorted(visit: DeviceStore, database: Database) -> None:
    with plans(database) as steps:
        StoreQueries(database).search_orders("云桥", 20)
    assert any("order_search VIRTUAL TABLE INDEX" in step for step in steps)
    assert [step for step in steps if "TEMP B-TREE" in step] == []


def test_a_tap_looks_everything_up(visit: DeviceStore, database: Database) -> None:
    with plans(database) as steps:
        visit.do(save_answer("work", "remark", "好"))
    assert scans(steps) == []
    assert [step for step in steps if "TEMP B-TREE" in step] == []


def test_an_order_that_comes_down_is_put_in_its_place_without_a_look_at_the_others(
    visit: DeviceStore, database: Database
) -> None:
    visit.do(save_answer("work", "remark", "好"))
    order = visit.queries.order(OrderId(ORDER_ID))
    change = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, order)
    with plans(database) as steps:
        visit.pull(change, outcomes=accepted(1))
    small = ("cursor", "choice_list", "problem", "meta", "pulled_scope", "CONSTANT")
    assert [step for step in scans(steps) if step.split()[1] not in small] == []
