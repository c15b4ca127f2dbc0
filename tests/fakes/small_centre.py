"""A centre for one device, small enough to be read at a glance, on a line that loses requests and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from fieldapp.domain.errors import CentreRefused, CentreUnreachable
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.events import OrderEvent
from fieldapp.domain.ids import DeviceId, EngineerId, EventId, OrderId, Scope, Sha256
from fieldapp.domain.opening_events import OrderOpened
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.centre import FileComing
from fieldapp.wire.codec import CHAIN_START, chain, event_from_json, sha256_of, to_json
from fieldapp.wire.messages import (
    Change,
    DocumentKind,
    EnrolAnswer,
    EnrolRequest,
    EventRow,
    Hello,
    Operation,
    Outcome,
    SealedKey,
    SnapshotPage,
    SyncAnswer,
    SyncRequest,
    Verdict,
)
from fieldapp.wire.tus import STEP, UploadPlace
from fieldapp.wire.versions import PROTOCOL
from fieldapp.workflow.apply import apply
from fieldapp.workflow.movements import movement_of
from fieldapp.workflow.opening import opened
from tests.factories import NOW
from tests.fakes.stores import DEVICE, EPOCH, MINE

T = TypeVar("T")


@dataclass
class SmallUpload:
    sha256: Sha256
    size: int
    content: bytes = b""


@dataclass
class SmallCentre:
    """Implements `wire.Centre`. `line` is asked before every call: "up", "lost-request" or "lost-answer"."""

    line: Callable[[], str] = lambda: "up"
    epoch: str = EPOCH
    time: datetime = NOW
    page: int = 2000
    most_events: int = 10_000
    named_events: int = 2000
    next_after_s: int = 0
    device_id: DeviceId = DEVICE
    rows: list[EventRow] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    digests: list[Sha256] = field(default_factory=list)
    orders: dict[OrderId, WorkOrder] = field(default_factory=dict)
    feed: list[Change] = field(default_factory=list)
    blobs: dict[Sha256, bytes] = field(default_factory=dict)
    files: dict[Sha256, bytes] = field(default_factory=dict)
    uploads: dict[str, SmallUpload] = field(default_factory=dict)
    sent_from: list[int] = field(default_factory=list)
    """Where each file that went down began."""
    refused_kinds: set[str] = field(default_factory=set)
    refused_blobs: set[Sha256] = field(default_factory=set)
    batches: list[int] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    escrow_key: str = ""
    revoked: bool = False
    sealed_keys: list[SealedKey] = field(default_factory=list)
    farewells: int = 0

    def publish(self, order: WorkOrder) -> None:
        self.orders[order.id] = order
        self._tell(DocumentKind.WORK_ORDER, order.id, order)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        raise CentreRefused("enrol-code-invalid")

    def hello(self) -> Hello:
        self._arrive("hello")
        return self._leave(
            Hello(
                protocol=PROTOCOL,
                epoch=self.epoch,
                server_time=self.time,
                last_seq=len(self.rows),
                chain=self._chain_at(len(self.rows)),
                batch_events=self.named_events,
                batch_bytes=10**6,
                escrow_key=self.escrow_key,
                revoked=self.revoked,
            )
        )

    def sync(self, request: SyncRequest) -> SyncAnswer:
        self._arrive("sync")
        self.batches.append(len(request.events))
        if len(request.events) > self.most_events:
            raise CentreRefused("body-too-large")
        self._take(request)
        asked = request.cursors.get(MINE, 0)
        changes = tuple(self.feed[asked : asked + self.page])
        first = request.events[0].seq if request.events else len(self.rows) + 1
        return self._leave(
            SyncAnswer(
                epoch=self.epoch,
                server_time=self.time,
                applied_seq=len(self.rows),
                backed_up_seq=0,
                outcomes=tuple(self.outcomes[first - 1 : first - 1 + len(request.events)]),
                changes=changes,
                cursors={MINE: asked + len(changes)},
                more=asked + len(changes) < len(self.feed),
                next_after_s=self.next_after_s,
            )
        )

    def snapshot(self, scope: Scope, after: str = "", number: int | None = None) -> SnapshotPage:
        raise CentreRefused("scope-unknown")

    def keep_key(self, sealed: SealedKey) -> None:
        self._arrive("keep-key")
        self.sealed_keys.append(sealed)
        self._leave(None)

    def farewell(self) -> None:
        self._arrive("farewell")
        if not self.revoked:
            raise CentreRefused("device-in-use")
        self.farewells += 1
        self._leave(None)

    def has_blob(self, sha256: Sha256) -> bool:
        self._arrive("has-blob")
        return self._leave(sha256 in self.blobs)

    def get_blob(self, sha256: Sha256, start: int = 0) -> FileComing:
        self._arrive("get-blob")
        if sha256 not in self.files:
            raise CentreRefused("blob-unknown")
        content = self.files[sha256]
        self.sent_from.append(start)
        return self._leave(
            FileComing(
                media_type="application/pdf",
                size=len(content),
                start=start,
                pieces=self._pieces(content, start),
                close=lambda: None,
            )
        )

    def _pieces(self, content: bytes, start: int) -> Iterator[bytes]:
        for at in range(start, len(content), STEP):
            if at > start and self.line() != "up":
                raise CentreUnreachable("centre.unreachable")
            yield content[at : at + STEP]

    def begin_upload(self, sha256: Sha256, media_type: str, size: int, first: bytes) -> UploadPlace:
        self._arrive("begin-upload")
        if sha256 in self.refused_blobs:
            raise CentreRefused("blob-too-large")
        assert sha256 not in self.blobs, "delivered twice"
        address = f"upload-{len(self.uploads) + 1}"
        self.uploads[address] = SmallUpload(sha256, size)
        return self._leave(UploadPlace(address=address, offset=self._take_bytes(address, first)))

    def upload_offset(self, address: str) -> int:
        self._arrive("upload-offset")
        return self._leave(len(self._upload(address).content))

    def continue_upload(self, address: str, offset: int, piece: bytes) -> int:
        self._arrive("continue-upload")
        if offset != len(self._upload(address).content):
            raise CentreRefused("upload-offset")
        return self._leave(self._take_bytes(address, piece))

    def end_upload(self, address: str) -> None:
        self._arrive("end-upload")
        self._upload(address)
        del self.uploads[address]
        self._leave(None)

    def _upload(self, address: str) -> SmallUpload:
        if address not in self.uploads:
            raise CentreRefused("upload-unknown")
        return self.uploads[address]

    def _take_bytes(self, address: str, piece: bytes) -> int:
        upload = self._upload(address)
        upload.content += piece
        if len(upload.content) == upload.size:
            assert sha256_of(upload.content) == upload.sha256
            self.blobs[upload.sha256] = upload.content
        return len(upload.content)

    def restored_to(self, backup: SmallCentre) -> None:
        """Yesterday's backup comes back under a new epoch."""
        self.epoch = "epoch-2"
        for name in ("rows", "outcomes", "digests", "orders", "feed", "blobs"):
            setattr(self, name, type(getattr(backup, name))(getattr(backup, name)))

    def backup(self) -> SmallCentre:
        copy = SmallCentre()
        copy.restored_to(self)
        return copy

    def _arrive(self, call: str) -> None:
        self.calls.append(call)
        self._condition = self.line()
        if self._condition == "lost-request":
            raise CentreUnreachable("centre.unreachable")

    def _leave(self, answer: T) -> T:
        if self._condition == "lost-answer":
            raise CentreUnreachable("centre.unreachable")
        return answer

    def _take(self, request: SyncRequest) -> None:
        known = len(self.rows)
        if request.events and request.events[0].seq > known + 1:
            raise CentreRefused("sequence-gap", last_seq=known)
        fresh = [row for row in request.events if row.seq > known]
        for _, group in groupby(fresh, key=lambda row: row.group):
            self._rule(list(group))
        for row in fresh:
            self.digests.append(chain(self._chain_at(row.seq - 1), to_json(row)))
        if request.events and self._chain_at(request.events[-1].seq) != request.chain:
            raise CentreRefused("device-forked")

    def _rule(self, group: Sequence[EventRow]) -> None:
        refused = any(row.kind in self.refused_kinds for row in group)
        for row in group:
            self.rows.append(row)
            if row.kind not in {event.kind for event in EVENT_TYPES}:
                self.outcomes.append(Outcome(seq=row.seq, verdict=Verdict.PARKED, code="event.unknown"))
                continue
            verdict = Verdict.REJECTED if refused else Verdict.ACCEPTED
            self.outcomes.append(Outcome(seq=row.seq, verdict=verdict, code="part.unknown" if refused else ""))
            if not refused:
                self._apply(row)

    def _apply(self, row: EventRow) -> None:
        event = event_from_json(row.kind, row.version, row.data)
        assert isinstance(event, OrderEvent)
        if isinstance(event, OrderOpened):
            order = opened(event, EngineerId("zhou"), "周明远")
        else:
            order = apply(self.orders[event.order_id], event)
        self.publish(order)
        movement = movement_of(EventId(self.device_id, row.seq), event, order.number)
        if movement is not None:
            self._tell(DocumentKind.STOCK_MOVEMENT, movement.id, movement)

    def _tell(self, kind: DocumentKind, key: str, document: object) -> None:
        change = Change(
            scope=MINE,
            number=len(self.feed) + 1,
            operation=Operation.PUT,
            kind=kind,
            key=key,
            document=to_json(document),
        )
        self.feed.append(replace(change))

    def _chain_at(self, seq: int) -> Sha256:
        return self.digests[seq - 1] if seq else CHAIN_START
