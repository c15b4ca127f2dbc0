"""Real tablets of the device's own store, and the real centre, in one process: for what two sides do at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.desk import office, orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.events import Event
from fieldapp.domain.ids import DeviceId, EngineerId, OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import EnrolRequest, Verdict
from tests.contracts.desk import RESOURCES, Desk, KnownAnew
from tests.factories import NOW
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, over_database
from tests.fakes.syncing import Runner

TAO = EngineerId("tao")


@dataclass(frozen=True)
class RealTablet:
    """One tablet: its store, its engine, its clock."""

    store: DeviceStore
    database: Database
    runner: Runner
    clock: StoppedClock
    device_id: DeviceId

    def do(self, *events: Event) -> None:
        self.store.do(*events)

    def sync(self) -> None:
        assert self.runner.run().code == ""

    def order(self, order_id: OrderId) -> WorkOrder:
        return self.store.queries.order(order_id)


@dataclass(frozen=True)
class TwoSides:
    """The centre, and as many tablets as a test asks for."""

    desk: Desk
    tablet: Callable[[EngineerId | None], RealTablet]

    def stored(self, order_id: OrderId) -> WorkOrder:
        with self.desk.database.read() as connection:
            return orders.read_several(connection, [order_id])[order_id]

    def verdicts(self, tablet: RealTablet) -> list[Verdict]:
        from fieldapp.centre.database.tables import event

        with self.desk.database.read() as connection:
            rows = connection.execute(event.select().where(event.c.device_id == tablet.device_id).order_by(event.c.seq))
            return [Verdict(row.verdict) for row in rows]

    def act(self, order: WorkOrder, act: office.Act) -> WorkOrder:
        with self.desk.database.write() as connection:
            feed = Feed()
            after = office.change(connection, feed, order.number, act, NOW)
            feed.flush(connection)
        return after


@contextmanager
def two_sides(folder: Path) -> Iterator[TwoSides]:
    """Begin a centre; tablets are enrolled as they are asked for."""
    settings = CentreSettings(data=folder / "centre", resources=RESOURCES)
    database = CentreDatabase.open(settings.data)
    desk = Desk(database, settings, lambda _key: local_centre(database, settings))
    with ExitStack() as closing:
        closing.callback(database.close)

        def tablet(engineer: EngineerId | None = None) -> RealTablet:
            key, clock = DeviceKey.generate(), StoppedClock()
            centre = local_centre(database, settings)
            request = EnrolRequest(
                code=desk.code(engineer), device_name="平板", public_key=key.public_key, app_version="0.1.0"
            )
            answer = centre.enrol(request)
            device = open_database(folder / answer.device_id, KEY, clock)
            closing.callback(device.close)
            known = Enrolment(
                device_id=answer.device_id,
                engineer_id=answer.engineer_id,
                engineer_name=answer.engineer_name,
                company=answer.company,
                centre_url="https://127.0.0.1:1",
                token=answer.token,
                ca_pem="",
                signing_key=bytes(32),
            )
            Identity(device).enrol(known, answer.epoch)
            store = over_database(device, clock)
            runner = Runner(store, KnownAnew(centre, answer.device_id, answer.token))
            return RealTablet(store, device, runner, clock, answer.device_id)

        yield TwoSides(desk, tablet)
