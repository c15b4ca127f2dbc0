"""Keeping an answer: every tap at once, with the place, and nothing that did not change."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import HandBackReason
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.save_answer import NewFile, SaveAnswer
from tests.factories import FORM_SHA256, ORDER_ID
from tests.fakes.tablet import Tablet

WORK = StepId("work")


@pytest.mark.req("SITE-9")
def test_an_answer_is_kept_with_its_form_version_and_the_place(tablet: Tablet) -> None:
    tablet.answer("work", new_resistance="16.2")

    [row] = tablet.store.batch(10, 10**6).events
    assert (row.kind, row.data["value"], row.data["form_sha256"]) == ("answer.saved", "16.2", FORM_SHA256)
    assert tablet.order.visit.answer(WORK, "new_resistance") == "16.2"
    assert tablet.order.visit.steps[WORK].state is StepState.BEGUN
    assert tablet.store.place(ORDER_ID) == (WORK, "new_resistance")


def test_an_answer_given_again_writes_no_event_but_moves_the_place(tablet: Tablet) -> None:
    tablet.answer("work", power_off="OK")
    tablet.answer("work", cover_removed="OK")

    tablet.answer("work", power_off="OK")

    assert tablet.kinds == ["answer.saved", "answer.saved"]
    assert tablet.store.place(ORDER_ID) == (WORK, "power_off")


def test_answers_that_one_tap_changed_are_one_group_and_only_the_changed_ones(tablet: Tablet) -> None:
    tablet.answer("work", power_off="OK")
    tablet.answer("work", cover_removed="OK", power_off="OK", deiced="OK")

    rows = tablet.store.batch(10, 10**6).events
    assert [(row.group, row.data["name"]) for row in rows] == [(1, "power_off"), (2, "cover_removed"), (2, "deiced")]


def test_an_empty_answer_clears_the_question(tablet: Tablet) -> None:
    tablet.answer("work", remark="盖板内有积冰")
    tablet.answer("work", remark="")

    assert tablet.order.visit.answer(WORK, "remark") == ""
    assert tablet.kinds == ["answer.saved", "answer.replaced"]


def test_an_answer_after_hand_back_is_refused_and_the_place_stays(tablet: Tablet) -> None:
    tablet.answer("work", power_off="OK")
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)

    with pytest.raises(Refused, match=r"order\.not-open"):
        tablet.answer("work", deiced="OK")

    assert tablet.store.place(ORDER_ID) == (WORK, "power_off")


def test_an_answer_on_a_closed_order_is_refused(tablet: Tablet) -> None:
    tablet.closed()
    closed, kinds = tablet.order, tablet.kinds

    with pytest.raises(Refused, match=r"order\.not-open"):
        tablet.answer("work", remark="后来想起")

    assert (tablet.order, tablet.kinds) == (closed, kinds)


@pytest.mark.req("SITE-9")
def test_the_place_is_remembered_without_an_event(tablet: Tablet) -> None:
    RememberPlace(tablet.store.begin)(ORDER_ID, StepId("test"), "current")

    assert tablet.store.place(ORDER_ID) == (StepId("test"), "current")
    assert tablet.kinds == []


@pytest.mark.req("SITE-9")
def test_a_photo_is_kept_in_the_transaction_of_the_answer_that_names_it(tablet: Tablet) -> None:
    photo = NewFile("image/jpeg", b"what the camera saw")
    save = SaveAnswer(tablet.store.begin, tablet.clock)
    save(ORDER_ID, WORK, {"plate": f"{photo.sha256}.jpg"}, FORM_SHA256, (photo,))

    assert tablet.store.blob(photo.sha256) == b"what the camera saw"
    assert tablet.order.visit.answer(WORK, "plate") == f"{photo.sha256}.jpg"


def test_a_photo_for_a_visit_that_is_over_is_not_kept(tablet: Tablet) -> None:
    photo = NewFile("image/jpeg", b"too late")
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.TIME)
    with pytest.raises(Refused):
        SaveAnswer(tablet.store.begin, tablet.clock)(ORDER_ID, WORK, {"plate": "x"}, FORM_SHA256, (photo,))
    with pytest.raises(NotFound):
        tablet.store.blob(photo.sha256)
