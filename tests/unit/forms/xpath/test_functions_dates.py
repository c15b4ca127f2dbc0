from __future__ import annotations

import pytest

from fieldapp.forms.xpath.values import to_string
from tests.unit.forms.xpath.expressions import run


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("today()", "2026-11-23"),
        ("now()", "2026-11-23T09:18:30.000+08:00"),
        ("date(today() + 3)", "2026-11-26"),
        ("date('nonsense')", "Invalid Date"),
        ("format-date('2026-11-03', '%Y-%m-%d %e/%n %b %a %%')", "2026-11-03 3/11 Nov Tue %"),
        ("format-date-time('2026-11-03T07:05:09.042', '%H:%M:%S.%3 %h %y')", "07:05:09.042 7 26"),
        ("format-date('', '%Y')", ""),
        ("format-date('2026-11-03', '%Q')", "%Q"),
        ("decimal-time('12:00:00')", "0.5"),
        ("decimal-date-time('1970-01-02T00:00:00Z')", "1"),
    ],
)
def test_a_date_function_gives_its_text(expression: str, text: str) -> None:
    assert to_string(run(expression)) == text


def test_a_date_is_true_and_what_is_none_is_false() -> None:
    assert run("boolean(date('2026-11-23'))") is True
    assert run("boolean(date('x'))") is False
    assert run("boolean(date(true()))") is False


@pytest.mark.parametrize("language", ["zh", "中文 (zh)", "Chinese (zh-CN)", "中文"])
def test_a_chinese_form_names_months_and_days_in_chinese(language: str) -> None:
    assert run("format-date('2026-11-23', '%n月%e日 %a %b')", language=language) == "11月23日 周一 11月"


@pytest.mark.parametrize("language", ["", "English (en)", "Français (fr)"])
def test_any_other_form_names_them_in_english(language: str) -> None:
    assert run("format-date('2026-11-23', '%a %b')", language=language) == "Mon Nov"
