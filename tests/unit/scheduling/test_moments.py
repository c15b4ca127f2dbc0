from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.contact import (
    AppointmentChange,
    CallBack,
    Confirmation,
    ContactMeans,
    ContactRecord,
    CustomerAnswer,
    Delay,
    DelayReason,
    NobodyHome,
)
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla_profile import ClockMoment
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import Call, CallOutcome, Satisfaction, Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.moments import moments_of
from fieldapp.workflow.apply import apply
from tests.factories import hand_back, local, make_acceptance, make_order, make_refusal, make_report


def order_with(**changes: object) -> WorkOrder:
    return make_order(visit=replace(Visit(), **changes))


def contact(**changes: object) -> WorkOrder:
    return order_with(contact=replace(ContactRecord(), **changes))


def test_a_fresh_order_knows_when_it_came_and_when_it_is_promised() -> None:
    assert dict(moments_of(make_order())) == {
        ClockMoment.RECEIVED: (local("08:12"),),
        ClockMoment.ASSIGNED: (local("08:14"),),
        ClockMoment.APPOINTMENT: (local("10:00"),),
    }


@pytest.mark.req("SLA-2")
def test_a_call_that_nobody_answered_was_tried_and_is_no_contact() -> None:
    calls = (
        Call(at=local("08:30"), outcome=CallOutcome.NO_ANSWER),
        Call(at=local("08:40"), outcome=CallOutcome.CONFIRMED),
    )
    found = moments_of(order_with(calls=calls, arrived_at=local("09:51")))
    assert found[ClockMoment.TRIED] == (local("08:30"), local("08:40"))
    assert found[ClockMoment.CONTACTED] == (local("08:40"),)
    assert found[ClockMoment.REPLIED] == (local("08:40"), local("09:51"))


@pytest.mark.req("DEP-2")
def test_the_departure_is_decided_by_a_confirmation_a_notice_of_delay_or_another_time() -> None:
    made = Confirmation(at=local("08:50"), means=ContactMeans.CALL, expected_arrival_at=local("09:52"))
    told = Delay(
        at=local("08:55"),
        reason=DelayReason.TRAFFIC,
        expected_at=local("10:20"),
        means=ContactMeans.CALL,
        answer=CustomerAnswer.AGREES,
    )
    window = TimeWindow(local("10:00"), local("10:30"))
    moved = AppointmentChange(old=window, new=window, reason="", customer_agrees=True, at=local("08:45"), taken=True)
    found = moments_of(contact(confirmations=(made,), delays=(told,), appointment_changes=(moved,)))
    assert found[ClockMoment.DECIDED] == (local("08:45"), local("08:50"), local("08:55"))
    assert found[ClockMoment.DELAY_TOLD] == (local("08:55"),)
    refused = replace(moved, customer_agrees=False)
    assert ClockMoment.DECIDED not in moments_of(contact(appointment_changes=(refused,)))


@pytest.mark.req("ANA-3")
def test_a_solution_by_phone_and_the_call_back_are_told_apart() -> None:
    order = order_with(
        calls=(Call(at=local("08:40"), outcome=CallOutcome.SOLVED_BY_PHONE),),
        contact=ContactRecord(call_backs=(CallBack(at=local("10:40"), solved=True),)),
    )
    found = moments_of(order)
    assert found[ClockMoment.SOLVED_BY_PHONE] == (local("08:40"),)
    assert found[ClockMoment.CALLED_BACK] == (local("10:40"),)
    assert found[ClockMoment.CONTACTED] == (local("08:40"), local("10:40"))


def test_the_customers_word_on_each_version_is_kept_apart() -> None:
    bad = make_report(acceptance=make_acceptance(satisfaction=Satisfaction.DISSATISFIED))
    good = make_report(version=2, at=local("15:00"))
    refused = make_report(version=3, at=local("16:00"), acceptance=None, refusal=make_refusal())
    found = moments_of(order_with(reports=(bad, good, refused)))
    assert found[ClockMoment.DISSATISFIED] == (local("11:40"),)
    assert found[ClockMoment.SETTLED] == (local("15:00"),)
    assert found[ClockMoment.SIGNED] == (local("11:40"),)


@pytest.mark.req("TRV-3")
def test_nobody_there_and_a_visit_that_ends_so_wait_for_the_customer() -> None:
    met = NobodyHome(at=local("10:05"), card="")
    order = order_with(
        outcome=Outcome.WAITING_FOR_CUSTOMER, closed_at=local("10:10"), contact=ContactRecord(nobody_home=(met,))
    )
    found = moments_of(order)
    assert found[ClockMoment.WAITING] == (local("10:05"), local("10:10"))
    assert ClockMoment.CONFIRMED not in found


def test_a_hand_back_has_its_moment() -> None:
    given = hand_back(at=local("08:20"))
    order = make_order()
    assert moments_of(apply(order, given))[ClockMoment.HANDED_BACK] == (local("08:20"),)


def test_what_only_the_caller_knows_is_added_and_sorted_in() -> None:
    early, late = local("09:26"), local("10:00") + timedelta(hours=1)
    found = moments_of(make_order(), {ClockMoment.LEAVE_BY: (early,), ClockMoment.APPOINTMENT: (late, early)})
    assert found[ClockMoment.LEAVE_BY] == (early,)
    assert found[ClockMoment.APPOINTMENT] == (early, local("10:00"), late)
