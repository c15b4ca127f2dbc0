"""The visit that a restart reopens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.work_order import OrderState
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.resume_visit import ResumeVisit
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet


def _be_at(tablet: Tablet, state: OrderState) -> OrderId | None:
    current = tablet.store.state.current
    current[ORDER_ID] = replace(current[ORDER_ID], state=state)
    RememberPlace(tablet.store.begin)(ORDER_ID, StepId("work"), "remark")
    return ResumeVisit(tablet.store)()


def test_a_tablet_on_which_no_visit_was_begun_reopens_none(tablet: Tablet) -> None:
    assert ResumeVisit(tablet.store)() is None


@pytest.mark.req("SITE-9")
def test_the_accepted_order_that_was_touched_last_is_reopened(tablet: Tablet) -> None:
    assert _be_at(tablet, OrderState.ACCEPTED) == ORDER_ID


@pytest.mark.parametrize("state", [OrderState.ASSIGNED, OrderState.HANDED_BACK, OrderState.CLOSED])
def test_an_order_that_is_not_under_way_is_not_reopened(tablet: Tablet, state: OrderState) -> None:
    assert _be_at(tablet, state) is None


@pytest.mark.req("SITE-9")
def test_an_order_that_was_answered_in_before_it_was_accepted_is_reopened(tablet: Tablet) -> None:
    current = tablet.store.state.current
    visit = replace(current[ORDER_ID].visit, answers={StepId("accept"): {"remark": "门口难停车"}})
    current[ORDER_ID] = replace(current[ORDER_ID], visit=visit)
    assert _be_at(tablet, OrderState.ASSIGNED) == ORDER_ID


def test_an_order_that_went_to_a_colleague_is_not_reopened(tablet: Tablet) -> None:
    _be_at(tablet, OrderState.ACCEPTED)
    del tablet.store.state.current[ORDER_ID]
    assert ResumeVisit(tablet.store)() is None
