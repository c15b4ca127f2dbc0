"""Going back to a step: its answers stay, and what is over stays over."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import HandBackReason
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.reopen_step import ReopenStep
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet


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
    tablet.complete("analyse")
    reopen(tablet, "analyse")
    reopen(tablet, "analyse")

    assert tablet.kinds == ["step.completed", "step.reopened"]


def test_reopen_after_close_or_hand_back_is_refused(tablet: Tablet) -> None:
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
