from __future__ import annotations

import random

import pytest

from fieldapp.domain.ids import PartNumber
from fieldapp.domain.part import Part
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
    visit.give(DocumentKind.PART, "TS-02", make_part(), REFERENCE)
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


def keep(database: Database, **names: str) -> None:
    with database.writing() as connection:
        entries.keep_parts(connection, {number: a_part(number, name) for number, name in names.items()})


def a_part(number: str, name: str) -> Part:
    return make_part(number=PartNumber(number), name_zh=name, name_en="", gtin=None)


def index(database: Database) -> None:
    with database.writing() as connection:
        while entries.index_some(connection):
            pass


def found(database: Database, typed: str, most: int = 99) -> list[str]:
    with database.reading() as connection:
        return entries.found(connection, entries.PARTS, typed, most)


def indexed(database: Database) -> list[int]:
    """The places that the index of parts holds, which is held against its own sums."""
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO part_search (part_search) VALUES ('integrity-check')")
        return list(connection.exec_driver_sql("SELECT rowid FROM part_search ORDER BY rowid").scalars())


@pytest.mark.req("SYN-7")
def test_a_part_is_found_before_it_is_indexed_and_in_the_same_place_behind_it(database: Database) -> None:
    keep(database, a="温度传感器", b="风机")
    index(database)
    keep(database, c="压力传感器", d="传感线")
    before = [found(database, "传感"), found(database, "传感", most=2), found(database, "线"), found(database, "感线")]
    assert before == [["a", "c", "d"], ["a", "c"], ["d"], ["d"]]
    assert indexed(database) == [0, 1]
    index(database)
    assert indexed(database) == [0, 1, 2, 3]
    after = [found(database, "传感"), found(database, "传感", most=2), found(database, "线"), found(database, "感线")]
    assert after == before


def test_as_many_parts_as_one_transaction_takes_are_indexed_and_the_next_one_goes_on_behind_them(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "_AT_ONCE", 2)
    keep(database, a="阀一", b="阀二", c="阀三")
    with database.writing() as connection:
        assert entries.index_some(connection)
    assert (indexed(database), found(database, "阀")) == ([0, 1], ["a", "b", "c"])
    with database.writing() as connection:
        assert not entries.index_some(connection)
    assert (indexed(database), found(database, "阀")) == ([0, 1, 2], ["a", "b", "c"])


def test_whatever_comes_goes_and_is_indexed_in_whatever_order_a_search_finds_what_is_there(database: Database) -> None:
    chance, there = random.Random(12), dict[str, str]()
    for _ in range(60):
        number, name = chance.choice("abcdefg"), chance.choice(["温度传感器", "风机", "感应风口"])
        match chance.randrange(4):
            case 0 | 1:
                keep(database, **{number: name})
                there[number] = name
            case 2:
                with database.writing() as connection:
                    entries.remove(connection, entries.PARTS, number)
                there.pop(number, None)
            case _:
                with database.writing() as connection:
                    entries.index_some(connection)
        for typed in ("传感", "风", "感", "器"):
            assert sorted(found(database, typed)) == sorted(key for key, text in there.items() if typed in text)
    index(database)
    assert len(indexed(database)) == len(there)
