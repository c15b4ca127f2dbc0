from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from fieldapp.store.clock import SystemClock, boot_id, running_clock, wall_clock, wall_clock_jump
from tests.factories import NOW
from tests.fakes.stopped_clock import StoppedClock

HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


def test_clocks_that_run_together_have_not_jumped(clock: StoppedClock) -> None:
    before = clock.evidence()
    clock.pass_time(timedelta(days=20))
    clock.set_back(timedelta(seconds=110))

    assert wall_clock_jump(before, clock.evidence()) is None


@pytest.mark.parametrize("by", [timedelta(days=365), -timedelta(days=365), timedelta(seconds=121)])
def test_a_wall_clock_that_was_set_shows_by_how_much(clock: StoppedClock, by: timedelta) -> None:
    before = clock.evidence()
    clock.pass_time(HOUR)
    clock.set_back(by)

    assert wall_clock_jump(before, clock.evidence()) == -by


def test_after_a_restart_only_a_step_back_can_be_known(clock: StoppedClock) -> None:
    before = clock.evidence()
    clock.boot_id, clock.monotonic = "boot-2", timedelta()

    clock.wall_at = NOW + timedelta(days=30)
    assert wall_clock_jump(before, clock.evidence()) is None
    clock.wall_at = NOW - timedelta(days=30)
    assert wall_clock_jump(before, clock.evidence()) == -timedelta(days=30)


def test_now_is_the_wall_clock_corrected_by_the_last_offset() -> None:
    clock = SystemClock(wall=lambda: NOW, running=lambda: HOUR, boot=lambda: "b")
    assert clock.now() == NOW

    clock.set_offset(timedelta(seconds=-90), NOW)

    assert clock.now() == NOW - timedelta(seconds=90)
    evidence = clock.evidence()
    assert (evidence.wall_at, evidence.monotonic, evidence.boot_id) == (NOW, HOUR, "b")
    assert (evidence.server_offset, evidence.offset_measured_at) == (timedelta(seconds=-90), NOW)


def test_the_machine_has_a_wall_clock_in_utc_a_clock_that_runs_on_and_a_boot_id() -> None:
    first = running_clock()

    assert wall_clock().tzinfo is UTC
    assert running_clock() >= first > timedelta()
    assert boot_id()
