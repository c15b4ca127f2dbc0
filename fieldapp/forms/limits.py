"""Soft limits of readings: a value outside of them is shown as such and stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from fieldapp.forms.questions import Limit


def limit_of(value: str, attributes: Mapping[str, str]) -> Limit | None:
    """Where a reading lies between `low` and `high` of a question; None without a reading or without limits."""
    low, high, reading = (_number(text) for text in (attributes.get("low"), attributes.get("high"), value))
    if reading is None or (low is None and high is None):
        return None
    if low is not None and reading < low:
        return Limit.BELOW
    if high is not None and reading > high:
        return Limit.ABOVE
    return Limit.WITHIN


def _number(text: str | None) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # an answer that is no number has no place against a limit
        return None
