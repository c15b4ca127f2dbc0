from __future__ import annotations

import pytest

from fieldapp.domain.events import Event, GatePassed, ReportSigned
from fieldapp.domain.ids import GateId, StepId
from fieldapp.domain.visit import Outcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.outcomes import against, closing_step, needs_signature, possible_outcomes
from tests.factories import NOW, ORDER_ID, complete_step, make_order, make_report, repair_process, save_answer

UNSIGNED = {
    Outcome.SOLVED_BY_PHONE,
    Outcome.WAITING_FOR_CUSTOMER,
    Outcome.HANDED_OVER,
    Outcome.REFUSED,
    Outcome.CANCELLED,
}
SIGNED = ReportSigned(at=NOW, order_id=ORDER_ID, report=make_report())
NOBODY_SIGNS = GatePassed(
    at=NOW, order_id=ORDER_ID, gate=GateId("sign-before-close"), step=StepId("close"), reason="没人在家"
)


def after(*events: Event) -> WorkOrder:
    order = make_order()
    for event in events:
        order = apply(order, event)
    return order


@pytest.mark.req("PRO-4")
def test_an_outcome_that_came_about_at_the_customers_needs_the_signature() -> None:
    assert {outcome for outcome in Outcome if not needs_signature(repair_process(), outcome)} == UNSIGNED


@pytest.mark.req("PRO-4")
def test_without_signature_and_reason_no_outcome_ends_the_visit() -> None:
    assert possible_outcomes(repair_process(), make_order()) == ()


@pytest.mark.req("PRO-4")
def test_with_a_reason_only_the_outcomes_that_need_no_signature_end_the_visit() -> None:
    assert set(possible_outcomes(repair_process(), after(NOBODY_SIGNS))) == UNSIGNED


@pytest.mark.req("PRO-4")
def test_a_signed_and_tested_visit_may_end_with_every_outcome_of_the_closed_list() -> None:
    assert possible_outcomes(repair_process(), after(complete_step("test"), SIGNED)) == tuple(Outcome)


@pytest.mark.req("SITE-6")
def test_solved_is_no_possible_outcome_after_a_failed_check() -> None:
    order = after(complete_step("test"), SIGNED, save_answer("test", "cools_down", "fail"))
    assert Outcome.SOLVED not in possible_outcomes(repair_process(), order)
    assert [gate.id for gate in against(repair_process(), order, Outcome.SOLVED)] == ["solved-needs-passed-test"]


def test_the_outcome_asked_about_is_judged_whatever_is_chosen_in_the_form() -> None:
    order = after(NOBODY_SIGNS, save_answer("close", "outcome", "cancelled"))
    assert [gate.id for gate in against(repair_process(), order, Outcome.TAKEN_AWAY)] == ["signature-for-outcome"]
    assert order.visit.answer(StepId("close"), "outcome") == "cancelled"


def test_the_closing_step_is_the_one_that_records_the_closure() -> None:
    assert closing_step(repair_process()).id == "close"
