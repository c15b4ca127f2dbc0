from __future__ import annotations

import math
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fieldapp.forms.xpath.moments import day_fraction, looks_like_date, moment_of_days, parse_moment

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_date_without_offset_is_local_midnight() -> None:
    assert parse_moment("2026-11-23", SHANGHAI).at == datetime(2026, 11, 23, tzinfo=SHANGHAI)


def test_a_moment_with_offset_is_shown_in_the_zone_of_the_form() -> None:
    assert parse_moment("2026-11-23T01:30:00Z", SHANGHAI).text() == "2026-11-23T09:30:00.000+08:00"


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "tomorrow", "", "2026-11-23T25:00:00", "2026-11-23T10:00+99:00"]
)
def test_text_that_is_no_date_gives_no_moment(text: str) -> None:
    moment = parse_moment(text, SHANGHAI)
    assert moment.at is None
    assert math.isnan(moment.days())
    assert moment.text() == "Invalid Date"


def test_days_since_1970_go_back_to_the_same_moment() -> None:
    moment = parse_moment("2026-11-23T09:18:30.123", SHANGHAI)
    assert moment_of_days(moment.days(), SHANGHAI) == moment


def test_days_beyond_the_calendar_give_no_moment() -> None:
    assert moment_of_days(1e12, SHANGHAI).at is None


def test_a_serial_number_does_not_look_like_a_date() -> None:
    assert not looks_like_date("2608-11937")
    assert looks_like_date("2026-11-23")


def test_a_time_of_day_is_a_part_of_the_day_in_the_zone_of_the_form() -> None:
    today = datetime(2026, 11, 23, tzinfo=SHANGHAI)
    assert day_fraction("04:00:00Z", today) == 0.5
    assert day_fraction("18:00:00", today) == 0.75
    assert math.isnan(day_fraction("24:00:00", today))
