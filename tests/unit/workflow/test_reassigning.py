from __future__ import annotations

import pytest

from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason
from fieldapp.domain.contact_events import DelayNoted
from fieldapp.domain.events import Arrived, CallMade, Departed, GatePassed
from fieldapp.domain.going import is_to_leave
from fieldapp.domain.ids import GateId, StepId
from fieldapp.domain.visit import CallOutcome
from fieldapp.workflow.apply import apply_all
from fieldapp.workflow.reassigning import for_the_next, is_of_the_sender_alone
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID, complete_step, local, make_order, repair_process, save_answer

LATE = DelayNoted(
    order_id=ORDER_ID,
    at=local("08:50"),
    reason=DelayReason.TRAFFIC,
    expected_at=local("10:40"),
    means=ContactMeans.CALL,
    answer=CustomerAnswer.WANTS_SOMEBODY_ELSE,
)
UNTIL_THE_ROAD = (
    *(complete_step(step) for step in ("accept", "analyse", "call")),
    CallMade(order_id=ORDER_ID, at=local("08:30"), outcome=CallOutcome.CONFIRMED),
    save_answer("kit", "floor_mat", "OK"),
    GatePassed(
        order_id=ORDER_ID, at=local("08:32"), step=StepId("accept"), gate=GateId("details-known"), reason="找不到人"
    ),
    GatePassed(
        order_id=ORDER_ID, at=local("08:35"), step=StepId("depart"), gate=GateId("kit-before-depart"), reason="急"
    ),
    complete_step("kit"),
    Departed(order_id=ORDER_ID, at=local("08:40")),
    complete_step("depart"),
    LATE,
)


@pytest.mark.req("TRV-1", "CON-3", "KIT-2")
def test_the_next_engineer_checks_his_own_bag_and_takes_his_own_way_and_keeps_what_was_agreed() -> None:
    order = for_the_next(apply_all(make_order(), UNTIL_THE_ROAD))

    assert is_to_leave(order)
    step = next_step(repair_process(), order)
    assert step is not None
    assert step.id == "kit"
    assert StepId("kit") not in order.visit.answers
    assert [delay.answer for delay in order.visit.contact.delays] == [CustomerAnswer.WANTS_SOMEBODY_ELSE]
    assert order.visit.is_done(StepId("call"))
    assert [call.outcome for call in order.visit.calls] == [CallOutcome.CONFIRMED]


def test_where_somebody_has_been_everything_stays_as_it_is() -> None:
    there = apply_all(make_order(), (*UNTIL_THE_ROAD, Arrived(order_id=ORDER_ID, at=local("10:40"))))
    assert for_the_next(there) == there


@pytest.mark.req("CON-3", "PRO-3")
def test_a_reason_that_the_first_gave_for_his_own_bag_opens_no_gate_for_the_next() -> None:
    order = for_the_next(apply_all(make_order(), UNTIL_THE_ROAD))

    assert [passed.gate for passed in order.visit.passed_gates] == ["details-known"]


@pytest.mark.req("SYN-3", "PRO-3")
def test_a_reason_for_leaving_is_the_senders_alone_and_one_for_the_gaps_of_the_order_is_not() -> None:
    passed = [event for event in UNTIL_THE_ROAD if isinstance(event, GatePassed)]

    assert [(event.step, is_of_the_sender_alone(event)) for event in passed] == [("accept", False), ("depart", True)]
