"""Files under kill -9 of a real centre and of a real tablet: none is lost, none is corrupt."""

from __future__ import annotations

import gc
import hashlib
import os
import random
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import select

from fieldapp.centre.app import new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import blob, upload
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId, Sha256
from fieldapp.domain.views.sync import SyncState
from fieldapp.store.clock import SystemClock
from fieldapp.store.database import open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.sync.enrolment import enrol
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest
from tests.fakes.stores import KEY, DeviceStore, over_database
from tests.fakes.syncing import Runner
from tests.kills.nursery import ROOT, Nursery
from tests.kills.tablet_life import content_of

KILLS = int(os.environ.get("FIELDAPP_UPLOAD_KILLS", "500" if os.environ.get("FIELDAPP_SOAK") else "8"))
CROSSINGS = 90
"""Of a centre or a tablet on the way of one file, about; a life that crosses fewer is killed when its work is done."""


@dataclass
class Centre:
    """The data of a centre, looked at beside its process, and what must be in it."""

    settings: CentreSettings
    port: int = 0
    url: str = ""
    delivered: dict[Sha256, bytes] = field(default_factory=dict)
    looked_at: set[Sha256] = field(default_factory=set)

    def serve(self, nursery: Nursery, kill_at: int = 0) -> bool:
        """Begin a life; return whether it came as far as being reached."""
        said = nursery.begin(port=self.port, kill_at=kill_at)
        if "ready" in said:
            self.url = said["ready"]
            self.port = int(self.url.rpartition(":")[2])
        return "ready" in said

    def check(self, sending: dict[Sha256, bytes], *, every: bool = False) -> None:
        """Hold files and counted bytes against what was sent; files looked at before only with `every`."""
        with closing(Database.open_existing(self.settings.data)) as database, database.read() as connection:
            files = {Sha256(row.sha256) for row in connection.execute(select(blob))}
            uploads = connection.execute(select(upload)).all()
        known = {**self.delivered, **sending}
        assert set(self.delivered) <= files <= set(known), "a file is lost, or came from nowhere"
        for name in files if every else files - self.looked_at:
            found = hashlib.sha256(Path(self.settings.blobs.place(name)).read_bytes()).hexdigest()
            assert found == name, "corrupt"
        self.looked_at |= files
        for row in uploads:
            if 0 < row.arrived < row.size:
                written = (self.settings.blobs.folder / "uploads" / row.id).read_bytes()
                assert known[row.sha256][: row.arrived] == written[: row.arrived], "counted and not on the disk"

    def counted(self, upload_id: str) -> int | None:
        with closing(Database.open_existing(self.settings.data)) as database, database.read() as connection:
            return connection.execute(select(upload.c.arrived).where(upload.c.id == upload_id)).scalar_one_or_none()


