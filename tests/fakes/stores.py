"""A device's store with all its doors, over memory or over SQLite: the subjects of the contract suites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from fieldapp.domain.ids import DeviceId, EngineerId, Scope
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.checks import never
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Enrolment, Identity
from fieldapp.store.inbox import Inbox
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.store.outbox import Outbox
from fieldapp.store.queries import StoreQueries
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.store.upkeep import Upkeep
from fieldapp.sync import ports
from fieldapp.usecases import ports as doors
from fieldapp.wire.codec import to_json
from fieldapp.wire.messages import Change, DocumentKind, Operation, Outcome, SyncAnswer, Verdict
from tests.factories import NOW
from tests.fakes.memory_store import MemoryStore
from tests.fakes.stopped_clock import StoppedClock

DEVICE = DeviceId("tablet-1")
EPOCH = "epoch-1"
KEY = bytes(range(32))
MINE = Scope("engineer:zhou")
REFERENCE = Scope("reference")


@dataclass(frozen=True)
class DeviceStore:
    """What use cases, screens and sync see of one store."""

    begin: Callable[[], doors.UnitOfWork]
    queries: doors.Queries
    outbox: ports.Outbox
    inbox: ports.Inbox
    blobs: ports.Blobs
    identity: ports.Identity
    key_copy: ports.KeyCopy
    clock: StoppedClock

    def pull(self, *changes: Change, outcomes: Sequence[Outcome] = (), more: bool = False, epoch: str = EPOCH) -> Any:
        """Apply an answer as a centre would give it now: every event with an outcome is applied there."""
        settled = [outcome.seq for outcome in outcomes]
        answer = SyncAnswer(
            epoch=epoch,
            server_time=NOW + timedelta(seconds=1),
            applied_seq=max([self.outbox.acknowledged_seq(), *settled]),
            backed_up_seq=0,
            outcomes=tuple(outcomes),
            changes=changes,
            more=more,
        )
        return self.inbox.apply(answer)

    def put(
        self, kind: DocumentKind, key: str, document: object, scope: Scope = MINE, operation: Operation = Operation.PUT
    ) -> Change:
        """Return the next change of the scope that carries `document` (None for what takes away)."""
        number = self.inbox.cursors().get(scope, 0) + 1
        body = None if document is None else to_json(document)
        return Change(scope=scope, number=number, operation=operation, kind=kind, key=key, document=body)

    def give(self, kind: DocumentKind, key: str, document: object, scope: Scope = MINE) -> None:
        """Pull one document."""
        self.pull(self.put(kind, key, document, scope))

    def do(self, *events: Any) -> None:
        """Append events as one group."""
        with self.begin() as work:
            work.append(*events)
            work.commit()


def accepted(*seqs: int) -> list[Outcome]:
    return [Outcome(seq=seq, verdict=Verdict.ACCEPTED) for seq in seqs]


def enrolment(device_id: DeviceId = DEVICE) -> Enrolment:
    return Enrolment(
        device_id=device_id,
        engineer_id=EngineerId("zhou"),
        engineer_name="周明远",
        company="霁川",
        centre_url="https://127.0.0.1:8443",
        token="token",
        ca_pem="",
        signing_key=bytes(32),
    )


def over_memory(clock: StoppedClock) -> DeviceStore:
    store = MemoryStore(clock, DEVICE)
    return DeviceStore(store.begin, store, store, store, store, store, store, clock)


def over_database(database: Database, clock: StoppedClock) -> DeviceStore:
    return DeviceStore(
        begin=lambda: StoreUnitOfWork(database),
        queries=StoreQueries(database),
        outbox=Outbox(database),
        inbox=Inbox(database),
        blobs=BlobQueue(database),
        identity=Identity(database, lambda: Upkeep(database)(never)),
        key_copy=StoreKeyCopy(database, KEY),
        clock=clock,
    )


@contextmanager
def opened(folder: Path, clock: StoppedClock) -> Iterator[Database]:
    """Open an enrolled database and close it again."""
    database = open_database(folder, KEY, clock)
    try:
        Identity(database).enrol(enrolment(), EPOCH)
        yield database
    finally:
        database.close()
