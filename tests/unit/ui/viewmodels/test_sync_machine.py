from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.views.sync import SyncProgress, SyncState
from fieldapp.ui.viewmodels.sync_machine import (
    AFTER_COMMIT,
    AFTER_DEPOT,
    AFTER_NETWORK,
    EVERY,
    LONGEST_NAMED,
    LONGEST_RETRY,
    SHORTEST_RETRY,
    SOONEST,
    Phase,
    SyncMachine,
    Trigger,
    backed_off,
)

AT_ONCE = timedelta(0)
MINUTE = timedelta(minutes=1)
OFFLINE = SyncProgress(state=SyncState.OFFLINE, code="centre.unreachable")
TROUBLE = SyncProgress(state=SyncState.PROBLEM, code="centre.portal")
DONE = SyncProgress(state=SyncState.IDLE)

NEW = SyncMachine()
GOOD = NEW.began().ended(DONE, 1.0)
AWAY = GOOD.began().ended(OFFLINE, 1.0)
IN_TROUBLE = GOOD.began().ended(TROUBLE, 1.0)
RUNNING = GOOD.began()
PAUSED = GOOD.paused()


def busy(seconds: int) -> SyncProgress:
    return SyncProgress(state=SyncState.OFFLINE, code="centre.busy", fields={"reason": "busy", "retry_after": seconds})


SENT_AWAY = GOOD.began().ended(busy(120), 0.0)


@pytest.mark.req("SYN-1")
@pytest.mark.parametrize(
    ("machine", "trigger", "left"),
    [
        (NEW, Trigger.OPENED, AT_ONCE),
        (NEW, Trigger.BY_HAND, AT_ONCE),
        (NEW, Trigger.NETWORK, AFTER_NETWORK),
        (NEW, Trigger.RECORDED, None),
        (GOOD, Trigger.OPENED, AT_ONCE),
        (GOOD, Trigger.NETWORK, AFTER_NETWORK),
        (GOOD, Trigger.RECORDED, AFTER_COMMIT),
        (GOOD, Trigger.BY_HAND, AT_ONCE),
        (AWAY, Trigger.RECORDED, timedelta(seconds=30)),
        (AWAY, Trigger.NETWORK, AFTER_NETWORK),
        (AWAY, Trigger.BY_HAND, AT_ONCE),
        (IN_TROUBLE, Trigger.RECORDED, timedelta(seconds=30)),
        (IN_TROUBLE, Trigger.NETWORK, AFTER_NETWORK),
        (SENT_AWAY, Trigger.NETWORK, timedelta(seconds=120)),
        (SENT_AWAY, Trigger.BY_HAND, AT_ONCE),
        (PAUSED, Trigger.OPENED, None),
        (PAUSED, Trigger.NETWORK, None),
        (PAUSED, Trigger.RECORDED, None),
        (PAUSED, Trigger.BY_HAND, AT_ONCE),
        (GOOD, Trigger.DEPOT, AFTER_DEPOT),
        (AWAY, Trigger.DEPOT, AFTER_DEPOT),
        (IN_TROUBLE, Trigger.DEPOT, AFTER_DEPOT),
        (SENT_AWAY, Trigger.DEPOT, timedelta(seconds=120)),
        (PAUSED, Trigger.DEPOT, None),
        (RUNNING, Trigger.DEPOT, None),
        (RUNNING, Trigger.OPENED, None),
        (RUNNING, Trigger.NETWORK, None),
        (RUNNING, Trigger.RECORDED, None),
        (RUNNING, Trigger.BY_HAND, None),
    ],
)
def test_each_reason_to_sync_plans_the_run_that_its_state_allows(
    machine: SyncMachine, trigger: Trigger, left: timedelta | None
) -> None:
    asked = machine.asked(trigger)

    assert asked.left == left
    assert asked.is_due is (left == AT_ONCE)


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        (SyncState.CONNECTING, Phase.CONNECTING),
        (SyncState.PUSHING, Phase.PUSHING),
        (SyncState.PULLING, Phase.PULLING),
        (SyncState.UPLOADING, Phase.UPLOADING),
    ],
)
def test_a_run_is_where_it_says_and_a_late_report_revives_none(state: SyncState, phase: Phase) -> None:
    step = SyncProgress(state=state)

    assert RUNNING.reported(step).phase is phase
    assert RUNNING.reported(step).is_running
    assert AWAY.reported(step) == AWAY


