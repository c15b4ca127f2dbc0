from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
from tests.unit.forms.xpath.expressions import run


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("selected('a b c', 'b')", True),
        ("selected('ab c', 'b')", False),
        ("selected('', 'b')", False),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a', 3)", ""),
        ("count-selected(' a  b ')", 2.0),
        ("if('', nowhere(), 'no')", "no"),
        ("once('new')", "old"),
        ("checklist(-1, 1, true(), true())", False),
        ("checklist(1, 2, true(), true(), false())", True),
        ("weighted-checklist(3, -1, true(), 2, true(), 1.5)", True),
        ("checklist(2, 2, //n)", True),
        ("weighted-checklist(7, 7, //n, //n)", True),
        ("is-selected('a b', 'b')", True),
        ("depend('a', //n, 1)", "a"),
        ("string(randomize(//n, 3)) = string(randomize(//n, 3))", True),
        ("count(randomize(//n))", 2.0),
        ("boolean-from-string('TRUE')", True),
        ("boolean-from-string('yes')", False),
    ],
)
def test_a_choice_function_decides(expression: str, value: object) -> None:
    assert run(expression, "<data>old<n>2</n><n>5</n></data>", "/data/text()") == value


@pytest.mark.parametrize(
    ("seed", "order"), [("42", "AFCBDE"), ("-42", "EDAFBC"), ("1", "BFEACD"), ("11111111", "ACDBFE")]
)
def test_a_seed_gives_the_order_that_odks_clients_give(seed: str, order: str) -> None:
    letters = "".join(f"<n>{letter}</n>" for letter in "ABCDEF")
    assert run(f"join('', randomize(//n, {seed}))", f"<data>{letters}</data>") == order


def test_a_seed_that_is_text_gives_an_order_of_its_own() -> None:
    letters = "".join(f"<n>{letter}</n>" for letter in "ABCDEF")
    orders = {run(f"join('', randomize(//n, '{seed}'))", f"<data>{letters}</data>") for seed in "abc"}
    assert len(orders) == 3


@pytest.mark.parametrize("arguments", ["1, 2, true()", "1, 2, //n, 1"])
def test_a_weighted_checklist_whose_weights_do_not_match_is_an_error(arguments: str) -> None:
    with pytest.raises(XPathError) as caught:
        run(f"weighted-checklist({arguments})", "<data><n>2</n><n>5</n></data>")
    assert caught.value.code == "forms.xpath.arity"
