from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.events import Event, GatePassed, ReportSigned, StepReopened, StepSkipped
from fieldapp.domain.ids import GateId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Moment
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.gates import closed_gates
from tests.factories import (
    NOW,
    ORDER_ID,
    STEPS,
    complete_step,
    make_order,
    make_refusal,
    make_report,
    repair_process,
    save_answer,
)

UNSIGNED = (
    Outcome.SOLVED_BY_PHONE,
    Outcome.WAITING_FOR_CUSTOMER,
    Outcome.HANDED_OVER,
    Outcome.REFUSED,
    Outcome.CANCELLED,
)
MAT = save_answer("kit", "floor_mat", "OK")


def closed(order: WorkOrder, step: str, moment: Moment = Moment.COMPLETE) -> list[str]:
    return [gate.id for gate in closed_gates(repair_process(), order, StepId(step), moment)]


def after(*events: Event) -> WorkOrder:
    order = make_order()
    for event in events:
        order = apply(order, event)
    return order


def passed(gate: str, step: str) -> GatePassed:
    return GatePassed(at=NOW, order_id=ORDER_ID, gate=GateId(gate), step=StepId(step), reason="客户催得急")


def signed(**changes: object) -> ReportSigned:
    return ReportSigned(at=NOW, order_id=ORDER_ID, report=make_report(**changes))


@pytest.mark.req("KIT-2")
def test_departure_without_the_floor_mat_stays_closed_whatever_reason_is_given() -> None:
    order = after(complete_step("accept"), complete_step("call"), complete_step("kit"), passed("floor-mat", "depart"))
    assert closed(order, "depart") == ["floor-mat"]


@pytest.mark.req("KIT-2")
def test_departure_opens_with_the_floor_mat_in_the_bag_and_closes_when_it_is_taken_out() -> None:
    done = [complete_step(step) for step in ("accept", "call", "kit")]
    assert closed(after(*done, MAT), "depart") == []
    assert closed(after(*done, MAT, save_answer("kit", "floor_mat", "")), "depart") == ["floor-mat"]


@pytest.mark.req("PRO-3")
def test_departure_before_the_call_opens_with_a_reason() -> None:
    prepared = (complete_step("accept"), complete_step("kit"), MAT)
    assert closed(after(*prepared), "depart") == ["call-before-depart"]
    assert closed(after(*prepared, passed("call-before-depart", "depart")), "depart") == []


def test_a_reason_given_for_one_gate_opens_no_other() -> None:
    order = after(complete_step("accept"), MAT, passed("call-before-depart", "depart"))
    assert closed(order, "depart") == ["kit-before-depart"]


def test_a_reason_given_at_another_step_opens_nothing() -> None:
    order = after(complete_step("accept"), complete_step("kit"), MAT, passed("call-before-depart", "arrive"))
    assert closed(order, "depart") == ["call-before-depart"]


def test_a_skipped_step_does_not_open_the_gate_that_asks_for_it() -> None:
    skipped = StepSkipped(at=NOW, order_id=ORDER_ID, step=StepId("call"), reason="老客户")
    order = after(complete_step("accept"), complete_step("kit"), MAT, skipped)
    assert closed(order, "depart") == ["call-before-depart"]


@pytest.mark.req("PRO-3")
def test_only_work_report_signature_and_closing_are_locked_at_the_beginning() -> None:
    locked = {step for step in STEPS if closed(make_order(), step, Moment.ENTER)}
    assert locked == {"work", "report", "sign", "close"}


@pytest.mark.req("SITE-6")
def test_a_failed_check_keeps_the_test_open_whatever_reason_is_given_until_it_passes() -> None:
    failed = (save_answer("test", "no_alarm", "pass"), save_answer("test", "door_closes", "fail"))
    assert closed(after(*failed), "test") == ["test-passed"]
    assert closed(after(*failed, passed("test-passed", "test")), "test") == ["test-passed"]
    assert closed(after(*failed, save_answer("test", "door_closes", "pass")), "test") == []


@pytest.mark.req("SITE-6")
def test_solved_with_a_failed_check_cannot_be_closed_even_when_signed_and_the_test_was_left_out() -> None:
    order = after(
        save_answer("test", "door_closes", "fail"),
        StepSkipped(at=NOW, order_id=ORDER_ID, step=StepId("test"), reason="等配件"),
        signed(),
        save_answer("close", "outcome", "solved"),
        passed("solved-needs-test", "close"),
        passed("solved-needs-passed-test", "close"),
    )
    assert closed(order, "close") == ["solved-needs-passed-test"]