@pytest.mark.parametrize(
    ("progress", "phase", "code"),
    [(DONE, Phase.IDLE, ""), (OFFLINE, Phase.WAITING, "centre.unreachable"), (TROUBLE, Phase.PROBLEM, "centre.portal")],
)
def test_a_run_ends_idle_waiting_or_with_a_problem_and_always_with_a_next_try(
    progress: SyncProgress, phase: Phase, code: str
) -> None:
    ended = RUNNING.ended(progress, 1.0)

    assert (ended.phase, ended.code) == (phase, code)
    assert ended.left is not None
    assert not ended.is_running


def test_a_good_run_forgets_the_failures_before_it() -> None:
    again = AWAY.began().ended(OFFLINE, 1.0)
    assert (again.failures, again.left) == (2, MINUTE)

    good = again.began().ended(DONE, 1.0)

    assert (good.failures, good.left) == (0, EVERY)


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
def test_the_wait_is_spread_over_all_of_a_bound_that_doubles_and_ends(chance: float) -> None:
    bounds = [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480, 900, 900)]

    waits = [backed_off(failures, chance) for failures in range(len(bounds))]

    assert waits == [max(SHORTEST_RETRY, chance * bound) for bound in bounds]
    assert backed_off(10_000, 1.0) == LONGEST_RETRY


def test_the_time_that_a_busy_centre_names_is_kept_to_and_bounded() -> None:
    assert SENT_AWAY.left == timedelta(seconds=120)
    assert RUNNING.ended(busy(120), 1.0).left == timedelta(seconds=120) + AFTER_COMMIT
    assert RUNNING.ended(busy(10**9), 0.0).left == LONGEST_NAMED


@pytest.mark.req("SYN-1")
@pytest.mark.parametrize(
    ("named", "left"),
    [
        (None, EVERY),
        (timedelta(seconds=431), timedelta(seconds=431)),
        (timedelta(seconds=1), SOONEST),
        (timedelta(days=9), LONGEST_NAMED),
    ],
)
def test_after_a_good_run_the_tablet_comes_again_when_the_centre_asked_it_to(
    named: timedelta | None, left: timedelta
) -> None:
    ended = RUNNING.ended(replace(DONE, come_again=named), 1.0)

    assert (ended.phase, ended.left) == (Phase.IDLE, left)
    assert ended.asked(Trigger.RECORDED).left == AFTER_COMMIT


def test_a_paused_machine_plans_nothing_when_its_run_ends_and_keeps_its_pause() -> None:
    for progress in (DONE, OFFLINE, TROUBLE):
        ended = RUNNING.paused().ended(progress, 1.0)
        assert (ended.left, ended.is_paused, ended.is_due) == (None, True, False)


def test_the_run_is_due_when_its_seconds_are_over_and_not_before() -> None:
    machine = GOOD.asked(Trigger.RECORDED)
    for _ in range(9):
        machine = machine.second_passed()
        assert not machine.is_due

    assert machine.second_passed().is_due
    assert not machine.second_passed().began().is_due
    assert NEW.second_passed() == NEW


def test_a_tablet_out_of_use_plans_nothing() -> None:
    assert IN_TROUBLE.retired().left is None


def test_a_time_to_stay_away_that_no_calendar_holds_is_the_longest_one() -> None:
    ended = SyncMachine().began().ended(busy(10**15 - 1), 0.0)

    assert ended.left == LONGEST_NAMED
