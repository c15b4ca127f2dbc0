"""A centre with a catalogue and a tablet with days of unsent events, made once and copied for every round."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from benchmarks.workloads import history
from benchmarks.workloads.storm_days import EVENTS, day_of, enter_day
from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.devices import identity
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.publish import read_resources
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.views.sync import SyncState
from fieldapp.store.checks import never
from fieldapp.store.database import open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.upkeep import Upkeep
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import DocumentKind, EnrolRequest
from tests.contracts.centre_process import CentreProcess
from tests.factories import NOW, RESOURCES
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, over_database
from tests.fakes.syncing import Runner

PUSH, PULL = "push", "pull"
"""A full outbox and a centre with nothing new for it; an empty outbox and a centre with a new catalogue."""


@dataclass(frozen=True, slots=True)
class Tablet:
    """Whose events they are, and with what it shows itself."""

    known: Enrolment
    epoch: str

    def centre(self, process: CentreProcess, folder: Path) -> HttpCentre:
        """Return the centre over HTTPS, signed by this tablet's key."""
        ca = folder / "ca.pem"
        ca.write_text(process.ca_pem)
        signer = DeviceKey.from_secret(self.known.signing_key)
        credentials = Credentials(device_id=self.known.device_id, token=self.known.token, signer=signer)
        return HttpCentre(process.address, ca, credentials)


def make(folder: Path, items: int) -> Tablet:
    """Make `push` and `pull` in the folder, each with `centre` and `tablet`: so many unsent events, so many new parts.

    Each event is a transaction of its own, as a finger makes them, seconds apart: no two clock readings are alike.
    """
    data, days = folder / PUSH / "centre", [f"zhou-{number}" for number in range(-(-items // EVENTS))]
    data.mkdir(parents=True)
    with CentreProcess(data, NOW):  # the company's keys are made at the first start
        pass
    read_resources(RESOURCES, data / "compiled-forms")
    settings = CentreSettings(data=data, resources=RESOURCES, now=lambda: NOW)
    with closing(CentreDatabase.of(settings)) as database:
        with database.write() as connection:
            for day in days:
                enter_day(connection, day, known_machines=False, assignee="zhou")
        tablet = _enrolled(database, settings)
        _fill(folder / PUSH / "tablet", tablet, database, settings)
    shutil.copytree(folder / PUSH, folder / PULL)
    _publish_parts(replace(settings, data=folder / PULL / "centre"), items)
    chance = random.Random(6)
    with tablet_store(folder / PUSH / "tablet") as store:
        for event in islice((event for day in days for event in day_of(day)), items):
            store.clock.pass_time(timedelta(microseconds=chance.randrange(2_000_000, 9_000_000)))
            store.do(event)
    return tablet


def _publish_parts(settings: CentreSettings, count: int) -> None:
    with closing(CentreDatabase.of(settings)) as database, database.write() as connection:
        feed = Feed()
        for part in history.parts(count):
            feed.put(REFERENCE, DocumentKind.PART, part.number, part)
        feed.flush(connection)


def _enrolled(database: CentreDatabase, settings: CentreSettings) -> Tablet:
    with database.write() as connection:
        code = identity.issue_code(connection, EngineerId("zhou"), NOW, settings.ticket_life)
    key = DeviceKey.generate()
    asked = EnrolRequest(code=code, device_name="", public_key=key.public_key, app_version="0.1.0")
    answer = local_centre(database, settings).enrol(asked)
    known = Enrolment(
        device_id=answer.device_id,
        engineer_id=EngineerId("zhou"),
        engineer_name="周明远",
        company="霁川",
        centre_url="https://127.0.0.1",
        token=answer.token,
        ca_pem="",
        signing_key=key.secret,
    )
    return Tablet(known, answer.epoch)


def _fill(folder: Path, tablet: Tablet, database: CentreDatabase, settings: CentreSettings) -> None:
    """Let the tablet pull everything there is."""
    with closing(open_database(folder, KEY, StoppedClock(NOW))) as opened:
        Identity(opened).enrol(tablet.known, tablet.epoch)
    centre = replace(local_centre(database, settings), sender=None).known_as(tablet.known.device_id, tablet.known.token)
    with tablet_store(folder) as store:
        ended = Runner(store, centre).run()
        assert ended.state is SyncState.IDLE, ended
    look_after(folder)


@contextmanager
def tablet_store(folder: Path) -> Iterator[DeviceStore]:
    """Open the tablet's encrypted store with all its doors; what the caretaker does behind them is `look_after`."""
    clock = StoppedClock(NOW)
    with closing(open_database(folder, KEY, clock)) as database:
        yield replace(over_database(database, clock), identity=Identity(database))


def look_after(folder: Path) -> float:
    """Do what the caretaker does behind a sync on its own thread; return the seconds of processor that it took."""
    with closing(open_database(folder, KEY, StoppedClock(NOW))) as database:
        begun = time.process_time()
        Upkeep(database)(never)
        return time.process_time() - begun
