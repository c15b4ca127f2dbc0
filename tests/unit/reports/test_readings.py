from __future__ import annotations

import pytest

from fieldapp.reports.entries import Verdict
from fieldapp.reports.readings import verdict, with_minus


@pytest.mark.parametrize(
    ("value", "limits", "expected"),
    [
        ("pass", "", Verdict.PASS),
        ("fail", "", Verdict.FAIL),
        ("16.2", "15.5–17.0", Verdict.WITHIN),
        ("15.5", "15.5–17.0", Verdict.WITHIN),
        ("17.01", "15.5–17.0", Verdict.OUTSIDE),
        ("-18.4", "≤ -15", Verdict.WITHIN),
        ("-4", "≤ -15", Verdict.OUTSIDE),
        ("-4", "≤ −15", Verdict.OUTSIDE),
        ("-3", "-5–-1", Verdict.WITHIN),
        ("1.9", "≥ 2", Verdict.OUTSIDE),
        ("3", "", None),
        ("盖板有冰", "15.5–17.0", None),
        ("NaN", "15.5–17.0", None),
        ("3", "about 3", None),
    ],
)
def test_an_answer_is_judged_by_its_limits(value: str, limits: str, expected: Verdict | None) -> None:
    assert verdict(value, limits) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-18.4 ℃", "−18.4 ℃"),
        ("≤ -15", "≤ −15"),
        ("TS-02 装上 TS02-2611-0457", "TS-02 装上 TS02-2611-0457"),
        ("2026-11-23", "2026-11-23"),
    ],
)
def test_a_minus_is_a_minus_and_a_hyphen_stays_one(text: str, expected: str) -> None:
    assert with_minus(text) == expected
