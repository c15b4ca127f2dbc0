from __future__ import annotations

import pytest

from fieldapp.domain.contact import Recipient
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Moment
from fieldapp.domain.visit import CallOutcome, StepState
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID, local, repair_process
from tests.fakes.tablet import Tablet

REASON, MESSAGE = "电话没人接，照地址去", "WX-261123-004 打不通，按地址 10:00 前到"


@pytest.mark.req("CON-2", "PRO-3")
def test_going_by_the_address_opens_the_way_and_tells_the_dispatcher_in_one_group(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("call")
    tablet.answer("call", outcome="no_answer")
    before = tablet.kinds

    phone.go_by_address(ORDER_ID, REASON, MESSAGE)

    written = tablet.kinds[len(before) :]
    assert written == ["call.made", "gate.passed", "step.skipped", "message.sent"]
    assert len({row.group for row in tablet.store.batch(100, 10**9).events[len(before) :]}) == 1
    visit = tablet.order.visit
    assert (visit.calls[-1].outcome, visit.steps[StepId("call")].state) == (CallOutcome.NO_ANSWER, StepState.SKIPPED)
    assert [(gate.gate, gate.reason) for gate in visit.passed_gates] == [("call-before-depart", REASON)]
    [message] = visit.contact.messages
    assert (message.to, message.text) == (Recipient.DISPATCHER, MESSAGE)


@pytest.mark.req("CON-2")
def test_the_next_step_after_going_by_the_address_is_the_toolkit_and_the_departure_is_open(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("call")
    phone.no_answer(ORDER_ID, local("09:15"))
    phone.go_by_address(ORDER_ID, REASON, MESSAGE)

    step = next_step(repair_process(), tablet.order)
    assert step is not None
    assert step.id == "kit"
    closed = closed_gates(repair_process(), tablet.order, StepId("depart"), Moment.COMPLETE)
    assert "call-before-depart" not in {gate.id for gate in closed}
    assert [call.outcome for call in tablet.order.visit.calls] == [CallOutcome.NO_ANSWER]


@pytest.mark.req("CON-2")
def test_nobody_goes_by_the_address_before_one_try_to_call(tablet: Tablet, phone: ContactVerbs) -> None:
    with pytest.raises(Refused, match=r"call\.not-tried"):
        phone.go_by_address(ORDER_ID, REASON, MESSAGE)
    with pytest.raises(BadInput, match=r"reason\.missing"):
        phone.go_by_address(ORDER_ID, " ", MESSAGE)
    assert tablet.kinds == []


def test_who_was_spoken_with_is_not_gone_to_by_the_address(tablet: Tablet, phone: ContactVerbs) -> None:
    tablet.visit_until("kit")
    with pytest.raises(Refused, match=r"step\.done-already"):
        phone.go_by_address(ORDER_ID, REASON, MESSAGE)
