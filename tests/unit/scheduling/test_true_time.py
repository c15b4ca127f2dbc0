from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.time_window import ClockEvidence
from fieldapp.scheduling.true_time import (
    ClockSkew,
    ClockTrust,
    Reckoning,
    TrueTime,
    clock_skew,
    passed_between,
    true_time,
)
from tests.factories import local

MINUTE = timedelta(minutes=1)


def reading(clock: str, offset: float | None = None, measured: str = "08:00", *, day: int = 0) -> ClockEvidence:
    """Read a tablet's clock, which shows `clock`; `offset` minutes lead to the centre's."""
    return ClockEvidence(
        wall_at=local(clock, day=day),
        monotonic=timedelta(hours=3) + (local(clock, day=day) - local("08:00")),
        boot_id="run-1",
        server_offset=None if offset is None else offset * MINUTE,
        offset_measured_at=None if offset is None else local(measured),
    )


@pytest.mark.req("SLA-5")
@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        (reading("09:00"), ClockSkew(trust=ClockTrust.UNKNOWN)),
        (
            reading("09:00", -1.5),
            ClockSkew(trust=ClockTrust.RIGHT, ahead=1.5 * MINUTE, measured_at=local("07:58") + MINUTE / 2),
        ),
        (reading("09:00", -7), ClockSkew(trust=ClockTrust.CORRECTED, ahead=7 * MINUTE, measured_at=local("07:53"))),
        (reading("09:00", 7), ClockSkew(trust=ClockTrust.CORRECTED, ahead=-7 * MINUTE, measured_at=local("08:07"))),
        (reading("09:00", 0, day=15), ClockSkew(trust=ClockTrust.OLD, ahead=0 * MINUTE, measured_at=local("08:00"))),
        (reading("07:30", 0), ClockSkew(trust=ClockTrust.OLD, ahead=0 * MINUTE, measured_at=local("08:00"))),
    ],
    ids=["never compared", "right", "fast", "slow", "long ago", "set back since"],
)
def test_the_screen_learns_how_far_the_clock_is_off_and_what_that_rests_on(
    evidence: ClockEvidence, shown: ClockSkew
) -> None:
    assert clock_skew(evidence) == shown


@pytest.mark.req("SLA-5")
def test_a_moment_is_corrected_by_the_offset_that_was_known_when_it_was_written() -> None:
    assert true_time(reading("09:00", -7)) == TrueTime(local("08:53"), Reckoning.MEASURED)


@pytest.mark.req("SLA-5")
def test_a_moment_from_before_the_first_contact_is_put_right_by_a_later_one_in_the_same_run() -> None:
    assert true_time(reading("09:00"), reading("12:00", -7, "11:59")) == TrueTime(local("08:53"), Reckoning.SAME_RUN)


@pytest.mark.req("SLA-5")
def test_a_clock_that_was_set_in_between_changes_nothing_within_a_run() -> None:
    # It was fast by 7 minutes when the moment was written, and set right before the comparison.
    written = reading("09:00")
    known = replace(reading("12:00", 0, "11:59"), monotonic=reading("12:07").monotonic)
    assert true_time(written, known) == TrueTime(local("08:53"), Reckoning.SAME_RUN)


@pytest.mark.req("SLA-5")
def test_across_a_restart_a_later_offset_is_assumed_where_none_was_known() -> None:
    known = replace(reading("12:00", -7, "11:59"), boot_id="run-2")
    assert true_time(reading("09:00"), known) == TrueTime(local("08:53"), Reckoning.ASSUMED)
    assert true_time(reading("09:00", -3), known) == TrueTime(local("08:57"), Reckoning.MEASURED)


def test_without_any_comparison_the_raw_reading_stands() -> None:
    assert true_time(reading("09:00"), reading("12:00")) == TrueTime(local("09:00"), Reckoning.RAW)


@pytest.mark.req("DEP-5", "SLA-5")
def test_a_trip_is_as_long_as_the_running_clock_says_and_unknown_across_a_restart() -> None:
    left, there = reading("09:00"), replace(reading("11:00"), monotonic=reading("09:25").monotonic)
    assert passed_between(left, there) == 25 * MINUTE
    assert passed_between(left, replace(there, boot_id="run-2")) is None


@pytest.mark.req("SLA-5")
@given(st.integers(-3000, 3000), st.integers(0, 3000), st.integers(0, 3000))
def test_two_moments_of_a_run_keep_their_distance_whatever_the_clock_shows(off: int, one: int, other: int) -> None:
    known = reading("23:00", off)
    first, then = (replace(reading("08:00"), monotonic=timedelta(hours=3, minutes=minutes)) for minutes in (one, other))
    assert true_time(then, known).at - true_time(first, known).at == (other - one) * MINUTE
