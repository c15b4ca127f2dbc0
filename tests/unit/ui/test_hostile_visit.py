"""A tablet that was sent a bad form: the page gets an error with words, the visit and its answers stay."""

from __future__ import annotations

import re

import pytest

from fieldapp.domain.errors import FieldappError, NotFound
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.forms.snapshot import thaw
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.ui.viewmodels.visit_reader import VisitReader
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.show_analysis import ShowAnalysis
from fieldapp.usecases.show_contact import ShowContact
from fieldapp.usecases.show_site import ShowSite
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.tell_delay import ShowDelay
from fieldapp.wire.messages import DocumentKind, FormDocument
from tests.factories import ORDER_ID, SHANGHAI
from tests.fakes.shipped import shipped_words
from tests.fakes.tablet import Tablet, story_tablet
from tests.fakes.visit_answers import ANSWERS
from tests.unit.forms.xforms import xform

WORK = StepId("work")
WORDS = shipped_words()
DEEP = "(" * 10_000 + "1" + ")" * 10_000
BAD = {
    "": "forms.xform.not-xml",
    "<a/>": "forms.xform.no-model",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>": "forms.xform.entity",
    xform("<g>" * 10_000 + "</g>" * 10_000).decode(): "forms.xform.too-deep",
    xform("<a/>", model="<instance id='l'><root>" + "<item/>" * 1_000_000 + "</root></instance>").decode(): (
        "forms.xform.too-large"
    ),
    xform("<a/>", f'<bind nodeset="/data/a" calculate="{DEEP}"/>').decode(): "forms.xpath.depth",
    xform("<a/>", f'<bind nodeset="/data/a" calculate="{"1+" * 500_000}1"/>').decode(): "forms.xpath.too-long",
    xform("<a/>", '<bind nodeset="/data/a" calculate="1 +"/>').decode(): "forms.xpath.syntax",
    xform(
        "<a/><b/>", '<bind nodeset="/data/a" calculate="../b"/><bind nodeset="/data/b" calculate="../a"/>'
    ).decode(): ("forms.cycle"),
    xform("<a/>", "<bind nodeset=\"/data/a\" calculate=\"digest('x', 'none')\"/>").decode(): "forms.xpath.digest",
}


@pytest.fixture
def tablet() -> Tablet:
    return story_tablet()


def sent(tablet: Tablet, text: str) -> None:
    """Put a text in the place of the form of the work step."""
    sha256 = tablet.order.pin.forms[FormId("work")]
    form = FormDocument(form_id="work", version="1", sha256=sha256, xform=text)
    tablet.store.state.documents[(DocumentKind.FORM, "work", "")] = form


def reader(tablet: Tablet, forms: FormShelf) -> VisitReader:
    plan = PlanWay(tablet.store, DistanceTravel(None), SHANGHAI)
    show = ShowVisit(tablet.store, plan, forms, tablet.clock)
    contact = ShowContact(tablet.store, plan, tablet.clock)
    delay = ShowDelay(tablet.store, plan, tablet.clock)
    site = ShowSite(tablet.store, forms, tablet.clock.now)
    analysis = ShowAnalysis(tablet.store, SHANGHAI)
    return VisitReader(show, forms, tablet.store, tablet.clock.now, contact, analysis, delay, site)


@pytest.mark.parametrize(("text", "code"), BAD.items(), ids=BAD.values())
def test_a_bad_form_is_an_error_with_words_where_the_visit_is_read(tablet: Tablet, text: str, code: str) -> None:
    sent(tablet, text)
    tablet.answer("work", **ANSWERS["work"])
    before = tablet.order
    with pytest.raises(FieldappError) as caught:
        reader(tablet, FormShelf(tablet.store))(ORDER_ID, "zh", WORK)
    assert caught.value.code == code
    for language in ("zh", "en"):
        told = WORDS.error(code, language, **caught.value.fields)
        assert all((told.what, told.safe, told.do))
        assert not re.search(r"\{\w+\}", f"{told.what}{told.safe}{told.do}")
        assert len(told.what) < 500
    assert tablet.order == before
    assert reader(tablet, FormShelf(tablet.store))(ORDER_ID, "zh", StepId("accept")).session.questions()


def test_a_form_version_that_is_not_on_the_tablet_is_said(tablet: Tablet) -> None:
    del tablet.store.state.documents[(DocumentKind.FORM, "work", "")]
    with pytest.raises(NotFound) as caught:
        reader(tablet, FormShelf(tablet.store))(ORDER_ID, "zh", WORK)
    assert caught.value.code == "form.unknown"
    with pytest.raises(NotFound):
        FormShelf(tablet.store).version(tablet.order, FormId("kit"), Sha256("0" * 64))


@pytest.mark.parametrize("kept", [b"", b"x" * 10, b"x" * 1_000, bytes(64) + b"\x80"])
def test_a_damaged_snapshot_is_no_form_and_the_xform_is_read_anew(kept: bytes) -> None:
    assert thaw(kept) is None
