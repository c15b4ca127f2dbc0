from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.going import is_to_leave, takes_time
from fieldapp.domain.standing import ended_at, is_over, under_way
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import Cancellation, HandBack, HandBackReason, OrderState, WorkOrder
from tests.factories import local, make_order

AT = local("09:40")


def cancelled(visit: Visit) -> WorkOrder:
    told = Cancellation(at=AT, by="许婧", reason="客户已自行解决")
    return make_order(state=OrderState.CANCELLED, cancellation=told, visit=visit)


@pytest.mark.req("SYN-3")
def test_an_order_cancelled_before_anybody_set_out_is_over_and_takes_no_time() -> None:
    order = cancelled(Visit(accepted_at=local("08:20")))
    assert is_over(order)
    assert ended_at(order) == AT
    assert not is_to_leave(order)
    assert not takes_time(order)


@pytest.mark.req("SYN-3")
@pytest.mark.parametrize("visit", [Visit(departed_at=local("09:34")), Visit(arrived_at=local("09:52"))])
def test_a_visit_under_way_when_the_office_cancels_is_still_recorded_until_it_is_closed(visit: Visit) -> None:
    order = cancelled(visit)
    assert under_way(order)
    assert not is_over(order)
    assert ended_at(order) is None
    assert takes_time(order)
    assert not is_to_leave(order)

    closed = replace(order, visit=replace(visit, closed_at=local("10:10")))
    assert is_over(closed)
    assert ended_at(closed) == local("10:10")


def test_the_other_states_end_as_they_did() -> None:
    back = HandBack(reason=HandBackReason.TIME, at=AT)
    assert not is_over(make_order())
    assert ended_at(make_order()) is None
    handed_back = make_order(state=OrderState.HANDED_BACK, hand_back=back)
    assert is_over(handed_back)
    assert ended_at(handed_back) == AT
