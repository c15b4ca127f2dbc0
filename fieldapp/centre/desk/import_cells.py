"""What one cell of a table of orders means: texts, words of closed lists, numbers, days and moments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from fieldapp.centre.desk.import_columns import LIMITS, LONGEST, Column, Vocabulary
from fieldapp.centre.desk.import_table import Unusable, Value

_DAY = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?")
_CLOCK = re.compile(r"[T\s]*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{1,2})\s*分?(?:[:：]\d{1,2}(?:\.\d+)?)?")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
_EXCEL_DAYS = (36_526, 73_050)
"""Serial numbers of the years 2000 to 2099: other numbers are no days."""
_YEARS = range(1950, 2100)
"""Years in which somebody bought a machine that is served, or waits for a visit."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell: the end of its code (`import.cell.…`), and what fills the words."""

    code: str
    fields: dict[str, str | int]


class BadCell(Exception):
    """A cell that cannot be used; caught where the row is put together."""

    def __init__(self, code: str, **fields: str | int) -> None:
        super().__init__(code)
        self.fault = Fault(code, fields)


def text_of(value: Value, column: Column) -> str:
    """Return the cell as text: whole numbers without a point. Raises BadCell."""
    if isinstance(value, Unusable):
        raise BadCell(value.value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)
    text = " ".join(text.split())
    if len(text) > (most := LIMITS.get(column, LONGEST)):
        raise BadCell("too-long", most=most, length=len(text))
    if not text.isprintable():
        raise BadCell("unprintable")
    return text


def word_of(value: Value, column: Column, vocabulary: Vocabulary, language: str, default: Enum) -> Enum:
    """Return the member of the column's closed list; an empty cell means `default`. Raises BadCell."""
    text = text_of(value, column)
    meant = vocabulary.meant(column, text) if text else default
    if meant is None:
        raise BadCell("word", value=text, words=vocabulary.words(column, language))
    return meant


def whole_number(value: Value, column: Column, least: int, most: int) -> int | None:
    """Return the number, None for an empty cell. Raises BadCell."""
    text = text_of(value, column)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and least <= int(text) <= most):
        raise BadCell("number", value=text, least=least, most=most)
    return int(text)


def degrees_of(value: Value, column: Column, most: int) -> float | None:
    """Return a coordinate, None for an empty cell. Raises BadCell."""
    text = text_of(value, column)
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        raise BadCell("degrees", value=text, most=most) from None
    if not -most <= degrees <= most:
        raise BadCell("degrees", value=text, most=most)
    return degrees


def day_of(value: Value, column: Column) -> date | None:
    """Return the day, None for an empty cell. Raises BadCell."""
    found = _moment(value, column)
    return None if found is None else found.date()


def instant_of(value: Value, column: Column, zone: ZoneInfo) -> datetime | None:
    """Return the moment at the company's place, None for an empty cell; a day alone is no moment. Raises BadCell.

    A date of Excel always has a time: midnight is taken for none, as nobody is visited then.
    """
    found = _moment(value, column)
    if found is None:
        return None
    has_clock = bool(_DAY.sub("", value, count=1).strip()) if isinstance(value, str) else found.time() != time()
    if not has_clock:
        raise BadCell("clock", value=f"{found:%Y-%m-%d}")
    return found.replace(tzinfo=zone)


def _moment(value: Value, column: Column) -> datetime | None:
    """Return a moment without zone of Excel's own dates, its serial numbers, and texts that begin with the year."""
    if isinstance(value, datetime):
        found = value.replace(microsecond=0, tzinfo=None)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = _of_serial(value)
    else:
        text = text_of(value, column)
        if not text:
            return None
        found = _written(text)
    if found.year not in _YEARS:
        raise BadCell("date", value=f"{found:%Y-%m-%d}")
    return found


def _of_serial(value: float) -> datetime:
    if not _EXCEL_DAYS[0] <= value < _EXCEL_DAYS[1]:
        raise BadCell("date", value=f"{value:g}")
    return _EXCEL_DAY_ZERO + timedelta(minutes=round(value * 24 * 60))


def _written(text: str) -> datetime:
    day = _DAY.match(text)
    rest = text[day.end() :].strip() if day else ""
    clock = _CLOCK.fullmatch(rest) if rest else None
    if day is None or (rest and clock is None):
        raise BadCell("date", value=text)
    try:
        at = time(int(clock["hour"]), int(clock["minute"])) if clock else time()
        return datetime.combine(date(int(day["year"]), int(day["month"]), int(day["day"])), at)
    except ValueError:
        raise BadCell("date", value=text) from None
