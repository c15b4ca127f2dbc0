from __future__ import annotations

import pytest

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
        ("string(randomize(//n, 3)) = string(randomize(//n, 3))", True),
        ("count(randomize(//n))", 2.0),
    ],
)
def test_a_choice_function_decides(expression: str, value: object) -> None:
    assert run(expression, "<data>old<n>2</n><n>5</n></data>", "/data/text()") == value
