"""A company on disk, made once a process: a centre with three orders and two engineers, and their three tablets.

Each schedule begins with a copy of it: making keys and tables takes longer than the schedule itself.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.identity import issue_code, register_engineer
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId, OrderId
from fieldapp.store import connections
from fieldapp.store.database import open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest
from tests.factories import NOW, make_order
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, over_database
from tests.fakes.syncing import Runner
from tests.simulation.real.killing import copy_folder

RESOURCES = Path(__file__).parents[3] / "resources"
ENGINEERS = (EngineerId("tao"), EngineerId("zhou"))
OWNERS = (ENGINEERS[1], ENGINEERS[1], ENGINEERS[0])
"""Whose each tablet is: the second engineer has two."""

ORDERS = tuple(OrderId(f"order-{number}") for number in range(3))
BATCH_EVENTS = 4
"""So few that a morning's work takes several round trips."""


@dataclass(frozen=True)
class Company:
    """The prepared folders and the place where a schedule works on copies of them."""

    folder: Path
    database: CentreDatabase
    settings: CentreSettings
    centre: LocalCentre

    @property
    def at_work(self) -> Path:
        """Return the folder whose content lives for one schedule."""
        return self.folder / "work"

    @property
    def prepared(self) -> Path:
        """Return the folder that is copied."""
        return self.folder / "prepared"

    def begin(self) -> None:
        """Begin a schedule: the centre and every tablet as they were when they were made."""
        self.database.engine.dispose()
        copy_folder(self.prepared, self.at_work)

    def enrolled(self, owner: EngineerId) -> tuple[EnrolAnswer, DeviceKey]:
        """Return another name for a tablet of this engineer."""
        return _enrolled(self.centre, self.settings, owner, "tablet")


def _fixed_now() -> datetime:
    return NOW


def found(folder: Path) -> Company:
    """Found the company in an empty folder, let every tablet sync once, and keep that."""
    work = folder / "work"
    settings = CentreSettings(data=work / "centre", resources=RESOURCES, now=_fixed_now, batch_events=BATCH_EVENTS)
    database = CentreDatabase.open(settings.data)
    centre = local_centre(database, settings)
    with database.write() as connection:
        feed = Feed()
        for engineer in ENGINEERS:
            register_engineer(connection, engineer, str(engineer))
        for place, order_id in enumerate(ORDERS):
            owner = ENGINEERS[place % 2]
            order = make_order(id=order_id, number=f"WX-{place}", assignee=owner, assignee_name=str(owner))
            orders.register(connection, feed, order, NOW)
        feed.flush(connection)
    for place, owner in enumerate(OWNERS):
        _enrol(centre, settings, owner, work / f"tablet-{place}")
    database.engine.dispose()
    copy_folder(work, folder / "prepared")
    return Company(folder, database, settings, centre)


def _enrol(centre: LocalCentre, settings: CentreSettings, owner: EngineerId, folder: Path) -> None:
    answer, key = _enrolled(centre, settings, owner, folder.name)
    clock = StoppedClock()
    with closing(open_database(folder, KEY, clock)) as database:
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
        Runner(over_database(database, clock), centre.known_as(answer.device_id, answer.token)).run()


def _enrolled(
    centre: LocalCentre, settings: CentreSettings, owner: EngineerId, name: str
) -> tuple[EnrolAnswer, DeviceKey]:
    with centre.database.write() as connection:
        code = issue_code(connection, owner, NOW, settings.ticket_life)
    key = DeviceKey.generate()
    request = EnrolRequest(code=code, device_name=name, public_key=key.public_key, app_version="0.1.0")
    return centre.enrol(request), key


def share_what_is_compiled() -> None:
    """Let all tablets of this process share one dialect and its compiled statements: they are one program."""
    made = connections.create_engine
    first: list[Engine] = []

    def create(*said: Any, **named: Any) -> Engine:
        engine = made(*said, **named)
        if first:
            engine.dialect = first[0].dialect
            engine._compiled_cache = first[0]._compiled_cache
        first.append(engine)
        del first[1:]
        return engine

    connections.create_engine = create  # type: ignore[assignment]
