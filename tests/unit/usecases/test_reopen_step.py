"""Going back to a step: its answers stay, and what is over stays over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import HandBackReason
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.workflow.prefill import prefill
from tests.factories import ORDER_ID, repair_process
from tests.fakes.tablet import Tablet

REPORT = StepId("report")


def reopen(tablet: Tablet, step: str) -> None:
    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, StepId(step), " 忘了清除报警 ")


@pytest.mark.req("SITE-6")
def test_reopen_of_a_done_step_keeps_its_answers_and_the_reason(tablet: Tablet) -> None:
    tablet.visit_until("test")
    answers = tablet.order.visit.answers[StepId("work")]

    reopen(tablet, "work")

    progress = tablet.order.visit.steps[StepId("work")]
    assert (progress.state, progress.reason) == (StepState.BEGUN, "忘了清除报警")
    assert tablet.order.visit.answers[StepId("work")] == answers


def test_reopen_of_a_step_that_is_open_or_was_never_begun_changes_nothing(tablet: Tablet) -> None:
    tablet.answer("analyse", plan="A")
    kinds = tablet.kinds

    reopen(tablet, "analyse")
    reopen(tablet, "kit")

    assert tablet.kinds == kinds


def test_reopen_twice_is_recorded_once(tablet: Tablet) -> None:
    tablet.answer("analyse", on_site="yes", take_away="no", experience="repaired")
    tablet.complete("analyse")
    reopen(tablet, "analyse")
    reopen(tablet, "analyse")

    assert tablet.kinds[-2:] == ["step.completed", "step.reopened"]


def test_reopen_after_close_or_hand_back_is_refused(tablet: Tablet) -> None:
    tablet.answer("analyse", on_site="yes", take_away="no", experience="repaired")
    tablet.complete("analyse")
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.SKILL)
    with pytest.raises(Refused, match=r"order\.not-open"):
        reopen(tablet, "analyse")


def test_reopen_of_a_closed_visit_is_refused(tablet: Tablet) -> None:
    tablet.closed()
    kinds = tablet.kinds

    with pytest.raises(Refused, match=r"order\.not-open"):
        reopen(tablet, "work")

    assert tablet.kinds == kinds


@pytest.mark.req("REP-1", "SITE-6")
@pytest.mark.parametrize(("said", "kept"), [("", ""), ("9.25", "9.25")])
@pytest.mark.parametrize("finished", [False, True])
def test_back_at_the_work_hours_of_the_record_are_reckoned_anew_and_those_typed_by_hand_stay(
    tablet: Tablet, said: str, kept: str, finished: bool
) -> None:
    tablet.visit_until("report")
    reckoned = prefill(repair_process(), tablet.order, REPORT)["labour_hours"]
    tablet.answer("report", labour_hours=said or reckoned, chargeable="warranty", payment="none")
    if finished:
        tablet.complete("report")
    reopen(tablet, "work")
    assert tablet.order.visit.answer(REPORT, "labour_hours") == kept
    assert tablet.order.visit.is_done(REPORT) is (finished and bool(kept))

    tablet.clock.pass_time(timedelta(hours=2))
    tablet.complete("work")
    assert Decimal(prefill(repair_process(), tablet.order, REPORT)["labour_hours"]) >= Decimal(reckoned) + 2
