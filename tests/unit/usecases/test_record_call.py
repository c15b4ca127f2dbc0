"""A call and what it leads to by itself, outcome by outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.domain.contact import Detail, Recipient
from fieldapp.domain.errors import GateClosed, Refused
from fieldapp.domain.going import Going, going
from fieldapp.domain.ids import StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.visit import CallOutcome, StepState
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.correct_details import CorrectDetails
from fieldapp.usecases.record_call_back import RecordCallBack
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID, SHANGHAI, local, repair_process
from tests.fakes.tablet import Tablet

SOLVED = {"outcome": "solved_by_phone", "solution": "调回设定温度", "expected_solution": "当天恢复使用"}
UPSET = {"outcome": "upset", "heard_out": "OK", "answered": "OK", "apologised": "OK", "agreed": "主管今天回电"}


def groups(tablet: Tablet) -> int:
    """How many transactions were recorded so far."""
    return len({row.group for row in tablet.store.batch(10_000, 10**9).events})


def following(tablet: Tablet) -> str:
    step = next_step(repair_process(), tablet.order)
    return step.id if step is not None else ""


def called_back(tablet: Tablet, at: str = "10:55", **said: bool) -> None:
    tablet.clock.wall_at = local(at)
    RecordCallBack(tablet.store.begin, tablet.clock, tablet.store, tablet.forms)(
        ORDER_ID, solved=said["solved"], wants_visit=said.get("wants_visit", False)
    )


@pytest.mark.req("CON-2")
def test_a_confirmed_call_leads_to_the_toolkit(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", outcome="confirmed", expected_solution="当天恢复使用")
    tablet.complete("call")

    assert tablet.order.visit.calls[-1].outcome is CallOutcome.CONFIRMED
    assert following(tablet) == "kit"


@pytest.mark.req("ANA-3", "CON-2", "SLA-2")
def test_a_solution_by_phone_leaves_the_call_open_until_the_call_back(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", **SOLVED)
    tablet.complete("call")
    tablet.complete("call")

    visit = tablet.order.visit
    assert [(call.outcome, call.remark) for call in visit.calls] == [(CallOutcome.SOLVED_BY_PHONE, "调回设定温度")]
    assert visit.steps[StepId("call")].state is StepState.BEGUN
    assert following(tablet) == "call"
    assert [clock.stopped_at is None for clock in sla_clocks(tablet.order)] == [False, True]


@pytest.mark.req("ANA-3", "PRO-4", "KIT-2")
def test_a_call_back_that_confirms_the_solution_closes_without_a_visit_and_without_a_signature(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", **SOLVED)
    tablet.complete("call")
    before = groups(tablet)
    called_back(tablet, solved=True)

    assert groups(tablet) == before + 1
    assert (following(tablet), tablet.order.visit.answer(StepId("close"), "outcome")) == ("close", "solved_by_phone")
    tablet.complete("close")
    assert (tablet.order.state, tablet.order.visit.outcome) == (OrderState.CLOSED, Outcome.SOLVED_BY_PHONE)
    assert tablet.order.visit.departed_at is None


@pytest.mark.req("ANA-3")
def test_the_order_does_not_close_while_the_call_back_is_owed(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", **SOLVED)
    tablet.complete("call")
    tablet.answer("close", outcome="solved")

    with pytest.raises(GateClosed):
        tablet.complete("close")


@pytest.mark.req("ANA-3", "SLA-2")
@pytest.mark.parametrize("said", [{"solved": False}, {"solved": True, "wants_visit": True}])
def test_a_call_back_that_does_not_settle_it_leads_to_the_visit_on_the_first_clocks(
    said: dict[str, bool], tablet: Tablet
) -> None:
    tablet.visit_until("call")
    tablet.answer("call", **SOLVED)
    tablet.complete("call")
    clocks = sla_clocks(tablet.order)
    called_back(tablet, **said)

    assert following(tablet) == "kit"
    assert sla_clocks(tablet.order) == clocks
    with pytest.raises(Refused, match=r"call\.no-call-back-owed"):
        called_back(tablet, solved=True)


@pytest.mark.req("ANA-3")
def test_a_second_solution_by_phone_owes_a_call_back_of_its_own(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", **SOLVED)
    tablet.complete("call")
    called_back(tablet, solved=False)
    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, StepId("call"))
    tablet.answer("call", solution="清理进风口后恢复")
    tablet.complete("call")

    assert going(tablet.order.visit) is Going.CALL_BACK_OWED
    assert following(tablet) == "call"


@pytest.mark.req("CON-2")
def test_an_upset_customer_was_heard_answered_and_agreed_with_before_the_call_counts(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", **{**UPSET, "apologised": ""})
    with pytest.raises(Refused, match=r"step\.incomplete") as refused:
        tablet.complete("call")
    assert refused.value.fields["question"] == "apologised"

    tablet.answer("call", apologised="OK")
    tablet.complete("call")

    call = tablet.order.visit.calls[-1]
    assert (call.outcome, call.remark, following(tablet)) == (CallOutcome.UPSET, "主管今天回电", "kit")


@pytest.mark.req("CON-2", "PRO-4")
def test_a_refused_visit_is_heard_out_first_then_the_centre_is_told_and_the_order_may_close(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", outcome="refused", refusal="嫌收费高")
    with pytest.raises(Refused, match=r"step\.incomplete") as refused:
        tablet.complete("call")
    assert (refused.value.fields["question"], tablet.order.visit.contact.messages) == ("heard_out", ())

    tablet.answer("call", heard_out="OK")
    before = groups(tablet)
    tablet.complete("call")

    assert groups(tablet) == before + 1
    [message] = tablet.order.visit.contact.messages
    assert (message.to, message.text) == (Recipient.DISPATCHER, "嫌收费高")
    assert following(tablet) == "close"
    tablet.complete("close")
    assert tablet.order.visit.outcome is Outcome.REFUSED


@pytest.mark.req("CON-2", "CON-7")
def test_details_called_wrong_must_be_corrected_before_the_call_ends(tablet: Tablet) -> None:
    tablet.visit_until("call")
    tablet.answer("call", outcome="corrected")
    with pytest.raises(Refused, match=r"call\.nothing-corrected"):
        tablet.complete("call")

    CorrectDetails(tablet.store.begin, tablet.clock, SHANGHAI, tablet.store, tablet.forms)(
        ORDER_ID, {Detail.MODEL: "CF-680S"}
    )
    tablet.complete("call")

    assert (tablet.order.visit.calls[-1].outcome, following(tablet)) == (CallOutcome.CORRECTED, "kit")


@pytest.mark.req("CON-2", "CON-7")
def test_a_correction_stands_for_the_call_that_it_was_made_in_and_for_no_later_one(tablet: Tablet) -> None:
    tablet.visit_until("call")
    correct = CorrectDetails(tablet.store.begin, tablet.clock, SHANGHAI, tablet.store, tablet.forms)
    correct(ORDER_ID, {Detail.MODEL: "CF-680S"})
    tablet.clock.pass_time(timedelta(minutes=1))
    tablet.answer("call", outcome="corrected")
    tablet.complete("call")
    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, StepId("call"))
    tablet.clock.pass_time(timedelta(minutes=1))
    tablet.answer("call", outcome="corrected", remark="序列号也不对")

    with pytest.raises(Refused, match=r"call\.nothing-corrected"):
        tablet.complete("call")


@pytest.mark.parametrize("outcome", ["rescheduled", "no_answer", "other_engineer"])
def test_an_outcome_that_needs_more_than_the_form_is_not_recorded_by_the_form_alone(
    outcome: str, tablet: Tablet
) -> None:
    tablet.visit_until("call")
    tablet.answer("call", outcome=outcome)
    kinds = tablet.kinds

    with pytest.raises(Refused, match=r"call\.needs-more"):
        tablet.complete("call")

    assert tablet.kinds == kinds
