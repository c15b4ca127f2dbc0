"""kill -9 of a worker and of PostgreSQL's own process in the middle of a transaction: stored once or not at all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import select

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import change, event
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.work_order import WorkOrder
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import Verdict
from tests.contracts.centre_process import CentreProcess
from tests.contracts.desk import RESOURCES, Desk
from tests.contracts.https_centre import HttpsCentre
from tests.contracts.tablet import Tablet
from tests.contracts.watched_server import WatchedServer
from tests.factories import save_answer
from tests.postgres import Cluster, binaries

KILLS = 100 if os.environ.get("FIELDAPP_SOAK") else 4

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # httpx drops a cut socket unclosed
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


@dataclass
class Scene:
    """An engineer with an order and a tablet."""

    server: WatchedServer
    desk: Desk
    order: WorkOrder
    tablet: Tablet

    def push(self, text: str) -> None:
        self.tablet.write(save_answer("kit", f"item_{len(self.tablet.rows) + 1}", text, order_id=self.order.id))

    def sync_until_taken(self) -> int:
        """Send everything again and again, as a tablet does; return how often it took."""
        for attempt in range(1, 200):
            try:
                self.tablet.sync()
                return attempt
            except httpx.TransportError:
                time.sleep(0.1)
            except CentreRefused as fault:
                if fault.code != "centre-busy":
                    raise
                time.sleep(0.1)
        raise AssertionError("the centre never came back")

    def stored(self) -> list[int]:
        with self.desk.database.read() as connection:
            mine = event.c.device_id == self.tablet.device_id
            return list(connection.execute(select(event.c.seq).where(mine).order_by(event.c.seq)).scalars())

    def changes(self) -> list[int]:
        with self.desk.database.read() as connection:
            scope = f"engineer:{self.desk.engineer}"
            found = connection.execute(select(change.c.number).where(change.c.scope == scope))
            return sorted(found.scalars())


@dataclass
class Company:
    """A centre with two workers on a server of its own, which may be killed, too."""

    server: WatchedServer
    process: CentreProcess
    database: Database
    settings: CentreSettings


@pytest.fixture(scope="module")
def company(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Iterator[Company]:
    programs = binaries()
    assert programs is not None, "the run's own server has them"
    data = tmp_path_factory.mktemp("killed")
    shutil.copytree(compiled, data / "compiled-forms")
    cluster = Cluster(programs)
    try:
        cluster.make()
        cluster.start()
        url = cluster.new_database()
        settings = CentreSettings(data=data, resources=RESOURCES, database=url)
        with CentreProcess(data, database=url, workers=2) as process, closing(Database.of(settings)) as database:
            yield Company(WatchedServer(str(cluster.folder), str(url.database)), process, database, settings)
    finally:
        cluster.remove()


@pytest.fixture
def scene(company: Company) -> Iterator[Scene]:
    centres: list[HttpsCentre] = []

    def connect(key: DeviceKey) -> HttpsCentre:
        centres.append(HttpsCentre(company.process.address, company.process.ca_pem, key))
        return centres[-1]

    desk = Desk(company.database, company.settings, connect)
    wait_for_the_server(company.server)
    order, tablet = desk.order(), desk.tablet()
    yield Scene(company.server, desk, order, tablet)
    for centre in centres:
        centre.client.close()


def holds_once(scene: Scene) -> None:
    answer = scene.tablet.sync()
    count = len(scene.tablet.rows)
    assert [outcome.verdict for outcome in answer.outcomes] == [Verdict.ACCEPTED] * count
    assert scene.stored() == list(range(1, count + 1))
    assert scene.changes() == list(range(1, len(scene.changes()) + 1))
    record = scene.desk.record(scene.order)
    assert len(record.order.visit.answers["kit"]) == count
    assert scene.tablet.agrees_with(answer.digests)


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("victim", ["worker", "backend"])
def test_exactly_once_effect_when_it_is_killed_in_the_middle_of_a_transaction(scene: Scene, victim: str) -> None:
    scene.push("before")
    scene.tablet.sync()
    before = (scene.stored(), scene.changes())
    scene.push("in the middle")

    with ThreadPoolExecutor(1) as pool, scene.server.holding(f"engineer:{scene.desk.engineer}"):
        pushing = pool.submit(scene.tablet.sync)
        standing = scene.server.standing()  # its events are written, its counter is not
        os.kill(getattr(standing, victim), signal.SIGKILL)
        with pytest.raises((httpx.TransportError, CentreRefused)):
            pushing.result(timeout=60)

    wait_for_the_server(scene.server)
    assert (scene.stored(), scene.changes()) == before, "nothing half"
    scene.sync_until_taken()
    holds_once(scene)


def wait_for_the_server(server: WatchedServer) -> None:
    """A server that lost a process ends all others, looks through its log and comes back by itself."""
    for _ in range(600):
        try:
            with server.connected() as connection:
                connection.execute("SELECT 1")
                # The session of a worker that died has to be gone before it can be said what it left.
                if not server.sessions("wait_event_type = 'Lock'"):
                    return
        except psycopg.OperationalError:
            pass
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not come back")


@pytest.mark.soak
@pytest.mark.req("SYN-2")
def test_acked_is_durable_when_workers_and_backends_are_killed_at_random(scene: Scene) -> None:
    chance = random.Random(2026)
    stop = threading.Event()

    def keep_killing() -> int:
        killed = 0
        while killed < KILLS and not stop.is_set():
            time.sleep(chance.uniform(0.05, 1.0))
            try:
                found = sorted(scene.server.sessions(), key=lambda session: session.backend)
            except psycopg.OperationalError:
                continue  # it is still coming back from the last one
            if found:
                one = chance.choice(found)
                os.kill(one.backend if killed % 2 else one.worker, signal.SIGKILL)
                killed += 1
        return killed

    acknowledged = 0
    with ThreadPoolExecutor(1) as pool:
        killing = pool.submit(keep_killing)
        try:
            while not killing.done():
                scene.push("again")
                scene.sync_until_taken()
                acknowledged += 1
        finally:
            stop.set()
        assert killing.result() == KILLS

    wait_for_the_server(scene.server)
    assert acknowledged == len(scene.tablet.rows)
    scene.sync_until_taken()
    holds_once(scene)
