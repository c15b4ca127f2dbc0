"""Dates and times as expressions see them: ISO text, days since 1970, and the moment between the two."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

_SECONDS_A_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = r"(?P<year>[+-]?\d{4,5})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_ZONE = r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?"
_TIME = rf"(?P<hour>\d{{2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:[.,](?P<fraction>\d+))?)?{_ZONE}"
_MOMENT = re.compile(rf"\s*{_DATE}(?:[T ]{_TIME})?\s*")
_CLOCK = re.compile(rf"\s*{_TIME}\s*")


@dataclass(frozen=True, slots=True)
class Moment:
    """A value of `date()`, `now()` and their like: an instant with zone, or None for text that is no date.

    `counted` is one that `number()` gave: in arithmetic it keeps its fraction, as text it is the whole days (ODK).
    """

    at: datetime | None
    counted: bool = False

    def days(self) -> float:
        """Days since 1970-01-01T00:00Z, NaN for no date."""
        if self.at is None:
            return math.nan
        return (self.at - _EPOCH) / timedelta(days=1)

    def text(self) -> str:
        """ISO text: the date alone at local midnight, else with milliseconds and offset."""
        if self.at is None:
            return "Invalid Date"
        if self.counted:
            return str(math.floor(self.days()))
        if self.at.timetz().replace(tzinfo=None) == datetime.min.time():
            return self.at.date().isoformat()
        return self.at.isoformat(timespec="milliseconds")


def moment_of_days(days: float, zone: tzinfo) -> Moment:
    """The moment that lies `days` after 1970-01-01T00:00Z, in `zone`."""
    if math.isnan(days) or math.isinf(days) or abs(days) > 1_000_000:
        return Moment(None)
    milliseconds = round(days * _SECONDS_A_DAY * 1000)
    return Moment((_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone))


def looks_like_date(text: str) -> bool:
    """Whether text stands in for a date in arithmetic and comparisons."""
    return len(text) >= 8 and "-" in text and _MOMENT.fullmatch(text) is not None


def parse_moment(text: str, zone: tzinfo) -> Moment:
    """A date or date-time; without an offset it is local to `zone`. Text that is neither gives no date."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return Moment(None)
    try:
        at = datetime(int(match["year"]), int(match["month"]), int(match["day"]), tzinfo=zone)
        if match["hour"] is not None:
            at = _with_clock(at, match)
        return Moment(at.astimezone(zone))
    except (ValueError, OverflowError):  # the 30th of February is no date: that is the answer, not a failure
        return Moment(None)


def _with_clock(day: datetime, match: re.Match[str]) -> datetime:
    fraction = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    at = day.replace(
        hour=int(match["hour"]), minute=int(match["minute"]), second=int(match["second"] or 0), microsecond=fraction
    )
    return at if match["zone"] is None else at.replace(tzinfo=_offset(match["zone"]))


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    sign = -1 if text[0] == "-" else 1
    parsed = datetime.strptime(f"{'-' if sign < 0 else '+'}{hours:02}{minutes:02}", "%z").tzinfo
    assert parsed is not None  # %z was parsed
    return parsed


def day_fraction(text: str, today: datetime) -> float:
    """Time of day as a part of the day in the zone of `today`, NaN for text that is no time."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return math.nan
    try:
        at = _with_clock(today.replace(hour=0, minute=0, second=0, microsecond=0), match)
    except ValueError:  # 24:00 and the like are no time of day
        return math.nan
    local = at.astimezone(today.tzinfo)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (local - midnight) / timedelta(days=1)
