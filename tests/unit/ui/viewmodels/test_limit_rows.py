from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.sla import ClockName, SlaClock
from fieldapp.ui.viewmodels.limit_rows import LimitRow, limit_rows
from fieldapp.ui.words import Words
from tests.factories import SHANGHAI, local
from tests.fakes.shipped import shipped_words

RESPOND = SlaClock(name=ClockName.RESPOND, started_at=local("08:12"), due_at=local("10:12"))
CONTACT = SlaClock(
    name=ClockName.FIRST_CONTACT, started_at=local("08:14"), due_at=local("08:44"), latest_at=local("09:14")
)
REPORT = SlaClock(name=ClockName.REPORT, started_at=local("08:00"), due_at=local("08:30"))


def rows(*clocks: SlaClock, clock: str = "09:18", language: str = "zh") -> list[LimitRow]:
    words = Words(shipped_words, SHANGHAI, language)
    return list(limit_rows(clocks, words, local(clock)))


@pytest.mark.req("SLA-3", "SLA-6")
def test_a_clock_says_how_it_stands_in_words_when_it_warned_and_when_it_is_overdue() -> None:
    assert [(row.words, row.pace) for row in rows(RESPOND)] == [("剩 54 分钟", "neutral")]
    [warned] = rows(RESPOND, clock="09:50")
    assert (warned.words, warned.pace, warned.note) == ("剩 22 分钟", "amber", "09:42 起提醒")
    [over] = rows(RESPOND, clock="10:20")
    assert (over.words, over.pace) == ("已超 8 分钟", "red")
    assert (over.due, over.since) == ("10:12 前·2 小时内", "08:12 起算")


@pytest.mark.req("SLA-6")
def test_what_runs_comes_first_and_what_only_the_centre_can_end_is_never_called_overdue_here() -> None:
    met = replace(CONTACT, stopped_at=local("08:30"))
    found = rows(REPORT, met, RESPOND)
    assert [row.key for row in found] == ["respond", "first_contact", "report"]
    assert (found[1].words, found[1].pace, found[1].note) == ("按时完成", "met", "08:30 停")
    assert (found[2].words, found[2].pace) == ("由中心跟进", "neutral")


@pytest.mark.req("SLA-6")
def test_what_is_tolerated_and_what_was_counted_without_a_calendar_is_said() -> None:
    [row] = rows(replace(CONTACT, calendar_known=False))
    assert row.note == "最晚 09:14、节假日未公布，暂按周一至周五算"


def test_a_reminder_is_due_and_never_over() -> None:
    decision = SlaClock(
        name=ClockName.DEPARTURE_DECISION, started_at=local("08:14"), due_at=local("08:34"), reminder=True
    )
    assert [row.words for row in rows(decision)] == ["到时间了"]
