"""All that the tablet knows of the machine an order is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.asset import Asset
from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import AssetId, OrderId, SerialNumber
from fieldapp.domain.views.asset_file import AssetFile
from fieldapp.usecases.show_asset import MOST_EARLIER, ShowAsset
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_asset, make_model_document, make_order, make_service_record
from tests.fakes.tablet import Tablet


def give(tablet: Tablet, *assets: Asset) -> None:
    for asset in assets:
        tablet.store.state.documents[(DocumentKind.ASSET, asset.id, "")] = asset


def show(tablet: Tablet) -> AssetFile:
    return ShowAsset(tablet.store)(ORDER_ID)


def without_model(tablet: Tablet, serial: str) -> None:
    unknown = make_asset(id=AssetId("unknown"), model="", serial_number=SerialNumber(serial), history=())
    tablet.store.state.current[ORDER_ID] = make_order(asset=unknown)


@pytest.mark.req("ANA-1")
def test_the_history_is_the_registers_newest_first_and_not_the_one_the_order_began_with(tablet: Tablet) -> None:
    old, new = make_service_record(served_on=date(2025, 1, 8)), make_service_record(served_on=date(2026, 11, 19))
    give(tablet, make_asset(history=(old, new)))

    file = show(tablet)

    assert (file.registered, file.found_by_serial) == (True, False)
    assert file.history == (new, old)


@pytest.mark.req("ACC-3")
def test_a_machine_without_model_is_found_by_its_serial_number(tablet: Tablet) -> None:
    give(tablet, make_asset())
    without_model(tablet, make_asset().serial_number)

    file = show(tablet)

    assert (file.asset.model, file.registered, file.found_by_serial) == ("CF-680", True, True)


def test_a_machine_that_nobody_knows_has_the_orders_own_words_and_no_papers(tablet: Tablet) -> None:
    tablet.store.state.documents[(DocumentKind.MODEL_DOCUMENT, "any", "")] = make_model_document(models=("",))
    without_model(tablet, "")

    file = show(tablet)

    assert (file.registered, file.asset.model, file.documents, file.earlier) == (False, "", (), ())


@pytest.mark.req("ANA-1")
def test_cases_of_the_same_code_at_other_machines_come_first_and_the_own_ones_are_not_among_them(
    tablet: Tablet,
) -> None:
    same = make_service_record(served_on=date(2024, 3, 1), summary="E02 换 TS-02")
    newer = make_service_record(served_on=date(2026, 3, 1), summary="换门封条")
    other = make_asset(id=AssetId("other"), serial_number=SerialNumber("CF680-23A-00001"), history=(newer, same))
    stranger = make_asset(id=AssetId("stranger"), model="AH-12", history=(same,))
    give(tablet, make_asset(history=(same,)), other, stranger)

    cases = show(tablet).earlier

    assert [(case.record, case.same_code, case.serial_number) for case in cases] == [
        (same, True, other.serial_number),
        (newer, False, other.serial_number),
    ]


def test_of_many_earlier_cases_the_first_are_shown(tablet: Tablet) -> None:
    records = tuple(make_service_record(order_number=f"WX-{number}") for number in range(MOST_EARLIER + 5))
    give(tablet, make_asset(id=AssetId("other"), serial_number=SerialNumber("CF680-1"), history=records))

    assert len(show(tablet).earlier) == MOST_EARLIER


@pytest.mark.req("ANA-1")
def test_papers_of_the_model_are_listed_with_whether_their_file_is_here(tablet: Tablet) -> None:
    here, missing = make_model_document(b"one"), make_model_document(b"two")
    for document in (here, missing, make_model_document(b"three", models=("AH-12",))):
        tablet.store.state.documents[(DocumentKind.MODEL_DOCUMENT, document.sha256, "")] = document
    tablet.store.fetched(here.sha256, here.media_type, b"one")

    rows = show(tablet).documents

    assert {row.document.sha256: row.present for row in rows} == {here.sha256: True, missing.sha256: False}


def test_an_order_that_is_not_here_says_so(tablet: Tablet) -> None:
    with pytest.raises(NotFound, match=r"order\.unknown"):
        ShowAsset(tablet.store)(OrderId("wo-none"))


def test_the_file_of_an_order_of_another_machine_is_another_one(tablet: Tablet) -> None:
    give(tablet, make_asset(), make_asset(id=AssetId("ah12"), model="AH-12", serial_number=SerialNumber("AH12-1")))
    order = make_order()
    other = make_asset(id=AssetId("ah12"), model="AH-12", serial_number=SerialNumber(""))
    tablet.store.state.current[ORDER_ID] = replace(order, asset=other)

    assert show(tablet).asset.serial_number == "AH12-1"
