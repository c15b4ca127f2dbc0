"""What a visit offers beside the version of its form: a newer one, or the way back; nothing when there is no choice."""

from __future__ import annotations

import pytest

from fieldapp.domain.ids import Sha256, StepId
from fieldapp.domain.views.form_versions import FormOffer, FormVersion
from fieldapp.usecases.form_offer import form_offer
from fieldapp.wire.messages import DocumentKind, FormDocument
from tests.factories import complete_step, hand_back, move_form
from tests.fakes.newer_form import WORK, Edit, newer, next_work
from tests.fakes.shipped import shipped_forms
from tests.fakes.tablet import Tablet

BEGUN = shipped_forms()["work"].sha256


def publish(tablet: Tablet, *forms: FormDocument) -> None:
    for form in forms:
        tablet.store.state.documents[(DocumentKind.FORM, form.sha256, form.sha256)] = form


def offer(tablet: Tablet, step: str = "work") -> FormOffer | None:
    order = tablet.order
    return form_offer(tablet.store, tablet.store.process(order.pin), order, StepId(step))


def move(tablet: Tablet, before: str, after: str) -> None:
    tablet.record(move_form("work", between=(Sha256(before), Sha256(after)), at=tablet.clock.now()))


def version_of(form: FormDocument) -> FormVersion:
    return FormVersion(form_id=WORK, version=form.version, sha256=Sha256(form.sha256))


@pytest.mark.req("PRO-2")
def test_nothing_is_offered_while_the_order_has_the_newest_version(tablet: Tablet) -> None:
    assert offer(tablet) is None
    publish(tablet, newer(version="2026010100"), newer(form="kit", version="2027010100"))
    assert offer(tablet) is None


def test_another_text_under_the_same_version_is_not_offered(tablet: Tablet) -> None:
    same = shipped_forms()["work"].version
    twins = [newer(Edit("备注", f"备注 {n}"), version=same) for n in range(12)]
    assert min(form.sha256 for form in twins) < BEGUN < max(form.sha256 for form in twins)
    publish(tablet, *twins)
    assert offer(tablet) is None


@pytest.mark.req("PRO-2")
def test_the_newest_of_several_versions_is_offered_for_its_own_step_alone(tablet: Tablet) -> None:
    latest = newer(version="2027010100")
    publish(tablet, next_work(), latest)
    assert offer(tablet) == FormOffer(version=version_of(latest), is_newer=True)
    assert offer(tablet, "test") is None


@pytest.mark.req("PRO-2")
def test_after_a_move_the_way_back_is_open_until_something_newer_comes(tablet: Tablet) -> None:
    publish(tablet, next_work())
    move(tablet, BEGUN, next_work().sha256)
    found = offer(tablet)
    assert found is not None
    assert (found.version.sha256, found.is_newer) == (BEGUN, False)
    latest = newer(version="2027010100")
    publish(tablet, latest)
    assert offer(tablet) == FormOffer(version=version_of(latest), is_newer=True)


@pytest.mark.req("PRO-2")
def test_nothing_is_offered_for_a_step_or_a_visit_that_is_over(tablet: Tablet) -> None:
    publish(tablet, next_work())
    assert offer(tablet) is not None
    tablet.record(complete_step("work"))
    assert offer(tablet) is None


def test_nothing_is_offered_once_the_order_was_handed_back(tablet: Tablet) -> None:
    publish(tablet, next_work())
    assert offer(tablet) is not None
    tablet.record(hand_back())
    assert offer(tablet) is None


def test_nothing_is_offered_where_the_orders_own_version_is_not_here(tablet: Tablet) -> None:
    publish(tablet, next_work())
    documents = tablet.store.state.documents
    for name in [name for name, document in documents.items() if getattr(document, "sha256", "") == BEGUN]:
        del documents[name]
    assert offer(tablet) is None
