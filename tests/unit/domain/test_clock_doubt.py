"""Clock evidence: what it proves, and that nothing of it is ever refused (SYNC.md rule 10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fieldapp.domain.clock_doubt import TimeDoubt, corrected, time_doubt
from fieldapp.domain.time_window import ClockEvidence

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GOOD = ClockEvidence(
    wall_at=AT,
    monotonic=timedelta(hours=2),
    boot_id="boot",
    server_offset=timedelta(seconds=40),
    offset_measured_at=AT - timedelta(hours=1),
)


def later(before: ClockEvidence, wall: timedelta, monotonic: timedelta) -> ClockEvidence:
    return replace(before, wall_at=before.wall_at + wall, monotonic=before.monotonic + monotonic)


@pytest.mark.req("SLA-5")
def test_corrected_time_is_the_wall_clock_and_the_last_offset() -> None:
    assert corrected(GOOD) == AT + timedelta(seconds=40)
    assert corrected(replace(GOOD, server_offset=None)) == AT


@pytest.mark.req("SLA-5")
@pytest.mark.parametrize(
    ("evidence", "doubt"),
    [
        (GOOD, None),
        (replace(GOOD, server_offset=None, offset_measured_at=None), TimeDoubt.NEVER_COMPARED),
        (replace(GOOD, offset_measured_at=AT - timedelta(days=7)), None),
        (replace(GOOD, offset_measured_at=AT - timedelta(days=7, seconds=1)), TimeDoubt.COMPARED_LONG_AGO),
        (replace(GOOD, wall_at=AT.replace(year=2036)), TimeDoubt.COMPARED_LONG_AGO),
        (replace(GOOD, wall_at=AT.replace(year=2016)), TimeDoubt.COMPARED_LONG_AGO),
    ],
)
def test_an_offset_is_believed_for_seven_days(evidence: ClockEvidence, doubt: TimeDoubt | None) -> None:
    assert time_doubt(evidence, None) is doubt


@pytest.mark.req("SLA-5")
@pytest.mark.parametrize("apart", [timedelta(seconds=121), timedelta(days=3650), -timedelta(seconds=121)])
def test_a_clock_that_was_moved_is_doubted_until_it_is_compared_again_or_restarted(apart: timedelta) -> None:
    hour = timedelta(hours=1)
    moved = later(GOOD, hour + apart, hour)
    after = later(moved, hour, hour)

    assert time_doubt(moved, GOOD) is TimeDoubt.MOVED
    assert time_doubt(after, moved, TimeDoubt.MOVED) is TimeDoubt.MOVED
    compared = replace(after, offset_measured_at=after.wall_at)
    assert time_doubt(compared, moved, TimeDoubt.MOVED) is None
    restarted = replace(compared, boot_id="next boot", monotonic=timedelta())
    assert time_doubt(restarted, moved, TimeDoubt.MOVED) is None


@pytest.mark.req("SLA-5")
def test_two_minutes_apart_and_the_end_of_summer_time_are_no_doubt() -> None:
    hour = timedelta(hours=1)
    assert time_doubt(later(GOOD, hour + timedelta(minutes=2), hour), GOOD) is None
    summer = replace(GOOD, wall_at=datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=ZoneInfo("Europe/Berlin")))
    summer = replace(summer, offset_measured_at=summer.wall_at)
    winter = replace(later(summer, timedelta(), hour), wall_at=summer.wall_at.replace(fold=1))
    in_utc = [replace(one, wall_at=one.wall_at.astimezone(UTC)) for one in (summer, winter)]
    assert time_doubt(in_utc[1], in_utc[0]) is None


@pytest.mark.req("SLA-5")
@pytest.mark.parametrize(
    "broken",
    [
        {"wall_at": AT.replace(tzinfo=None)},
        {"offset_measured_at": AT.replace(tzinfo=None)},
        {"monotonic": timedelta.max},
        {"monotonic": timedelta.min},
        {"wall_at": datetime.max.replace(tzinfo=UTC)},
        {"wall_at": datetime.min.replace(tzinfo=UTC)},
    ],
    ids=lambda broken: "-".join(f"{name} {value}" for name, value in broken.items()),
)
def test_evidence_that_no_clock_gives_is_doubted_and_breaks_neither_its_own_event_nor_the_next(
    broken: dict[str, object],
) -> None:
    evidence = replace(GOOD, **broken)

    assert time_doubt(evidence, GOOD) is TimeDoubt.MOVED
    assert time_doubt(GOOD, evidence, TimeDoubt.MOVED) in (TimeDoubt.MOVED, None)
