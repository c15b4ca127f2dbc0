"""Working calendars as data: working hours, public holidays and the weekends that are worked for them (SLA-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from fieldapp.domain.ids import CalendarId
from fieldapp.domain.process import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Days on which nobody works, first and last included; weekends between them are in it."""

    name: Wording
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """What was announced for one year; `source` says by whom and when. `workdays` are weekend days that are worked."""

    year: int
    source: str
    holidays: tuple[Holiday, ...] = ()
    workdays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingSpan:
    """A stretch of a working day, in local time."""

    begin: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """When people work: `weekdays` by ISO number (1 Monday), `hours` of a working day in `zone`, and announced years.

    A year that is not among `years` is reckoned by `weekdays` alone, and whoever reckons says so.
    """

    id: CalendarId
    version: str
    zone: str
    weekdays: tuple[int, ...]
    hours: tuple[WorkingSpan, ...]
    years: tuple[CalendarYear, ...] = ()
