"""Acceptance: once, and only of an order that is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.workflow.reassigning import for_the_next
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet


def accept(tablet: Tablet) -> AcceptOrder:
    return AcceptOrder(CompleteStep(tablet.store.begin, tablet.clock, tablet.store, tablet.forms))


@pytest.mark.req("ACC-5")
def test_accept_records_the_acceptance_with_its_time(tablet: Tablet) -> None:
    accept(tablet)(ORDER_ID)

    assert tablet.order.state is OrderState.ACCEPTED
    assert tablet.order.visit.accepted_at == local("08:55")
    assert "order.accepted" in tablet.kinds


@pytest.mark.req("ACC-2")
def test_accepting_an_order_without_gaps_does_the_step_of_that_name_at_once(tablet: Tablet) -> None:
    accept(tablet)(ORDER_ID)

    assert tablet.order.visit.is_done(StepId("accept"))


@pytest.mark.req("ACC-2")
def test_an_order_with_gaps_is_accepted_and_its_step_stays_open_to_ask_for_them(tablet: Tablet) -> None:
    nobody = replace(tablet.order.customer, contact=replace(tablet.order.customer.contact, phone=""))
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, customer=nobody)

    accept(tablet)(ORDER_ID)

    assert (tablet.order.state, tablet.order.visit.steps) == (OrderState.ACCEPTED, {})
    assert tablet.kinds == ["order.accepted"]


@pytest.mark.req("ACC-5", "CON-3")
@pytest.mark.parametrize("there_before", [False, True])
def test_the_next_engineer_accepts_an_order_whose_step_the_first_one_did(tablet: Tablet, there_before: bool) -> None:
    accept(tablet)(ORDER_ID)
    first = tablet.order
    if there_before:
        first = replace(first, visit=replace(first.visit, arrived_at=local("09:52")))
    tablet.store.state.current[ORDER_ID] = replace(for_the_next(first), state=OrderState.ASSIGNED)
    tablet.clock.wall_at = local("11:10")

    accept(tablet)(ORDER_ID)

    assert (tablet.order.state, tablet.order.visit.accepted_at) == (OrderState.ACCEPTED, local("11:10"))
    assert tablet.order.visit.is_done(StepId("accept"))


def test_accept_pressed_twice_changes_nothing(tablet: Tablet) -> None:
    accept(tablet)(ORDER_ID)
    first = tablet.order
    tablet.clock.wall_at = local("09:10")

    accept(tablet)(ORDER_ID)

    assert tablet.order == first
    assert tablet.kinds.count("order.accepted") == 1


def test_accept_after_handing_back_is_refused(tablet: Tablet) -> None:
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)

    with pytest.raises(Refused, match=r"order\.not-open") as refused:
        accept(tablet)(ORDER_ID)

    assert refused.value.fields == {"number": "WX-261123-004"}
    assert tablet.kinds == ["order.handed_back"]


def test_accept_of_an_order_that_is_not_here_says_so(tablet: Tablet) -> None:
    with pytest.raises(NotFound, match=r"order\.unknown"):
        accept(tablet)(OrderId("wo-none"))
