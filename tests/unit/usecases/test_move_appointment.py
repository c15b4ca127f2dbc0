from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID, local, repair_process
from tests.fakes.tablet import Tablet

ELEVENS = TimeWindow(local("11:00"), local("11:30"))
TENS = TimeWindow(local("10:00"), local("10:30"))


def following(tablet: Tablet) -> str:
    step = next_step(repair_process(), tablet.order)
    return step.id if step is not None else ""


@pytest.mark.req("CON-2")
def test_a_new_time_that_the_customer_agrees_to_ends_the_call_with_old_new_and_reason(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("call")
    before = len(tablet.kinds)

    phone.move(ORDER_ID, ELEVENS, "客户上午不在", customer_agrees=True)

    [change] = tablet.order.visit.contact.appointment_changes
    assert (change.old, change.new, change.reason, change.taken) == (TENS, ELEVENS, "客户上午不在", True)
    assert tablet.order.appointment == ELEVENS
    assert tablet.order.visit.calls[-1].outcome is CallOutcome.RESCHEDULED
    assert (following(tablet), tablet.order.visit.answer(StepId("call"), "outcome")) == ("kit", "rescheduled")
    assert len({row.group for row in tablet.store.batch(100, 10**9).events[before:]}) == 1


@pytest.mark.req("CON-2", "CON-3")
def test_a_new_time_that_the_customer_refuses_keeps_the_old_and_offers_somebody_else(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("call")

    phone.move(ORDER_ID, ELEVENS, "上一单延误", customer_agrees=False)

    assert tablet.order.appointment == TENS
    assert [change.taken for change in tablet.order.visit.contact.appointment_changes] == [False]
    assert (following(tablet), tablet.order.visit.answer(StepId("call"), "outcome")) == ("call", "other_engineer")


@pytest.mark.req("CON-5")
def test_before_leaving_the_time_is_moved_again_without_opening_the_call(tablet: Tablet, phone: ContactVerbs) -> None:
    tablet.visit_until("depart")

    phone.move(ORDER_ID, ELEVENS, "路上封路", customer_agrees=True)

    assert (tablet.order.appointment, following(tablet)) == (ELEVENS, "depart")
    assert [call.outcome for call in tablet.order.visit.calls] == [CallOutcome.CONFIRMED, CallOutcome.RESCHEDULED]


@pytest.mark.parametrize(
    ("new", "reason", "code"),
    [
        (TENS, "客户要求", "appointment.same"),
        (TimeWindow(local("08:00"), local("08:30")), "客户要求", "appointment.past"),
        (ELEVENS, "  ", "reason.missing"),
    ],
)
def test_a_time_that_is_no_news_or_over_or_has_no_reason_is_refused(
    new: TimeWindow, reason: str, code: str, tablet: Tablet, phone: ContactVerbs
) -> None:
    with pytest.raises(BadInput) as refused:
        phone.move(ORDER_ID, new, reason, customer_agrees=True)
    assert (refused.value.code, tablet.kinds) == (code, [])


def test_an_order_that_is_over_is_not_moved(tablet: Tablet, phone: ContactVerbs) -> None:
    tablet.closed()
    tablet.clock.wall_at = local("09:50")
    with pytest.raises(Refused, match=r"order\.not-open"):
        phone.move(ORDER_ID, ELEVENS, "客户要求", customer_agrees=True)
