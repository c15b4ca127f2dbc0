from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from fieldapp.search.grams import grams, query
from fieldapp.store.choice_lists import places_of, search_sql
from fieldapp.store.database import Database


def plan(database: Database, statement: str, values: dict[str, object] | None = None) -> list[str]:
    with database.reading() as connection:
        return [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"), values or {})]


def test_no_lookup_by_columns_reads_a_whole_list(database: Database) -> None:
    places = places_of(7, [(0, "TS-02"), (3, "CF-680")])
    compiled = places.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})

    steps = plan(database, str(compiled))

    assert len(steps) >= 2
    assert [step for step in steps if step.startswith("SCAN")] == []
    assert all("number=? AND field=? AND value=?" in step for step in steps if "SEARCH" in step)


def test_no_search_reads_a_whole_list_or_sorts_what_it_found(database: Database) -> None:
    values = {"words": query(["风机"]), "number": 7, "first": 0, "last": 10, "field_0": 3, "value_0": "CF-680"}

    steps = plan(database, search_sql(1), values)

    assert [step for step in steps if "TEMP B-TREE" in step] == []
    assert [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step] == []
    assert any("choice_row USING INTEGER PRIMARY KEY" in step for step in steps)


def test_a_text_is_indexed_by_pairs_of_neighbours_and_the_end_of_each_word() -> None:
    tokens = set(grams(["风机 12w", "风机"]).split())
    assert {token for token in tokens if not token.startswith("\ue000")} == {"风机", "机\ue000", "12", "2w", "w\ue000"}
    assert grams(["a-1"]) == "a－ －1 1\ue000"
    assert query(["冷风机", "w"]) == '"冷风" AND "风机" AND "w"*'
    assert query([]) == ""
