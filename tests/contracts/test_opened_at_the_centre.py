"""Orders that engineers open themselves, at the centre: registered once, with one number, and nobody else's (ACC-7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders, register
from fieldapp.centre.devices import parked
from fieldapp.centre.devices.feed import REFERENCE, Feed, write_and_tell
from fieldapp.centre.publish import pin_for, publish, read_resources
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import AssetId, CustomerId, DeviceId, EngineerId, EventId, OrderId, SerialNumber, StepId
from fieldapp.domain.opening import OrderSource
from fieldapp.domain.opening_events import OrderBranched, OrderOpened
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import LevelLimits
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import DocumentKind, Outcome, Verdict
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.contracts.test_origins import renamed
from tests.factories import (
    NOW,
    RESOURCES,
    SHANGHAI,
    consume,
    local,
    make_asset,
    make_customer,
    repair_process,
    save_answer,
)
from tests.openings import make_branched, make_installed, make_opened


@pytest.fixture(params=["sqlite", "postgresql"])
def centre(tmp_path: Path, compiled: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    settings = CentreSettings(data=tmp_path, resources=RESOURCES, database=url, now=lambda: NOW)
    database = Database.of(settings)
    published = read_resources(RESOURCES, compiled)
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, published, NOW)
        feed.flush(connection)
    yield Desk(database, settings, lambda _key: local_centre(database, settings), EngineerId("zhou"))
    database.close()


def opened_by(desk: Desk, tablet: Tablet, seq: int, source: WorkOrder | None, **changes: object) -> OrderOpened:
    """Return what the tablet writes as its event `seq`."""
    with desk.database.read() as connection:
        pin = pin_for(connection, JobType.REPAIR)
    event = make_opened(EventId(DeviceId(tablet.device_id), seq), pin=pin)
    named = OrderSource(order_id=source.id, number=source.number) if source is not None else None
    return replace(event, **{"opening": replace(event.opening, source=named), **changes})  # type: ignore[arg-type]


def branched_by(tablet: Tablet, seq: int, source: WorkOrder) -> OrderBranched:
    return make_branched(EventId(DeviceId(tablet.device_id), seq), order_id=source.id)


def found(desk: Desk, name: str) -> WorkOrder:
    with desk.database.read() as connection:
        return orders.find(connection, name)


def all_orders(desk: Desk) -> list[str]:
    with desk.database.read() as connection:
        return [order.number for order in orders.read_all(connection)]


def said(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str]]:
    return [(outcome.verdict.value, outcome.code) for outcome in outcomes]


@pytest.mark.req("ACC-7")
def test_the_centre_gives_its_number_once_and_finds_the_order_by_both(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    event = opened_by(centre, tablet, 1, source, limits=LevelLimits(respond=NOW - NOW, resolve=NOW - NOW))
    tablet.write(event, branched_by(tablet, 1, source))
    tablet.write(OrderAccepted(order_id=event.order_id, at=NOW))

    first, again = tablet.sync(), tablet.sync()

    assert {outcome.verdict for outcome in (*first.outcomes, *again.outcomes)} == {Verdict.ACCEPTED}
    order = found(centre, "WX-261123-001")
    assert order.numbers == ("WX-261123-001", event.opening.number)
    assert found(centre, event.opening.number) == order
    assert sorted(all_orders(centre)) == sorted([source.number, "WX-261123-001"])
    assert order.limits.respond > NOW - NOW, "the limits of the day, not what a tablet says"
    assert [(one.number, one.centre_number) for one in found(centre, source.number).visit.opened_here] == [
        (event.opening.number, "WX-261123-001")
    ]
    assert tablet.held(DocumentKind.WORK_ORDER)[event.order_id]["number"] == "WX-261123-001"


@pytest.mark.req("ACC-7")
def test_numbers_of_the_day_go_on_behind_those_that_the_desk_gave(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    with centre.database.write() as connection:
        feed = Feed()
        known = replace(source, id=OrderId("desk-17"), number="WX-261123-017")
        orders.register(connection, feed, known, NOW)
        feed.flush(connection)
    tablet.write(opened_by(centre, tablet, 1, source))
    tablet.write(opened_by(centre, tablet, 2, source))

    tablet.sync()

    assert {"WX-261123-018", "WX-261123-019"} <= set(all_orders(centre))


@pytest.mark.req("ACC-7")
def test_what_no_column_can_hold_is_found_by_its_beginning_and_stands_whole_in_the_order(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    own = f"{tablet.device_id}:1"
    long = SerialNumber("S\0" + "9" * 400)
    customer = make_customer(id=CustomerId(own), name="店\0" + "面" * 400)
    asset = make_asset(id=AssetId(own), serial_number=long, model="M" * 400)
    tablet.write(opened_by(centre, tablet, 1, source, customer=customer, asset=asset))

    answer = tablet.sync()

    assert said(answer.outcomes) == [("accepted", "")]
    order = found(centre, "WX-261123-001")
    assert (order.customer, order.asset.serial_number) == (customer, long)
    with centre.database.read() as connection:
        (known,) = register.assets_with_serial(connection, long)
    assert known.asset.serial_number == long


@pytest.mark.req("ACC-7")
def test_a_walk_ins_customer_and_machine_come_into_the_register_and_the_known_stay_as_they_are(centre: Desk) -> None:
    tablet = centre.tablet()
    own = f"{tablet.device_id}:1"
    new = opened_by(
        centre,
        tablet,
        1,
        None,
        customer=make_customer(id=CustomerId(own), name="青禾茶饮"),
        asset=make_asset(id=AssetId(own), serial_number=SerialNumber("CF300-1"), history=()),
    )
    tablet.write(new)
    with centre.database.write() as connection:
        register.enter_customer(connection, make_customer())
        feed = Feed()
        register.enter_asset(connection, feed, make_asset(), make_customer().id)
        feed.flush(connection)
    tablet.write(opened_by(centre, tablet, 2, None, customer=make_customer(name="改了的名字")))

    answer = tablet.sync()

    assert {outcome.verdict for outcome in answer.outcomes} == {Verdict.ACCEPTED}
    with centre.database.read() as connection:
        assert register.customers_called(connection, "青禾茶饮")
        assert not register.customers_called(connection, "改了的名字")
        [installed] = register.assets_with_serial(connection, SerialNumber("CF300-1"))
    assert installed.customer_id == own


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"order_id": OrderId("somebody-else:1")}, "order.not-own"),
        ({"customer": make_customer(id=CustomerId("nobody"))}, "customer.unknown"),
        ({"asset": make_asset(id=AssetId("nothing"))}, "asset.unknown"),
        ({"planned_minutes": 0}, "wire.malformed"),
        ({"planned_minutes": 10**6}, "wire.malformed"),
        ({"customer": make_customer(name=" ")}, "wire.malformed"),
    ],
)
def test_an_opened_order_that_cannot_be_is_refused_and_the_events_behind_it_are_not_blocked(
    centre: Desk, changes: dict[str, object], code: str
) -> None:
    source, tablet = centre.order(), centre.tablet()
    tablet.write(opened_by(centre, tablet, 1, source, **changes))
    tablet.write(OrderAccepted(order_id=source.id, at=NOW))

    answer = tablet.sync()

    assert said(answer.outcomes) == [("rejected", code), ("accepted", "")]
    assert all_orders(centre) == [source.number]


def test_a_number_of_another_tablet_is_refused(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    event = opened_by(centre, tablet, 1, source)
    tablet.write(replace(event, opening=replace(event.opening, number="P-other-0001")))

    assert said(tablet.sync().outcomes) == [("rejected", "order.not-own")]


def test_an_order_out_of_another_engineers_order_is_refused(centre: Desk) -> None:
    other, tablet = centre.order(EngineerId("tao")), centre.tablet()
    tablet.write(opened_by(centre, tablet, 1, other), branched_by(tablet, 1, other))

    assert said(tablet.sync().outcomes) == [("rejected", "order.unknown"), ("rejected", "event.group-rejected")]
    assert all_orders(centre) == [other.number]


def test_a_number_that_is_in_use_already_is_refused(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    event = opened_by(centre, tablet, 1, source)
    with centre.database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, replace(source, id=OrderId("x"), number=event.opening.number), NOW)
        feed.flush(connection)
    tablet.write(event)

    assert said(tablet.sync().outcomes) == [("rejected", "order.number-taken")]


def test_an_order_of_a_process_that_the_centre_does_not_have_waits_for_the_office(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    event = opened_by(centre, tablet, 1, source)
    tablet.write(replace(event, pin=replace(event.pin, process_version="2099010101")))

    assert said(tablet.sync().outcomes) == [("parked", "process.unknown")]


def waits(desk: Desk, tablet: Tablet, *, in_one_batch: bool) -> tuple[OrderOpened, list[tuple[str, str]]]:
    """An order whose process is not here yet is opened and worked on; return what was said of it all."""
    event = opened_by(desk, tablet, 1, desk.order())
    tablet.write(replace(event, pin=replace(event.pin, process_version="2099010101")))
    words = [] if in_one_batch else said(tablet.sync().outcomes)
    tablet.write(save_answer("work", "remark", "done", order_id=event.order_id))
    tablet.write(consume("use-1", order_id=event.order_id), consume("use-2", order_id=event.order_id))
    return event, [*words, *said(tablet.sync(begin=len(words) + 1).outcomes)]


WAITS = [("parked", "process.unknown"), *[("parked", "order.waiting")] * 2, ("parked", "event.group-parked")]


@pytest.mark.req("ACC-7", "SYN-8")
@pytest.mark.parametrize("in_one_batch", [True, False])
def test_what_is_done_on_an_order_that_waits_for_the_office_waits_with_it_and_counts_with_it(
    centre: Desk, in_one_batch: bool
) -> None:
    tablet = centre.tablet()
    event, words = waits(centre, tablet, in_one_batch=in_one_batch)
    assert words == WAITS
    assert tablet.sync().outcomes[1].fields == {"order": event.order_id}
    key = f"{event.pin.process_id}@2099010101"

    def settle(connection: Connection, feed: Feed) -> None:
        feed.put(REFERENCE, DocumentKind.PROCESS, key, repair_process())
        feed.flush(connection)
        parked.accept(connection, feed, f"{tablet.device_id}:1", "许婧", NOW, SHANGHAI)

    write_and_tell(centre.database, settle)

    order = found(centre, event.order_id)
    assert order.visit.answer(StepId("work"), "remark") == "done"
    assert [use.id for use in order.visit.parts] == ["use-1", "use-2"]
    assert len(centre.record(order).movements) == 2
    with centre.database.read() as connection:
        assert parked.waiting(connection) == ()
    answer = tablet.sync()
    assert {one.document["outcome"]["verdict"] for one in answer.changes if one.kind is DocumentKind.SETTLEMENT} == {
        "accepted"
    }
    assert tablet.agrees_with(answer.digests)


@pytest.mark.req("ACC-7", "SYN-8")
def test_what_is_done_on_an_order_that_the_office_declines_is_put_away_with_it(centre: Desk) -> None:
    tablet = centre.tablet()
    event, _ = waits(centre, tablet, in_one_batch=True)

    write_and_tell(
        centre.database,
        lambda connection, feed: parked.decline(connection, feed, f"{tablet.device_id}:1", "重复开单", "许婧", NOW),
    )

    with centre.database.read() as connection:
        assert parked.waiting(connection) == ()
    settled = [one.document for one in tablet.sync().changes if one.kind is DocumentKind.SETTLEMENT]
    assert [one["outcome"]["verdict"] for one in settled] == ["rejected"] * 4
    tablet.write(save_answer("work", "remark", "later", order_id=event.order_id))
    assert said(tablet.sync(begin=5).outcomes) == [("rejected", "order.unknown")]


@pytest.mark.req("ACC-7", "SYN-6")
def test_another_engineer_hears_nothing_of_an_order_that_waits(centre: Desk) -> None:
    event, _ = waits(centre, centre.tablet(), in_one_batch=True)
    other = centre.tablet(EngineerId("tao"))
    other.write(save_answer("work", "remark", "x", order_id=event.order_id))

    assert said(other.sync().outcomes) == [("rejected", "order.unknown")]


def test_an_opened_order_without_zone_is_refused(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    tablet.write(opened_by(centre, tablet, 1, source, at=local("11:00").replace(tzinfo=None)))

    assert said(tablet.sync().outcomes) == [("rejected", "wire.malformed")]


@pytest.mark.req("SITE-14")
def test_a_machine_that_was_taken_over_has_its_file_at_the_centre_and_on_every_tablet(centre: Desk) -> None:
    new = make_asset(
        id=AssetId("new-1"), serial_number=SerialNumber(""), warranty_rule="acceptance", warranty_months=24, history=()
    )
    order, tablet = centre.order(asset=new), centre.tablet()
    event = make_installed(order_id=order.id)
    tablet.write(event)

    tablet.sync()

    with centre.database.read() as connection:
        [installed] = register.assets_with_serial(connection, event.serial_number)
    assert (installed.asset.id, installed.customer_id) == ("new-1", order.customer.id)
    assert installed.asset.warranty_until_on == date(2028, 11, 22)
    assert tablet.held(DocumentKind.ASSET)["new-1"]["warranty_until_on"] == "2028-11-22"


def test_a_machine_that_is_known_keeps_its_history_when_it_is_taken_over(centre: Desk) -> None:
    known = make_asset(warranty_rule="acceptance", warranty_months=12)
    order, tablet = centre.order(asset=replace(known, history=())), centre.tablet()
    with centre.database.write() as connection:
        feed = Feed()
        register.enter_customer(connection, order.customer)
        register.enter_asset(connection, feed, known, order.customer.id)
        feed.flush(connection)
    tablet.write(make_installed(order_id=order.id, serial_number=known.serial_number))

    tablet.sync()

    with centre.database.read() as connection:
        [installed] = register.assets_with_serial(connection, known.serial_number)
    assert installed.asset.history == known.history
    assert installed.asset.warranty_until_on == date(2027, 11, 22)


@pytest.mark.req("SITE-14")
def test_what_the_desk_corrects_after_a_taking_over_stays_whatever_the_order_says_later(centre: Desk) -> None:
    new = make_asset(id=AssetId("new-2"), warranty_rule="acceptance", warranty_months=24, history=())
    order, tablet = centre.order(asset=new), centre.tablet()
    event = make_installed(order_id=order.id)
    tablet.write(event)
    tablet.sync()
    with centre.database.write() as connection:
        feed = Feed()
        [installed] = register.assets_with_serial(connection, event.serial_number)
        right = replace(installed.asset, warranty_until_on=date(2031, 11, 22))
        register.enter_asset(connection, feed, right, installed.customer_id)
        feed.flush(connection)
    tablet.write(OrderAccepted(order_id=order.id, at=NOW))

    tablet.sync()

    with centre.database.read() as connection:
        [installed] = register.assets_with_serial(connection, event.serial_number)
    assert installed.asset.warranty_until_on == date(2031, 11, 22)


@pytest.mark.req("SITE-14", "CON-7")
def test_a_machine_taken_over_without_its_model_gets_its_file_once_the_model_is_named(centre: Desk) -> None:
    order, tablet = centre.order(asset=make_asset(id=AssetId("new-3"), model="", history=())), centre.tablet()
    event = make_installed(order_id=order.id)
    tablet.write(event)
    tablet.sync()
    named = Correction(detail=Detail.MODEL, old="", new="CF-680")
    tablet.write(DetailsCorrected(order_id=order.id, at=NOW, corrections=(named,)))

    tablet.sync()

    with centre.database.read() as connection:
        [installed] = register.assets_with_serial(connection, event.serial_number)
    assert (installed.asset.id, installed.asset.model) == ("new-3", "CF-680")


@pytest.mark.req("ACC-7")
def test_fork_detected_two_copies_that_open_different_orders_under_one_number_open_one(centre: Desk) -> None:
    source, tablet = centre.order(), centre.tablet()
    twin = tablet.forget()
    tablet.write(opened_by(centre, tablet, 1, source))
    twin.write(opened_by(centre, tablet, 1, source, wishes="another order"))
    tablet.sync()

    outcomes = renamed(centre, twin).sync()

    assert said(outcomes) == [("rejected", "order.number-taken")]
    assert found(centre, f"{tablet.device_id}:1").wishes != "another order"
