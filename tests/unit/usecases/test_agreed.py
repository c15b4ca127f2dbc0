from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import Detail
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.agreed import Agreed, WaitsFor
from fieldapp.usecases.agreed import agreed
from fieldapp.usecases.contact_verbs import ContactVerbs
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet


def test_nothing_agreed_waits_for_nothing(tablet: Tablet) -> None:
    assert agreed(tablet.order) == Agreed()


@pytest.mark.req("CON-2", "ANA-3")
def test_a_retry_and_a_call_back_are_waited_for_with_their_time(tablet: Tablet, phone: ContactVerbs) -> None:
    phone.no_answer(ORDER_ID, local("09:15"))
    assert (agreed(tablet.order).waits_for, agreed(tablet.order).call_at) == (WaitsFor.CALL_AGAIN, local("09:15"))

    tablet.answer("call", outcome="solved_by_phone", solution="调回设定温度")
    tablet.complete("call")
    assert (agreed(tablet.order).waits_for, agreed(tablet.order).call_at) == (WaitsFor.CALL_BACK, local("10:55"))


@pytest.mark.req("CON-2", "TRV-3")
def test_a_refusal_waits_for_the_centre_and_a_closed_door_for_the_customer_until_the_order_closes(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("arrive")
    phone.nobody_met(ORDER_ID, "周明远 10:00 到访")
    assert agreed(tablet.order).waits_for is WaitsFor.CUSTOMER
    tablet.complete("close")
    assert agreed(tablet.order).waits_for is WaitsFor.NOTHING


def test_a_refused_visit_waits_for_the_centre(tablet: Tablet) -> None:
    tablet.answer("call", outcome="refused", heard_out="OK", refusal="嫌收费高")
    tablet.complete("call")
    assert agreed(tablet.order).waits_for is WaitsFor.CENTRE


@pytest.mark.req("CON-7")
def test_old_time_and_corrections_stay_visible_and_those_the_office_did_not_take_are_told_apart(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    phone.move(ORDER_ID, TimeWindow(local("11:00"), local("11:30")), "客户要求", customer_agrees=True)
    phone.correct(ORDER_ID, {Detail.MODEL: "CF-700"})
    [one] = tablet.order.visit.contact.corrections
    contact = replace(tablet.order.visit.contact, corrections=(one, replace(one, taken=False)))
    order = replace(tablet.order, visit=replace(tablet.order.visit, contact=contact))

    told = agreed(order)

    assert told.moved_from_at == local("10:00")
    assert (len(told.corrections), [each.taken for each in told.untaken]) == (2, [False])
