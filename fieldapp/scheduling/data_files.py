"""Calendars and service level profiles as files: TOML whose keys are the fields of the domain's classes (PRO-2)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

import msgspec

from fieldapp.domain.calendar import CalendarYear, WorkingCalendar
from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import CalendarId, ProfileId
from fieldapp.domain.sla import Severity
from fieldapp.domain.sla_profile import ClockRule, Counting, SlaProfile
from fieldapp.domain.type_building import TYPE_BUILDING
from fieldapp.domain.unread_keys import unread_keys
from fieldapp.scheduling.clocks import LEVEL_LIMITS

T = TypeVar("T")


def read_calendar(text: str) -> WorkingCalendar:
    """Return the calendar that `text` describes.

    Raises BadInput("calendar.malformed", detail) for what is no calendar at all, and ("calendar.wrong", place) for a
    key that nothing reads and for what contradicts itself.
    """
    raw = _parsed(text, lambda detail: BadInput("calendar.malformed", detail=detail))
    calendar = _converted(raw, WorkingCalendar, lambda detail: BadInput("calendar.malformed", detail=detail))
    for place in (*unread_keys(raw, msgspec.to_builtins(calendar, str_keys=True)), *_calendar_faults(calendar)):
        raise BadInput("calendar.wrong", place=place)
    return calendar


def read_profile(text: str) -> SlaProfile:
    """Return the profile that `text` describes.

    Raises BadInput("sla.malformed", detail) for what is no profile at all, and ("sla.wrong", place) for a key that
    nothing reads and for what contradicts itself.
    """
    raw = _parsed(text, lambda detail: BadInput("sla.malformed", detail=detail))
    profile = _converted(raw, SlaProfile, lambda detail: BadInput("sla.malformed", detail=detail))
    for place in (*unread_keys(raw, msgspec.to_builtins(profile, str_keys=True)), *_profile_faults(profile)):
        raise BadInput("sla.wrong", place=place)
    return profile


def read_profiles(folder: Path) -> dict[ProfileId, SlaProfile]:
    """Return the profiles of a folder by id. Raises as `read_profile` does."""
    read = (read_profile(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml")))
    return {profile.id: profile for profile in read}


def read_calendars(folder: Path) -> dict[CalendarId, WorkingCalendar]:
    """Return the calendars of a folder by id. Raises as `read_calendar` does."""
    read = (read_calendar(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml")))
    return {calendar.id: calendar for calendar in read}


def _parsed(text: str, error: Callable[[str], BadInput]) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise error(str(fault)) from fault


def _converted(raw: dict[str, object], kind: type[T], error: Callable[[str], BadInput]) -> T:
    try:
        with TYPE_BUILDING:
            return msgspec.convert(raw, kind, strict=True, str_keys=True)
    except msgspec.ValidationError as fault:
        raise error(str(fault)) from fault


def _calendar_faults(calendar: WorkingCalendar) -> Iterator[str]:
    """Yield the places where the calendar cannot be reckoned by."""
    if calendar.zone not in available_timezones():
        yield "zone"
    if not calendar.weekdays or not set(calendar.weekdays) <= set(range(1, 8)):
        yield "weekdays"
    edges = [edge for span in calendar.hours for edge in (span.begin, span.end)]
    if not edges or any(one >= other for one, other in pairwise(edges)):
        yield "hours"
    if len({year.year for year in calendar.years}) < len(calendar.years):
        yield "years"
    for index, year in enumerate(calendar.years):
        for place in _year_faults(year):
            yield f"years[{index}].{place}"


def _year_faults(year: CalendarYear) -> Iterator[str]:
    off: set[date] = set()
    for index, holiday in enumerate(year.holidays):
        days = {holiday.first_on + timedelta(days=n) for n in range((holiday.last_on - holiday.first_on).days + 1)}
        if not days or year.year not in (holiday.first_on.year, holiday.last_on.year):
            yield f"holidays[{index}]"
        off |= days
    for index, day in enumerate(year.workdays):
        if day.year != year.year or day in off:
            yield f"workdays[{index}]"


def _profile_faults(profile: SlaProfile) -> Iterator[str]:
    """Yield the places where a clock could never be reckoned."""
    if set(profile.levels) != set(Severity):
        yield "levels"
    if len({rule.name for rule in profile.clocks}) < len(profile.clocks):
        yield "clocks"
    for index, rule in enumerate(profile.clocks):
        for place in _rule_faults(rule, profile):
            yield f"clocks[{index}].{place}"


def _rule_faults(rule: ClockRule, profile: SlaProfile) -> Iterator[str]:
    by_level = rule.limit is None and not rule.months
    if by_level and rule.name not in LEVEL_LIMITS:
        yield "limit"
    if not rule.start:
        yield "start"
    if bool(rule.pause) is not bool(rule.resume):
        yield "pause"
    if rule.counts is not Counting.REAL:
        if profile.calendar is None or rule.months or rule.by_end_of_day:
            yield "counts"
        if rule.counts is Counting.WORKING_DAYS and (rule.limit is None or rule.limit < timedelta(days=1)):
            yield "limit"
