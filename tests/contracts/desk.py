"""The desk of a centre under test, seen from the inside, whatever way tablets reach it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from fieldapp.centre.app import new_ticket
from fieldapp.centre.archive import OrderRecord, read_record
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId, OrderId, Scope, Sha256
from fieldapp.domain.work_order import WorkOrder
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.centre import Centre, FileComing
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Hello, SealedKey, SnapshotPage, SyncAnswer, SyncRequest
from fieldapp.wire.tus import UploadPlace
from tests.contracts.tablet import Tablet, enrol
from tests.factories import NOW, make_order

RESOURCES = Path(__file__).parents[2] / "resources"
_NUMBERS = count(1)


@dataclass
class KnownAnew:
    """Implements `wire.Centre` in this process: who asks is looked up for each call, as over HTTPS."""

    centre: LocalCentre
    device_id: str
    token: str

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        return self.centre.enrol(request)

    def hello(self) -> Hello:
        return self._known().hello()

    def sync(self, request: SyncRequest) -> SyncAnswer:
        return self._known().sync(request)

    def snapshot(self, scope: Scope, after: str = "", number: int | None = None) -> SnapshotPage:
        return self._known().snapshot(scope, after, number)

    def keep_key(self, sealed: SealedKey) -> None:
        self._known().keep_key(sealed)

    def farewell(self) -> None:
        self._known().farewell()

    def has_blob(self, sha256: Sha256) -> bool:
        return self._known().has_blob(sha256)

    def get_blob(self, sha256: Sha256, start: int = 0) -> FileComing:
        return self._known().get_blob(sha256, start)

    def begin_upload(self, sha256: Sha256, media_type: str, size: int, first: bytes) -> UploadPlace:
        return self._known().begin_upload(sha256, media_type, size, first)

    def upload_offset(self, address: str) -> int:
        return self._known().upload_offset(address)

    def continue_upload(self, address: str, offset: int, piece: bytes) -> int:
        return self._known().continue_upload(address, offset, piece)

    def end_upload(self, address: str) -> None:
        self._known().end_upload(address)

    def _known(self) -> LocalCentre:
        return self.centre.known_as(self.device_id, self.token)


@dataclass
class Desk:
    """The centre from the inside, and what a test needs to set the scene."""

    database: Database
    settings: CentreSettings
    connect: Callable[[DeviceKey], Centre]
    engineer: EngineerId = field(default_factory=lambda: EngineerId(f"engineer-{next(_NUMBERS)}"))

    def order(self, engineer: EngineerId | None = None, **changes: object) -> WorkOrder:
        name = f"WX-{next(_NUMBERS):06}"
        order = make_order(id=OrderId(name.lower()), number=name, assignee=engineer or self.engineer, **changes)
        with self.database.write() as connection:
            feed = Feed()
            orders.register(connection, feed, order, NOW)
            feed.flush(connection)
        return order

    def code(self, engineer: EngineerId | None = None) -> str:
        with self.database.write() as connection:
            register_engineer(connection, engineer or self.engineer, "周明远")
        ticket = new_ticket(self.database, self.settings, engineer or self.engineer, "https://127.0.0.1:1")
        return ticket.code

    def tablet(self, engineer: EngineerId | None = None) -> Tablet:
        key = DeviceKey.generate()
        centre = self.connect(key)
        answer = enrol(centre, self.code(engineer), key)
        known = KnownAnew(centre, answer.device_id, answer.token) if isinstance(centre, LocalCentre) else centre
        return Tablet(centre=known, epoch=answer.epoch, device_id=answer.device_id)

    def record(self, order: WorkOrder) -> OrderRecord:
        with self.database.read() as connection:
            return read_record(connection, order.id, self.settings.blobs)

    def assign(self, order: WorkOrder, engineer: EngineerId) -> None:
        with self.database.write() as connection:
            feed = Feed()
            orders.assign(connection, feed, order.id, engineer, "陶志远", NOW)
            feed.flush(connection)
