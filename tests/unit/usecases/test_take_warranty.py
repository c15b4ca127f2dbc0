from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fieldapp.domain.contact import Detail
from fieldapp.domain.ids import AssetId, SerialNumber, StepId
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.take_warranty import registered_warranty, taken_warranty
from fieldapp.wire.messages import DocumentKind
from tests.factories import NOW, ORDER_ID, make_asset, make_order, make_report
from tests.fakes.tablet import Tablet

ENDED = date(2026, 6, 30)


def unknown(tablet: Tablet, **changes: Any) -> None:
    """An order as a telephone call leaves it: the plate's number at the most; the register knows the machine."""
    told = make_asset(id=AssetId("told"), purchased_on=None, warranty_until_on=None, history=())
    tablet.store.state.current[ORDER_ID] = make_order(asset=replace(told, **changes), pin=tablet.order.pin)
    known = make_asset(warranty_rule="acceptance", warranty_months=24, warranty_until_on=ENDED)
    tablet.store.state.documents[(DocumentKind.ASSET, "cf680-01763", "")] = known


@pytest.mark.req("CON-4", "ACC-3")
def test_an_accepted_order_takes_the_end_of_the_warranty_from_the_register(tablet: Tablet) -> None:
    unknown(tablet)
    AcceptOrder(CompleteStep(tablet.store.begin, tablet.clock, tablet.store, tablet.forms))(ORDER_ID)

    asset = tablet.order.asset
    assert (asset.warranty_until_on, asset.warranty_rule, asset.warranty_months) == (ENDED, "acceptance", 24)
    assert tablet.order.coverage_known
    assert not tablet.order.visit.contact.corrections


