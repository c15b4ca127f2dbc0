"""One order with all that is known and computed about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.centre.choice_lists import pieces_of
from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.customer import Coordinates
from fieldapp.domain.doubt import DoubtKind
from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import AssetId, OrderId
from fieldapp.domain.views.order import OrderView, Readiness
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.limit_tables import LimitTables
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.show_clocks import ShowClocks
from fieldapp.usecases.show_order import ShowOrder
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.apply import apply
from tests.factories import (
    ORDER_ID,
    SHANGHAI,
    local,
    make_asset,
    make_contact,
    make_customer,
    make_fault,
    make_model_document,
    make_order,
    make_symptom,
)
from tests.fakes.choice_lists import choice_file, version_of
from tests.fakes.shipped import shipped_profile
from tests.fakes.tablet import Tablet


def show(tablet: Tablet, order_id: OrderId = ORDER_ID) -> OrderView:
    plan = PlanWay(tablet.store, DistanceTravel(Coordinates(31.2000, 121.4000)), SHANGHAI)
    return ShowOrder(tablet.store, plan, SHANGHAI, ShowClocks(plan, LimitTables(tablet.store, shipped_profile())))(
        order_id
    )


@pytest.mark.req("ACC-1")
def test_the_order_is_shown_with_warranty_clocks_and_faults_of_its_model_and_code_first(tablet: Tablet) -> None:
    for fault in (
        make_fault(id="door", code="E07", cases=90),
        make_fault(id="drift", code="E02", cases=41),
        make_fault(id="heat", code="E02", models=("AH-12",), cases=99),
    ):
        tablet.store.state.documents[(DocumentKind.FAULT_ENTRY, fault.id, "")] = fault

    view = show(tablet)

    assert [fault.id for fault in view.faults] == ["drift", "door"]
    assert view.in_warranty
    assert [clock.due_at for clock in view.clocks] == [local("10:12"), local("08:12", day=1)]
    assert view.departure.leave_by_at < local("10:00")
    assert view.doubts == ()


def test_what_the_visit_needs_and_is_not_on_the_tablet_is_named(tablet: Tablet) -> None:
    ready = {item.what: item.present for item in show(tablet).readiness}
    assert ready == {"history": True, "faults": False, "forms": True, "prices": True, "stock": True, "parts": False}

    documents = tablet.store.state.documents
    del documents[(DocumentKind.FORM, "sign", "")]
    del documents[(DocumentKind.PRICE_LIST, "standard", "")]

    gone = {item.what for item in show(tablet).readiness if not item.present}
    assert gone == {"faults", "forms", "prices", "parts"}


@pytest.mark.req("ACC-6")
def test_drawings_and_manuals_of_the_model_are_ready_when_every_file_has_come_down(tablet: Tablet) -> None:
    papers = [make_model_document(content) for content in (b"drawing", b"manual")]
    for paper in papers:
        tablet.store.state.documents[(DocumentKind.MODEL_DOCUMENT, paper.sha256, "")] = paper
    tablet.store.fetched(papers[0].sha256, papers[0].media_type, b"drawing")
    before = [item for item in show(tablet).readiness if item.what == "documents"]

    tablet.store.fetched(papers[1].sha256, papers[1].media_type, b"manual")

    after = [item for item in show(tablet).readiness if item.what == "documents"]
    assert before == [Readiness(what="documents", present=False, count=2)]
    assert after == [Readiness(what="documents", present=True, count=2)]


@pytest.mark.req("ACC-3")
def test_faults_and_warranty_of_a_machine_that_only_its_serial_number_names_are_the_registers(tablet: Tablet) -> None:
    fault = make_fault(id="drift", code="E02")
    tablet.store.state.documents[(DocumentKind.FAULT_ENTRY, fault.id, "")] = fault
    unknown = make_asset(id=AssetId("unknown"), model="", purchased_on=None, warranty_until_on=None)
    tablet.store.state.current[ORDER_ID] = make_order(asset=unknown)
    before = show(tablet)

    tablet.store.state.documents[(DocumentKind.ASSET, "cf680-01763", "")] = make_asset()

    after = show(tablet)
    assert (before.faults, before.in_warranty) == ((), False)
    assert (after.faults, after.in_warranty) == ((fault,), True)


@pytest.mark.req("ACC-6")
def test_a_machine_whose_model_nobody_knows_is_not_ready_until_its_serial_number_is_found(tablet: Tablet) -> None:
    unknown = make_asset(id=AssetId("unknown"), model="", history=())
    tablet.store.state.current[ORDER_ID] = make_order(asset=unknown)
    before = [item for item in show(tablet).readiness if item.what == "history"]

    tablet.store.state.documents[(DocumentKind.ASSET, "cf680-01763", "")] = make_asset()

    after = [item for item in show(tablet).readiness if item.what == "history"]
    assert before == [Readiness(what="history", present=False)]
    assert after == [Readiness(what="history", present=True, count=1)]


@pytest.mark.req("ACC-6")
def test_a_long_list_that_a_form_names_and_that_is_not_on_the_tablet_is_told(tablet: Tablet) -> None:
    documents = tablet.store.state.documents
    kit = documents[(DocumentKind.FORM, "kit", "")]
    names_parts = kit.xform.replace("</model>", '<instance id="parts" src="jr://file-csv/parts.csv"/></model>')
    documents[(DocumentKind.FORM, "kit", "")] = replace(kit, xform=names_parts)
    before = [item for item in show(tablet).readiness if item.what == "lists"]

    parts = choice_file("parts", ("name", "label"), ("TS-02", "传感器"))
    for piece in pieces_of(parts, version_of(parts)):
        documents[(DocumentKind.CHOICE_LIST, str(piece.piece), piece.sha256)] = piece

    after = [item for item in show(tablet).readiness if item.what == "lists"]
    assert before == [Readiness(what="lists", present=False, count=1)]
    assert after == [Readiness(what="lists", present=True, count=1)]


@pytest.mark.req("ACC-2")
def test_gaps_are_listed_in_the_order_they_are_asked_for_by_the_companys_own_phrases(tablet: Tablet) -> None:
    customer = make_customer(contact=make_contact(phone=""))
    vague, whole = make_symptom(what="机器坏了", alarm_code=""), tablet.order
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, customer=customer, symptom=vague)

    assert [doubt.kind for doubt in show(tablet).doubts] == [DoubtKind.PHONE_MISSING, DoubtKind.SYMPTOM_VAGUE]
    unasked = replace(vague, since="", impact="")
    tablet.store.state.current[ORDER_ID] = replace(whole, symptom=unasked)
    assert [doubt.kind for doubt in show(tablet).doubts] == [
        DoubtKind.SYMPTOM_VAGUE,
        DoubtKind.ONSET_MISSING,
        DoubtKind.IMPACT_MISSING,
    ]


def test_an_order_that_is_not_here_says_so(tablet: Tablet) -> None:
    with pytest.raises(NotFound, match=r"order\.unknown"):
        show(tablet, OrderId("wo-none"))


@pytest.mark.req("ACC-3", "ANA-1")
def test_what_is_taken_from_the_register_is_no_customers_word_and_brings_the_history(tablet: Tablet) -> None:
    unknown = make_asset(id=AssetId("unknown"), model="", purchased_on=None, warranty_until_on=None, history=())
    tablet.store.state.current[ORDER_ID] = make_order(asset=unknown)
    tablet.store.state.documents[(DocumentKind.ASSET, "cf680-01763", "")] = make_asset()
    taken = Correction(detail=Detail.MODEL, old="", new="CF-680")
    tablet.record(DetailsCorrected(order_id=ORDER_ID, at=local("08:50"), corrections=(taken,)))

    view = show(tablet)
    assert (view.from_register, view.history) == (True, make_asset().history)

    other = Correction(detail=Detail.PURCHASED_ON, old="", new="2020-01-01")
    mixed = apply(view.order, DetailsCorrected(order_id=ORDER_ID, at=local("08:51"), corrections=(other,)))
    tablet.store.state.current[ORDER_ID] = mixed
    assert not show(tablet).from_register, "the customer said another day than the register does"
    tablet.store.state.current[ORDER_ID] = view.order

    said = Correction(detail=Detail.ACCESS, old=view.order.customer.site.access, new="东门")
    tablet.record(DetailsCorrected(order_id=ORDER_ID, at=local("08:51"), corrections=(said,)))
    assert not show(tablet).from_register


@pytest.mark.req("ACC-1", "CON-4")
def test_the_order_shows_until_when_the_register_says_that_its_machine_is_covered(tablet: Tablet) -> None:
    unknown = make_asset(id=AssetId("unknown"), purchased_on=None, warranty_until_on=None, history=())
    tablet.store.state.current[ORDER_ID] = make_order(asset=unknown)
    assert (show(tablet).warranty_until_on, show(tablet).warranty_by_register) == (None, False)

    tablet.store.state.documents[(DocumentKind.ASSET, "cf680-01763", "")] = make_asset()
    view = show(tablet)
    assert (view.warranty_until_on, view.in_warranty, view.warranty_by_register) == (date(2027, 4, 17), True, True)
