from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.errors import BadInput, NotFound
from fieldapp.domain.fees import FeeKind, Fees
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.money import Money
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.visit import PartUse, Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.pricing.fees import fees
from tests.factories import START_DAY, local, make_asset, make_order, make_part, make_price_list, yuan

PARTS = {
    PartNumber("TS-02"): make_part(),
    PartNumber("CK-07"): make_part(number=PartNumber("CK-07")),
    PartNumber("DS-68"): make_part(number=PartNumber("DS-68"), wearing=True),
}
OUT_OF_WARRANTY = make_asset(warranty_until_on=date(2026, 11, 22))


def use(number: str, quantity: int = 1, *, reversed_: bool = False) -> PartUse:
    return PartUse(
        id=f"use-{number}-{quantity}-{reversed_}",
        part_number=PartNumber(number),
        source=CaptureSource.SCANNER,
        at=local("10:20"),
        quantity=quantity,
        reversed_at=local("10:25") if reversed_ else None,
    )


def order_with(*uses: PartUse, **changes: object) -> WorkOrder:
    return make_order(visit=replace(Visit(), parts=uses), **changes)


def bill(order: WorkOrder, hours: str = "1.5", day: date = START_DAY) -> Fees:
    return fees(order, make_price_list(), PARTS, Decimal(hours), day)


STORY = order_with(use("TS-02"), use("CK-07"), use("DS-68"))


@pytest.mark.req("REP-2")
def test_in_warranty_everything_is_covered_but_the_wearing_part() -> None:
    result = bill(STORY)
    assert (result.total, result.covered, result.due) == (yuan("510.00"), yuan("424.00"), yuan("86.00"))
    assert [(line.kind, line.part_number) for line in result.lines if not line.covered] == [(FeeKind.PART, "DS-68")]


@pytest.mark.req("REP-2")
def test_the_lines_show_quantity_unit_price_price_and_what_is_due() -> None:
    labour = bill(STORY).lines[1]
    assert (labour.kind, labour.quantity, labour.unit_price) == (FeeKind.LABOUR, Decimal("1.5"), yuan("120.00"))
    assert (labour.price, labour.due) == (yuan("180.00"), yuan("0.00"))
    assert [line.kind.value for line in bill(STORY).lines] == ["visit", "labour", "part", "part", "part"]


@pytest.mark.req("REP-2")
def test_out_of_warranty_everything_is_due() -> None:
    result = bill(replace(STORY, asset=OUT_OF_WARRANTY))
    assert (result.covered, result.due) == (yuan("0.00"), yuan("510.00"))


@pytest.mark.req("REP-2")
def test_the_last_day_of_warranty_is_covered_and_the_day_after_is_not() -> None:
    assert bill(STORY, day=date(2027, 4, 17)).due == yuan("86.00")
    assert bill(STORY, day=date(2027, 4, 18)).due == yuan("510.00")


def test_a_part_that_was_put_back_costs_nothing() -> None:
    assert bill(order_with(use("TS-02", reversed_=True))).total == yuan("240.00")


def test_two_uses_of_one_part_are_one_line() -> None:
    lines = bill(order_with(use("DS-68"), use("TS-02"), use("DS-68", 2))).lines
    assert [(line.part_number, line.quantity) for line in lines[2:]] == [("DS-68", 3), ("TS-02", 1)]


def test_no_hours_make_no_line() -> None:
    assert [line.kind for line in bill(order_with(), hours="0").lines] == [FeeKind.VISIT]


@pytest.mark.req("REP-2")
def test_a_third_of_an_hour_is_rounded_half_up_to_the_cent_once() -> None:
    price_list = make_price_list(labour_hour=yuan("99.99"))
    line = fees(order_with(), price_list, {}, Decimal("0.5"), START_DAY).lines[1]
    assert line.price == yuan("50.00")


def test_the_bill_names_the_version_of_its_price_list() -> None:
    assert bill(STORY).price_list_version == make_price_list().version


def test_a_part_without_price_is_named() -> None:
    with pytest.raises(NotFound) as refused:
        bill(order_with(use("FM-12")))
    assert (refused.value.code, refused.value.fields["part"]) == ("prices.part", "FM-12")


@pytest.mark.parametrize("hours", ["-0.5", "NaN", "Infinity"])
def test_hours_that_cannot_be_are_refused(hours: str) -> None:
    with pytest.raises(BadInput, match=r"fees\.hours"):
        bill(STORY, hours=hours)


@pytest.mark.req("REP-2")
@given(
    st.lists(st.builds(use, st.sampled_from(["TS-02", "CK-07", "DS-68"]), st.integers(1, 9), reversed_=st.booleans())),
    st.decimals(0, 24, places=2),
    st.booleans(),
)
def test_what_is_due_and_what_is_covered_always_make_the_total(
    uses: list[PartUse], hours: Decimal, in_warranty: bool
) -> None:
    asset = make_asset() if in_warranty else OUT_OF_WARRANTY
    result = bill(order_with(*uses, asset=asset), hours=str(hours))
    assert result.due + result.covered == result.total
    assert result.total.amount == sum(line.price.amount for line in result.lines)
    assert all(line.due == (Money(Decimal("0.00")) if line.covered else line.price) for line in result.lines)
    assert result.total.amount.as_tuple().exponent == -2
