from __future__ import annotations

import math

import pytest

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.compiler import compile_expression
from tests.unit.forms.xpath.expressions import context_of, run


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("7 mod -3", 1.0),
        ("-7 mod 3", -1.0),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("'2' + '3'", 5.0),
        ("- '4'", -4.0),
        ("2 + 3 * 4 - 6 div 2", 11.0),
    ],
)
def test_arithmetic_follows_ieee_and_xpath(expression: str, value: float) -> None:
    assert run(expression) == value


@pytest.mark.parametrize("expression", ["0 div 0", "5 mod 0", "'x' * 2", "(1 div 0) mod 2"])
def test_arithmetic_without_a_result_is_nan(expression: str) -> None:
    value = run(expression)
    assert isinstance(value, float)
    assert math.isnan(value)


def test_and_and_or_leave_out_what_cannot_change_the_result() -> None:
    assert run("false() and nowhere()") is False
    assert run("true() or nowhere()") is True


def test_a_condition_of_fifteen_hundred_terms_runs() -> None:
    terms = " or ".join(f"selected(/data/q, 'c{number}')" for number in range(1_500))
    assert run(terms, "<data><q>c1499</q></data>") is True
    assert run(terms, "<data><q>c1500</q></data>") is False


def test_an_unknown_function_is_a_fault_of_the_form_before_it_runs() -> None:
    expression = compile_expression("if(a, teh-sum(b), 0)")
    assert [(fault.code, fault.fields["function"]) for fault in expression.faults] == [
        ("forms.xpath.unknown-function", "teh-sum")
    ]


def test_a_wrong_number_of_arguments_is_a_fault_of_the_form_before_it_runs() -> None:
    expression = compile_expression("selected(a) and regex(b, 'c', 'd')")
    assert [fault.code for fault in expression.faults] == ["forms.xpath.arity"] * 2


def test_an_unknown_function_that_is_reached_is_raised() -> None:
    with pytest.raises(XPathError) as caught:
        run("teh-sum(1)")
    assert caught.value.code == "forms.xpath.unknown-function"


def test_a_function_prefix_bound_to_another_namespace_is_unknown() -> None:
    expression = compile_expression("jr:itext('a')", namespaces={"jr": "urn:other"})
    assert [fault.code for fault in expression.faults] == ["forms.xpath.unknown-function"]


def test_an_expression_gives_its_result_in_the_type_that_is_asked_for() -> None:
    context = context_of("<data><n>3</n></data>", "/data")
    expression = compile_expression("n")
    assert expression.string(context) == "3"
    assert expression.number(context) == 3.0
    assert expression.boolean(context) is True
    assert [node.name for node in expression.nodes(context)] == ["n"]


def test_nodes_of_what_is_no_node_set_are_an_error() -> None:
    with pytest.raises(XPathError) as caught:
        compile_expression("1 + 1").nodes(context_of("<data/>"))
    assert caught.value.code == "forms.xpath.type"
