from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.time_window import TimeWindow
from fieldapp.scheduling.data_files import read_calendar
from fieldapp.scheduling.working_time import WorkingTime
from tests.factories import RESOURCES, SHANGHAI

CHINA = read_calendar((RESOURCES / "calendars" / "china.toml").read_text(encoding="utf-8"))
WORKING = WorkingTime(CHINA)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30)).map(lambda at: at.replace(tzinfo=UTC))


def at(month: int, day: int, clock: str, year: int = 2026) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.req("SLA-6")
def test_public_holidays_are_off_and_the_weekends_worked_for_them_are_not() -> None:
    off = [date(2026, 1, 1), date(2026, 2, 23), date(2026, 4, 6), date(2026, 9, 25), date(2026, 10, 7)]
    worked = [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)]
    assert [WORKING.is_working_day(day) for day in off] == [False] * 5
    assert [WORKING.is_working_day(day) for day in worked] == [True] * 5


@pytest.mark.req("SLA-6")
def test_2026_has_the_thirteen_statutory_days_less_than_a_year_of_plain_weeks() -> None:
    every = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    plain = sum(day.isoweekday() <= 5 for day in every)
    assert plain - sum(map(WORKING.is_working_day, every)) == 13


@pytest.mark.req("SLA-6")
def test_a_year_that_was_not_announced_goes_monday_to_friday_and_says_so() -> None:
    assert WORKING.is_working_day(date(2027, 1, 1))
    assert not WORKING.is_working_day(date(2027, 1, 2))
    assert (WORKING.is_confirmed(date(2026, 12, 31)), WORKING.is_confirmed(date(2027, 1, 1))) == (True, False)
    over_the_year = WORKING.after(at(12, 31, "15:00"), timedelta(hours=8))
    assert (over_the_year.at, over_the_year.confirmed) == (at(1, 1, "15:00", 2027), False)


@pytest.mark.req("SLA-6")
@pytest.mark.parametrize(
    ("begin", "hours", "end"),
    [
        (at(11, 23, "08:30"), 8, at(11, 23, "17:30")),
        (at(11, 23, "11:00"), 2, at(11, 23, "14:00")),
        (at(11, 20, "16:30"), 2, at(11, 23, "09:30")),
        (at(11, 21, "10:00"), 1, at(11, 23, "09:30")),
        (at(9, 30, "17:00"), 1, at(10, 8, "09:00")),
        (at(10, 9, "17:00"), 1, at(10, 10, "09:00")),
        (at(11, 23, "09:30"), -1, at(11, 23, "08:30")),
        (at(11, 23, "09:00"), -1, at(11, 20, "17:00")),
    ],
    ids=["day", "lunch", "weekend", "saturday", "holiday", "make-up", "back", "back over the weekend"],
)
def test_working_time_passes_in_working_hours_only(begin: datetime, hours: int, end: datetime) -> None:
    assert WORKING.after(begin, timedelta(hours=hours)).at == end


@pytest.mark.req("SLA-6")
@pytest.mark.parametrize(
    ("asked", "ends"),
    [
        (at(11, 23, "10:00"), at(11, 25, "17:30")),
        (at(11, 20, "23:50"), at(11, 24, "17:30")),
        (at(11, 21, "10:00"), at(11, 24, "17:30")),
        (at(9, 29, "10:00"), at(10, 8, "17:30")),
        (at(10, 8, "10:00"), at(10, 10, "17:30")),
    ],
)
def test_two_working_days_end_with_the_second_working_day_after_the_question(asked: datetime, ends: datetime) -> None:
    assert WORKING.end_of_day(asked, 2).at == ends


def test_what_can_be_promised_are_the_working_days_from_begin_to_end() -> None:
    assert WORKING.days(date(2026, 11, 20), 4) == (
        TimeWindow(at(11, 20, "08:30"), at(11, 20, "17:30")),
        TimeWindow(at(11, 23, "08:30"), at(11, 23, "17:30")),
    )


@pytest.mark.req("SLA-6")
@given(moments, st.timedeltas(timedelta(0), timedelta(hours=200)))
def test_working_time_added_is_working_time_between_and_can_be_taken_back(begin: datetime, working: timedelta) -> None:
    end = WORKING.after(begin, working).at
    assert end >= begin
    assert WORKING.between(begin, end) == working
    assert WORKING.between(end, begin) == -working
    back = WORKING.after(end, -working).at
    assert WORKING.between(back, end) == working
    assert WORKING.between(min(back, begin), max(back, begin)) == timedelta(0)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=20)), st.timedeltas(timedelta(0), timedelta(days=20)))
def test_working_time_of_two_stretches_adds_up(begin: datetime, one: timedelta, other: timedelta) -> None:
    middle, end = begin + one, begin + one + other
    assert WORKING.between(begin, end) == WORKING.between(begin, middle) + WORKING.between(middle, end)
    assert timedelta(0) <= WORKING.between(begin, end) <= end - begin
