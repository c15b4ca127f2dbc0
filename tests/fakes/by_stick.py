"""A tablet with its real store and a centre in this process that can be reached two ways: by line and by stick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fieldapp.centre.app import local_centre
from fieldapp.centre.archive import OrderRecord
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.devices import bundles
from fieldapp.centre.devices.bundles import Brought
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import DeviceId
from fieldapp.stick import usb_road
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.sync.carried import TakenIn
from fieldapp.sync.ports import Applied
from fieldapp.sync.usb_bundle import UsbRoad
from fieldapp.trust.device_keys import DeviceKey
from tests.contracts.desk import Desk, KnownAnew
from tests.contracts.tablet import enrol
from tests.factories import NOW
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, over_database
from tests.fakes.syncing import Runner
from tests.unit.centre.conftest import RESOURCES


@dataclass
class Office:
    """A centre and its desk."""

    desk: Desk
    centre: LocalCentre

    def take(self, path: Path, by: str = "库房") -> Brought:
        return bundles.receive(self.centre, path, by)


@dataclass
class CarriedTablet:
    """A tablet of the office; `line` is its network."""

    office: Office
    store: DeviceStore
    database: Database
    road: UsbRoad
    line: Runner
    device_id: DeviceId
    folder: Path
    stick: Path
    published: list[Applied] = field(default_factory=list)
    is_open: bool = True

    def close(self) -> None:
        """Close the store, once."""
        if self.is_open:
            self.database.close()
        self.is_open = False

    def carry(self) -> TakenIn:
        """There and back."""
        answer = self.office.take(self.road.hand_out(self.stick).path).answer
        assert answer is not None
        return self.road.take_in(answer)

    def by_line(self) -> None:
        said = self.line.run()
        assert said.code == "", said

    def record(self, order) -> OrderRecord:  # type: ignore[no-untyped-def]
        return self.office.desk.record(order)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Office]:
    """An office, closed at the end of the test."""
    with office(tmp_path / "centre") as made:
        yield made


@pytest.fixture
def mine(centre: Office, tmp_path: Path) -> Iterator[CarriedTablet]:
    """The only tablet of `centre`."""
    with tablet(centre, tmp_path) as made:
        yield made


@contextmanager
def office(folder: Path, url: str | None = None) -> Iterator[Office]:
    """A centre on SQLite, or on the PostgreSQL of `url`."""
    settings = CentreSettings(data=folder, resources=RESOURCES, now=lambda: NOW, database=url)
    database = CentreDatabase.of(settings)
    centre = local_centre(database, settings)
    try:
        yield Office(Desk(database, settings, lambda _key: centre), centre)
    finally:
        database.close()


@contextmanager
def tablet(office: Office, folder: Path, clock: StoppedClock | None = None) -> Iterator[CarriedTablet]:
    """A tablet that was enrolled and has been in contact once: it knows the company's key."""
    key, desk = DeviceKey.generate(), office.desk
    answer = enrol(office.centre, desk.code(), key)
    clock = clock or StoppedClock()
    database = open_database(folder / "device", KEY, clock)
    stick = folder / "stick"
    stick.mkdir(exist_ok=True)
    made: CarriedTablet | None = None
    try:
        Identity(database).enrol(
            Enrolment(
                device_id=answer.device_id,
                engineer_id=answer.engineer_id,
                engineer_name=answer.engineer_name,
                company=answer.company,
                centre_url="https://127.0.0.1:1",
                token=answer.token,
                ca_pem=answer.ca_pem,
                signing_key=key.secret,
            ),
            answer.epoch,
        )
        made = taken_up(office, database, clock, answer.device_id, answer.token, stick)
        made.by_line()
        yield made
    finally:
        if made is None:
            database.close()
        else:
            made.close()


def taken_up(
    office: Office, database: Database, clock: StoppedClock, device_id: DeviceId, token: str, stick: Path
) -> CarriedTablet:
    """The doors of an open store."""
    store = over_database(database, clock)
    published: list[Applied] = []
    road = usb_road(StoreKeyCopy(database, KEY), Identity(database), published.append)
    line = Runner(store, KnownAnew(office.centre, device_id, token))
    return CarriedTablet(office, store, database, road, line, device_id, database.folder, stick, published)


def code_of(error: BaseException) -> str:
    assert isinstance(error, FieldappError)
    return error.code
