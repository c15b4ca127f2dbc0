"""One suite, two subjects: lists in memory and lists in the encrypted store find the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.forms.choice_source import ChoiceSource
from fieldapp.store.choice_lists import ChoiceLists
from tests.fakes.choice_lists import changes_of, choice_file
from tests.fakes.memory_lists import MemoryLists
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened, over_database

LONG = "接线图见第三章。" * 20
PARTS = choice_file(
    "parts",
    ("name", "label", "label::English (en)", "model", "note"),
    ("TS-02", "蒸发器传感器", "Evaporator sensor", "CF-680", ""),
    ("FM-12", "冷凝风机 12W", "Condenser fan 12 W", "CF-300", LONG),
    ("TS-02/B", "ＴＳ传感器", "Sensor B", "CF-680", ""),
    ("DS-68", "门封条", "Door seal", "CF-680", LONG),
    ("OI-5", "机油 100%", 'Oil "five" OR NOT', "CF-300", ""),
)
MODELS = choice_file("models", ("name", "label"), ("CF-680", "门店冷柜"))


@pytest.fixture(params=["memory", "sqlite"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ChoiceSource]:
    if request.param == "memory":
        lists = {
            found.list_id: [dict(zip(found.columns, row, strict=True)) for row in found.rows]
            for found in (PARTS, MODELS)
        }
        yield MemoryLists(lists)
        return
    clock = StoppedClock()
    with opened(tmp_path, clock) as database:
        store = over_database(database, clock)
        store.pull(*changes_of(store, MODELS))
        store.pull(*changes_of(store, PARTS))
        yield ChoiceLists(database)


def names(source: ChoiceSource, matching: str = "", **equal: str) -> list[str]:
    return [row["name"] for row in source.rows("parts", equal, matching=matching)]


def test_a_list_is_here_or_it_is_not(source: ChoiceSource) -> None:
    assert [source.has(name) for name in ("parts", "models", "customers")] == [True, True, False]


def test_without_a_condition_all_rows_come_in_their_order_with_all_columns(source: ChoiceSource) -> None:
    rows = source.rows("parts", {})

    assert [tuple(row.values()) for row in rows] == list(PARTS.rows)
    assert {tuple(row) for row in rows} == {PARTS.columns}


@pytest.mark.parametrize(
    ("equal", "found"),
    [
        ({"name": "TS-02"}, ["TS-02"]),
        ({"model": "CF-680"}, ["TS-02", "TS-02/B", "DS-68"]),
        ({"model": "CF-680", "note": ""}, ["TS-02", "TS-02/B"]),
        ({"note": LONG}, ["FM-12", "DS-68"]),
        ({"note": LONG, "model": "CF-680", "name": "DS-68"}, ["DS-68"]),
        ({"name": "ts-02"}, []),
        ({"name": "TS-02", "model": "CF-300"}, []),
        ({"colour": "red"}, []),
        ({"colour": ""}, []),
    ],
)
def test_rows_are_found_and_counted_by_the_exact_text_of_any_column(
    source: ChoiceSource, equal: dict[str, str], found: list[str]
) -> None:
    assert names(source, **equal) == found
    assert source.count("parts", equal) == len(found)


def test_all_rows_are_counted_without_a_condition(source: ChoiceSource) -> None:
    assert (source.count("parts", {}), source.count("models", {}), source.count("customers", {})) == (5, 1, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("传感", ["TS-02", "TS-02/B"]),
        ("封", ["DS-68"]),
        ("条", ["DS-68"]),
        ("风机 12", ["FM-12"]),
        ("12 风机", ["FM-12"]),
        ("机风", []),
        ("sensorator", []),
        ("ts-02", ["TS-02", "TS-02/B"]),
        ("ＴＳ－０２／Ｂ", ["TS-02/B"]),
        ("TS传感器", ["TS-02/B"]),
        ("02/", ["TS-02/B"]),
        ("door", ["DS-68"]),
        ("d", ["FM-12", "DS-68"]),
        ("%", ["OI-5"]),
        ('"five"', ["OI-5"]),
        ("not or", ["OI-5"]),
        ("*", []),
        ("CF-680", []),
        ("  ", ["TS-02", "FM-12", "TS-02/B", "DS-68", "OI-5"]),
    ],
)
def test_a_search_finds_rows_by_pieces_of_their_name_or_labels(
    source: ChoiceSource, text: str, found: list[str]
) -> None:
    assert names(source, text) == found


def test_a_search_stays_within_the_conditions(source: ChoiceSource) -> None:
    assert names(source, "机", model="CF-300") == ["FM-12", "OI-5"]
    assert names(source, "机", model="CF-300", name="OI-5") == ["OI-5"]
    assert names(source, "机", model="CF-680") == []


def test_pages_follow_each_other_without_a_gap(source: ChoiceSource) -> None:
    pages = [source.rows("parts", {}, skip=skip, most=2) for skip in (0, 2, 4, 6)]
    searched = [source.rows("parts", {}, matching="传感器", skip=skip, most=1) for skip in (0, 1, 2)]

    assert [[row["name"] for row in page] for page in pages] == [["TS-02", "FM-12"], ["TS-02/B", "DS-68"], ["OI-5"], []]
    assert [[row["name"] for row in page] for page in searched] == [["TS-02"], ["TS-02/B"], []]
    assert list(source.rows("parts", {}, most=0)) == []
    assert source.rows("parts", {"model": "CF-680"}, skip=1, most=1)[0]["name"] == "TS-02/B"


def test_a_list_that_is_not_here_has_no_rows(source: ChoiceSource) -> None:
    assert list(source.rows("customers", {}, matching="禾味")) == []
