"""Real tablets, each with a store of its own, at the real centre, in one process: what the invariants are told of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.database.tables import scope as centre_scope
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import OrderId, Scope, Sha256
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.tables import ORDER_BASE, OUTBOX, PULLED_ROW, PULLED_SCOPE
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import ScopeDigest, SnapshotPage
from tests.contracts.desk import RESOURCES, Desk, KnownAnew
from tests.contracts.tablet import enrol
from tests.factories import NOW
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, over_database
from tests.fakes.syncing import Runner


@dataclass
class Line(KnownAnew):
    """The centre as the tablet reaches it; counts the pages of snapshots that were asked for."""

    asked: list[Scope] = field(default_factory=list)

    def snapshot(self, scope: Scope, after: str = "", number: int | None = None) -> SnapshotPage:
        self.asked.append(scope)
        return super().snapshot(scope, after, number)


@dataclass
class Tablet:
    """One engineer's tablet."""

    database: Database
    store: DeviceStore
    line: Line
    runner: Runner
    known: Enrolment
    clock: StoppedClock

    @property
    def mine(self) -> Scope:
        return Scope(f"engineer:{self.known.engineer_id}")

    def numbers(self) -> list[str]:
        return sorted(order.number for order in self.store.queries.orders())

    def outbox(self) -> list[tuple[Any, ...]]:
        with self.database.reading() as connection:
            return [tuple(row) for row in connection.execute(select(OUTBOX).order_by(OUTBOX.c.seq))]

    def sums(self) -> dict[Scope, ScopeDigest]:
        with self.database.reading() as connection:
            rows = connection.execute(select(PULLED_SCOPE)).all()
        return {row.scope: ScopeDigest(count=row.row_count, digest=Sha256(row.digest.hex())) for row in rows}

    def lose(self, order: WorkOrder) -> None:
        """A defect: the order is gone here, and nobody noticed."""
        with self.database.writing() as connection:
            connection.execute(delete(ORDER_BASE).where(ORDER_BASE.c.order_id == order.id))

    def misread(self, order: WorkOrder) -> None:
        """A defect: what was kept of the row is not what came."""
        with self.database.writing() as connection:
            mine = PULLED_ROW.c.key == order.id
            connection.execute(update(PULLED_ROW).where(mine).values(digest=bytes(32)))
            connection.execute(update(PULLED_SCOPE).where(PULLED_SCOPE.c.scope == self.mine).values(digest=bytes(32)))

    def base(self, order_id: OrderId) -> bool:
        with self.database.reading() as connection:
            found = connection.execute(select(ORDER_BASE.c.order_id).where(ORDER_BASE.c.order_id == order_id))
            return found.first() is not None


@dataclass
class Company:
    """The centre with its desk; its clock is moved by hand."""

    folder: Path
    settings: CentreSettings
    desk: Desk
    clock: StoppedClock
    open: ExitStack
    tablets: int = 0

    def tablet(self) -> Tablet:
        self.tablets += 1
        centre = local_centre(self.desk.database, self.settings)
        key = DeviceKey.generate()
        answer = enrol(centre, self.desk.code(), key)
        database = open_database(self.folder / f"tablet-{self.tablets}", KEY, self.clock)
        self.open.callback(database.close)
        known = Enrolment(
            device_id=answer.device_id,
            engineer_id=answer.engineer_id,
            engineer_name=answer.engineer_name,
            company=answer.company,
            centre_url="https://127.0.0.1:1",
            token=answer.token,
            ca_pem=answer.ca_pem,
            signing_key=key.secret,
        )
        Identity(database).enrol(known, answer.epoch)
        store = over_database(database, self.clock)
        line = Line(centre, answer.device_id, answer.token)
        return Tablet(database, store, line, Runner(store, line), known, self.clock)

    def change(self, order: WorkOrder) -> None:
        with self.desk.database.write() as connection:
            feed = Feed()
            orders.save(connection, feed, [order], NOW)
            feed.flush(connection)

    def sums(self) -> dict[Scope, ScopeDigest]:
        with self.desk.database.read() as connection:
            rows = connection.execute(select(centre_scope)).all()
        return {row.name: ScopeDigest(count=row.live_count, digest=Sha256(row.live_digest)) for row in rows}

    def pass_time(self, by: timedelta) -> None:
        self.clock.pass_time(by)


@contextmanager
def company_in(folder: Path, **limits: Any) -> Iterator[Company]:
    clock = StoppedClock()
    settings = CentreSettings(data=folder / "centre", resources=RESOURCES, now=clock.now, **limits)
    with ExitStack() as opened:
        database = CentreDatabase.of(settings)
        opened.callback(database.close)
        desk = Desk(database, settings, lambda _key: local_centre(database, settings))
        yield Company(folder, settings, desk, clock, opened)
