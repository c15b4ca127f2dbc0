"""The desk's register: customers and machines, and how a machine's history grows with every visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Connection

from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import register
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.devices.reading import read_page
from fieldapp.domain.asset import Asset
from fieldapp.domain.ids import AssetId, CustomerId, SerialNumber
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.site_events import AssetInstalled
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import from_json
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.apply import apply_all
from tests.factories import SHANGHAI, local, make_asset, make_customer, make_events, make_order, make_service_record

pytestmark = pytest.mark.both_databases


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.write() as opened:
        register.enter_customer(opened, make_customer())
        yield opened


def enter(connection: Connection, *assets: Asset) -> None:
    feed = Feed()
    for asset in assets:
        register.enter_asset(connection, feed, asset, make_customer().id)
    feed.flush(connection)


def note(connection: Connection, order: WorkOrder) -> Asset:
    feed = Feed()
    register.note_visits(connection, feed, [order], SHANGHAI)
    feed.flush(connection)
    ((installed),) = register.assets_of(connection, order)
    return installed.asset


def closed(outcome: Outcome = Outcome.SOLVED, at: datetime | None = None, **changes: object) -> WorkOrder:
    order = make_order(**changes)
    visit = replace(order.visit, closed_at=at or local("11:45"), outcome=outcome)
    return replace(order, visit=visit)


def test_a_customer_entered_again_is_changed_and_not_doubled(connection: Connection) -> None:
    register.enter_customer(connection, make_customer(name="禾味生鲜超市 云桥二店"))

    assert register.customers_called(connection, "禾味生鲜超市 云桥店") == ()
    assert len(register.customers_called(connection, "禾味生鲜超市 云桥二店")) == 1


@pytest.mark.req("SYN-6")
def test_tablets_get_the_machine_without_its_customer(connection: Connection) -> None:
    enter(connection, make_asset())

    (change,) = read_page(connection, [REFERENCE], {}, most=10, most_bytes=10**6).changes
    assert (change.kind, change.key) == (DocumentKind.ASSET, make_asset().id)
    assert from_json(change.document, Asset) == make_asset()
    assert "hewei" not in str(change.document)


@pytest.mark.req("ANA-1")
def test_a_visit_that_is_over_becomes_the_newest_line_of_the_machines_history(connection: Connection) -> None:
    enter(connection, make_asset())
    order = apply_all(make_order(), make_events(make_order().id))

    history = note(connection, order).history

    assert history[1:] == make_asset().history
    assert (history[0].served_on, history[0].order_number) == (date(2026, 11, 23), order.number)
    assert (history[0].engineer_name, history[0].outcome) == ("周明远", "solved")
    assert history[0].summary.startswith("E02 ")


def test_parts_that_were_built_in_stand_in_the_line_and_those_taken_back_do_not(connection: Connection) -> None:
    enter(connection, make_asset())
    worked = apply_all(make_order(), make_events(make_order().id))
    kept, taken_back = worked.visit.parts[0], replace(worked.visit.parts[0], id="x", part_number="FM-12")
    parts = (replace(kept, reversed_at=None), replace(taken_back, reversed_at=local("10:30")))
    order = replace(worked, visit=replace(worked.visit, parts=parts))

    summary = note(connection, order).history[0].summary

    assert summary.endswith(f"·{kept.part_number}")
    assert "FM-12" not in summary


@pytest.mark.req("ANA-1")
def test_of_the_visits_of_one_batch_each_is_noted_with_its_machine_and_with_no_other(connection: Connection) -> None:
    other = make_asset(id=AssetId("other"), serial_number=SerialNumber("CF680-OTHER"), history=())
    enter(connection, make_asset(history=()), other)
    unknown = make_asset(id=AssetId("unknown"), serial_number=SerialNumber("none"))
    by_serial = make_asset(id=AssetId(""), serial_number=other.serial_number)
    visits = [
        closed(number="WX-1"),
        closed(number="WX-2", at=local("15:00")),
        closed(number="WX-3", asset=unknown),
        closed(number="WX-4", asset=by_serial),
    ]
    feed = Feed()

    register.note_visits(connection, feed, visits, SHANGHAI)

    def noted(asset: Asset) -> set[str]:
        ((installed),) = register.assets_of(connection, closed(asset=asset))
        return {record.order_number for record in installed.asset.history}

    assert (noted(make_asset()), noted(other)) == ({"WX-1", "WX-2"}, {"WX-4"})


def test_the_day_of_a_visit_is_the_companys_day(connection: Connection) -> None:
    enter(connection, make_asset(history=()))

    assert note(connection, closed(at=local("00:30", day=1))).history[0].served_on == date(2026, 11, 24)


def test_an_order_that_is_closed_anew_keeps_one_line(connection: Connection) -> None:
    enter(connection, make_asset(history=(make_service_record(),)))
    note(connection, closed(Outcome.SECOND_VISIT))

    history = note(connection, closed(Outcome.SOLVED)).history

    assert [(record.order_number, record.outcome) for record in history] == [
        (make_order().number, "solved"),
        (make_service_record().order_number, "solved"),
    ]


@pytest.mark.parametrize("order", [make_order(), closed(Outcome.CANCELLED), closed(Outcome.HANDED_OVER)])
def test_what_nobody_worked_on_leaves_no_line(connection: Connection, order: WorkOrder) -> None:
    enter(connection, make_asset())

    assert note(connection, order) == make_asset()


@pytest.mark.req("ACC-3")
def test_a_visit_to_a_machine_that_only_its_serial_number_names_is_noted_with_it(connection: Connection) -> None:
    enter(connection, make_asset(history=()))

    unknown = make_asset(id=AssetId("unknown"), model="", history=())
    assert len(note(connection, closed(asset=unknown)).history) == 1


def test_a_machine_that_the_register_does_not_have_is_left_out(connection: Connection) -> None:
    for key in ("one", "two"):
        enter(connection, make_asset(id=AssetId(key), serial_number=SerialNumber("7")))
    feed = Feed()
    for serial in ("", "none", "7"):
        asset = make_asset(id=AssetId("unknown"), serial_number=SerialNumber(serial))
        register.note_visits(connection, feed, [closed(asset=asset)], SHANGHAI)
    before = read_page(connection, [REFERENCE], {}, most=10, most_bytes=10**6).cursors

    feed.flush(connection)

    assert read_page(connection, [REFERENCE], {}, most=10, most_bytes=10**6).cursors == before
    assert register.customers_called(connection, CustomerId("nobody")) == ()


@pytest.mark.req("SITE-14")
def test_a_taking_over_writes_serial_number_and_warranty_and_leaves_what_the_desk_knows_of_the_machine(
    connection: Connection,
) -> None:
    known = make_asset(model="CF-680 B", history=(make_service_record(),))
    enter(connection, known)
    taken = AssetInstalled(
        at=local("11:00"),
        order_id=make_order().id,
        serial_number=SerialNumber("CF680-26K-00001"),
        accepted_on=date(2026, 11, 23),
    )
    order = apply_all(make_order(asset=make_asset(warranty_rule="acceptance", warranty_months=24)), (taken,))
    feed = Feed()
    register.open_file(connection, feed, order)
    feed.flush(connection)

    [written] = register.assets_with_serial(connection, SerialNumber("CF680-26K-00001"))
    assert (written.asset.model, written.asset.history) == ("CF-680 B", known.history)
    assert written.asset.warranty_until_on == date(2028, 11, 22)
