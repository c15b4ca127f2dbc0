from __future__ import annotations

import pytest

from fieldapp.forms.choice_file import ChoiceFile
from fieldapp.forms.list_check import list_faults, list_uses
from fieldapp.forms.outside import MOST_ROWS
from tests.unit.forms.test_outside import PARTS, select
from tests.unit.forms.xforms import form

COLUMNS = ("name", "label", "model", "price")
SHORT = ChoiceFile("parts", COLUMNS, (("a", "b", "c", "1"),))
LONG = ChoiceFile("parts", COLUMNS, (("a", "b", "c", "1"),) * (MOST_ROWS + 1))

Told = list[tuple[str, str, str]]


def told(binds: str, body: str, found: ChoiceFile) -> Told:
    definition = form("<model/><part/><found/>", binds, body, model=PARTS)
    faults = list_faults(definition, {"parts": found})
    return [(fault.code, str(fault.fields["path"]), str(fault.fields["property"])) for fault in faults]


@pytest.mark.parametrize(
    "expression",
    [
        "instance('parts')/root/item[name = /data/part]/label",
        "pulldata('parts', 'label', 'name', /data/part)",
        "count(instance('parts')/root/item[model = 'CF-1' and price &gt; 3])",
    ],
)
def test_an_expression_that_asks_for_equal_rows_stands_over_a_list_of_any_length(expression: str) -> None:
    assert told(f'<bind nodeset="/data/found" calculate="{expression}"/>', select(), LONG) == []


@pytest.mark.parametrize(
    ("property_", "expression"),
    [
        ("calculate", "count(instance('parts')/root/item)"),
        ("constraint", "count(instance('parts')/root/item[price &gt; .]) &gt; 0"),
        ("relevant", "instance('parts')/root/item[model = 'a' or model = 'b']/price = 1"),
        ("required", "if(true(), sum(instance('parts')/root/item/price) &gt; 1, false())"),
    ],
)
def test_an_expression_that_goes_through_a_long_list_is_named_by_its_question(property_: str, expression: str) -> None:
    bind = f'<bind nodeset="/data/found" {property_}="{expression}"/>'

    assert told(bind, "", SHORT) == []
    assert told(bind, "", LONG) == [("forms.list.unbounded", "/data/found", property_)]


def test_a_select_is_bounded_by_its_page_unless_a_condition_is_left_that_no_index_answers() -> None:
    assert told("", select(), LONG) == []
    assert told("", select("[model = /data/model and price &gt; 5]"), LONG) == []
    assert told("", select("[price &gt; 5]"), LONG) == [("forms.list.unbounded", "/data/part", "choices")]


def test_a_column_that_the_list_lacks_is_named_once_a_question() -> None:
    bind = """<bind nodeset="/data/found" calculate="concat(pulldata('parts', 'cost', 'name', 'a'),
      instance('parts')/root/item[code = 'a']/label, instance('parts')/root/item[code = 'b']/label)"/>"""

    assert told(bind, select("[colour = /data/model]"), SHORT) == [
        ("forms.list.column-unknown", "/data/part", "choices"),
        ("forms.list.column-unknown", "/data/found", "calculate"),
        ("forms.list.column-unknown", "/data/found", "calculate"),
    ]


def test_labels_and_actions_are_looked_at_too() -> None:
    body = """<input ref="/data/found"><label><output value="pulldata('parts', 'a', 'b', 'c')"/></label></input>"""
    action = """<setvalue event="odk-instance-first-load" ref="/data/model"
      value="count(instance('parts')/root/item)"/>"""

    uses = list(list_uses(form("<model/><part/><found/>", action, body, model=PARTS)))

    assert {(use.path, use.property, use.columns, use.is_bounded) for use in uses} == {
        ("/data/found", "label", ("a", "b"), True),
        ("/data/model", "setvalue", (), False),
    }


def test_a_list_that_is_not_given_is_not_judged() -> None:
    definition = form("<model/><part/><found/>", "", select("[colour = 'red']"), model=PARTS)

    assert list(list_faults(definition, {})) == []
