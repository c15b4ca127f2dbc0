"""Requisitions from the order: what is missing, in one tap, and back again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.planning import PartQuantity, RequisitionState, Supply
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.request_parts import RequestParts, WithdrawRequest
from tests.factories import ORDER_ID, SHANGHAI
from tests.fakes.tablet import Tablet


def request(tablet: Tablet, only: str | None = None) -> str:
    plan = PlanWay(tablet.store, DistanceTravel(Coordinates(31.21, 121.42)), SHANGHAI)
    verb = RequestParts(tablet.store.begin, tablet.clock, tablet.store, plan)
    return verb(ORDER_ID, PartNumber(only) if only else None)


def withdraw(tablet: Tablet, requisition: str) -> None:
    WithdrawRequest(tablet.store.begin, tablet.clock)(ORDER_ID, requisition)


@pytest.fixture
def bare(tablet: Tablet) -> Tablet:
    """A van that holds the sensor, not the connector."""
    needs = tuple(replace(need, quantity=3) for need in tablet.order.kit_needs)
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, kit_needs=needs)
    return tablet


@pytest.mark.req("ANA-6", "PRT-3")
def test_one_tap_asks_for_everything_that_is_missing_by_the_time_of_leaving(bare: Tablet) -> None:
    lacking = {number: 3 - bare.store.stock(PartNumber(number)) for number in ("TS-02", "CK-07")}

    requisition = request(bare)

    [asked] = bare.order.visit.planning.requisitions
    expected = tuple(PartQuantity(part_number=PartNumber(n), quantity=q) for n, q in lacking.items() if q > 0)
    assert expected
    assert (asked.id, asked.lines) == (requisition, expected)
    assert asked.needed_by is not None
    assert asked.needed_by < bare.order.appointment.start_at


def test_a_second_tap_asks_for_nothing_twice(bare: Tablet) -> None:
    request(bare)

    assert request(bare) == ""
    assert bare.kinds == ["parts.requested"]


def test_one_part_can_be_asked_for_alone(bare: Tablet) -> None:
    request(bare, "CK-07")

    assert [line.part_number for line in bare.order.visit.planning.requisitions[0].lines] == ["CK-07"]


@pytest.mark.req("ANA-6")
def test_a_requisition_is_taken_back_once_and_then_asked_for_again(bare: Tablet) -> None:
    first = request(bare)
    withdraw(bare, first)
    withdraw(bare, first)
    second = request(bare)

    assert second not in ("", first)
    assert bare.kinds == ["parts.requested", "parts.request_withdrawn", "parts.requested"]


def test_parts_that_were_handed_over_cannot_be_taken_back_by_a_tap(bare: Tablet) -> None:
    requisition = request(bare)
    given = Supply(requisition=requisition, state=RequisitionState.HANDED_OVER, at=bare.clock.now())
    bare.store.state.current[ORDER_ID] = replace(bare.order, supplies=(given,))

    with pytest.raises(Refused, match=r"requisition\.handed-over"):
        withdraw(bare, requisition)
    with pytest.raises(NotFound, match=r"requisition\.unknown"):
        withdraw(bare, "tab-9:1")
