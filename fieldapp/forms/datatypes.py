"""Answers brought to the text that their type allows; what the type cannot hold becomes no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType

from fieldapp.forms.binds import DataType
from fieldapp.forms.xpath.moments import day_fraction, parse_moment
from fieldapp.forms.xpath.values import number_text, to_number

_TIME = re.compile(r"\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}(:?\d{2})?)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(:\d{2})?(\.\d{1,3})?(Z|[+-]\d{2}(:?\d{2})?)?)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INTEGERS = 2**31  # ODK's integers have 32 bits
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def cast(text: str, data_type: DataType) -> str:
    """The text of an answer in the form that its type stores, "" for what is no answer of the type."""
    convert = _CASTS.get(data_type)
    return text if convert is None or not text else convert(text.strip())


def written(text: str, data_type: DataType) -> str:
    """The text of an answer as ODK's clients write it into an instance: a decimal always has a decimal place.

    What was given stays as it was given: who typed 89 goes on reading 89, and `string(${reading})` says 89.
    """
    if data_type is not DataType.DECIMAL or not _PLAIN_NUMBER.fullmatch(text):
        return text
    digits = format(Decimal(text).normalize(), "f")
    return digits if "." in digits else f"{digits}.0"


def _integer(text: str) -> str:
    if not _PLAIN_NUMBER.fullmatch(text):
        return ""
    number = int(text.partition(".")[0])
    return str(number) if -_INTEGERS <= number < _INTEGERS else ""


def _decimal(text: str) -> str:
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    number = to_number(text)
    return "" if number != number else number_text(number)


def _boolean(text: str) -> str:
    return {"true": "1", "1": "1", "false": "0", "0": "0"}.get(text, "")


def _date(text: str) -> str:
    day = text.partition("T")[0]
    return day if _DATE.fullmatch(day) and parse_moment(day, UTC).at is not None else ""


def _time(text: str) -> str:
    return text if _TIME.fullmatch(text) and day_fraction(text, _EPOCH) >= 0 else ""


def _date_time(text: str) -> str:
    return text if _DATE_TIME.fullmatch(text) and parse_moment(text, UTC).at is not None else ""


def _geopoint(text: str) -> str:
    """Latitude, longitude, altitude, accuracy; the last two are 0 where they are missing."""
    numbers = [to_number(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or any(number != number for number in numbers):
        return ""
    if abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        return ""
    return " ".join(repr(number) for number in [*numbers, 0.0, 0.0][:4])


def _geotrace(text: str, *, fewest: int = 2) -> str:
    points = [_geopoint(point) for point in text.split(";") if point.strip()]
    return ";".join(points) if len(points) >= fewest and all(points) else ""


def _geoshape(text: str) -> str:
    return _geotrace(text, fewest=3)


_CASTS: Mapping[DataType, Callable[[str], str]] = MappingProxyType(
    {
        DataType.INTEGER: _integer,
        DataType.DECIMAL: _decimal,
        DataType.BOOLEAN: _boolean,
        DataType.DATE: _date,
        DataType.TIME: _time,
        DataType.DATE_TIME: _date_time,
        DataType.GEOPOINT: _geopoint,
        DataType.GEOTRACE: _geotrace,
        DataType.GEOSHAPE: _geoshape,
    }
)
