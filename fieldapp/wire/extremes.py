"""Values that an event's types allow and that nobody meant: a moment of the year 9999, an amount that is no number.

Whoever works with such a value breaks, some day, far from where it came in: a page, a sum, a zone. So they are told at
the door, whatever event they stand in and however deep.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, cast, get_args, get_type_hints

from fieldapp.domain.errors import BadInput
from fieldapp.domain.type_building import TYPE_BUILDING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""What dates and moments may lie in. Wide on purpose: a clock that fell back to 1970 or 1901 refuses no work (rule 10),
and a machine may be older than whoever repairs it."""

_LARGEST_NUMBER = 2**53 - 1
"""What every reader of JSON holds exactly."""
_LONGEST = timedelta(days=36_525)
_MOST_DIGITS = 15
_FINEST = -12
"""Powers of ten of an amount or a reading: the first digit stands below, the last one not under."""
_SHOWN = 40

_NUMBERS = (date, timedelta, Decimal, int, float)


def check_extremes(event: object) -> None:
    """Hold the dates, moments, durations and numbers of a dataclass to what can be meant, however deep they lie.

    Raises BadInput("event.value-impossible", field=…, value=…), BadInput("wire.malformed") for a moment without zone.
    """
    for name in _fields_of(cast("Hashable", type(event))):
        _check(name, getattr(event, name))


def _check(name: str, value: object) -> None:
    if value is None or isinstance(value, str):
        return
    if isinstance(value, _NUMBERS):
        _check_number(name, value)
    elif is_dataclass(value) and not isinstance(value, type):
        for inner in _fields_of(type(value)):
            _check(inner, getattr(value, inner))
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            _check(name, one)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            _check(name, key)
            _check(name, one)


def _check_number(name: str, value: date | timedelta | Decimal | float) -> None:
    if isinstance(value, datetime) and value.tzinfo is None:
        raise BadInput("wire.malformed", detail=f"{name}: no zone")
    if not _can_be_meant(value):
        raise BadInput("event.value-impossible", field=name, value=str(value)[:_SHOWN])


def _can_be_meant(value: date | timedelta | Decimal | float) -> bool:
    if isinstance(value, date):
        return FIRST_YEAR <= value.year <= LAST_YEAR
    if isinstance(value, timedelta):
        return abs(value) <= _LONGEST
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= _FINEST and value.adjusted() < _MOST_DIGITS
    return abs(value) <= _LARGEST_NUMBER  # what is not a number is not below anything either


@cache
def _fields_of(cls: Hashable) -> tuple[str, ...]:
    """Return the fields in which such a value can lie; of most events that is the moment alone."""
    known = cast("type[DataclassInstance]", cls)
    with TYPE_BUILDING:
        hints = get_type_hints(known)
    return tuple(field.name for field in fields(known) if _may_hold(hints[field.name], frozenset({cls})))


def _may_hold(hint: object, seen: frozenset[object]) -> bool:
    hint = getattr(hint, "__supertype__", hint)
    if isinstance(hint, type):
        if hint in seen or hint is object:
            return True
        if is_dataclass(hint):
            inner = get_type_hints(hint)
            return any(_may_hold(inner[field.name], seen | {hint}) for field in fields(hint))
        if issubclass(hint, _NUMBERS):
            return hint is not bool
    return any(_may_hold(part, seen) for part in get_args(hint))
