"""Where the needed spares are, and whether they come in time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.events import KitItemChecked
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.planning import PartQuantity, RequisitionState, Supply
from fieldapp.domain.planning_events import PartsRequested, PartsRequestWithdrawn
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.supplies import SpareLine, SpareState, missing_lines, spare_lines, unexplained
from tests.factories import NOW, ORDER_ID, local, make_order, save_answer

CK = PartNumber("CK-07")


def on_van(number: PartNumber) -> int:
    return {"TS-02": 4}.get(number, 0)


def requested() -> WorkOrder:
    lines = (PartQuantity(part_number=CK),)
    return apply(make_order(), PartsRequested(at=NOW, order_id=ORDER_ID, requisition_id="tab-1:4", lines=lines))


def told(order: WorkOrder, state: RequisitionState, expected: str = "") -> WorkOrder:
    at = local(expected) if expected else None
    one = Supply(requisition="tab-1:4", state=state, at=local("09:20"), expected_at=at)
    return replace(order, supplies=(*order.supplies, one))


def line(order: WorkOrder) -> SpareLine:
    return next(one for one in spare_lines(order, on_van) if one.part_number == CK)


@pytest.mark.req("ANA-6")
def test_a_spare_is_on_the_van_or_missing_until_it_is_asked_for() -> None:
    assert [one.state for one in spare_lines(make_order(), on_van)] == [SpareState.ON_VAN, SpareState.MISSING]
    assert missing_lines(make_order(), on_van) == (PartQuantity(part_number=CK),)

    assert (line(requested()).state, line(requested()).requisition) == (SpareState.REQUESTED, "tab-1:4")
    assert missing_lines(requested(), on_van) == ()


def test_a_withdrawn_requisition_brings_nothing() -> None:
    order = apply(requested(), PartsRequestWithdrawn(at=NOW, order_id=ORDER_ID, requisition_id="tab-1:4"))

    assert (line(order).state, line(order).requisition, line(order).supply) == (SpareState.MISSING, "", None)


@pytest.mark.req("ANA-6")
def test_the_depots_last_word_is_shown_and_a_part_that_comes_after_the_appointment_is_late() -> None:
    order = told(told(requested(), RequisitionState.APPROVED, "09:40"), RequisitionState.IN_TRANSIT, "11:15")
    order = replace(order, supplies=(order.supplies[0], replace(order.supplies[1], at=local("09:25"))))

    supply = line(order).supply
    assert supply is not None
    assert (supply.state, line(order).late) == (RequisitionState.IN_TRANSIT, True)
    assert not line(told(requested(), RequisitionState.PICKED, "09:50")).late
    assert not line(told(requested(), RequisitionState.PICKED)).late
    [carried] = [one for one in spare_lines(order, lambda _number: 1) if one.part_number == CK]
    assert not carried.late, "who has one on the van waits for none"


@pytest.mark.req("ANA-6")
def test_what_the_depot_refuses_is_missing_again_and_what_it_handed_over_is_the_vans() -> None:
    refused = line(told(requested(), RequisitionState.REFUSED))
    given = told(requested(), RequisitionState.HANDED_OVER)

    assert (refused.state, refused.refused) == (SpareState.MISSING, True)
    carried = next(one for one in spare_lines(given, lambda _number: 1) if one.part_number == CK)
    assert (carried.state, carried.missing, carried.late) == (SpareState.ON_VAN, 0, False)


@pytest.mark.req("ANA-6")
def test_what_was_handed_over_and_is_not_on_the_van_any_more_is_to_be_asked_for_again() -> None:
    gone = line(told(requested(), RequisitionState.HANDED_OVER))

    assert (gone.state, gone.requested, gone.missing) == (SpareState.MISSING, 0, 1)


def open_needs(order: WorkOrder) -> list[str]:
    return [need.id for need in unexplained(order)]


@pytest.mark.req("KIT-2")
def test_what_the_order_adds_is_packed_requested_or_has_a_reason_and_a_way_out() -> None:
    assert open_needs(make_order()) == ["spare-ts-02", "spare-ck-07"]
    packed = KitItemChecked(order_id=ORDER_ID, at=NOW, need="spare-ts-02", present=True, source=CaptureSource.SCANNER)
    assert open_needs(apply(make_order(), packed)) == ["spare-ck-07"]
    assert open_needs(apply(requested(), packed)) == []

    half = apply(make_order(), save_answer("kit", "missing_way_out", "borrow"))
    assert open_needs(half) == ["spare-ts-02", "spare-ck-07"]
    assert open_needs(apply(half, save_answer("kit", "missing_reason", "借给同事"))) == []


@pytest.mark.req("KIT-2")
@pytest.mark.parametrize("state", [RequisitionState.REFUSED, RequisitionState.HANDED_OVER])
def test_a_requisition_that_is_over_is_no_way_out_any_more(state: RequisitionState) -> None:
    assert "spare-ck-07" in open_needs(told(requested(), state))
