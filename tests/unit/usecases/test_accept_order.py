"""Acceptance: once, and only of an order that is open."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.hand_back_order import HandBackOrder
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet


@pytest.mark.req("ACC-5")
def test_accept_records_the_acceptance_with_its_time(tablet: Tablet) -> None:
    AcceptOrder(tablet.store.begin, tablet.clock)(ORDER_ID)

    assert tablet.order.state is OrderState.ACCEPTED
    assert tablet.order.visit.accepted_at == local("08:55")
    assert tablet.kinds == ["order.accepted"]


def test_accept_pressed_twice_changes_nothing(tablet: Tablet) -> None:
    accept = AcceptOrder(tablet.store.begin, tablet.clock)
    accept(ORDER_ID)
    first = tablet.order
    tablet.clock.wall_at = local("09:10")

    accept(ORDER_ID)

    assert tablet.order == first
    assert tablet.kinds == ["order.accepted"]


def test_accept_after_handing_back_is_refused(tablet: Tablet) -> None:
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)

    with pytest.raises(Refused, match=r"order\.not-open") as refused:
        AcceptOrder(tablet.store.begin, tablet.clock)(ORDER_ID)

    assert refused.value.fields == {"number": "WX-261123-004"}
    assert tablet.kinds == ["order.handed_back"]


def test_accept_of_an_order_that_is_not_here_says_so(tablet: Tablet) -> None:
    with pytest.raises(NotFound, match=r"order\.unknown"):
        AcceptOrder(tablet.store.begin, tablet.clock)(OrderId("wo-none"))
