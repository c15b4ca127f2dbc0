from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import CentreRefused, GateClosed, StoreFull
from fieldapp.domain.sla import ClockName, SlaClock
from fieldapp.texts.catalogue import Catalogue
from fieldapp.ui.words import Words
from tests.factories import SHANGHAI, local
from tests.fakes.shipped import shipped_words

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_words()


@pytest.fixture
def zh(catalogue: Catalogue) -> Words:
    return Words(lambda: catalogue, SHANGHAI, "zh")


@pytest.fixture
def en(catalogue: Catalogue) -> Words:
    return Words(lambda: catalogue, SHANGHAI, "en")


def respond(stopped: str | None = None) -> SlaClock:
    return SlaClock(
        name=ClockName.RESPOND,
        started_at=local("08:12"),
        due_at=local("10:12"),
        stopped_at=local(stopped) if stopped else None,
    )


@pytest.mark.parametrize(
    ("time", "zh_words", "en_words"),
    [
        (timedelta(minutes=18, seconds=59), "18 分钟", "18 min"),
        (timedelta(hours=1, minutes=6), "1 小时 06 分", "1 h 06 min"),
        (timedelta(hours=2), "2 小时", "2 h"),
        (timedelta(hours=24), "24 小时", "24 h"),
        (timedelta(hours=28), "1 天 4 小时", "1 d 4 h"),
        (timedelta(days=3), "3 天", "3 d"),
    ],
)
def test_a_duration_is_told_in_two_parts_at_most(
    time: timedelta, zh_words: str, en_words: str, zh: Words, en: Words
) -> None:
    assert (zh.duration(time), en.duration(time)) == (zh_words, en_words)


@pytest.mark.req("SLA-3")
@pytest.mark.parametrize(
    ("now", "text", "state"),
    [
        ("09:18", "剩 54 分钟", "neutral"),
        ("09:41", "剩 31 分钟", "neutral"),
        ("09:42", "剩 30 分钟", "amber"),
        ("10:12", "剩 0 分钟", "amber"),
        ("10:13", "已超 1 分钟", "red"),
        ("11:18", "已超 1 小时 06 分", "red"),
    ],
)
def test_a_running_clock_says_what_is_left_warns_at_three_quarters_and_says_what_is_over(
    now: str, text: str, state: str, zh: Words
) -> None:
    told = zh.clock(respond(), local(now))
    assert (told.name, told.text, told.state) == ("响应", text, state)
    assert told.due == "10:12 前·2 小时内"


def test_a_clock_that_was_met_turns_no_more(zh: Words) -> None:
    assert zh.clock(respond(stopped="09:02"), local("23:00")).state == "met"


def test_tomorrow_is_named_before_the_time(zh: Words, en: Words) -> None:
    clock = SlaClock(name=ClockName.RESOLVE, started_at=local("08:12"), due_at=local("08:12", day=1))
    assert zh.clock(clock, local("09:00")).due.startswith("明日 08:12")
    assert "omorrow 08:12" in en.clock(clock, local("09:00")).due


@pytest.mark.req("DEP-2")
@pytest.mark.parametrize(
    ("now", "line", "state"),
    [
        ("08:30", "1:00 小时后出发", "neutral"),
        ("09:14", "16 分钟后出发", "neutral"),
        ("09:15", "15 分钟后出发", "amber"),
        ("09:30", " 现在出发", "red"),
        ("09:37", "7 分钟前就该出发", "red"),
    ],
)
def test_the_countdown_turns_amber_a_quarter_of_an_hour_before_and_red_at_leave_now(
    now: str, line: str, state: str, zh: Words
) -> None:
    told = zh.countdown(local("09:30"), local(now))
    assert (f"{told.figure} {told.unit}", told.state) == (line, state)


def test_the_last_two_minutes_are_counted_by_the_second(zh: Words) -> None:
    told = zh.countdown(local("09:30"), local("09:28") + timedelta(seconds=21))
    assert (told.figure, told.unit) == ("99", "秒后出发")


def test_dates_are_written_as_the_language_does(zh: Words, en: Words) -> None:
    day = local("09:00").astimezone(SHANGHAI).date()
    assert (zh.day(day), zh.weekday(day)) == ("11月23日", "周一")
    assert (en.day(day), en.weekday(day)) == ("23 Nov", "Mon")


def test_an_error_says_what_happened_what_is_safe_and_what_to_do(zh: Words, en: Words) -> None:
    for words in (zh, en):
        told = words.error(StoreFull("store.full"))
        assert told.what
        assert told.safe
        assert told.do
        assert told.what != "store.full"
        assert told.may_retry


@pytest.mark.req("SYN-8")
def test_a_reason_that_only_another_centre_knows_is_named_and_still_says_what_to_do(zh: Words, en: Words) -> None:
    strange = CentreRefused("tablet-on-holiday", until="Monday")
    assert zh.error(strange).what == "中心给出的原因，这个程序还没有说明（tablet-on-holiday）"
    assert (en.error(strange).safe, bool(en.error(strange).do)) == ("Everything confirmed is kept on this tablet", True)


def test_a_closed_gate_speaks_in_its_own_words(zh: Words, en: Words) -> None:
    error = GateClosed("gate.closed", gate="floor-mat", zh="还差垫布，不能出发", en="No floor mat, no departure")
    assert zh.error(error).what == "还差垫布，不能出发"
    assert en.error(error).what == "No floor mat, no departure"


def test_speaking_another_language_is_told_once(zh: Words) -> None:
    told: list[str] = []
    zh.changed.connect(lambda: told.append(zh.language))
    zh.speak("en")
    zh.speak("en")
    assert told == ["en"]
