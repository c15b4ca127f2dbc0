"""Both values in the words of the form, and the tap that takes one of them (SYN-2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.clash import Author, Clash, ClashPlace, ClashSide, ClashState
from fieldapp.domain.contact import Detail
from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import StepId
from fieldapp.usecases.clash_verbs import DecideClash, ShowClashes
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet

NOBODY = Author(name="")


def clash(name: str, place: ClashPlace, stood: str, lost: str) -> Clash:
    return Clash(
        id=name,
        place=place,
        base=ClashSide(author=NOBODY),
        stood=ClashSide(author=NOBODY, value=stood),
        lost=ClashSide(author=NOBODY, value=lost),
    )


def give(tablet: Tablet, *clashes: Clash) -> None:
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, clashes=clashes)


@pytest.mark.req("SYN-2")
def test_answers_are_told_in_the_words_of_their_form_and_what_waits_comes_first(tablet: Tablet) -> None:
    tablet.answer("kit", floor_mat="OK")
    decided = replace(clash("a", ClashPlace(detail=Detail.ACCESS), "北门", "南门"), state=ClashState.KEPT)
    give(tablet, decided, clash("b", ClashPlace(step=StepId("kit"), name="floor_mat"), "OK", ""))

    first, second = ShowClashes(tablet.store, tablet.forms, tablet.clock)(ORDER_ID, "zh")

    assert (first.clash.id, first.waits, second.waits) == ("b", True, False)
    assert first.question not in ("", "floor_mat")


def test_an_appointment_is_not_the_engineers_to_decide(tablet: Tablet) -> None:
    window = tablet.order.appointment
    side = ClashSide(author=NOBODY, window=window)
    give(tablet, Clash(id="a", place=ClashPlace(), base=side, stood=side, lost=side))

    [view] = ShowClashes(tablet.store, tablet.forms, tablet.clock)(ORDER_ID, "en")

    assert not view.may_decide


@pytest.mark.req("SYN-2")
def test_a_tap_is_an_event_that_says_what_it_replaces(tablet: Tablet) -> None:
    phone = tablet.order.customer.contact.phone
    give(tablet, clash("a", ClashPlace(detail=Detail.CONTACT_PHONE), phone, "137 0000 2222"))
    decide = DecideClash(tablet.store.begin, tablet.clock)

    decide(ORDER_ID, "a", take_other=True)
    assert tablet.order.customer.contact.phone == "137 0000 2222"
    decide(ORDER_ID, "a", take_other=False)

    assert tablet.order.customer.contact.phone == phone
    assert tablet.kinds[-2:] == ["clash.swapped", "clash.kept"]


def test_a_clash_that_is_not_there_is_refused_and_nothing_is_written(tablet: Tablet) -> None:
    before = tablet.kinds

    with pytest.raises(NotFound, match=r"clash\.unknown"):
        DecideClash(tablet.store.begin, tablet.clock)(ORDER_ID, "none", take_other=True)

    assert tablet.kinds == before
