"""Yesterday's backup is back: two real tablets give the centre again, over HTTP, what it lost (SYNC.md rule 3)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from fieldapp.centre.app import local_centre, new_ticket
from fieldapp.centre.backup.making import make
from fieldapp.centre.backup.restoring import Restored, restore
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import event, stock_movement
from fieldapp.centre.devices import parked
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.events import Event
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import meta
from fieldapp.store.database import Database as TabletDatabase
from fieldapp.store.database import open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.sync.enrolment import enrol
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest
from tests.contracts.centre_process import CentreProcess
from tests.contracts.desk import RESOURCES, Desk
from tests.factories import NOW, consume, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, over_database
from tests.fakes.syncing import Runner
from tests.postgres import Cluster

ZHOU, TAO = EngineerId("zhou"), EngineerId("tao")
BEFORE, AFTER = (b"\xff\xd8 before the backup" * 900, b"\xff\xd8 after the backup" * 900)


@dataclass
class HttpTablet:
    """A whole tablet without a screen; the centre's address may change, its certificate does not."""

    enrolled: EnrolAnswer
    signer: DeviceKey
    ca_file: Path
    database: TabletDatabase
    store: DeviceStore

    def do(self, *events: Event, photo: bytes = b"") -> None:
        with self.store.begin() as work:
            if photo:
                work.put_blob("image/jpeg", photo)
            work.append(*events)
            work.commit()

    def sync(self, process: CentreProcess) -> None:
        credentials = Credentials(device_id=self.enrolled.device_id, token=self.enrolled.token, signer=self.signer)
        with closing(HttpCentre(process.address, self.ca_file, credentials)) as centre:
            assert Runner(self.store, centre).run().code == ""

    def told(self) -> list[tuple[str, str]]:
        """What the engineer reads about events that were not taken."""
        return [(problem.event, problem.code) for problem in self.store.queries.sync_status().problems]

    def backed_up(self) -> int:
        with self.database.reading() as connection:
            return meta.read(connection, meta.BACKED_UP_SEQ, int) or 0


@dataclass
class Company:
    """A centre that may burn down, and its tablets."""

    place: Path
    settings: CentreSettings
    process: CentreProcess
    closing: ExitStack
    tablets: dict[EngineerId, HttpTablet] = field(default_factory=dict)

    @property
    def backups(self) -> Path:
        return self.place / "backups"

    def desk(self, database: Database) -> Desk:
        return Desk(database, self.settings, lambda _key: local_centre(database, self.settings), ZHOU)

    def order(self, engineer: EngineerId) -> WorkOrder:
        with closing(Database.of(self.settings)) as database:
            return self.desk(database).order(engineer)

    def assign(self, order: WorkOrder, engineer: EngineerId) -> None:
        with closing(Database.of(self.settings)) as database:
            self.desk(database).assign(order, engineer)

    def tablet(self, engineer: EngineerId) -> HttpTablet:
        with closing(Database.of(self.settings)) as database:
            with database.write() as connection:
                register_engineer(connection, engineer, engineer)
            ticket = new_ticket(database, self.settings, engineer)
        key, ca_file = DeviceKey.generate(), self.place / f"{engineer}.pem"
        request = EnrolRequest(code=ticket.code, device_name="平板", public_key=key.public_key, app_version="0.1.0")
        answer = enrol(replace(ticket, url=self.process.address), request, ca_file)
        clock = StoppedClock()
        device = open_database(self.place / answer.device_id, KEY, clock)
        self.closing.callback(device.close)
        known = Enrolment(
            device_id=answer.device_id,
            engineer_id=answer.engineer_id,
            engineer_name=answer.engineer_name,
            company=answer.company,
            centre_url=self.process.address,
            token=answer.token,
            ca_pem=answer.ca_pem,
            signing_key=bytes(32),
        )
        Identity(device).enrol(known, answer.epoch)
        self.tablets[engineer] = HttpTablet(answer, key, ca_file, device, over_database(device, clock))
        return self.tablets[engineer]

    def sync(self) -> None:
        for tablet in self.tablets.values():
            tablet.sync(self.process)

    def back_up(self) -> None:
        with closing(Database.of(self.settings)) as database:
            make(database, self.settings, self.backups)

    def burn(self) -> None:
        """The machine is gone with its disks; the backups lay elsewhere."""
        self.process.kill()
        shutil.rmtree(self.settings.data)
        shutil.rmtree(self.settings.data.with_name("centre.log"))

    def put_back(self, settings: CentreSettings) -> Restored:
        done = restore(settings, self.backups)
        self.settings = settings
        self.process = CentreProcess(settings.data, NOW, database=settings.database)
        self.closing.enter_context(self.process)
        return done

    def events(self) -> dict[str, list[tuple[int, str, str, str]]]:
        """What the centre holds of each tablet: number, kind, verdict, code."""
        found: dict[str, list[tuple[int, str, str, str]]] = {}
        with closing(Database.of(self.settings)) as database, database.read() as connection:
            for row in connection.execute(select(event).order_by(event.c.device_id, event.c.seq)):
                found.setdefault(row.device_id, []).append((row.seq, row.kind, row.verdict, row.code))
        return found

    def used(self) -> list[str]:
        with closing(Database.of(self.settings)) as database, database.read() as connection:
            return sorted(connection.execute(select(stock_movement.c.id)).scalars())

    def holds(self, content: bytes) -> bool:
        name = sha256_of(content)
        return Path(self.settings.blobs.place(name)).is_file() and b"".join(self.settings.blobs.read(name)) == content


