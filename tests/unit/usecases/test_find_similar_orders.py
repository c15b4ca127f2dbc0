"""Earlier orders with the same model and code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.find_similar_orders import FindSimilarOrders
from tests.factories import local, make_asset, make_order, make_symptom
from tests.fakes.tablet import Tablet


def give(tablet: Tablet, name: str, days: int, model: str = "CF-680", code: str = "E02") -> WorkOrder:
    start_at = local("10:00") - timedelta(days=days)
    order = make_order(
        id=OrderId(name),
        number=f"WX-{name}",
        asset=make_asset(model=model),
        symptom=make_symptom(alarm_code=code),
        appointment=TimeWindow(start_at, start_at + timedelta(minutes=30)),
    )
    tablet.store.state.current[order.id] = order
    return order


@pytest.mark.req("ANA-1")
def test_orders_of_the_same_model_and_code_are_found_newest_first_and_not_the_order_itself(tablet: Tablet) -> None:
    give(tablet, "old", 400)
    give(tablet, "new", 4)
    give(tablet, "other-code", 3, code="E04")
    give(tablet, "other-model", 2, model="CF-680S")
    similar = FindSimilarOrders(tablet.store)
    assert [order.id for order in similar(tablet.order)] == ["new", "old"]
    assert [order.id for order in similar(tablet.order, most=1)] == ["new"]


def test_an_order_without_model_or_code_has_no_similar_ones(tablet: Tablet) -> None:
    give(tablet, "one", 4, code="")
    similar = FindSimilarOrders(tablet.store)
    assert similar(give(tablet, "two", 1, code="")) == ()
    assert similar(give(tablet, "three", 1, model="")) == ()
