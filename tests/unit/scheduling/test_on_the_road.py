from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import CallBack, ContactRecord, NobodyHome
from fieldapp.domain.visit import Call, CallOutcome, Visit
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.on_the_road import NO_WAY, Road, is_to_leave, road_of, takes_time
from tests.factories import local, make_order

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


@pytest.mark.parametrize("outcome", sorted(NO_WAY, key=lambda outcome: outcome.value))
def test_a_talk_after_which_nobody_drives_takes_the_visit_out_of_the_day(outcome: CallOutcome) -> None:
    assert not takes_time(order(("08:30", outcome)))


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