@pytest.fixture(autouse=True)
def _lines_that_broke_as_they_began() -> Iterator[None]:
    """Let go of sockets that Python's ssl module leaves open where the other end dies between connect and handshake."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    return Centre(CentreSettings(data=tmp_path / "centre", resources=ROOT / "resources"))


@pytest.fixture
def lives(centre: Centre) -> Iterator[Nursery]:
    with Nursery("centre", {"data": str(centre.settings.data)}) as nursery:
        assert centre.serve(nursery)
        yield nursery


def enrolled(centre: Centre, folder: Path, key: DeviceKey) -> EnrolAnswer:
    """Make a tablet in `folder`, known to the centre that runs."""
    with closing(Database.open(centre.settings.data)) as desk:
        with desk.write() as connection:
            register_engineer(connection, EngineerId("zhou"), "周明远")
        ticket = new_ticket(desk, centre.settings, EngineerId("zhou"), centre.url)
    database = open_database(folder, KEY, SystemClock())
    request = EnrolRequest(code=ticket.code, device_name="平板 1", public_key=key.public_key, app_version="0.1.0")
    answer = enrol(ticket, request, folder / "ca.pem")
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
    Identity(database).enrol(known, answer.epoch)
    database.close()
    return answer


def seed_of(test: str) -> random.Random:
    seed = int(os.environ.get("FIELDAPP_SEED") or random.SystemRandom().randint(0, 10**9))
    print(f"{test}: {KILLS} kills, seed {seed}")
    return random.Random(seed)


def kill_points(chance: random.Random) -> Iterator[int]:
    """Yield where to kill: every crossing in turn where there are kills enough, others at random; 0 is any moment."""
    for number in range(KILLS):
        if number % 3 == 2:
            yield 0
        else:
            yield 1 + number % CROSSINGS if KILLS > CROSSINGS else chance.randint(1, CROSSINGS)


def waiting_file(store: DeviceStore, content: bytes) -> dict[Sha256, bytes]:
    with store.begin() as work:
        assert isinstance(work, StoreUnitOfWork)
        name = work.put_blob("image/jpeg", content)
        work.commit()
    return {name: content}


@pytest.mark.soak
@pytest.mark.req("SYN-2", "SYN-7")
def test_a_centre_killed_at_any_moment_of_an_upload_keeps_what_it_acknowledged_and_no_file_is_corrupt(
    centre: Centre, lives: Nursery, tmp_path: Path
) -> None:
    chance, key, folder = seed_of("centre"), DeviceKey.generate(), tmp_path / "tablet"
    answer = enrolled(centre, folder, key)
    database = open_database(folder, KEY, SystemClock())
    store = over_database(database, None)  # type: ignore[arg-type]
    known = Credentials(device_id=answer.device_id, token=answer.token, signer=key)
    with closing(HttpCentre(centre.url, folder / "ca.pem", known)) as line:
        runner = Runner(store, line)
        sending: dict[Sha256, bytes] = {}
        on_the_way = 0
        for point in kill_points(chance):
            if not store.blobs.undelivered():
                centre.delivered |= {name: content for name, content in sending.items()}
                sending = waiting_file(store, content_of(chance.getrandbits(32)))
            lives.kill()
            if centre.serve(lives, point):
                timer = Timer(chance.uniform(0, 0.1) if not point else 60, lives.kill)
                timer.start()
                ended = runner.run().state
                on_the_way += ended is not SyncState.IDLE
                timer.cancel()
                timer.join()
            lives.kill()
            centre.check(sending)
            for name in sending:
                place = store.blobs.upload_place(name)
                if place is not None:
                    counted = centre.counted(place.address.rpartition("/")[2])
                    assert counted is not None
                    assert counted >= place.offset, "an acknowledged byte is lost"
        assert centre.serve(lives)
        assert runner.run().code == ""
        assert store.blobs.undelivered() == ()
        centre.delivered |= sending
    centre.check({}, every=True)
    print(f"of {KILLS} kills {on_the_way} met a run on its way; {len(centre.delivered)} files, none corrupt")
    database.close()


@pytest.mark.soak
@pytest.mark.req("SYN-2", "SYN-7")
def test_a_tablet_killed_at_any_moment_of_an_upload_goes_on_there_and_delivers_every_file(
    centre: Centre, lives: Nursery, tmp_path: Path
) -> None:
    chance, key, folder = seed_of("tablet"), DeviceKey.generate(), tmp_path / "tablet"
    answer = enrolled(centre, folder, key)
    told = {"folder": str(folder), "url": centre.url, "device_id": answer.device_id, "token": answer.token}
    given: dict[Sha256, bytes] = {}
    possible: dict[Sha256, bytes] = {}
    on_the_way = 0
    with Nursery("tablet", {**told, "secret": key.secret.hex()}) as tablet:
        for point in kill_points(chance):
            seed = chance.getrandbits(32)
            content = content_of(seed)
            possible[sha256_of(content)] = content  # taken or not, if it is killed on the way
            said = [tablet.begin(give=seed, kill_at=point)]
            if point:
                said += tablet.rest()
            else:
                time.sleep(chance.uniform(0, 0.3))
                said += tablet.kill()
            assert said[-1]["ended"] in (0, signal.SIGKILL)
            on_the_way += not any("state" in told for told in said)
            if any("gave" in told for told in said):
                given[sha256_of(content)] = content
            centre.check(possible)
        assert tablet.begin(give=None, kill_at=0)["waiting"] == 0
    centre.delivered = given
    centre.check(possible, every=True)
    print(f"of {KILLS} kills {on_the_way} met a run on its way; {len(given)} files, none corrupt")
