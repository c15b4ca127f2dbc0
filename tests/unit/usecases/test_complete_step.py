"""Completing a step: the form is filled, the gates are open, the step's fact is written once."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import GateClosed, Refused
from fieldapp.domain.ids import GateId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.visit import CallOutcome, StepState
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.check_kit_item import CheckKitItem
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.workflow.kit import added_needs
from tests.factories import ORDER_ID, STEPS, local
from tests.fakes.tablet import Tablet
from tests.fakes.visit_answers import ANSWERS


def reopen(tablet: Tablet, step: str) -> None:
    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, StepId(step))


@pytest.mark.req("PRO-1")
def test_a_visit_with_every_form_filled_goes_through_all_fifteen_steps(tablet: Tablet) -> None:
    tablet.closed()

    assert [step for step in STEPS if tablet.order.visit.is_done(StepId(step))] == list(STEPS)
    assert tablet.order.state is OrderState.CLOSED
    assert tablet.order.visit.outcome is Outcome.SOLVED


def test_completing_the_first_step_accepts_the_order_in_the_same_group(tablet: Tablet) -> None:
    tablet.complete("accept")

    assert tablet.kinds == ["order.accepted", "step.completed"]
    assert len({row.group for row in tablet.store.batch(10, 10**6).events}) == 1
    assert tablet.order.state is OrderState.ACCEPTED


@pytest.mark.parametrize("step", ["accept", "call", "depart", "arrive", "close"])
def test_a_step_completed_twice_writes_no_second_fact(tablet: Tablet, step: str) -> None:
    tablet.visit_until(step)
    tablet.answer(step, **ANSWERS[step])
    tablet.complete(step)
    before, kinds = tablet.order, tablet.kinds
    tablet.clock.wall_at = local("18:00")

    tablet.complete(step)

    assert (tablet.order, tablet.kinds) == (before, kinds)


@pytest.mark.req("PRO-3")
def test_a_form_with_open_questions_does_not_complete_and_names_the_first(tablet: Tablet) -> None:
    tablet.visit_until("test")
    tablet.answer("test", cools_down="pass", no_alarm="pass")
    kinds = tablet.kinds

    with pytest.raises(Refused, match=r"step\.incomplete") as refused:
        tablet.complete("test")

    assert refused.value.fields == {"question": "box_temperature", "count": 3}
    assert tablet.kinds == kinds


@pytest.mark.req("KIT-2", "PRO-3")
def test_departure_without_the_floor_mat_is_refused(tablet: Tablet) -> None:
    tablet.visit_until("kit")
    bag = {**ANSWERS["kit"], "floor_mat": "", "missing_way_out": "borrow", "missing_reason": "借给同事"}
    tablet.answer("kit", **bag)
    tablet.complete("kit")
    kinds = tablet.kinds

    with pytest.raises(GateClosed, match=r"gate\.closed") as closed:
        tablet.complete("depart")

    assert closed.value.fields["gate"] == "floor-mat"
    assert tablet.order.visit.departed_at is None
    assert tablet.kinds == kinds


@pytest.mark.req("KIT-2")
def test_arrival_without_the_floor_mat_is_refused_also_when_no_departure_was_tapped(tablet: Tablet) -> None:
    tablet.visit_until("kit")
    bag = {**ANSWERS["kit"], "floor_mat": "", "missing_way_out": "borrow", "missing_reason": "借给同事"}
    tablet.answer("kit", **bag)
    tablet.complete("kit")
    tablet.answer("arrive", **ANSWERS["arrive"])

    with pytest.raises(GateClosed, match=r"gate\.closed") as closed:
        tablet.complete("arrive")
    assert closed.value.fields["gate"] == "floor-mat-on-arrival"
    with pytest.raises(GateClosed, match=r"gate\.never-passed"):
        PassGate(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, GateId("floor-mat-on-arrival"), "急")

    tablet.answer("kit", floor_mat="OK")
    tablet.complete("arrive")
    assert tablet.order.visit.arrived_at == tablet.clock.now()


@pytest.mark.req("KIT-2")
def test_a_gap_in_the_bag_needs_a_reason_and_a_way_out(tablet: Tablet) -> None:
    tablet.visit_until("kit")
    pack_all(tablet)
    tablet.answer("kit", **{**ANSWERS["kit"], "cloth": "", "missing_way_out": "", "missing_reason": ""})
    with pytest.raises(Refused, match=r"step\.incomplete"):
        tablet.complete("kit")

    tablet.answer("kit", missing_way_out="pick_up", missing_reason="已用完，未补")
    tablet.complete("kit")
    tablet.complete("depart")

    assert tablet.order.visit.departed_at == tablet.clock.now()


@pytest.mark.req("KIT-2")
def test_a_spare_that_is_not_in_the_bag_needs_a_reason_and_a_way_out(tablet: Tablet) -> None:
    tablet.visit_until("kit")
    tablet.answer("kit", **{**ANSWERS["kit"], "missing_way_out": "", "missing_reason": ""})
    with pytest.raises(GateClosed, match=r"gate\.closed"):
        tablet.complete("kit")

    tablet.answer("kit", missing_way_out="borrow")
    with pytest.raises(GateClosed, match=r"gate\.closed"):
        tablet.complete("kit")

    tablet.answer("kit", missing_reason="借给同事")
    tablet.complete("kit")
    assert tablet.order.visit.is_done(StepId("kit"))


@pytest.mark.req("KIT-2")
def test_a_bag_that_holds_everything_asks_for_no_reason(tablet: Tablet) -> None:
    tablet.visit_until("kit")
    tablet.answer("kit", **{**ANSWERS["kit"], "missing_way_out": "", "missing_reason": ""})
    pack_all(tablet)
    tablet.complete("kit")
    assert tablet.order.visit.is_done(StepId("kit"))


def pack_all(tablet: Tablet) -> None:
    """Put everything that the order adds into the bag."""
    for need in added_needs(tablet.order):
        CheckKitItem(tablet.store.begin, tablet.clock)(ORDER_ID, need.id, present=True)


@pytest.mark.req("PRO-3")
def test_the_call_may_be_made_before_anything_else(tablet: Tablet) -> None:
    tablet.answer("call", outcome="confirmed")
    tablet.complete("call")

    assert [call.outcome for call in tablet.order.visit.calls] == [CallOutcome.CONFIRMED]
    assert sla_clocks(tablet.order)[0].stopped_at == tablet.clock.now()


def test_a_call_step_reopened_and_changed_records_the_second_call(tablet: Tablet) -> None:
    tablet.answer("call", outcome="confirmed")
    tablet.complete("call")
    reopen(tablet, "call")
    tablet.complete("call")
    assert len(tablet.order.visit.calls) == 1

    reopen(tablet, "call")
    tablet.clock.wall_at = local("09:05")
    tablet.answer("call", remark="改从东门进")
    tablet.complete("call")

    assert [call.remark for call in tablet.order.visit.calls] == ["", "改从东门进"]
    assert sla_clocks(tablet.order)[0].stopped_at == local("08:55")


def test_a_departure_tapped_by_mistake_and_reopened_is_replaced_but_not_after_the_arrival(tablet: Tablet) -> None:
    tablet.visit_until("travel")
    reopen(tablet, "depart")
    tablet.clock.wall_at = local("09:31")
    tablet.complete("depart")
    assert tablet.order.visit.departed_at == local("09:31")

    tablet.visit_until("diagnose")
    reopen(tablet, "depart")
    tablet.clock.wall_at = local("11:00")
    tablet.complete("depart")

    assert tablet.order.visit.departed_at == local("09:31")
    assert tablet.kinds.count("visit.departed") == 2


@pytest.mark.req("SITE-6")
def test_a_failed_check_stops_the_test_until_the_work_was_done_again(tablet: Tablet) -> None:
    tablet.visit_until("test")
    tablet.answer("test", **{**ANSWERS["test"], "no_alarm": "fail"})
    with pytest.raises(GateClosed) as closed:
        tablet.complete("test")
    assert closed.value.fields["gate"] == "test-passed"

    reopen(tablet, "work")
    assert tablet.order.visit.steps[StepId("work")].state is StepState.BEGUN
    tablet.complete("work")
    tablet.answer("test", no_alarm="pass")
    tablet.complete("test")

    assert tablet.order.visit.is_done(StepId("test"))


@pytest.mark.req("PRO-4")
def test_close_without_signature_or_refusal_is_refused(tablet: Tablet) -> None:
    tablet.visit_until("sign")
    tablet.answer("close", outcome="solved")

    with pytest.raises(GateClosed) as closed:
        tablet.complete("close")

    assert closed.value.fields["gate"] == "sign-before-close"
    assert tablet.order.state is not OrderState.CLOSED


def test_the_signing_step_is_completed_by_the_signature_alone(tablet: Tablet) -> None:
    tablet.visit_until("sign")
    tablet.answer("sign", **ANSWERS["sign"])

    with pytest.raises(Refused, match=r"step\.sign-by-signing"):
        tablet.complete("sign")


def test_a_step_of_an_order_that_was_handed_back_is_refused(tablet: Tablet) -> None:
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)

    with pytest.raises(Refused, match=r"order\.not-open"):
        tablet.complete("accept")

    assert tablet.kinds == ["order.handed_back"]
