from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
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
        ("base64-decode('5Ya35p+c')", "冷柜"),
        ("base64-decode('!')", ""),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'CRC-32', 'hex')", "352441c2"),
        ("uuid()", "00000000-0000-4000-8000-000000000000"),
        ("uuid(6)", "000000"),
    ],
)
def test_a_text_function_gives_its_text(expression: str, value: object) -> None:
    assert run(expression, "<data><n>2</n><n>5</n></data>") == value


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("regex('a', '(')", "forms.xpath.pattern"),
        ("digest('a', 'MD4')", "forms.xpath.digest"),
        ("digest('a', 'MD5', 'octal')", "forms.xpath.digest"),
    ],
)
def test_a_text_function_that_is_asked_for_what_there_is_not_is_an_error(expression: str, code: str) -> None:
    with pytest.raises(XPathError) as caught:
        run(expression)
    assert caught.value.code == code


def test_a_pattern_never_runs_on_a_text_of_any_length() -> None:
    assert run("regex(/data, '(a+)+$')", f"<data>{'a' * 10_001}b</data>") is False
