from __future__ import annotations

import math

import pytest

from tests.unit.forms.xpath.expressions import run

ROWS = "<data><row><n>2</n></row><row><n>3</n></row><other/></data>"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substring('12345', -42, 1 div 0)", "12345"),
        ("substring-before('1999/04/01', '/')", "1999"),
        ("substring-after('1999/04/01', '/')", "04/01"),
        ("substring-before('abc', 'x')", ""),
        ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
        ("normalize-space('  a   b ')", "a b"),
        ("concat('盖板', 1, true())", "盖板1true"),
        ("string-length('冷柜')", 2.0),
        ("starts-with('CF-680', 'CF')", True),
        ("contains('CF-680', '68')", True),
        ("not(0)", True),
        ("round(-2.5)", -3.0),
        ("round(2.675, 2)", 2.68),
        ("round(1234.5, -2)", 1200.0),
        ("floor(-1.5)", -2.0),
        ("ceiling(-1.5)", -1.0),
        ("boolean('false')", True),
    ],
)
def test_a_core_function_gives_what_the_norm_says(expression: str, value: object) -> None:
    assert run(expression) == value


def test_sum_and_count_take_the_nodes_of_a_set() -> None:
    assert run("sum(/data/row/n)", ROWS) == 5.0
    assert run("count(/data/row)", ROWS) == 2.0
    assert run("coalesce(sum(/data/none), 0)", ROWS) == "0"


def test_there_is_no_sum_of_no_nodes_as_in_odks_web_forms() -> None:
    found = run("sum(/data/none)", ROWS)
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize("date", ["'2026-11-23T06:00:00Z'", "date('2026-11-23T06:00:00Z')", "/data/on"])
def test_number_of_a_date_is_whole_days_as_text_and_keeps_its_fraction_in_arithmetic(date: str) -> None:
    tree = "<data><on>2026-11-23T06:00:00Z</on></data>"
    assert run(f"string(number({date}))", tree) == "20780"
    assert run(f"number({date}) + 0", tree) == 20780.25


def test_number_of_a_day_that_no_calendar_has_is_none() -> None:
    assert run("string(number('2026-02-30'))") == "NaN"


def test_concat_takes_every_node_of_a_set_as_odk_does() -> None:
    assert run("concat(/data/row/n, '!')", ROWS) == "23!"


def test_position_of_a_node_is_its_place_among_its_name() -> None:
    assert run("position(..)", ROWS, "/data/row[2]/n") == 2.0


def test_lang_looks_at_the_nearest_language() -> None:
    tree = "<data xml:lang='zh-CN'><q/></data>"
    assert run("lang('zh')", tree, "/data/q") is True
    assert run("lang('en')", tree, "/data/q") is False


def test_names_of_nodes_are_given_with_and_without_prefix() -> None:
    tree = "<data xmlns:fa='http://fieldapp/forms'><fa:unit/></data>"
    assert run("name(*)", tree, "/data") == "fa:unit"
    assert run("local-name(*)", tree, "/data") == "unit"
    assert run("namespace-uri(*)", tree, "/data") == "http://fieldapp/forms"


def test_id_finds_elements_by_their_ids_in_document_order() -> None:
    found = run("id('b a')", "<data><x id='a'/><y id='b'/></data>")
    assert isinstance(found, list)
    assert [node.name for node in found] == ["x", "y"]