@pytest.fixture(params=["sqlite", "postgresql"])
def company(request: pytest.FixtureRequest, tmp_path: Path, compiled: Path) -> Iterator[Company]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    data = tmp_path / "centre"
    shutil.copytree(compiled, data / "compiled-forms")
    settings = CentreSettings(data=data, resources=RESOURCES, database=url, now=lambda: NOW)
    with ExitStack() as stack, CentreProcess(data, NOW, database=url) as process:
        yield Company(tmp_path, settings, process, stack)


@pytest.fixture
def elsewhere(company: Company, request: pytest.FixtureRequest) -> Iterator[CentreSettings]:
    """Another machine, with an empty database."""
    cluster: Cluster | None = request.getfixturevalue("postgres") if company.settings.database is not None else None
    url = cluster.new_database() if cluster is not None else None
    yield replace(company.settings, data=company.place / "another-machine", database=url)
    if cluster is not None and url is not None:
        cluster.drop(url)


@pytest.mark.req("SYN-2")
def test_restore_epoch_reoffers(company: Company, elsewhere: CentreSettings) -> None:
    mine, his, moved = company.order(ZHOU), company.order(TAO), company.order(ZHOU)
    zhou, tao = company.tablet(ZHOU), company.tablet(TAO)
    company.sync()
    zhou.do(save_answer("work", "temp_after", "-17", order_id=mine.id), photo=BEFORE)
    zhou.do(consume("u-1", order_id=mine.id))
    tao.do(save_answer("work", "temp_after", "-19", order_id=his.id))
    company.sync()
    company.back_up()
    company.sync()
    assert (zhou.backed_up(), tao.backed_up()) == (2, 1)

    zhou.do(consume("u-2", order_id=mine.id), save_answer("work", "temp_after", "-18", order_id=mine.id), photo=AFTER)
    zhou.do(consume("u-3", order_id=mine.id, quantity=0))
    company.assign(moved, TAO)
    company.sync()
    tao.do(save_answer("work", "temp_after", "-20", order_id=moved.id))
    company.sync()
    before, used, told = company.events(), company.used(), zhou.told()
    assert [code for _, code in told] == ["part.quantity"]

    company.burn()
    shutil.rmtree(company.backups / "blobs")
    done = company.put_back(elsewhere)
    assert done.absent == (sha256_of(BEFORE),)
    assert {device: len(rows) for device, rows in company.events().items()} == {
        zhou.enrolled.device_id: 2,
        tao.enrolled.device_id: 1,
    }
    company.sync()
    company.sync()

    last = (2, "answer.saved", "parked", "order.unknown")  # the office had given him the order since the backup
    assert company.events() == {**before, tao.enrolled.device_id: [before[tao.enrolled.device_id][0], last]}
    assert (company.used(), zhou.told()) == (used, told)
    assert [company.holds(photo) for photo in (BEFORE, AFTER)] == [True, True]
    assert [tablet.store.blobs.undelivered() for tablet in (zhou, tao)] == [(), ()]
    assert [tablet.store.queries.sync_status().events_waiting for tablet in (zhou, tao)] == [0, 0]
    assert (zhou.backed_up(), tao.backed_up()) == (0, 0)
    assert zhou.store.queries.order(mine.id).visit.answer("work", "temp_after") == "-18"
    assert moved.id in {order.id for order in zhou.store.queries.orders()}


@pytest.mark.req("SYN-2")
def test_work_on_an_order_that_was_given_after_the_backup_waits_for_the_office_and_counts_once_it_is_given_again(
    company: Company, elsewhere: CentreSettings
) -> None:
    order, tao = company.order(ZHOU), company.tablet(TAO)
    company.back_up()
    company.assign(order, TAO)
    tao.sync(company.process)
    tao.do(save_answer("work", "temp_after", "-20", order_id=order.id))
    tao.sync(company.process)
    company.burn()
    company.put_back(elsewhere)
    tao.sync(company.process)
    assert tao.told() == [(f"{tao.enrolled.device_id}:1", "order.unknown")]

    company.assign(order, TAO)
    with closing(Database.of(company.settings)) as database, database.write() as connection:
        feed = Feed()
        [waiting] = parked.waiting(connection)
        parked.accept(connection, feed, str(waiting.id), "许婧", NOW, company.settings.zone)
        feed.flush(connection)
    tao.sync(company.process)

    assert tao.told() == []
    assert tao.store.queries.order(order.id).visit.answer("work", "temp_after") == "-20"
