"""Reckoning in working time and working days of a calendar (SLA-6); says where a year was not announced yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.time_window import TimeWindow

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A moment that was reckoned; not `confirmed` where a day of a year that nobody announced was counted."""

    at: datetime
    confirmed: bool


class WorkingTime:
    """A calendar to reckon by. Moments go in with any zone and come out in UTC."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._zone = ZoneInfo(calendar.zone)
        self._hours = calendar.hours
        self._weekdays = frozenset(calendar.weekdays)
        self._announced = frozenset(year.year for year in calendar.years)
        self._workdays = frozenset(day for year in calendar.years for day in year.workdays)
        self._holidays = frozenset(
            holiday.first_on + number * DAY
            for year in calendar.years
            for holiday in year.holidays
            for number in range((holiday.last_on - holiday.first_on).days + 1)
        )

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on the day; a year that was not announced goes by the weekdays alone."""
        if day in self._workdays:
            return True
        return day not in self._holidays and day.isoweekday() in self._weekdays

    def is_confirmed(self, day: date) -> bool:
        """Tell whether the day's year was announced."""
        return day.year in self._announced

    def spans(self, day: date) -> tuple[TimeWindow, ...]:
        """Return the working spans of the local day, by time; none on a day off."""
        if not self.is_working_day(day):
            return ()
        return tuple(
            TimeWindow(
                datetime.combine(day, span.begin, self._zone).astimezone(UTC),
                datetime.combine(day, span.end, self._zone).astimezone(UTC),
            )
            for span in self._hours
        )

    def days(self, first: date, count: int) -> tuple[TimeWindow, ...]:
        """Return what can be promised on `count` days from `first`: each working day from its begin to its end."""
        spans = [self.spans(first + number * DAY) for number in range(count)]
        return tuple(TimeWindow(day[0].start_at, day[-1].end_at) for day in spans if day)

    def after(self, at: datetime, working: timedelta) -> Reckoned:
        """Return the moment at which `working` has passed since `at`; a negative one leads back.

        What ends with a day's work ends then, not the next morning: 8 hours from Monday's begin are Monday's end.
        """
        forward, left = working >= timedelta(0), abs(working)
        if not left:
            return Reckoned(at.astimezone(UTC), self.is_confirmed(self._day(at)))
        confirmed, days = True, self._days_from(at, forward=forward)
        while True:
            day = next(days)
            confirmed = confirmed and self.is_confirmed(day)
            for span in self.spans(day) if forward else reversed(self.spans(day)):
                begin = max(span.start_at, at) if forward else span.start_at
                end = span.end_at if forward else min(span.end_at, at)
                if end - begin >= left:
                    return Reckoned((begin + left if forward else end - left).astimezone(UTC), confirmed)
                left -= max(end - begin, timedelta(0))

    def between(self, begin_at: datetime, end_at: datetime) -> timedelta:
        """Return the working time from one moment to the other; negative where the end lies before the begin."""
        if end_at < begin_at:
            return -self.between(end_at, begin_at)
        passed = timedelta(0)
        for day in self._days_from(begin_at, forward=True):
            if day > self._day(end_at):
                break
            for span in self.spans(day):
                passed += max(min(span.end_at, end_at) - max(span.start_at, begin_at), timedelta(0))
        return passed

    def end_of_day(self, at: datetime, working_days: int) -> Reckoned:
        """Return the end of the n-th working day after the day of `at`, which does not count itself (n >= 1)."""
        days, left = self._days_from(at, forward=True), working_days
        day = next(days)
        confirmed = self.is_confirmed(day)
        while left > 0:
            day = next(days)
            confirmed = confirmed and self.is_confirmed(day)
            left -= self.is_working_day(day)
        return Reckoned(self.spans(day)[-1].end_at, confirmed)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def _days_from(self, at: datetime, *, forward: bool) -> Iterator[date]:
        day = self._day(at)
        while True:
            yield day
            day = day + DAY if forward else day - DAY
