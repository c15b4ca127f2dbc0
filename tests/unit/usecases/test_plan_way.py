"""From where the engineer leaves for a visit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from fieldapp.domain.customer import Site
from fieldapp.domain.ids import OrderId
from fieldapp.domain.opening import Opening, OrderOrigin, OrderSource
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.domain.visit import Call, CallOutcome, Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.plan_way import PlanWay
from tests.factories import SHANGHAI, local, make_customer, make_order, make_site
from tests.fakes.tablet import Tablet

MINUTES = {"": 50, "a": 10, "b": 20, "c": 30}
"""How far it is from home ("") and from each area, wherever it leads."""


@dataclass(frozen=True)
class TravelFrom:
    """A way that depends on where it begins alone."""

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        way = timedelta(minutes=MINUTES[origin.area if origin else ""])
        return TravelEstimate(median=way, late=way, source=TravelSource.DISTANCE)


def job(name: str, clock: str, **visit: object) -> WorkOrder:
    return make_order(
        id=OrderId(name),
        customer=make_customer(site=make_site(area=name)),
        appointment=TimeWindow(local(clock), local(clock) + timedelta(minutes=30)),
        visit=replace(Visit(), **visit),
    )


def way(tablet: Tablet, order: WorkOrder, *others: WorkOrder) -> timedelta:
    return PlanWay(tablet.store, TravelFrom(), SHANGHAI)(order, [*others, order]).travel


@pytest.mark.req("DEP-4")
def test_the_first_visit_of_a_day_is_left_for_from_home_and_the_next_from_the_one_before(tablet: Tablet) -> None:
    first, second, third = job("a", "09:00"), job("b", "11:00"), job("c", "14:00")
    ways = [way(tablet, order, first, second, third) for order in (first, second, third)]
    assert ways == [timedelta(minutes=50), timedelta(minutes=10), timedelta(minutes=20)]


@pytest.mark.req("DEP-4")
def test_a_visit_that_nobody_drives_to_is_no_place_to_come_from(tablet: Tablet) -> None:
    solved = job("b", "11:00", calls=(Call(at=local("08:30"), outcome=CallOutcome.SOLVED_BY_PHONE),))
    assert way(tablet, job("c", "14:00"), job("a", "09:00"), solved) == timedelta(minutes=10)


@pytest.mark.req("DEP-4")
def test_a_job_that_was_begun_out_of_turn_is_where_the_engineer_comes_from(tablet: Tablet) -> None:
    begun = job("c", "14:00", departed_at=local("08:20"), arrived_at=local("08:50"))
    assert way(tablet, job("a", "09:00"), begun) == timedelta(minutes=30)


@pytest.mark.req("ACC-7")
def test_an_order_opened_where_the_engineer_stands_is_left_for_from_nowhere(tablet: Tablet) -> None:
    in_hand = job("a", "09:00", departed_at=local("08:20"), arrived_at=local("08:50"))
    opening = Opening(
        number="P-1", origin=OrderOrigin.WHILE_HERE, source=OrderSource(order_id=in_hand.id, number=in_hand.number)
    )
    new = replace(job("n", "09:20"), customer=in_hand.customer, opened=opening, received_at=local("09:16"))

    plan = PlanWay(tablet.store, TravelFrom(), SHANGHAI)(new, [in_hand, new])

    assert (plan.has_way, plan.leave_by_at) == (False, local("09:20"))


def test_an_order_that_takes_no_way_is_planned_from_home(tablet: Tablet) -> None:
    closed = job("b", "11:00", closed_at=local("08:00"))
    assert way(tablet, closed, job("a", "09:00")) == timedelta(minutes=50)
