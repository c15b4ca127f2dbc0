"""The value types of XPath 1.0 with ODK's moments, their conversions (sections 3.4, 4) and comparisons."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import TypeAlias

from fieldapp.forms.xpath.moments import Moment, looks_like_date, parse_moment
from fieldapp.forms.xpath.nodes import Node

Value: TypeAlias = str | float | bool | Moment | list[Node]

_NUMBER = re.compile(r"[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*")


def to_string(value: Value) -> str:
    """`string()`: a node-set gives its first node."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, Moment):
        return value.text()
    return value[0].string_value() if value else ""


def number_text(number: float) -> str:
    """A number as XPath writes it: no exponent, no trailing zeros, `NaN`, `Infinity`."""
    if number.is_integer():
        return str(int(number))
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def to_number(value: Value, zone: tzinfo = UTC) -> float:
    """`number()`: text that is a date counts days since 1970 (ODK), other text that is no number is NaN."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, Moment):
        return value.days()
    text = value if isinstance(value, str) else to_string(value)
    if _NUMBER.fullmatch(text):
        return float(text)
    return parse_moment(text, zone).days() if looks_like_date(text) else math.nan


def to_boolean(value: Value) -> bool:
    """`boolean()`: a node-set is true when it holds a node, a moment when it is a date."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return not (value == 0.0 or math.isnan(value))
    if isinstance(value, Moment):
        return value.at is not None
    return bool(value)


Comparison = Callable[[float, float], bool]


def equal(left: Value, right: Value, zone: tzinfo, *, negate: bool) -> bool:
    """`=` and `!=` (section 3.4): node-sets compare by any of their nodes."""
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) is not negate
    if isinstance(left, list):
        return any(equal(node.string_value(), right, zone, negate=negate) for node in left)
    if isinstance(right, list):
        return any(equal(left, node.string_value(), zone, negate=negate) for node in right)
    if isinstance(left, str) and isinstance(right, str):
        return (left == right) is not negate
    return (to_number(left, zone) == to_number(right, zone)) is not negate


def ordered(left: Value, right: Value, zone: tzinfo, compare: Comparison) -> bool:
    """`<`, `<=`, `>`, `>=`: by number.

    ODK departs from XPath 1.0 where a boolean meets a node-set: each node is converted, not the set.
    """
    if isinstance(left, list):
        return any(ordered(node.string_value(), right, zone, compare) for node in left)
    if isinstance(right, list):
        return any(ordered(left, node.string_value(), zone, compare) for node in right)
    return compare(to_number(left, zone), to_number(right, zone))
