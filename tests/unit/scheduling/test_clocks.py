from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla import ClockName, ClockState, LevelChange, LevelLimits, Severity, SlaClock
from fieldapp.domain.visit import Call, CallOutcome, Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.scheduling.moments import UNRESOLVED
from tests.factories import local, make_order, make_refusal, make_report

RECEIVED = local("08:12")


def order_with(**changes: object) -> WorkOrder:
    return make_order(visit=replace(Visit(), **changes))


def clock(order: WorkOrder, name: ClockName) -> SlaClock:
    return next(clock for clock in sla_clocks(order) if clock.name is name)


def responded(order: WorkOrder) -> datetime | None:
    return clock(order, ClockName.RESPOND).stopped_at


def resolved(order: WorkOrder) -> datetime | None:
    return clock(order, ClockName.RESOLVE).stopped_at


def call(at: str, outcome: CallOutcome) -> Call:
    return Call(at=local(at), outcome=outcome)


@pytest.mark.req("SLA-3")
def test_both_clocks_of_an_open_order_run_from_the_registration_at_the_desk() -> None:
    respond, resolve = sla_clocks(make_order())
    assert (respond.started_at, respond.due_at, respond.stopped_at) == (RECEIVED, local("10:12"), None)
    assert (resolve.started_at, resolve.due_at, resolve.stopped_at) == (RECEIVED, local("08:12", day=1), None)


@pytest.mark.req("SLA-1")
def test_the_clocks_follow_the_limits_that_the_order_carries() -> None:
    order = make_order(limits=LevelLimits(respond=timedelta(hours=8), resolve=timedelta(hours=72)))
    respond, resolve = sla_clocks(order)
    assert (respond.due_at, resolve.due_at) == (local("16:12"), local("08:12", day=3))


def limits(respond: int, resolve: int = 24) -> LevelLimits:
    return LevelLimits(respond=timedelta(hours=respond), resolve=timedelta(hours=resolve))


def regraded(*levels: tuple[str, LevelLimits], now: LevelLimits, **visit: object) -> WorkOrder:
    """An order whose limits held until these times, and whose present ones are `now`."""
    changes = tuple(
        LevelChange(at=local(at), by="赵明", reason="整店停业", level=Severity.NORMAL, limits=held)
        for at, held in levels
    )
    return make_order(limits=now, level_changes=changes, visit=replace(Visit(), **visit))


@pytest.mark.req("SLA-4")
@pytest.mark.parametrize(
    ("held", "now", "due"),
    [
        (limits(8), limits(4), "12:12"),  # the shorter limit can still be kept: from the registration
        (limits(8), limits(2), "13:00"),  # past already at 11:00: from now on
        (limits(4), limits(2), "12:12"),  # never more than the promise that stands
        (limits(4), limits(8), "16:12"),
        (limits(2), limits(8), "10:12"),  # missed before anybody lowered it: missed it stays
    ],
)
def test_another_level_counts_from_when_it_was_given_and_keeps_what_was_promised(
    held: LevelLimits, now: LevelLimits, due: str
) -> None:
    assert clock(regraded(("11:00", held), now=now), ClockName.RESPOND).due_at == local(due)


@pytest.mark.req("SLA-4")
def test_what_was_answered_before_the_level_changed_is_judged_by_the_promise_of_then() -> None:
    answered = (call("10:00", CallOutcome.CONFIRMED),)
    order = regraded(("11:00", limits(4, 48)), now=limits(1, 24), calls=answered)

    assert clock(order, ClockName.RESPOND).due_at == local("12:12")
    assert clock(order, ClockName.RESPOND).state(local("15:00")) is ClockState.MET
    assert clock(order, ClockName.RESOLVE).due_at == local("08:12", day=1)


@pytest.mark.req("SLA-4")
def test_two_changes_of_level_count_one_after_the_other() -> None:
    order = regraded(("09:00", limits(8)), ("11:00", limits(2)), now=limits(4))
    assert clock(order, ClockName.RESPOND).due_at == local("10:12"), "missed under the second level"
    assert clock(
        regraded(("09:00", limits(8)), ("10:00", limits(2)), now=limits(4)), ClockName.RESPOND
    ).due_at == local("12:12")


@pytest.mark.req("SLA-3")
@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        ("08:55", ClockState.RUNNING, timedelta(hours=1, minutes=17)),
        ("09:41", ClockState.RUNNING, timedelta(minutes=31)),
        ("09:42", ClockState.WARNING, timedelta(minutes=30)),
        ("10:12", ClockState.WARNING, timedelta(0)),
        ("10:13", ClockState.OVERDUE, timedelta(minutes=-1)),
    ],
)
def test_the_respond_clock_warns_at_three_quarters_and_turns_when_it_passes(
    now: str, state: ClockState, left: timedelta
) -> None:
    respond = clock(make_order(), ClockName.RESPOND)
    assert (respond.state(local(now)), respond.left(local(now))) == (state, left)


@pytest.mark.req("SLA-2")
def test_the_first_call_that_somebody_answered_stops_the_respond_clock() -> None:
    calls = (
        call("08:40", CallOutcome.NO_ANSWER),
        call("09:02", CallOutcome.UPSET),
        call("09:20", CallOutcome.CONFIRMED),
    )
    assert responded(order_with(calls=calls)) == local("09:02")


@pytest.mark.req("SLA-2")
def test_calls_that_nobody_answered_leave_the_respond_clock_running() -> None:
    assert responded(order_with(calls=(call("08:40", CallOutcome.NO_ANSWER),))) is None


@pytest.mark.req("SLA-2")
def test_arrival_stops_the_respond_clock_when_nobody_could_be_reached() -> None:
    order = order_with(calls=(call("08:40", CallOutcome.NO_ANSWER),), arrived_at=local("09:51"))
    assert responded(order) == local("09:51")


@pytest.mark.req("SLA-2")
def test_the_customers_signature_stops_the_resolve_clock_and_a_later_version_does_not_move_it() -> None:
    reports = (make_report(), make_report(version=2, at=local("15:00")))
    assert resolved(order_with(reports=reports)) == local("11:40")


@pytest.mark.req("SLA-2")
def test_a_refusal_to_sign_is_no_confirmation() -> None:
    assert resolved(order_with(reports=(make_report(acceptance=None, refusal=make_refusal()),))) is None


def test_the_closing_stops_the_clocks_of_an_order_that_needed_no_signature() -> None:
    order = order_with(outcome=Outcome.CANCELLED, closed_at=local("09:00"))
    assert responded(order) == resolved(order) == local("09:00")


@pytest.mark.parametrize("outcome", sorted(UNRESOLVED, key=lambda outcome: outcome.value))
def test_an_outcome_that_leaves_the_problem_open_leaves_the_resolve_clock_running(outcome: Outcome) -> None:
    order = order_with(reports=(make_report(),), outcome=outcome, closed_at=local("12:00"))
    assert resolved(order) is None


@pytest.mark.req("SLA-3")
@given(st.timedeltas(timedelta(0), timedelta(days=9)), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_a_stopped_clock_never_turns(until_reply: timedelta, later: timedelta) -> None:
    replied = Call(at=RECEIVED + until_reply, outcome=CallOutcome.CONFIRMED)
    respond = clock(order_with(calls=(replied,)), ClockName.RESPOND)
    met = until_reply <= timedelta(hours=2)
    assert respond.state(replied.at + later) is (ClockState.MET if met else ClockState.MISSED)
