from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.ids import OrderId
from fieldapp.scheduling.departure import EarlyMargin
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.arrival_margin import ChooseMargin, margin_of
from fieldapp.usecases.plan_way import PlanWay
from tests.factories import ORDER_ID, SHANGHAI
from tests.fakes.tablet import Tablet

HOME = Coordinates(31.2100, 121.4200)


@pytest.mark.req("DEP-1")
def test_without_a_choice_the_middle_of_five_to_ten_minutes_is_wanted(tablet: Tablet) -> None:
    assert margin_of(tablet.store, ORDER_ID) is EarlyMargin.USUAL


@pytest.mark.req("DEP-1")
def test_a_choice_for_one_visit_leaves_the_others_as_usual(tablet: Tablet) -> None:
    choose = ChooseMargin(tablet.store.write_setting)
    choose(EarlyMargin.LEAST)
    choose(EarlyMargin.MOST, ORDER_ID)
    assert margin_of(tablet.store, ORDER_ID) is EarlyMargin.MOST
    assert margin_of(tablet.store, OrderId("another")) is EarlyMargin.LEAST


@pytest.mark.req("DEP-1")
def test_the_departure_goes_by_the_margin_that_was_chosen(tablet: Tablet) -> None:
    plan = PlanWay(tablet.store, DistanceTravel(HOME), SHANGHAI)
    assert plan(tablet.order).early == timedelta(minutes=7.5)
    ChooseMargin(tablet.store.write_setting)(EarlyMargin.MOST, ORDER_ID)
    assert plan(tablet.order).early == timedelta(minutes=10)
    assert plan(tablet.order).leave_by_at + plan(tablet.order).travel <= plan(tablet.order).arrive_at
