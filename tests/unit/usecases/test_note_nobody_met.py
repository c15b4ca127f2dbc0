from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.save_answer import NewFile
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID, repair_process
from tests.fakes.tablet import Tablet

CARD = "霁川 周明远 10:00 到访，家中无人。改约请拨 400 000 6680"
PHOTO = NewFile("image/jpeg", b"card on the door")


@pytest.mark.req("TRV-3", "PRO-4")
def test_a_closed_door_leaves_a_card_and_the_order_closes_waiting_without_a_signature(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("arrive")

    phone.nobody_met(ORDER_ID, CARD, PHOTO)

    [met] = tablet.order.visit.contact.nobody_home
    assert (met.card, met.photo, tablet.store.blob(PHOTO.sha256)) == (CARD, PHOTO.sha256, PHOTO.content)
    step = next_step(repair_process(), tablet.order)
    assert step is not None
    assert (step.id, tablet.order.visit.answer(StepId("close"), "outcome")) == ("close", "waiting_for_customer")
    tablet.complete("close")
    assert (tablet.order.state, tablet.order.visit.outcome) == (OrderState.CLOSED, Outcome.WAITING_FOR_CUSTOMER)


@pytest.mark.req("TRV-3", "SLA-2")
def test_a_closed_door_does_not_stop_the_clock_of_the_solution(tablet: Tablet, phone: ContactVerbs) -> None:
    tablet.visit_until("arrive")
    phone.nobody_met(ORDER_ID, CARD)
    tablet.complete("close")
    assert sla_clocks(tablet.order)[1].stopped_at is None


def test_who_was_let_in_met_somebody(tablet: Tablet, phone: ContactVerbs) -> None:
    tablet.visit_until("diagnose")
    with pytest.raises(Refused, match=r"visit\.let-in"):
        phone.nobody_met(ORDER_ID, CARD)
    with pytest.raises(BadInput, match=r"card\.empty"):
        phone.nobody_met(ORDER_ID, "")
