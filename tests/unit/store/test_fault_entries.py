from __future__ import annotations

from sqlalchemy import event

from fieldapp.domain.ids import FaultEntryId
from fieldapp.domain.views.faults import FaultSearch
from fieldapp.store import fault_entries, fault_search, meta
from fieldapp.store.database import Database
from fieldapp.wire.messages import DocumentKind
from tests.factories import make_fault
from tests.fakes.stores import REFERENCE, DeviceStore

TYPED = FaultSearch(typed="漂移")


def give(visit: DeviceStore, **changes: object) -> None:
    visit.give(DocumentKind.FAULT_ENTRY, "drift", make_fault(**changes), REFERENCE)


def without_entries(database: Database) -> None:
    """Make the file what it was before the library had a search."""
    with database.writing() as connection:
        for table in ("fault_entry", "fault_search", "fault_word"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        meta.forget(connection, meta.FAULTS_MADE)


def test_a_library_that_was_here_before_its_search_is_found_after_a_pull(
    visit: DeviceStore, database: Database
) -> None:
    give(visit)
    without_entries(database)
    assert visit.queries.search_faults(TYPED).entries == ()
    assert visit.queries.faults("CF-680") == (make_fault(),), "the order shows its faults meanwhile"
    visit.pull()
    assert visit.queries.search_faults(TYPED).entries == (make_fault(),)
    assert visit.queries.search_faults(FaultSearch(typed="sensr")).near


def test_the_library_is_not_looked_through_any_more_once_all_of_it_was_taken(
    visit: DeviceStore, database: Database
) -> None:
    give(visit)
    visit.pull()
    visit.pull()
    with database.reading() as connection:
        assert fault_entries.is_made(connection)
    assert visit.queries.faults("CF-680") == (make_fault(),)
    assert visit.queries.faults("CF-68") == ()


def test_an_entry_that_says_the_same_is_not_indexed_again(visit: DeviceStore, database: Database) -> None:
    give(visit)
    with database.writing() as connection:
        before = connection.exec_driver_sql("SELECT * FROM fault_entry").all()
        fault_entries.keep_faults(connection, {"drift": make_fault(id=FaultEntryId("other"))})
        assert connection.exec_driver_sql("SELECT * FROM fault_entry").all() == before


def test_an_entry_that_was_seen_more_often_moves_before_others(visit: DeviceStore, database: Database) -> None:
    visit.give(DocumentKind.FAULT_ENTRY, "often", make_fault(id=FaultEntryId("often"), cases=50), REFERENCE)
    give(visit, cases=7)
    assert [entry.cases for entry in visit.queries.search_faults(TYPED).entries] == [50, 7]
    give(visit, cases=70)
    assert [entry.cases for entry in visit.queries.search_faults(TYPED).entries] == [70, 50]


def test_a_search_looks_up_what_it_shows_and_sorts_nothing(visit: DeviceStore, database: Database) -> None:
    give(visit)
    asked = FaultSearch(typed="漂移 sensor", model="CF-680", code="E02")
    with database.reading() as connection:
        steps: list[str] = []

        def explain(_one: object, cursor: object, statement: str, values: object, *_: object) -> None:
            raw = connection.connection.driver_connection
            assert raw is not None
            if "MATCH" in statement:
                steps.extend(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values))

        event.listen(connection, "before_cursor_execute", explain)
        assert fault_search.search(connection, asked).entries == (make_fault(),)
    plain = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
    assert any("fault_search VIRTUAL TABLE INDEX" in step for step in steps)
    assert (plain, [step for step in steps if "TEMP B-TREE" in step]) == ([], [])
