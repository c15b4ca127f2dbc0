from __future__ import annotations

import math

import pytest

from fieldapp.forms.xpath.values import number_text, to_number
from tests.unit.forms.xpath.expressions import run

EMPTY = "<data><qty/><text>7</text></data>"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1.0, "1"), (-0.0, "0"), (1e-7, "0.0000001"), (1e21, "1" + "0" * 21), (0.1, "0.1"), (math.nan, "NaN")],
)
def test_a_number_is_written_without_exponent_or_trailing_zeros(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize("text", ["", " ", "1a", "1e3", "--1", "1,5", "²"])
def test_text_that_is_no_number_is_nan(text: str) -> None:
    assert math.isnan(to_number(text))


def test_a_comparison_with_an_empty_answer_is_false_and_no_error() -> None:
    assert run("/data/qty > 0", EMPTY) is False
    assert run("/data/qty <= 0", EMPTY) is False


def test_text_in_a_node_equals_the_number_it_reads_as() -> None:
    assert run("/data/text = 7", EMPTY) is True


def test_a_set_equals_a_value_when_any_of_its_nodes_does() -> None:
    tree = "<data><n>1</n><n>2</n></data>"
    assert run("/data/n = 2", tree) is True
    assert run("/data/n != 2", tree) is True
    assert run("/data/none = ''", tree) is False


def test_a_boolean_is_compared_with_the_nodes_of_a_set_as_odk_does() -> None:
    assert run("true() >= /data/n", "<data><n>1</n></data>") is True
    assert run("true() >= /data/none", "<data/>") is False


def test_dates_in_text_are_compared_as_dates() -> None:
    assert run("'2026-11-23' < '2026-11-23T00:00:01+08:00'") is True
    assert run("'2026-12-01' - '2026-11-23'") == 8.0
