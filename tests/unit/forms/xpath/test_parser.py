from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.parser import parse
from fieldapp.forms.xpath.syntax import Call, Filter, Literal, Negation, NodeTest, Number, Operation, Path, Step


def test_operators_bind_in_the_order_of_the_grammar() -> None:
    tree = parse("1 or 2 and 3 = 4 < 5 + 6 * 7")
    found = []
    while isinstance(tree, Operation):
        found.append(tree.operator)
        tree = tree.right
    assert found == ["or", "and", "=", "<", "+", "*"]


def test_operators_of_one_rank_group_from_the_left() -> None:
    assert parse("5 - 2 - 1") == Operation("-", Operation("-", Number(5), Number(2)), Number(1))


def test_a_minus_before_a_union_takes_the_whole_union() -> None:
    assert isinstance(parse("-a|b"), Negation)


def test_a_path_is_read_step_by_step() -> None:
    assert parse("/data/@id") == Path(True, (Step("child", NodeTest("data")), Step("attribute", NodeTest("id"))))


def test_short_steps_are_read_as_the_axes_they_stand_for() -> None:
    tree = parse("..//.")
    assert isinstance(tree, Path)
    assert [step.axis for step in tree.steps] == ["parent", "descendant-or-self", "self"]


def test_a_predicate_on_brackets_filters_the_whole_set() -> None:
    assert isinstance(parse("(//a)[1]"), Filter)


def test_a_path_may_go_on_from_a_function() -> None:
    tree = parse("instance('parts')/root/item[code = 'TS-02']/name")
    assert isinstance(tree, Path)
    assert tree.start == Call("instance", (Literal("parts"),))


def test_a_node_type_is_not_mistaken_for_a_function() -> None:
    tree = parse("text()")
    assert isinstance(tree, Path)
    assert tree.steps[0].test == NodeTest(node_type="text")


@pytest.mark.parametrize("expression", ["", "1 +", "(1", "a[1", "f(1,", "/data//", "1 2", "@", "if(1, 2"])
def test_an_expression_that_breaks_off_is_a_syntax_error(expression: str) -> None:
    with pytest.raises(XPathError) as caught:
        parse(expression)
    assert caught.value.code == "forms.xpath.syntax"
    assert caught.value.fields["expression"] == expression


@pytest.mark.parametrize(
    ("expression", "code"),
    [("sideways::a", "forms.xpath.axis"), ("$name", "forms.xpath.variable"), ("(" * 300, "forms.xpath.depth")],
)
def test_what_a_form_cannot_hold_has_a_code_of_its_own(expression: str, code: str) -> None:
    with pytest.raises(XPathError) as caught:
        parse(expression)
    assert caught.value.code == code
