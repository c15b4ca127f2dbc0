"""The real device side against the real centre, in a process of its own, over TLS on loopback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fieldapp.centre.app import new_ticket
from fieldapp.centre.archive import read_record
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId, PartNumber
from fieldapp.domain.views.sync import SyncState
from fieldapp.store.clock import SystemClock
from fieldapp.store.database import open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.sync.enrolment import enrol
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import EnrolRequest
from tests.contracts.centre_process import ROOT, CentreProcess
from tests.factories import NOW, ORDER_ID, make_events, make_order
from tests.fakes.stores import KEY, DeviceStore, over_database
from tests.fakes.syncing import Runner, after

ZHOU = EngineerId("zhou")


@dataclass
class Pair:
    """A tablet that was enrolled by ticket, and the centre it belongs to."""

    store: DeviceStore
    runner: Runner
    process: CentreProcess
    settings: CentreSettings

    def at_the_centre(self):  # type: ignore[no-untyped-def]
        database = CentreDatabase.of(self.settings)
        with closing(database), database.read() as connection:
            return read_record(connection, ORDER_ID, self.settings.blobs)


@pytest.fixture(params=["sqlite", "postgresql"])
def pair(tmp_path: Path, compiled: Path, request: pytest.FixtureRequest) -> Iterator[Pair]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    settings = CentreSettings(data=tmp_path / "centre", resources=ROOT / "resources", database=url)
    shutil.copytree(compiled, settings.compiled_forms)
    with CentreProcess(settings.data, database=url) as process:
        device = tmp_path / "device"
        database = open_database(device, KEY, SystemClock())
        centre = enrolled(process, settings, Identity(database), device / "ca.pem")
        store = over_database(database, None)  # type: ignore[arg-type]
        try:
            yield Pair(store, Runner(store, centre), process, settings)
        finally:
            centre.close()
            database.close()


def enrolled(process: CentreProcess, settings: CentreSettings, identity: Identity, ca_file: Path) -> HttpCentre:
    """Give the centre an order, hand a ticket to the tablet, and enrol it."""
    with closing(CentreDatabase.of(settings)) as desk:
        with desk.write() as connection:
            register_engineer(connection, ZHOU, "周明远")
            feed = Feed()
            orders.register(connection, feed, make_order(), NOW)
            feed.flush(connection)
        ticket = new_ticket(desk, settings, ZHOU, process.address)
    key = DeviceKey.generate()
    request = EnrolRequest(code=ticket.code, device_name="平板 1", public_key=key.public_key, app_version="0.1.0")
    answer = enrol(ticket, request, ca_file)
    known = Enrolment(
        device_id=answer.device_id,
        engineer_id=answer.engineer_id,
        engineer_name=answer.engineer_name,
        company=answer.company,
        centre_url=ticket.url,
        token=answer.token,
        ca_pem=answer.ca_pem,
        signing_key=key.secret,
    )
    identity.enrol(known, answer.epoch)
    return HttpCentre(ticket.url, ca_file, Credentials(device_id=known.device_id, token=known.token, signer=key))


@pytest.mark.req("SYN-1", "SYN-2", "PRT-2")
def test_a_visit_made_offline_arrives_whole_and_counts_once_however_often_the_line_breaks(pair: Pair) -> None:
    store, runner = pair.store, pair.runner
    assert runner.run().state is SyncState.IDLE
    assert store.queries.orders() == (make_order(),)
    for event in make_events():
        with store.begin() as work:
            if event.kind == "report.signed":
                work.put_blob("application/pdf", b"%PDF report")
            work.append(event)
            work.commit()
    seen = store.queries.order(ORDER_ID)

    for steps in (1, 2, 3):
        runner.run(after(steps))
        assert store.queries.order(ORDER_ID) == seen
    done = runner.run()

    status = store.queries.sync_status()
    record = pair.at_the_centre()
    assert (done.state, done.code, status.waiting, status.problems) == (SyncState.IDLE, "", 0, ())
    assert record.order == store.queries.order(ORDER_ID) == seen
    assert store.queries.stock(PartNumber("TS-02")) == -1
    assert store.queries.stock(PartNumber("CK-07")) == 0
    assert [path.read_bytes() for path in pair.settings.blobs.folder.glob("*/*")] == [b"%PDF report"]


@pytest.mark.req("SYN-2")
def test_a_centre_that_is_killed_between_two_runs_has_kept_what_it_acknowledged(pair: Pair) -> None:
    store, runner = pair.store, pair.runner
    runner.run()
    events = make_events()
    store.do(*events[:5])
    runner.run()
    assert store.queries.sync_status().waiting == 0

    pair.process.kill()
    store.do(*events[5:])
    assert runner.run().state is SyncState.OFFLINE
    pair.process.start()
    runner.engine.centre = moved(runner.engine.centre, pair.process)
    done = runner.run()
    runner.engine.centre.close()

    assert (done.state, done.code) == (SyncState.IDLE, "")
    assert pair.at_the_centre().order == store.queries.order(ORDER_ID)


def moved(centre: object, process: CentreProcess) -> HttpCentre:
    """Return the centre at its new port."""
    assert isinstance(centre, HttpCentre)
    assert centre._credentials is not None
    return HttpCentre(process.address, centre._line.ca_file, replace(centre._credentials))
