"""What is agreed with the customer changes an order only where the office has not said something else meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import AppointmentMoved, CallPlanned, DetailsCorrected
from fieldapp.domain.events import CallMade
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.contact import read_detail
from tests.factories import NOW, ORDER_ID, local, make_order

TEN = TimeWindow(local("10:00"), local("10:30"))
ELEVEN = TimeWindow(local("11:00"), local("11:30"))
TWO = TimeWindow(local("14:00"), local("14:30"))


def moved(old: TimeWindow = TEN, new: TimeWindow = ELEVEN, *, agrees: bool = True) -> AppointmentMoved:
    return AppointmentMoved(at=NOW, order_id=ORDER_ID, old=old, new=new, reason="上一单延误", customer_agrees=agrees)


def corrected(*corrections: Correction) -> DetailsCorrected:
    return DetailsCorrected(at=NOW, order_id=ORDER_ID, corrections=corrections)


def correction(order: WorkOrder, detail: Detail, new: str) -> Correction:
    return Correction(detail=detail, old=read_detail(order, detail), new=new)


@pytest.mark.req("CON-2")
def test_a_move_the_customer_agrees_to_moves_the_appointment_and_keeps_the_old_one() -> None:
    order = apply(make_order(), moved())

    assert order.appointment == ELEVEN
    [change] = order.visit.contact.appointment_changes
    assert (change.old, change.new, change.reason, change.taken) == (TEN, ELEVEN, "上一单延误", True)


def test_a_move_the_customer_refuses_is_recorded_and_moves_nothing() -> None:
    order = apply(make_order(), moved(agrees=False))

    assert order.appointment == TEN
    assert [change.taken for change in order.visit.contact.appointment_changes] == [False]


def test_a_move_of_an_appointment_that_the_office_moved_meanwhile_leaves_the_office_s() -> None:
    order = apply(make_order(appointment=TWO), moved())

    assert order.appointment == TWO
    assert [change.taken for change in order.visit.contact.appointment_changes] == [False]


def test_a_move_applied_again_after_it_was_moved_back_is_not_made_twice() -> None:
    there_and_back = apply(apply(make_order(), moved()), moved(ELEVEN, TEN))

    assert apply(there_and_back, moved()) == there_and_back
    assert there_and_back.appointment == TEN


@pytest.mark.req("CON-7")
@pytest.mark.parametrize("detail", Detail)
def test_a_corrected_detail_is_worked_with_at_once_and_its_old_value_stays_visible(detail: Detail) -> None:
    before = make_order()
    change = correction(before, detail, "2025-01-31" if detail is Detail.PURCHASED_ON else "新值")

    after = apply(before, corrected(change))

    assert read_detail(after, detail) == change.new != change.old
    [recorded] = after.visit.contact.corrections
    assert (recorded.correction, recorded.taken) == (change, True)
    others = [one for one in Detail if one is not detail]
    assert [read_detail(after, one) for one in others] == [read_detail(before, one) for one in others]


@pytest.mark.req("CON-7")
def test_a_correction_of_what_the_office_has_corrected_meanwhile_is_kept_beside_it() -> None:
    order = make_order()
    change = Correction(detail=Detail.ADDRESS, old="一条旧街 1 号", new="一条新街 2 号")

    after = apply(order, corrected(change))

    assert after.customer.site == order.customer.site
    assert [one.taken for one in after.visit.contact.corrections] == [False]


def test_another_address_has_no_coordinates_of_the_old_one() -> None:
    order = make_order()
    assert order.customer.site.coordinates is not None

    after = apply(order, corrected(correction(order, Detail.ADDRESS, "一条新街 2 号")))

    assert after.customer.site.coordinates is None


@pytest.mark.req("CON-4", "CON-7")
def test_another_day_of_purchase_moves_a_warranty_that_counts_from_it() -> None:
    asset = replace(
        make_order().asset, purchased_on=date(2024, 3, 1), warranty_until_on=date(2026, 2, 28), warranty_rule="purchase"
    )
    order = make_order(asset=asset)

    after = apply(order, corrected(correction(order, Detail.PURCHASED_ON, "2025-03-01")))
    by_acceptance = make_order(asset=replace(asset, warranty_rule="acceptance"))
    unmoved = apply(by_acceptance, corrected(correction(by_acceptance, Detail.PURCHASED_ON, "2025-03-01")))

    assert after.asset.warranty_until_on == date(2027, 2, 28)
    assert unmoved.asset.warranty_until_on == date(2026, 2, 28)


def test_a_day_of_purchase_that_is_no_date_changes_nothing_but_is_kept() -> None:
    order = make_order()

    after = apply(order, corrected(correction(order, Detail.PURCHASED_ON, "去年")))

    assert after.asset == order.asset
    assert [one.taken for one in after.visit.contact.corrections] == [False]


def test_two_corrections_of_one_call_are_both_made_and_both_only_once() -> None:
    order = make_order()
    both = corrected(
        correction(order, Detail.CONTACT_NAME, "王敏"), correction(order, Detail.CONTACT_PHONE, "139 0000 0001")
    )

    once = apply(order, both)

    assert (once.customer.contact.name, once.customer.contact.phone) == ("王敏", "139 0000 0001")
    assert apply(once, both) == once


@pytest.mark.req("CON-2")
def test_a_call_that_was_made_is_no_longer_planned() -> None:
    planned = apply(make_order(), CallPlanned(at=NOW, order_id=ORDER_ID, call_at=local("09:40")))
    made = apply(planned, CallMade(at=local("09:41"), order_id=ORDER_ID, outcome=CallOutcome.CONFIRMED))

    assert planned.visit.contact.next_call_at == local("09:40")
    assert made.visit.contact.next_call_at is None
