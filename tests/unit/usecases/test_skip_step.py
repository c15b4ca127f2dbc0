"""Leaving a step out: with a reason, never the ones that begin or end the order."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.sla import ClockName
from fieldapp.domain.visit import StepState
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.skip_step import SkipStep
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID, repair_process
from tests.fakes.tablet import Tablet
from tests.fakes.visit_answers import ANSWERS


def skip(tablet: Tablet, step: str, reason: str = "同一故障上周处理过") -> None:
    SkipStep(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, StepId(step), reason)


@pytest.mark.req("PRO-3")
def test_skip_keeps_the_reason_and_leads_to_the_next_step(tablet: Tablet) -> None:
    tablet.complete("accept")
    skip(tablet, "analyse")

    progress = tablet.order.visit.steps[StepId("analyse")]
    assert (progress.state, progress.reason) == (StepState.SKIPPED, "同一故障上周处理过")
    following = next_step(repair_process(), tablet.order)
    assert following is not None
    assert following.id == "call"


def test_skip_without_a_reason_is_refused(tablet: Tablet) -> None:
    with pytest.raises(BadInput, match=r"reason\.missing"):
        skip(tablet, "analyse", "  ")

    assert tablet.kinds == []


@pytest.mark.req("KIT-2")
def test_the_departure_is_not_left_out_to_go_round_the_floor_mat(tablet: Tablet) -> None:
    with pytest.raises(Refused, match=r"step\.never-skipped"):
        skip(tablet, "depart", "客户就在隔壁")

    assert tablet.kinds == []


@pytest.mark.req("PRO-4")
@pytest.mark.parametrize("step", ["accept", "sign", "close"])
def test_skip_of_a_step_that_begins_or_ends_the_order_is_refused(tablet: Tablet, step: str) -> None:
    with pytest.raises(Refused, match=r"step\.never-skipped"):
        skip(tablet, step)


def test_skip_of_a_step_that_is_done_is_refused(tablet: Tablet) -> None:
    tablet.answer("analyse", on_site="yes", take_away="no", experience="repaired")
    tablet.complete("analyse")

    with pytest.raises(Refused, match=r"step\.done-already"):
        skip(tablet, "analyse")


def test_skip_twice_with_the_same_reason_changes_nothing(tablet: Tablet) -> None:
    skip(tablet, "analyse")
    before = tablet.order
    tablet.clock.pass_time(tablet.clock.monotonic)

    skip(tablet, "analyse")

    assert tablet.order == before


def test_skip_of_an_order_that_is_closed_is_refused(tablet: Tablet) -> None:
    tablet.closed()

    with pytest.raises(Refused, match=r"order\.not-open"):
        skip(tablet, "travel")


def test_skip_of_way_and_arrival_invents_no_times_and_the_call_still_answers_the_customer(
    tablet: Tablet,
) -> None:
    tablet.visit_until("depart")
    called_at = tablet.order.visit.calls[0].at
    for step in ("travel", "arrive"):
        skip(tablet, step, "客户就在隔壁")

    assert (tablet.order.visit.departed_at, tablet.order.visit.arrived_at) == (None, None)
    clocks = {clock.name: clock for clock in sla_clocks(tablet.order)}
    assert clocks[ClockName.RESPOND].stopped_at == called_at
    assert clocks[ClockName.RESOLVE].stopped_at is None
    tablet.answer("diagnose", **ANSWERS["diagnose"])
    tablet.complete("diagnose")
    assert tablet.order.visit.is_done(StepId("diagnose"))
