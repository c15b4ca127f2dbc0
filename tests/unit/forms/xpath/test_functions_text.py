from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.compiler import compile_expression
from tests.unit.forms.xpath.expressions import run


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("join('、', '断电', '除冰')", "断电、除冰"),
        ("join('-', //n)", "2-5"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("coalesce('', //none, 'x', 'y')", "x"),
        ("ends-with('CF-680', '680')", True),
        ("regex('WX-261123-004', '^WX-[0-9]{6}-[0-9]{3}$')", True),
        ("regex('WX-1', '^WX-[0-9]{6}')", False),
        ("substr('hello', 1 div 0)", ""),
        ("substr('hello', 0 div 0, 2)", "he"),
        ("version()", "2026112301"),
        ("property('deviceid')", ""),
        ("uuid()", "00000000-0000-4000-8000-000000000000"),
        ("uuid(6)", "000000"),
    ],
)
def test_a_text_function_gives_its_text(expression: str, value: object) -> None:
    assert run(expression, "<data version='2026112301'><n>2</n><n>5</n></data>") == value


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("regex('a', '(')", "forms.xpath.pattern"),
        ("regex('a', concat('(', ''))", "forms.xpath.pattern"),
        ("uuid('x')", "forms.xpath.length"),
        ("uuid(1000000000)", "forms.xpath.length"),
        ("uuid(-1)", "forms.xpath.length"),
    ],
)
def test_a_text_function_that_is_asked_for_what_there_is_not_is_an_error(expression: str, code: str) -> None:
    with pytest.raises(XPathError) as caught:
        run(expression)
    assert caught.value.code == code


def test_a_pattern_that_the_form_spells_out_wrongly_is_found_before_it_runs() -> None:
    faults = compile_expression("if(false(), regex(a, '(['), 1)").faults
    assert [(fault.code, fault.fields["pattern"]) for fault in faults] == [("forms.xpath.pattern", "([")]


def test_the_last_digits_of_a_short_id_are_fresh_ones() -> None:
    found = run("uuid(40)")
    assert isinstance(found, str)
    assert len(found) == 40
    assert "-" not in found
