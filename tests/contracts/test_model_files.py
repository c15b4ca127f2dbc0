"""One suite, two subjects: machines, drawings and manuals behave alike in memory and in the encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.asset import Asset
from fieldapp.domain.events import VisitClosed
from fieldapp.domain.ids import AssetId, CalendarId, OrderId, PartNumber, ProfileId, SerialNumber
from fieldapp.domain.model_document import DocumentPurpose, ModelDocument
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.part import DepotStock
from fieldapp.domain.sla import STANDARD
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.data_files import read_calendars, read_profiles
from fieldapp.wire.messages import DocumentKind, Operation
from tests.factories import NOW, ORDER_ID, RESOURCES, local, make_asset, make_model_document, make_order
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import REFERENCE, DeviceStore, opened, over_database, over_memory

LARGE = b"%PDF" + bytes(400 * 1024)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    if request.param == "memory":
        yield over_memory(clock)
    else:
        with opened(tmp_path, clock) as database:
            yield over_database(database, clock)


def give_asset(store: DeviceStore, asset: Asset) -> None:
    store.give(DocumentKind.ASSET, asset.id, asset, REFERENCE)


def give_document(store: DeviceStore, document: ModelDocument) -> None:
    store.give(DocumentKind.MODEL_DOCUMENT, document.sha256, document, REFERENCE)


def give_order(store: DeviceStore, order: WorkOrder) -> None:
    store.give(DocumentKind.WORK_ORDER, order.id, order)


@pytest.mark.req("ANA-1")
def test_a_machine_is_found_by_its_id_its_serial_number_and_its_model(store: DeviceStore) -> None:
    freezer = make_asset()
    heat_pump = make_asset(id=AssetId("ah12"), model="AH-12", serial_number=SerialNumber("AH12-1"))
    give_asset(store, heat_pump)
    give_asset(store, freezer)

    assert store.queries.asset(freezer.id) == freezer
    assert store.queries.asset_with_serial(SerialNumber("AH12-1")) == heat_pump
    assert store.queries.assets_of_model("CF-680") == (freezer,)
    assert store.queries.asset(AssetId("none")) is None
    assert store.queries.asset_with_serial(SerialNumber("none")) is None


def test_a_serial_number_that_two_machines_have_names_neither_and_an_empty_one_names_none(store: DeviceStore) -> None:
    for key in ("one", "two"):
        give_asset(store, make_asset(id=AssetId(key), serial_number=SerialNumber("7")))
    give_asset(store, make_asset(id=AssetId("three"), serial_number=SerialNumber("")))

    assert store.queries.asset_with_serial(SerialNumber("7")) is None
    assert store.queries.asset_with_serial(SerialNumber("")) is None


def test_a_machine_whose_model_and_serial_number_were_corrected_is_there_once(store: DeviceStore) -> None:
    give_asset(store, make_asset(serial_number=SerialNumber("wrong"), model="CF-608"))
    give_asset(store, make_asset(serial_number=SerialNumber("right")))

    assert store.queries.asset_with_serial(SerialNumber("wrong")) is None
    assert store.queries.assets_of_model("CF-608") == ()
    assert len(store.queries.assets_of_model("CF-680")) == 1
    assert store.queries.asset(make_asset().id) == store.queries.asset_with_serial(SerialNumber("right"))


@pytest.mark.req("ANA-1")
def test_papers_of_a_model_come_drawings_first_and_go_when_they_are_withdrawn(store: DeviceStore) -> None:
    manual = make_model_document(b"a", purpose=DocumentPurpose.MANUAL, models=("AH-12", "CF-680"))
    drawing = make_model_document(b"b")
    for document in (manual, drawing):
        give_document(store, document)
    before = store.queries.documents("CF-680")

    store.pull(store.put(DocumentKind.MODEL_DOCUMENT, drawing.sha256, None, REFERENCE, Operation.REVOKE))

    assert before == (drawing, manual)
    assert store.queries.documents("CF-680") == store.queries.documents("AH-12") == (manual,)
    assert store.queries.documents("CI-15") == ()


@pytest.mark.req("ANA-1")
def test_files_are_wanted_for_the_models_of_open_orders_only_smallest_first(store: DeviceStore) -> None:
    small, large = make_model_document(b"small"), make_model_document(LARGE)
    for document in (large, small, make_model_document(b"other", models=("AH-12",))):
        give_document(store, document)
    nothing = store.blobs.wanted()
    give_order(store, make_order())
    wanted = store.blobs.wanted()

    store.do(VisitClosed(at=local("11:30"), order_id=ORDER_ID, outcome=Outcome.SOLVED))

    assert nothing == ()
    assert wanted == (small.sha256, large.sha256)
    assert store.blobs.wanted() == ()


@pytest.mark.req("ACC-3")
def test_files_are_wanted_for_a_model_that_only_the_serial_number_tells(store: DeviceStore) -> None:
    document = make_model_document()
    give_document(store, document)
    give_order(store, make_order(asset=make_asset(id=AssetId("unknown"), model="")))
    before = store.blobs.wanted()

    give_asset(store, make_asset())

    assert (before, store.blobs.wanted()) == ((), (document.sha256,))


@pytest.mark.parametrize("content", [b"%PDF small", LARGE], ids=["inside the database", "beside it"])
def test_a_file_that_came_can_be_read_and_waits_for_no_delivery(store: DeviceStore, content: bytes) -> None:
    document = make_model_document(content)
    give_document(store, document)
    give_order(store, make_order())

    store.blobs.fetched(document.sha256, "application/pdf", content)
    store.blobs.fetched(document.sha256, "application/pdf", content)

    assert store.queries.has_blob(document.sha256)
    assert store.queries.blob(document.sha256) == content
    assert (store.blobs.wanted(), store.blobs.undelivered()) == ((), ())
    assert store.queries.sync_status().waiting == 0


def test_a_file_that_waits_for_delivery_still_waits_when_the_centre_sends_the_same(store: DeviceStore) -> None:
    with store.begin() as work:
        sha256 = work.put_blob("application/pdf", b"mine")
        work.commit()

    store.blobs.fetched(sha256, "application/pdf", b"mine")

    assert store.blobs.undelivered() == (sha256,)


@pytest.mark.req("PRT-3")
def test_the_depot_tells_what_it_had_and_when(store: DeviceStore) -> None:
    number = PartNumber("TS-02")
    for quantity in (6, 4):
        told = DepotStock(part_number=number, quantity=quantity, counted_at=NOW)
        store.give(DocumentKind.DEPOT_STOCK, number, told, REFERENCE)

    assert store.queries.depot_stock(number) == DepotStock(part_number=number, quantity=4, counted_at=NOW)
    assert store.queries.depot_stock(PartNumber("none")) is None


@pytest.mark.req("SLA-6")
def test_the_newest_table_of_limits_and_calendar_of_each_name_are_there(store: DeviceStore) -> None:
    shipped = read_profiles(RESOURCES / "sla")[ProfileId("technical")]
    calendar = read_calendars(RESOURCES / "calendars")[CalendarId("china")]
    for version in ("2026-11", "2027-01"):
        store.give(DocumentKind.SLA_PROFILE, shipped.id, replace(shipped, version=version), REFERENCE)
        store.give(DocumentKind.WORKING_CALENDAR, calendar.id, replace(calendar, version=version), REFERENCE)

    assert store.queries.sla_profile(shipped.id) == replace(shipped, version="2027-01")
    assert store.queries.calendar(calendar.id) == replace(calendar, version="2027-01")
    assert (store.queries.sla_profile(STANDARD), store.queries.calendar(CalendarId("none"))) == (None, None)


def test_what_the_register_has_outlives_the_orders(store: DeviceStore) -> None:
    give_asset(store, make_asset())
    give_order(store, make_order())
    store.pull(store.put(DocumentKind.WORK_ORDER, ORDER_ID, None, operation=Operation.REVOKE))

    assert store.queries.asset(make_asset().id) is not None
    assert OrderId(ORDER_ID) not in {order.id for order in store.queries.orders()}
