from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.values import to_string
from tests.unit.forms.xpath.expressions import run

PARTS = """<data><want>TS-02</want><list id="parts"><root>
  <item><code>CB-680</code><name>主控制板</name></item><item><code>TS-02</code><name>温度传感器</name></item>
</root></list></data>"""
REPEATS = """<data><o><i><v>1.1</v></i><i><v>1.2</v></i></o><o><i><v>2.1</v></i></o></data>"""


def test_current_keeps_hold_of_the_question_inside_a_predicate() -> None:
    expression = "string(instance('parts')/root/item[code = current()]/name)"
    assert run(expression, PARTS, "/data/want") == "温度传感器"


def test_pulldata_finds_the_cell_of_a_row() -> None:
    assert run("pulldata('parts', 'name', 'code', 'CB-680')", PARTS) == "主控制板"
    assert run("pulldata('parts', 'name', 'code', 'none')", PARTS) == ""


@pytest.mark.parametrize("expression", ["instance('prices')", "pulldata('prices', 'a', 'b', 'c')"])
def test_an_instance_that_is_not_there_is_an_error(expression: str) -> None:
    with pytest.raises(XPathError) as caught:
        run(expression, PARTS)
    assert caught.value.code == "forms.xpath.instance"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("indexed-repeat(//v, /data/o, 1, /data/o/i, 2)", "1.2"),
        ("indexed-repeat(//v, /data/o/i, 1, /data/o, 2)", "2.1"),
        ("indexed-repeat(//v, /data/o, 2, /data/o/i, 2)", ""),
        ("indexed-repeat(//v, /data/o, 9)", ""),
    ],
)
def test_indexed_repeat_finds_the_value_in_the_named_rows(expression: str, text: str) -> None:
    assert to_string(run(expression, REPEATS)) == text


def test_indexed_repeat_without_pairs_is_an_error() -> None:
    with pytest.raises(XPathError) as caught:
        run("indexed-repeat(//v, /data/o, 1, /data/o/i)", REPEATS)
    assert caught.value.code == "forms.xpath.arity"


def test_count_non_empty_leaves_out_empty_nodes() -> None:
    assert run("count-non-empty(//n)", "<data><n/><n>1</n></data>") == 1.0
