"""Sessions on the forms of an order: what a form asks of the tablet, and what it notes when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.forms.model import load_form
from fieldapp.usecases import form_shelf
from fieldapp.usecases.form_shelf import FormShelf
from tests.fakes.newer_form import Edit, newer
from tests.fakes.tablet import Tablet
from tests.fakes.visit_answers import ANSWERS

ACCEPT = StepId("accept")
STAMPED = (
    Edit('id="accept" version="2026120100">', 'id="accept" version="2026120100"><tablet/><who/><ended/>'),
    Edit(
        "</instance>",
        "</instance>"
        '<bind nodeset="/data/tablet" jr:preload="property" jr:preloadParams="deviceid"/>'
        '<bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>'
        '<bind nodeset="/data/ended" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>',
    ),
)


def with_stamped_form(tablet: Tablet) -> Tablet:
    """The tablet with an accept form that notes where, by whom and until when it was filled in."""
    shelf = FormShelf(tablet.store, properties={"deviceid": "tablet-1", "username": "周明远"})
    pinned = tablet.order.pin.forms[FormId("accept")]
    shelf.compiled[pinned] = load_form(newer(*STAMPED, form="accept").xform.encode())
    return replace(tablet, forms=shelf)


def test_a_form_that_asks_the_tablet_is_told_its_id_and_the_name_of_the_engineer(tablet: Tablet) -> None:
    stamped = with_stamped_form(tablet)
    step = stamped.store.process(stamped.order.pin).step(ACCEPT)
    answers = stamped.forms.session(stamped.order, step, "zh", stamped.clock.now).answers()
    assert (answers["/data/tablet"], answers["/data/who"]) == ("tablet-1", "周明远")


def test_a_completed_form_that_waits_for_its_end_has_it_among_the_answers(tablet: Tablet) -> None:
    stamped = with_stamped_form(tablet)
    stamped.answer("accept", **ANSWERS["accept"])
    assert stamped.order.visit.answer(ACCEPT, "ended") == ""

    stamped.complete("accept")

    ended = datetime.fromisoformat(stamped.order.visit.answer(ACCEPT, "ended"))
    assert ended == stamped.clock.now()
    assert stamped.kinds[-3:] == ["answer.saved", "order.accepted", "step.completed"]


class Kept(dict[Sha256, bytes]):
    """Snapshots in memory."""

    def kept(self, sha256: Sha256) -> bytes | None:
        return self.get(sha256)

    def keep(self, sha256: Sha256, body: bytes) -> None:
        self[sha256] = body


def test_a_form_that_was_open_before_is_not_read_again(tablet: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    step = tablet.store.process(tablet.order.pin).step(ACCEPT)
    before = FormShelf(tablet.store, snapshots=kept).session(tablet.order, step, "zh", tablet.clock.now)
    monkeypatch.setattr(form_shelf, "load_form", lambda xform: pytest.fail("the form was read again"))

    after = FormShelf(tablet.store, snapshots=kept).session(tablet.order, step, "zh", tablet.clock.now)

    assert after.questions() == before.questions()


@pytest.mark.parametrize("damage", [b"", b"another engine's", None])
def test_a_snapshot_that_cannot_be_used_is_made_anew(tablet: Tablet, damage: bytes | None) -> None:
    kept = Kept()
    pinned = tablet.order.pin.forms[FormId("accept")]
    sound = FormShelf(tablet.store, snapshots=kept).definition(tablet.order, FormId("accept"))
    good = kept[pinned]
    kept[pinned] = good[:-1] if damage is None else damage

    again = FormShelf(tablet.store, snapshots=kept).definition(tablet.order, FormId("accept"))

    assert again[1].title == sound[1].title
    assert kept[pinned] == good


def test_a_step_completed_untouched_keeps_what_its_form_began_with(tablet: Tablet) -> None:
    shelf = FormShelf(tablet.store)
    pinned = tablet.order.pin.forms[FormId("accept")]
    edits = (
        Edit('id="accept" version="2026120100">', 'id="accept" version="2026120100"><hours>5</hours><pay/>'),
        Edit("</instance>", '</instance><bind nodeset="/data/pay" calculate="/data/hours * 120"/>'),
    )
    shelf.compiled[pinned] = load_form(newer(*edits, form="accept").xform.encode())
    untouched = replace(tablet, forms=shelf)
    untouched.answer("accept", **ANSWERS["accept"])

    untouched.complete("accept")

    assert untouched.order.visit.answer(ACCEPT, "hours") == "5"
    assert untouched.order.visit.answer(ACCEPT, "pay") == "600"
