"""Readings and checks as a report shows them: against their limits, with a true minus."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from fieldapp.reports.entries import Verdict

_NUMBER = r"([-−]?\d+(?:\.\d+)?)"
_RANGE = re.compile(rf"{_NUMBER}\s*–\s*{_NUMBER}")
_AT_MOST = re.compile(rf"≤\s*{_NUMBER}")
_AT_LEAST = re.compile(rf"≥\s*{_NUMBER}")
_HYPHEN_AS_MINUS = re.compile(r"(?<![\w-])-(?=\d)")


def with_minus(text: str) -> str:
    """Return the text with a true minus before negative numbers; hyphens inside words and codes stay."""
    return _HYPHEN_AS_MINUS.sub("−", text)


def verdict(value: str, limits: str) -> Verdict | None:
    """Judge an answer: "pass" and "fail" speak for themselves, a number is held against "15.5–17.0", "≤ -15", "≥ 2".

    None where there is nothing to judge by.
    """
    if value in (Verdict.PASS.value, Verdict.FAIL.value):
        return Verdict(value)
    reading = _decimal(value)
    low, high = _bounds(limits)
    if reading is None or (low is None and high is None):
        return None
    inside = (low is None or reading >= low) and (high is None or reading <= high)
    return Verdict.WITHIN if inside else Verdict.OUTSIDE


def _bounds(limits: str) -> tuple[Decimal | None, Decimal | None]:
    if found := _RANGE.fullmatch(limits):
        return _decimal(found[1]), _decimal(found[2])
    if found := _AT_MOST.fullmatch(limits):
        return None, _decimal(found[1])
    if found := _AT_LEAST.fullmatch(limits):
        return _decimal(found[1]), None
    return None, None


def _decimal(text: str) -> Decimal | None:
    """Return the number a text stands for, None for other text and for what is not finite."""
    try:
        number = Decimal(text.replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
