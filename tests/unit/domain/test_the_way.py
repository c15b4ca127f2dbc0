"""The way to the customer: still to be made, under way, over, or needless."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import CallBack, ContactRecord, NobodyHome
from fieldapp.domain.events import CallMade, OrderHandedBack
from fieldapp.domain.going import Road, is_to_leave, road_of, takes_time
from fieldapp.domain.visit import Call, CallOutcome, Visit
from fieldapp.domain.work_order import HandBackReason, OrderState, WorkOrder
from fieldapp.workflow.apply import apply_all
from tests.factories import ORDER_ID, local, make_order

DOOR = NobodyHome(at=local("10:05"), card="")


def order(*calls: tuple[str, CallOutcome], backs: tuple[CallBack, ...] = (), **visit: object) -> WorkOrder:
    made = tuple(Call(at=local(clock), outcome=outcome) for clock, outcome in calls)
    doors = visit.pop("doors", ())
    contact = replace(ContactRecord(), call_backs=backs, nobody_home=doors)
    return make_order(visit=replace(Visit(), calls=made, contact=contact, **visit))


def back(clock: str, *, solved: bool, wants_visit: bool = False) -> CallBack:
    return CallBack(at=local(clock), solved=solved, wants_visit=wants_visit)


def test_an_order_that_nobody_touched_is_to_be_left_for() -> None:
    assert is_to_leave(make_order())
    assert takes_time(make_order())


@pytest.mark.parametrize("change", [{"departed_at": local("09:30")}, {"arrived_at": local("09:51")}])
def test_who_set_out_or_is_there_leaves_no_more_and_still_takes_time(change: dict[str, object]) -> None:
    assert not is_to_leave(order(**change))
    assert takes_time(order(**change))


@pytest.mark.parametrize("outcome", [CallOutcome.SOLVED_BY_PHONE, CallOutcome.REFUSED])
def test_a_talk_after_which_nobody_drives_takes_the_visit_out_of_the_day(outcome: CallOutcome) -> None:
    assert not takes_time(order(("08:30", outcome)))


@pytest.mark.req("CON-3")
def test_another_engineer_takes_the_visit_out_of_this_day_and_puts_it_into_the_day_of_whoever_gets_the_order() -> None:
    call = CallMade(order_id=ORDER_ID, at=local("08:30"), outcome=CallOutcome.OTHER_ENGINEER)
    passed_on = OrderHandedBack(order_id=ORDER_ID, at=local("08:30"), reason=HandBackReason.CUSTOMER_REFUSED)

    given_back = apply_all(make_order(), (call, passed_on))
    assert not takes_time(given_back)
    assert not is_to_leave(given_back)

    with_the_other = replace(given_back, state=OrderState.ASSIGNED, hand_back=None)
    assert is_to_leave(with_the_other)
    assert takes_time(with_the_other)


def test_a_refusal_after_a_call_back_that_brought_the_way_back_ends_it_again() -> None:
    calls = (("08:30", CallOutcome.SOLVED_BY_PHONE), ("11:00", CallOutcome.REFUSED))
    assert not is_to_leave(order(*calls, backs=(back("10:30", solved=False),)))


@pytest.mark.req("ANA-3")
def test_a_call_that_nobody_answered_changes_nothing_of_what_was_said_before() -> None:
    assert not is_to_leave(order(("08:30", CallOutcome.SOLVED_BY_PHONE), ("10:30", CallOutcome.NO_ANSWER)))
    assert is_to_leave(order(("08:30", CallOutcome.CONFIRMED), ("09:10", CallOutcome.NO_ANSWER)))


@pytest.mark.req("ANA-3")
@pytest.mark.parametrize(
    ("made", "driven"),
    [
        (back("10:30", solved=True), False),
        (back("10:30", solved=False), True),
        (back("10:30", solved=True, wants_visit=True), True),
    ],
    ids=["solved", "not solved", "wants a visit"],
)
def test_a_call_back_that_does_not_end_it_brings_the_way_back(made: CallBack, driven: bool) -> None:
    assert is_to_leave(order(("08:30", CallOutcome.SOLVED_BY_PHONE), backs=(made,))) is driven


@pytest.mark.req("ANA-3")
def test_each_solution_by_phone_waits_for_its_own_call_back() -> None:
    solutions = (("08:30", CallOutcome.SOLVED_BY_PHONE), ("11:00", CallOutcome.SOLVED_BY_PHONE))
    assert not is_to_leave(order(*solutions, backs=(back("10:30", solved=False),)))
    assert is_to_leave(order(*solutions, backs=(back("10:30", solved=False), back("13:00", solved=False))))


@pytest.mark.req("TRV-3")
def test_a_closed_door_ends_the_way_until_somebody_speaks_with_the_customer_or_sets_out_again() -> None:
    turned_away = order(departed_at=local("09:30"), arrived_at=local("09:58"), doors=(DOOR,))
    assert road_of(turned_away.visit) == Road(turned_away_at=local("10:05"))
    assert not is_to_leave(turned_away)
    spoken = order(("11:00", CallOutcome.RESCHEDULED), departed_at=local("09:30"), doors=(DOOR,))
    assert road_of(spoken.visit) == Road()
    assert is_to_leave(spoken)
    again = order(departed_at=local("14:00"), arrived_at=local("09:58"), doors=(DOOR,))
    assert road_of(again.visit) == Road(departed_at=local("14:00"))


def test_an_order_that_was_handed_back_or_closed_without_a_way_takes_no_time() -> None:
    assert not takes_time(replace(make_order(), state=OrderState.HANDED_BACK))
    assert not takes_time(order(closed_at=local("09:00")))
    assert takes_time(order(departed_at=local("08:30"), closed_at=local("09:00")))
