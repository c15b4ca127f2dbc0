"""Handing back: with a reason, once, also on the way."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.work_order import HandBack, HandBackReason, OrderState
from fieldapp.usecases.hand_back_order import HandBackOrder
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet


@pytest.mark.req("ACC-5")
def test_hand_back_records_reason_remark_and_time(tablet: Tablet) -> None:
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.PARTS, " 控制板没有库存 ")

    assert tablet.order.state is OrderState.HANDED_BACK
    assert tablet.order.hand_back == HandBack(reason=HandBackReason.PARTS, at=local("08:55"), remark="控制板没有库存")


@pytest.mark.req("ACC-5")
def test_hand_over_to_a_colleague_needs_his_name(tablet: Tablet) -> None:
    hand_back = HandBackOrder(tablet.store.begin, tablet.clock)

    with pytest.raises(BadInput, match=r"order\.colleague-missing"):
        hand_back(ORDER_ID, HandBackReason.TO_COLLEAGUE, colleague="  ")
    assert tablet.kinds == []

    hand_back(ORDER_ID, HandBackReason.TO_COLLEAGUE, colleague="陶志远")
    assert tablet.order.hand_back is not None
    assert tablet.order.hand_back.colleague == "陶志远"


def test_hand_back_twice_keeps_the_first_reason(tablet: Tablet) -> None:
    hand_back = HandBackOrder(tablet.store.begin, tablet.clock)
    hand_back(ORDER_ID, HandBackReason.TIME)

    with pytest.raises(Refused, match=r"order\.not-open"):
        hand_back(ORDER_ID, HandBackReason.SKILL)

    assert tablet.order.hand_back is not None
    assert tablet.order.hand_back.reason is HandBackReason.TIME


def test_hand_back_after_departure_keeps_the_departure(tablet: Tablet) -> None:
    tablet.visit_until("travel")
    departed_at = tablet.order.visit.departed_at

    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME, "车坏在路上")

    assert tablet.order.state is OrderState.HANDED_BACK
    assert departed_at is not None
    assert tablet.order.visit.departed_at == departed_at


def test_hand_back_of_a_closed_order_is_refused(tablet: Tablet) -> None:
    tablet.closed()

    with pytest.raises(Refused, match=r"order\.not-open"):
        HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)

    assert tablet.order.state is OrderState.CLOSED
