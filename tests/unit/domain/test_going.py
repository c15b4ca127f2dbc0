"""Whether somebody still goes there: after solutions by phone, call-backs, refusals and closed doors."""

from __future__ import annotations

from datetime import datetime

import pytest

from fieldapp.domain.contact_events import CallBackMade, CallPlanned, NobodyMet
from fieldapp.domain.events import Arrived, CallMade, Departed, Event
from fieldapp.domain.going import Going, call_again_at, call_back_due_at, from_afar, going, is_to_leave, takes_time
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply_all
from fieldapp.workflow.steps import next_step, steps_of
from tests.factories import ORDER_ID, complete_step, local, make_order, repair_process, save_answer


def call(outcome: CallOutcome, at: str = "09:00") -> CallMade:
    return CallMade(at=local(at), order_id=ORDER_ID, outcome=outcome)


def call_back(*, solved: bool, wants_visit: bool = False, at: str = "11:00") -> CallBackMade:
    return CallBackMade(at=local(at), order_id=ORDER_ID, solved=solved, wants_visit=wants_visit)


def planned(at: str, call_at: str) -> CallPlanned:
    return CallPlanned(at=local(at), order_id=ORDER_ID, call_at=local(call_at))


def nobody(at: str) -> NobodyMet:
    return NobodyMet(at=local(at), order_id=ORDER_ID, card="周明远 10:00 到访")


def after(*events: Event) -> WorkOrder:
    return apply_all(make_order(), events)


SOLVED = call(CallOutcome.SOLVED_BY_PHONE)


@pytest.mark.req("ANA-3", "CON-2", "TRV-3")
@pytest.mark.parametrize(
    ("events", "stands"),
    [
        ((), Going.GOES_ON),
        ((call(CallOutcome.CONFIRMED),), Going.GOES_ON),
        ((call(CallOutcome.NO_ANSWER),), Going.GOES_ON),
        ((SOLVED,), Going.CALL_BACK_OWED),
        ((SOLVED, call(CallOutcome.NO_ANSWER, "11:00")), Going.CALL_BACK_OWED),
        ((SOLVED, call_back(solved=True)), Going.SOLVED_BY_PHONE),
        ((SOLVED, call_back(solved=False)), Going.GOES_ON),
        ((SOLVED, call_back(solved=True, wants_visit=True)), Going.GOES_ON),
        ((SOLVED, call_back(solved=False), call(CallOutcome.SOLVED_BY_PHONE, "12:00")), Going.CALL_BACK_OWED),
        ((SOLVED, call(CallOutcome.CONFIRMED, "09:30")), Going.GOES_ON),
        ((call(CallOutcome.REFUSED),), Going.REFUSED),
        ((call(CallOutcome.REFUSED), call(CallOutcome.CONFIRMED, "09:30")), Going.GOES_ON),
        ((nobody("10:05"),), Going.NOBODY_HOME),
        ((nobody("10:05"), call(CallOutcome.CONFIRMED, "10:20")), Going.GOES_ON),
        ((nobody("10:05"), Departed(at=local("14:00"), order_id=ORDER_ID)), Going.GOES_ON),
        ((nobody("10:05"), Arrived(at=local("10:30"), order_id=ORDER_ID)), Going.GOES_ON),
    ],
)
def test_calls_call_backs_and_closed_doors_add_up(events: tuple[Event, ...], stands: Going) -> None:
    assert going(after(*events).visit) is stands


@pytest.mark.req("ANA-3")
def test_the_call_back_falls_due_two_hours_after_the_solution_until_it_was_made() -> None:
    assert call_back_due_at(after(SOLVED).visit) == local("11:00")
    assert call_back_due_at(after(SOLVED, call_back(solved=True)).visit) is None
    assert call_back_due_at(make_order().visit) is None


@pytest.mark.req("ANA-3")
def test_a_call_back_that_nobody_answered_is_put_off_and_still_owed() -> None:
    again = (call(CallOutcome.NO_ANSWER, "11:00"), planned("11:00", "11:15"))

    assert call_back_due_at(after(SOLVED, *again).visit) == local("11:15")
    assert call_again_at(after(SOLVED, *again).visit) is None


@pytest.mark.req("CON-2")
def test_a_planned_retry_stands_until_somebody_calls() -> None:
    missed = (call(CallOutcome.NO_ANSWER), planned("09:00", "09:15"))

    assert call_again_at(after(*missed).visit) == local("09:15")
    assert call_again_at(after(*missed, call(CallOutcome.CONFIRMED, "09:15")).visit) is None
    assert call_again_at(after(*missed, Arrived(at=local("09:14"), order_id=ORDER_ID)).visit) is None


@pytest.mark.req("ANA-3", "PRO-4")
@pytest.mark.parametrize(
    "settled", [(SOLVED, call_back(solved=True)), (call(CallOutcome.REFUSED),), (nobody("10:05"),)]
)
def test_a_visit_that_ends_without_being_there_goes_straight_to_closing(settled: tuple[Event, ...]) -> None:
    before = tuple(complete_step(step) for step in ("accept", "analyse", "call"))
    order = after(*before, save_answer("kit", "floor_mat", "OK"), *settled)

    step = next_step(repair_process(), order)

    assert step is not None
    assert step.id == "close"
    assert [each.id for each in steps_of(repair_process(), order)] == ["accept", "analyse", "call", "kit", "close"]


@pytest.mark.req("ANA-3")
def test_a_call_back_that_asks_for_a_visit_brings_the_steps_of_the_visit_back() -> None:
    before = tuple(complete_step(step) for step in ("accept", "analyse", "call"))

    step = next_step(repair_process(), after(*before, SOLVED, call_back(solved=False, wants_visit=True)))

    assert step is not None
    assert step.id == "kit"


def test_an_order_without_a_call_owes_nothing() -> None:
    due: tuple[datetime | None, datetime | None] = (
        call_back_due_at(make_order().visit),
        call_again_at(make_order().visit),
    )
    assert due == (None, None)


@pytest.mark.req("SITE-14", "DEP-2")
@pytest.mark.parametrize(("way", "leaves"), [("on_site", True), ("phone", False), ("remote", False)])
def test_nobody_sets_out_for_what_is_done_by_phone_or_from_a_distance(way: str, leaves: bool) -> None:
    order = after(save_answer("way", "way", way))
    assert (is_to_leave(order), from_afar(order.visit), takes_time(order)) == (leaves, not leaves, leaves)