@pytest.mark.req("CON-4", "ACC-3")
def test_a_serial_number_that_the_customer_reads_out_brings_the_warranty_with_it(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    unknown(tablet, model="", serial_number=SerialNumber(""))
    phone.correct(ORDER_ID, {Detail.SERIAL_NUMBER: "CF680-24D-01763"})
    assert tablet.order.asset.warranty_until_on == ENDED
    assert not tablet.order.covered(date(2026, 11, 23))


@pytest.mark.req("CON-4")
def test_a_serial_number_of_another_model_brings_no_warranty(tablet: Tablet, phone: ContactVerbs) -> None:
    unknown(tablet, model="AH-12", serial_number=SerialNumber(""))
    phone.correct(ORDER_ID, {Detail.SERIAL_NUMBER: "CF680-24D-01763"})
    assert not tablet.order.coverage_known


@pytest.mark.req("CON-4")
def test_what_the_order_says_itself_stands_against_the_register(tablet: Tablet) -> None:
    unknown(tablet, purchased_on=date(2024, 4, 18), warranty_until_on=date(2027, 1, 1))
    tablet.visit_until("analyse")
    assert tablet.order.asset.warranty_until_on == date(2027, 1, 1)


@pytest.mark.req("CON-4")
def test_a_register_that_came_down_later_counts_from_the_next_step_on(tablet: Tablet) -> None:
    unknown(tablet, purchased_on=date(2024, 4, 18))
    late = tablet.store.state.documents.pop((DocumentKind.ASSET, "cf680-01763", ""))
    tablet.visit_until("call")
    assert not tablet.order.coverage_known

    tablet.store.state.documents[(DocumentKind.ASSET, "cf680-01763", "")] = late
    tablet.visit_until("kit")
    assert tablet.order.asset.warranty_until_on == ENDED


@pytest.mark.req("CON-4", "CON-7")
def test_once_a_report_was_signed_the_register_says_nothing_more_of_the_warranty(tablet: Tablet) -> None:
    unknown(tablet)
    order = tablet.order
    signed = replace(order, visit=replace(order.visit, reports=(make_report(),)))
    assert [len(taken_warranty(tablet.store, one, NOW)) for one in (order, signed)] == [1, 0]


@pytest.mark.req("CON-4")
def test_months_from_the_day_of_purchase_tell_the_end_where_nobody_wrote_it(tablet: Tablet) -> None:
    unknown(tablet)
    reckoned = make_asset(purchased_on=date(2024, 3, 1), warranty_until_on=None, warranty_months=36)
    tablet.store.state.documents[(DocumentKind.ASSET, "cf680-01763", "")] = reckoned
    found = registered_warranty(tablet.store, tablet.order)
    assert found is not None
    assert (found.until_on, found.rule) == (date(2027, 2, 28), "purchase")


@pytest.mark.req("CON-7", "CON-4")
def test_another_serial_number_takes_the_warranty_of_that_machine_and_leaves_the_first_ones_behind(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    unknown(tablet, serial_number=SerialNumber("CF680-25A-00001"), warranty_until_on=date(2028, 1, 1))
    assert tablet.order.covered(date(2026, 11, 23))
    phone.correct(ORDER_ID, {Detail.SERIAL_NUMBER: "CF680-24D-01763"})

    asset = tablet.order.asset
    assert (asset.warranty_until_on, asset.warranty_rule, asset.warranty_months) == (ENDED, "acceptance", 24)
    assert not tablet.order.covered(date(2026, 11, 23))


@pytest.mark.req("CON-7", "CON-4")
def test_the_file_that_the_order_came_with_does_not_bring_the_first_ones_warranty_back(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    first = make_asset(id=AssetId("first"), serial_number=SerialNumber("CF680-25A-00001"))
    unknown(tablet, id=first.id, serial_number=first.serial_number, warranty_until_on=date(2028, 1, 1))
    tablet.store.state.documents[(DocumentKind.ASSET, "first", "")] = replace(first, warranty_until_on=date(2028, 1, 1))
    phone.correct(ORDER_ID, {Detail.SERIAL_NUMBER: "CF680-24D-01763"})
    assert tablet.order.asset.warranty_until_on == ENDED
    phone.correct(ORDER_ID, {Detail.SERIAL_NUMBER: "CF680-99X-99999"})
    assert not tablet.order.coverage_known


@pytest.mark.req("CON-7", "CON-4")
def test_of_a_machine_that_nobody_knows_the_first_ones_warranty_says_nothing(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    unknown(tablet, serial_number=SerialNumber("CF680-25A-00001"), warranty_until_on=date(2028, 1, 1))
    phone.correct(ORDER_ID, {Detail.SERIAL_NUMBER: "CF680-99X-99999"})
    assert not tablet.order.coverage_known


@pytest.mark.req("CON-7", "SITE-14")
def test_the_number_of_a_machine_to_be_taken_over_leaves_what_its_warranty_will_count_from(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    new = {"warranty_rule": "acceptance", "warranty_months": 24}
    unknown(tablet, serial_number=SerialNumber("CF680-26A-00001"), **new)
    phone.correct(ORDER_ID, {Detail.SERIAL_NUMBER: "CF680-26A-00002"})
    assert (tablet.order.asset.warranty_rule, tablet.order.asset.warranty_months) == ("acceptance", 24)


@pytest.mark.req("CON-7", "REP-2")
@pytest.mark.parametrize("finished", [False, True])
def test_a_day_of_purchase_that_changes_who_pays_asks_again_how_it_is_paid(
    tablet: Tablet, phone: ContactVerbs, finished: bool
) -> None:
    tablet.visit_until("report")
    tablet.answer("report", labour_hours="1", chargeable="warranty", payment="none")
    if finished:
        tablet.complete("report")
    phone.correct(ORDER_ID, {Detail.CONTACT_PHONE: "138 0000 4128"})
    assert tablet.order.visit.answer(StepId("report"), "payment") == "none"

    phone.correct(ORDER_ID, {Detail.PURCHASED_ON: "2020-04-18"})
    assert not tablet.order.covered(date(2026, 11, 23))
    said = tablet.order.visit
    assert [said.answer(StepId("report"), name) for name in ("chargeable", "payment")] == ["charge", ""]
    assert not said.is_done(StepId("report"))
