from __future__ import annotations

import math

import pytest

from tests.unit.forms.xpath.expressions import run


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("pow(2, 10)", 1024.0),
        ("abs(-3)", 3.0),
        ("int(-7.9)", -7.0),
        ("int('7.9e-12')", 0.0),
        ("max(1, 3, 2)", 3.0),
        ("min(//n)", 2.0),
        ("log10(100)", 2.0),
        ("exp10(2)", 100.0),
        ("sqrt(16)", 4.0),
        ("log(0)", -math.inf),
        ("pow(0, -1)", math.inf),
        ("pow(10, 999)", math.inf),
        ("atan2(0, 1)", 0.0),
    ],
)
def test_a_number_function_calculates(expression: str, value: float) -> None:
    assert run(expression, "<data><n>2</n><n>5</n></data>") == value


@pytest.mark.parametrize("expression", ["sqrt(-1)", "asin(2)", "log(-1)", "max('')", "min(//none)", "int('x')"])
def test_a_number_function_outside_its_domain_is_nan(expression: str) -> None:
    value = run(expression)
    assert isinstance(value, float)
    assert math.isnan(value)


def test_random_lies_between_zero_and_one() -> None:
    assert run("random() >= 0 and random() < 1") is True
