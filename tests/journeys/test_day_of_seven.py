"""The day of the demo engineer as it lies on the tablet before he leaves: seven visits, complete without network."""

from __future__ import annotations

import pytest

from fieldapp.device import Device
from fieldapp.domain.doubt import DoubtKind
from fieldapp.domain.ids import OrderId
from fieldapp.domain.model_document import DocumentPurpose
from fieldapp.domain.views.asset_file import AssetFile
from fieldapp.domain.views.order import OrderView
from tests.journeys.company import Company

DAY = {end: OrderId(f"wo-261123-{end}") for end in ("002", "004", "007", "011", "013", "014", "015")}


def orders(device: Device) -> dict[str, OrderView]:
    return {end: device.show_order(order_id) for end, order_id in DAY.items()}


def machines(device: Device) -> dict[str, AssetFile]:
    return {end: device.show_asset(order_id) for end, order_id in DAY.items()}


@pytest.mark.req("ACC-6", "ANA-1")
def test_the_first_sync_brings_history_and_papers_of_all_seven_and_each_is_ready(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        told = orders(device)
        files = machines(device)

        unready = {end: [item.what for item in view.readiness if not item.present] for end, view in told.items()}
        assert unready == {end: [] for end in DAY}
        for end, file in files.items():
            assert [row.document.purpose for row in file.documents] == list(DocumentPurpose), end
            assert file.history, end
            for row in file.documents:
                assert row.present
                assert device.queries.blob(row.document.sha256).startswith(b"%PDF-"), row.document.title_en
                assert len(device.queries.blob(row.document.sha256)) == row.document.size


@pytest.mark.req("ACC-3")
def test_the_model_that_the_order_does_not_know_is_found_by_the_serial_number(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        file = device.show_asset(DAY["014"])

        assert DoubtKind.MODEL_MISSING in {doubt.kind for doubt in device.show_order(DAY["014"]).doubts}
        assert (file.asset.model, file.registered, file.found_by_serial) == ("CR-30", True, True)


@pytest.mark.req("ANA-1")
def test_other_machines_of_the_model_tell_what_the_same_code_was_there(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        cases = device.show_asset(DAY["004"]).earlier

        assert cases[0].same_code
        assert "E02" in cases[0].record.summary
        assert {case.serial_number for case in cases}.isdisjoint({"CF680-24D-01763"})


@pytest.mark.req("SYN-6")
def test_machines_of_other_customers_come_without_whose_they_are(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        stranger = device.queries.assets_of_model("RB-24")
        assert len(stranger) >= 5
        assert not any("客户" in record.summary for asset in stranger for record in asset.history)
        assert {field for asset in stranger for field in asset.__slots__} == {
            "id",
            "model",
            "product",
            "serial_number",
            "purchased_on",
            "warranty_rule",
            "warranty_until_on",
            "warranty_months",
            "history",
        }


@pytest.mark.req("PRT-3")
def test_what_the_depot_has_is_on_the_tablet_with_its_age(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        stock = device.queries.depot_stock(device.show_order(DAY["004"]).order.kit_needs[0].part_number)

        assert stock is not None
        assert (stock.part_number, stock.quantity) == ("TS-02", 6)
        assert stock.counted_at < jichuan.clock.wall_at
