from __future__ import annotations

from fieldapp.store import entries, meta
from fieldapp.store.database import Database
from fieldapp.wire.messages import DocumentKind
from tests.factories import make_order, make_part
from tests.fakes.stores import REFERENCE, DeviceStore


def without_entries(database: Database) -> None:
    """Make the file what it was before there were entries."""
    with database.writing() as connection:
        for table in ("order_entry", "order_search", "part_entry", "part_search"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        meta.forget(connection, meta.ENTRIES_MADE)


def test_what_lay_here_before_there_were_entries_can_be_found_after_a_pull(
    visit: DeviceStore, database: Database
) -> None:
    visit.give(DocumentKind.PART, "part-TS-02", make_part(), REFERENCE)
    without_entries(database)
    assert (visit.queries.search_orders("云桥", 9), visit.queries.search_parts("传感", 9)) == ((), ())
    visit.pull()
    assert visit.queries.search_orders("云桥", 9) == (make_order(),)
    assert visit.queries.search_parts("传感", 9) == (make_part(),)


def test_entries_are_not_looked_for_any_more_once_all_were_made(visit: DeviceStore, database: Database) -> None:
    without_entries(database)
    visit.pull()
    visit.pull()
    with database.reading() as connection:
        assert meta.read(connection, meta.ENTRIES_MADE, bool)


def test_an_order_that_says_the_same_keeps_its_entry(visit: DeviceStore, database: Database) -> None:
    with database.writing() as connection:
        before = connection.exec_driver_sql("SELECT * FROM order_entry").all()
        entries.keep_order(connection, make_order(wishes="别的"))
        assert connection.exec_driver_sql("SELECT * FROM order_entry").all() == before