@pytest.mark.req("SITE-6")
def test_a_second_visit_may_be_closed_with_a_failed_check() -> None:
    order = after(save_answer("test", "door_closes", "fail"), signed(), save_answer("close", "outcome", "second_visit"))
    assert closed(order, "close") == []


@pytest.mark.req("SITE-2", "PRO-3")
def test_work_does_not_begin_before_the_customer_heard_cause_and_steps_or_a_reason_says_why() -> None:
    assert closed(make_order(), "work", Moment.ENTER) == ["diagnose-before-work"]
    assert closed(after(complete_step("diagnose")), "work", Moment.ENTER) == []
    assert closed(after(passed("diagnose-before-work", "work")), "work", Moment.ENTER) == []


@pytest.mark.req("SITE-7")
def test_the_signature_waits_for_the_cleaned_site() -> None:
    order = after(complete_step("hand_over"))
    assert closed(order, "sign") == ["clean-before-sign"]
    assert closed(apply(order, complete_step("clean")), "sign") == []


@pytest.mark.req("SITE-8")
def test_the_signature_waits_for_the_handover() -> None:
    order = after(complete_step("clean"))
    assert closed(order, "sign") == ["hand-over-before-sign"]
    assert closed(apply(order, complete_step("hand_over")), "sign") == []


def test_the_signature_is_locked_until_the_report_is_done_and_locked_again_when_it_is_reopened() -> None:
    order = after(complete_step("report"))
    assert closed(order, "sign", Moment.ENTER) == []
    steps = {step: state for step, state in order.visit.steps.items() if step != "report"}
    reopened = replace(order, visit=replace(order.visit, steps=steps))
    assert closed(reopened, "sign", Moment.ENTER) == ["report-before-sign"]


@pytest.mark.req("PRO-4", "REP-3")
@pytest.mark.parametrize("answer", [{}, {"acceptance": None, "refusal": make_refusal()}], ids=["signed", "refused"])
def test_closing_opens_with_the_signature_or_the_recorded_refusal(answer: dict[str, object]) -> None:
    outcome = save_answer("close", "outcome", "second_visit")
    assert closed(after(outcome), "close", Moment.ENTER) == ["sign-before-close"]
    assert closed(after(outcome), "close") == ["signature-for-outcome"]
    order = after(outcome, signed(**answer))
    assert closed(order, "close", Moment.ENTER) + closed(order, "close") == []


@pytest.mark.req("PRO-4")
def test_closing_is_shut_again_when_the_record_changed_after_the_signature() -> None:
    outcome = save_answer("close", "outcome", "second_visit")
    reopened = StepReopened(at=NOW, order_id=ORDER_ID, step=StepId("work"))
    order = after(outcome, signed(), reopened)
    assert closed(order, "close", Moment.ENTER) == ["sign-before-close"]
    assert closed(order, "close") == ["signature-for-outcome"]
    order = apply(order, signed(version=2))
    assert closed(order, "close", Moment.ENTER) + closed(order, "close") == []


@pytest.mark.req("PRO-4")
@pytest.mark.parametrize("outcome", list(Outcome))
def test_without_a_signature_a_reason_ends_the_visit_only_with_outcomes_that_met_nobody_to_sign(
    outcome: Outcome,
) -> None:
    order = after(complete_step("test"), save_answer("close", "outcome", outcome.value))
    assert closed(order, "close", Moment.ENTER) == ["sign-before-close"]
    order = apply(order, passed("sign-before-close", "close"))
    assert closed(order, "close", Moment.ENTER) == []
    assert closed(order, "close") == ([] if outcome in UNSIGNED else ["signature-for-outcome"])


@pytest.mark.req("PRO-4")
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_signed_and_tested_visit_may_end_with_every_outcome_of_the_closed_list(outcome: Outcome) -> None:
    order = after(complete_step("test"), signed(), save_answer("close", "outcome", outcome.value))
    assert closed(order, "close", Moment.ENTER) + closed(order, "close") == []


def test_a_step_without_gates_has_none_closed() -> None:
    assert closed(make_order(), "analyse", Moment.ENTER) + closed(make_order(), "analyse") == []


@pytest.mark.req("ACC-2")
def test_an_order_with_a_gap_is_accepted_once_it_is_closed_or_passed_with_a_reason() -> None:
    full = make_order()
    nameless = replace(full, asset=replace(full.asset, model=""))
    on_site = apply(nameless, passed("details-known", "accept"))

    assert closed(full, "accept") == []
    assert closed(nameless, "accept") == ["details-known"]
    assert closed(on_site, "accept") == []
