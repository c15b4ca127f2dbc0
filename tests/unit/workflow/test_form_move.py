"""A move to another form version: the pin goes on, answers go to the attic and come back, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.events import Event, FormMoved, ReportSigned, StepReopened
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.visit import FormMove, KeptAnswer
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from tests.factories import (
    FORM_SHA256,
    NEXT_FORM_SHA256,
    ORDER_ID,
    complete_step,
    local,
    make_order,
    make_report,
    move_form,
    save_answer,
)

KIT = StepId("kit")
BACK = (NEXT_FORM_SHA256, FORM_SHA256)
THIRD = Sha256("f2" * 32)
WORK_BEFORE = (
    save_answer("kit", "floor_mat", "OK", at=local("09:00")),
    save_answer("kit", "lamp", "torn", at=local("09:01")),
    save_answer("work", "lamp", "fine", at=local("09:02")),
)


def applied(*events: Event, order: WorkOrder | None = None) -> WorkOrder:
    order = order or make_order()
    for event in events:
        order = apply(order, event)
    return order


def lamp(value: str = "torn", sha256: Sha256 = FORM_SHA256) -> KeptAnswer:
    return KeptAnswer(step=KIT, name="lamp", value=value, form_sha256=sha256)


@pytest.mark.req("PRO-2")
def test_a_move_pins_the_other_version_of_this_form_alone_and_leaves_the_process() -> None:
    before = applied(*WORK_BEFORE)
    after = applied(move_form("kit", at=local("09:05")), order=before)

    assert after.pin.forms == {**before.pin.forms, FormId("kit"): NEXT_FORM_SHA256}
    assert (after.pin.process_id, after.pin.process_version) == (before.pin.process_id, before.pin.process_version)
    assert after.visit.answers == before.visit.answers
    [move] = after.visit.form_moves
    assert move == FormMove(
        form_id=FormId("kit"), from_sha256=FORM_SHA256, to_sha256=NEXT_FORM_SHA256, at=local("09:05")
    )


@pytest.mark.req("PRO-2")
def test_a_dropped_answer_goes_to_the_attic_with_its_value_and_version_and_the_others_stay() -> None:
    visit = applied(*WORK_BEFORE, move_form("kit", dropped=("lamp",))).visit

    assert visit.answers == {KIT: {"floor_mat": "OK"}, StepId("work"): {"lamp": "fine"}}
    assert visit.attic == (lamp(),)


def test_a_dropped_place_without_an_answer_leaves_nothing_in_the_attic() -> None:
    assert applied(*WORK_BEFORE, move_form("kit", dropped=("never_asked",))).visit.attic == ()


def test_a_step_all_of_whose_answers_were_dropped_has_none_left() -> None:
    visit = applied(*WORK_BEFORE, move_form("kit", dropped=("lamp", "floor_mat"))).visit
    assert KIT not in visit.answers
    assert [kept.name for kept in visit.attic] == ["lamp", "floor_mat"]


@pytest.mark.req("PRO-2")
def test_a_move_back_brings_the_answers_back_as_they_were() -> None:
    before = applied(*WORK_BEFORE)
    there = move_form("kit", dropped=("lamp",), at=local("09:05"))
    back = move_form("kit", restored=(lamp(),), between=BACK, at=local("09:06"))
    after = applied(there, back, order=before)

    assert after.pin == before.pin
    assert (after.visit.answers, after.visit.attic) == (before.visit.answers, ())
    assert len(after.visit.form_moves) == 2


def test_an_answer_given_meanwhile_is_never_overwritten_by_one_from_the_attic() -> None:
    there = move_form("kit", dropped=("lamp",), at=local("09:05"))
    back = move_form("kit", restored=(lamp(),), between=BACK, at=local("09:07"))
    visit = applied(*WORK_BEFORE, there, save_answer("kit", "lamp", "new"), back).visit

    assert visit.answer(KIT, "lamp") == "new"
    assert visit.attic == (lamp(),)


def test_two_answers_of_one_question_that_were_set_aside_are_both_kept() -> None:
    there = move_form("kit", dropped=("lamp",), at=local("09:05"))
    on = move_form("kit", dropped=("lamp",), between=(NEXT_FORM_SHA256, THIRD), at=local("09:07"))
    visit = applied(*WORK_BEFORE, there, save_answer("kit", "lamp", "new"), on).visit

    assert visit.attic == (lamp(), lamp("new", NEXT_FORM_SHA256))


def test_what_was_never_in_the_attic_cannot_be_brought_back() -> None:
    visit = applied(move_form("kit", restored=(lamp(),))).visit
    assert (visit.answers, visit.attic) == ({}, ())


@pytest.mark.parametrize("form", ["kit", "unheard-of"])
def test_a_move_away_from_a_version_that_the_order_does_not_have_changes_nothing(form: str) -> None:
    order = applied(*WORK_BEFORE)
    assert applied(move_form(form, dropped=("lamp",), between=(THIRD, NEXT_FORM_SHA256)), order=order) == order


def test_of_two_tablets_that_moved_the_same_form_the_first_counts_and_no_answer_is_lost() -> None:
    first = move_form("kit", dropped=("lamp",), at=local("09:05"))
    second = move_form("kit", between=(FORM_SHA256, THIRD), at=local("09:04"))
    order = applied(*WORK_BEFORE, first, second)

    assert order.pin.forms[FormId("kit")] == NEXT_FORM_SHA256
    assert (order.visit.answer(KIT, "floor_mat"), order.visit.attic) == ("OK", (lamp(),))


def signed(clock: str) -> ReportSigned:
    return ReportSigned(order_id=ORDER_ID, at=local(clock), report=replace(make_report(), at=local(clock)))


DONE = (*WORK_BEFORE, complete_step("kit", at=local("09:10")), signed("11:00"))


@pytest.mark.req("PRO-4", "PRO-2")
@pytest.mark.parametrize(
    "move",
    [
        pytest.param(move_form("kit", dropped=("lamp",), at=local("11:05")), id="dropped"),
        pytest.param(move_form("kit", reworded=("lamp",), at=local("11:05")), id="reworded"),
        pytest.param(move_form("kit", restored=(lamp(),), at=local("11:05")), id="restored"),
    ],
)
def test_a_move_that_changes_what_a_reported_answer_says_outdates_the_signed_report(move: FormMoved) -> None:
    assert applied(*DONE).visit.report_outdated_at is None
    assert applied(*DONE, move).visit.report_outdated_at == local("11:05")


@pytest.mark.req("PRO-4", "PRO-2")
def test_a_move_that_changes_no_answer_leaves_the_signed_report_valid() -> None:
    assert applied(*DONE, move_form("kit", at=local("11:05"))).visit.report_outdated_at is None


def test_a_move_in_a_step_that_was_still_open_leaves_the_signed_report_valid() -> None:
    move = move_form("work", dropped=("lamp",), at=local("11:05"))
    assert applied(*DONE, move).visit.report_outdated_at is None
    reopened = StepReopened(at=local("11:03"), order_id=ORDER_ID, step=KIT)
    assert applied(*DONE, reopened).visit.report_outdated_at == local("11:03")


HISTORIES = [
    pytest.param((move_form("kit", dropped=("lamp",), at=local("09:05")),), id="there"),
    pytest.param(
        (
            move_form("kit", dropped=("lamp",), at=local("09:05")),
            save_answer("kit", "lamp", "new", at=local("09:06")),
            move_form("kit", dropped=("lamp",), restored=(lamp(),), between=BACK, at=local("09:07")),
        ),
        id="there and back, one answer for the other",
    ),
]


@pytest.mark.req("PRO-2", "SYN-2")
@pytest.mark.parametrize("history", HISTORIES)
def test_a_history_with_moves_that_is_applied_once_more_gives_the_same_order(history: tuple[Event, ...]) -> None:
    whole = (*WORK_BEFORE, *history)
    once = applied(*whole)
    assert len(once.visit.attic) == 1
    assert applied(history[-1], order=once) == once
    again = applied(*whole, order=once)
    assert (again.pin, again.visit.answers, again.visit.attic) == (once.pin, once.visit.answers, once.visit.attic)


NAMES = st.sampled_from(["lamp", "floor_mat", "remark"])
VERSIONS = st.sampled_from([FORM_SHA256, NEXT_FORM_SHA256, THIRD])
KEPT = st.builds(lamp, st.sampled_from(["torn", "new"]), VERSIONS)
MOVES = st.tuples(st.lists(NAMES, max_size=3), st.lists(KEPT, max_size=3), VERSIONS, VERSIONS)


def _move(minute: int, told: tuple[list[str], list[KeptAnswer], Sha256, Sha256]) -> FormMoved:
    dropped, restored, before, after = told
    at = local(f"10:{minute:02}")
    return move_form("kit", dropped=tuple(dropped), restored=tuple(restored), between=(before, after), at=at)


def _held(order: WorkOrder) -> set[tuple[str, str]]:
    answers = {(name, value) for given in order.visit.answers.values() for name, value in given.items()}
    return answers | {(kept.name, kept.value) for kept in order.visit.attic}


@pytest.mark.req("PRO-2")
@given(st.lists(MOVES, max_size=6))
def test_no_series_of_moves_loses_an_answer_and_all_of_them_sent_again_change_nothing(
    told: list[tuple[list[str], list[KeptAnswer], Sha256, Sha256]],
) -> None:
    moves = [_move(minute, one) for minute, one in enumerate(told)]
    order = applied(*WORK_BEFORE)
    for move in moves:
        after = applied(move, order=order)
        assert _held(order) <= _held(after)
        assert applied(move, order=after) == after
        order = after
    assert _held(applied(*WORK_BEFORE, *moves, order=order)) == _held(order)
