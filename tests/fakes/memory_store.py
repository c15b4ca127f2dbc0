"""The store without a database: the same doors over dictionaries, held to the contract suite of the real one."""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from fieldapp.domain.asset import Asset
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.contact_events import MessageSent
from fieldapp.domain.errors import CentreAnswerInvalid, NotFound, Refused
from fieldapp.domain.events import Event, OrderEvent, PartConsumed, PartUseReversed, RecordedEvent
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import (
    AssetId,
    CalendarId,
    DeviceId,
    EngineerId,
    EventId,
    FormId,
    OrderId,
    PartNumber,
    ProfileId,
    Scope,
    SerialNumber,
    Sha256,
    StepId,
)
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.opening_events import OrderOpened
from fieldapp.domain.part import DepotStock, MovementKind, Part, PartCode, StockMovement
from fieldapp.domain.process import JobType, Process, version_rank
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.standing import ended_at
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.faults import FaultSearch, FaultsFound
from fieldapp.domain.views.form_versions import FormVersion
from fieldapp.domain.views.sync import FilesWaiting, SyncProblem, SyncStatus
from fieldapp.domain.work_order import OrderState, ProcessPin, WorkOrder
from fieldapp.forms.matching import folded, words_in
from fieldapp.search.searched import texts_of_order, texts_of_part
from fieldapp.sync.ports import Wanted
from fieldapp.trust.escrow import SEALED_BYTES, key_name
from fieldapp.wire.codec import CHAIN_START, chain, encode, event_to_json, from_json, sha256_of, to_json
from fieldapp.wire.messages import (
    Change,
    ChoiceListPiece,
    DocumentKind,
    EventOrigin,
    EventRow,
    FormDocument,
    Operation,
    SealedKey,
    Settlement,
    SnapshotPage,
    SyncAnswer,
)
from fieldapp.wire.tus import UploadPlace
from fieldapp.workflow.apply import apply
from fieldapp.workflow.clashes import with_own_words
from fieldapp.workflow.opening import opened
from tests.fakes.memory_faults import found_in
from tests.fakes.memory_lists import MemoryLists
from tests.fakes.stopped_clock import StoppedClock

ZHOU = EngineerId("zhou")
TYPES: dict[DocumentKind, type[Any]] = {
    DocumentKind.PART: Part,
    DocumentKind.FAULT_ENTRY: FaultEntry,
    DocumentKind.PRICE_LIST: PriceList,
    DocumentKind.PROCESS: Process,
    DocumentKind.FORM: FormDocument,
    DocumentKind.CHOICE_LIST: ChoiceListPiece,
    DocumentKind.ASSET: Asset,
    DocumentKind.MODEL_DOCUMENT: ModelDocument,
    DocumentKind.DEPOT_STOCK: DepotStock,
    DocumentKind.SLA_PROFILE: SlaProfile,
    DocumentKind.WORKING_CALENDAR: WorkingCalendar,
}


@dataclass
class Sent:
    """An event and what became of it."""

    recorded: RecordedEvent
    state: str = "waiting"
    code: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class State:
    """Everything that a transaction changes or leaves as it was."""

    outbox: list[Sent] = field(default_factory=list)
    base: dict[OrderId, tuple[WorkOrder, Scope, str]] = field(default_factory=dict)
    current: dict[OrderId, WorkOrder] = field(default_factory=dict)
    hidden: set[OrderId] = field(default_factory=set)
    documents: dict[tuple[DocumentKind, str, str], Any] = field(default_factory=dict)
    document_epochs: dict[tuple[DocumentKind, str, str], str] = field(default_factory=dict)
    movements: dict[str, StockMovement] = field(default_factory=dict)
    movement_epochs: dict[str, str] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    blobs: dict[Sha256, tuple[str, bytes]] = field(default_factory=dict)
    blob_states: dict[Sha256, str] = field(default_factory=dict)
    uploads: dict[Sha256, UploadPlace] = field(default_factory=dict)
    pieces: dict[Sha256, bytes] = field(default_factory=dict)
    places: dict[OrderId, tuple[StepId, str]] = field(default_factory=dict)
    cursors: dict[Scope, int] = field(default_factory=dict)
    unreadable: dict[str, SyncProblem] = field(default_factory=dict)
    covered: int = 0
    epoch: str = "epoch-1"
    resync: bool = False
    complete_at: datetime | None = None

    def copied(self) -> State:
        return State(**{name: copy.copy(value) for name, value in vars(self).items()})


@dataclass(frozen=True)
class Batch:
    events: tuple[EventRow, ...]
    chain: Sha256
    origins: tuple[EventOrigin, ...] = ()


@dataclass(frozen=True)
class Applied:
    kinds: frozenset[str]
    orders: frozenset[OrderId]
    outcomes: int
    changes: int


class MemoryStore:
    """Implements Queries, and what sync needs: outbox, inbox, blobs and identity in one object."""

    def __init__(self, clock: StoppedClock, device_id: DeviceId) -> None:
        self.clock = clock
        self.device_id = device_id
        self.state = State()
        self.settings: dict[str, str] = {}
        self.leaving = False
        self.sealed_for = ""

    def begin(self) -> MemoryUnitOfWork:
        return MemoryUnitOfWork(self)

    # Queries
    def orders(self) -> tuple[WorkOrder, ...]:
        since = self.clock.now() - timedelta(days=30)
        shown = [order for key, order in self.state.current.items() if key not in self.state.hidden]
        open_ = [order for order in shown if (_ended_at(order) or self.clock.now()) > since]
        return tuple(sorted(open_, key=lambda order: (order.appointment.start_at, order.number)))

    def orders_of_day(self, day: TimeWindow) -> tuple[WorkOrder, ...]:
        shown = [order for key, order in self.state.current.items() if key not in self.state.hidden]
        wanted = [
            order
            for order in shown
            if _ended_at(order) is None or day.start_at <= order.appointment.start_at < day.end_at
        ]
        return tuple(sorted(wanted, key=lambda order: (order.appointment.start_at, order.number)))

    def order(self, order_id: OrderId) -> WorkOrder:
        return _order(self.state, order_id)

    def search_orders(self, typed: str, most: int) -> tuple[WorkOrder, ...]:
        words = words_in(typed)
        seen = [order for order in self.state.current.values() if order.id not in self.state.hidden]
        found = [order for order in seen if words and _holds(texts_of_order(order), words)]
        return tuple(sorted(found, key=lambda order: order.appointment.start_at, reverse=True)[:most])

    def place(self, order_id: OrderId) -> tuple[StepId, str] | None:
        return self.state.places.get(order_id)

    def last_place(self) -> OrderId | None:
        return next(reversed(self.state.places), None)

    def process(self, pin: ProcessPin) -> Process:
        for process in self._documents(DocumentKind.PROCESS):
            if (process.id, process.version) == (pin.process_id, pin.process_version):
                return process
        raise NotFound("process.unknown", process=pin.process_id, version=pin.process_version)

    def current_process(self, job_type: JobType) -> Process:
        known = [process for process in self._documents(DocumentKind.PROCESS) if process.job_type is job_type]
        if not known:
            raise NotFound("process.none", job_type=job_type.value)
        newest: Process = max(known, key=lambda process: version_rank(process.version))
        return newest

    def form(self, pin: ProcessPin, form_id: FormId) -> tuple[Sha256, bytes]:
        for form in self._documents(DocumentKind.FORM):
            if form.sha256 == pin.forms.get(form_id):
                return form.sha256, form.xform.encode()
        raise NotFound("form.unknown", form=form_id)

    def form_versions(self, form_id: FormId) -> tuple[FormVersion, ...]:
        versions = [
            FormVersion(form_id=form_id, version=form.version, sha256=form.sha256)
            for form in self._documents(DocumentKind.FORM)
            if form.form_id == form_id
        ]
        return tuple(sorted(versions, key=lambda known: (known.rank, known.sha256), reverse=True))

    @property
    def lists(self) -> MemoryLists:
        """Of each list the last version of which every piece is here."""
        versions: dict[tuple[str, str], list[ChoiceListPiece]] = {}
        for piece in self._documents(DocumentKind.CHOICE_LIST):
            versions.setdefault((piece.list_id, piece.sha256), []).append(piece)
        found = MemoryLists()
        for (list_id, _), pieces in versions.items():
            if len(pieces) == pieces[0].pieces:
                ordered = sorted(pieces, key=lambda piece: piece.piece)
                rows = (row for piece in ordered for row in piece.rows)
                found.lists[list_id] = [dict(zip(pieces[0].columns, row, strict=True)) for row in rows]
        return found

    def part(self, number: PartNumber) -> Part | None:
        return next((part for part in self._documents(DocumentKind.PART) if part.number == number), None)

    def search_parts(self, typed: str, most: int) -> tuple[Part, ...]:
        words, parts = words_in(typed), self._documents(DocumentKind.PART)
        found = [part for part in parts if words and _holds(texts_of_part(part), words)]
        return tuple(sorted(found, key=lambda part: part.number != typed.strip())[:most])

    def part_for(self, code: PartCode) -> Part | None:
        found = self.part(code.part_number) if code.part_number is not None else None
        by_gtin = (part for part in self._documents(DocumentKind.PART) if code.gtin and part.gtin == code.gtin)
        return found or next(by_gtin, None)

    def price_list(self, day: date) -> PriceList:
        valid = [prices for prices in self._documents(DocumentKind.PRICE_LIST) if prices.valid_from_on <= day]
        if not valid:
            raise NotFound("prices.none", day=day.isoformat())
        return max(valid, key=lambda prices: (prices.valid_from_on, prices.version))

    def faults(self, model: str) -> tuple[FaultEntry, ...]:
        fitting = [entry for entry in self._documents(DocumentKind.FAULT_ENTRY) if model in entry.models]
        return tuple(sorted(fitting, key=lambda entry: (-entry.cases, entry.id)))

    def search_faults(self, asked: FaultSearch) -> FaultsFound:
        return found_in(self._documents(DocumentKind.FAULT_ENTRY), asked)

    def fault_models(self) -> tuple[str, ...]:
        entries = self._documents(DocumentKind.FAULT_ENTRY)
        return tuple(sorted({model for entry in entries for model in entry.models}))

    def asset(self, asset_id: AssetId) -> Asset | None:
        return next((one for one in self._documents(DocumentKind.ASSET) if one.id == asset_id), None)

    def asset_with_serial(self, serial: SerialNumber) -> Asset | None:
        same = [one for one in self._documents(DocumentKind.ASSET) if serial and one.serial_number == serial]
        return same[0] if len(same) == 1 else None

    def assets_of_model(self, model: str) -> tuple[Asset, ...]:
        same = [one for one in self._documents(DocumentKind.ASSET) if one.model == model]
        return tuple(sorted(same, key=lambda one: one.serial_number))

    def documents(self, model: str) -> tuple[ModelDocument, ...]:
        same = [one for one in self._documents(DocumentKind.MODEL_DOCUMENT) if model in one.models]
        return tuple(sorted(same, key=lambda one: (one.purpose.value, one.title_en, one.sha256)))

    def has_blob(self, sha256: Sha256) -> bool:
        return sha256 in self.state.blobs

    def depot_stock(self, number: PartNumber) -> DepotStock | None:
        return next((one for one in self._documents(DocumentKind.DEPOT_STOCK) if one.part_number == number), None)

    def sla_profile(self, profile_id: ProfileId) -> SlaProfile | None:
        return next((one for one in self._documents(DocumentKind.SLA_PROFILE) if one.id == profile_id), None)

    def calendar(self, calendar_id: CalendarId) -> WorkingCalendar | None:
        return next((one for one in self._documents(DocumentKind.WORKING_CALENDAR) if one.id == calendar_id), None)

    def stock(self, number: PartNumber) -> int:
        return sum(line.quantity for line in self.state.movements.values() if line.part_number == number)

    def movements(self, number: PartNumber | None = None) -> tuple[StockMovement, ...]:
        lines = [line for line in self.state.movements.values() if number in (None, line.part_number)]
        return tuple(sorted(lines, key=lambda line: (line.at, line.id), reverse=True))

    def serial_on_van(self, serial: SerialNumber) -> PartNumber | None:
        totals: dict[PartNumber, int] = {}
        for line in self.state.movements.values():
            if line.serial_number == serial:
                totals[line.part_number] = totals.get(line.part_number, 0) + line.quantity
        return next((number for number, total in totals.items() if total > 0), None)

    def blob(self, sha256: Sha256) -> bytes:
        return self.content(sha256)[1]

    def unsent_messages(self, order_id: OrderId) -> frozenset[str]:
        waiting = [sent.recorded.event for sent in self.state.outbox if sent.state == "waiting"]
        mine = [event for event in waiting if isinstance(event, MessageSent) and event.order_id == order_id]
        return frozenset(event.message_id for event in mine)

    def sync_status(self) -> SyncStatus:
        waiting = [sent.recorded.event for sent in self.state.outbox if sent.state == "waiting"]
        refused = (sent for sent in reversed(self.state.outbox) if sent.state in ("parked", "rejected"))
        events = tuple(
            SyncProblem(
                event=str(sent.recorded.id),
                kind=sent.recorded.event.kind,
                order_number=self._number(sent.recorded.event),
                code=sent.code,
                fields=sent.fields,
                at=self.clock.now(),
                waits_for_office=sent.state == "parked",
            )
            for sent in refused
        )
        blobs = tuple(
            SyncProblem(
                event="", kind="blob", order_number="", code=state, fields={"sha256": name}, at=self.clock.now()
            )
            for name, state in self.state.blob_states.items()
            if state not in ("waiting", "delivered")
        )
        return SyncStatus(
            events_waiting=len(waiting),
            stock_waiting=sum(isinstance(event, PartConsumed | PartUseReversed) for event in waiting),
            blobs_waiting=len(self.undelivered()),
            problems=(*self.state.unreadable.values(), *events, *blobs),
            last_complete_at=self.state.complete_at,
        )

    def setting(self, name: str, default: str) -> str:
        return self.settings.get(name, default)

    def write_setting(self, name: str, value: str) -> None:
        self.settings[name] = value

    # Outbox
    def last_seq(self) -> int:
        return len(self.state.outbox)

    def waiting(self) -> int:
        return sum(sent.state == "waiting" for sent in self.state.outbox)

    def acknowledged_seq(self) -> int:
        first = next((sent.recorded.seq for sent in self.state.outbox if sent.state == "waiting"), None)
        return self.last_seq() if first is None else first - 1

    def digest_at(self, seq: int) -> Sha256 | None:
        if seq == 0:
            return CHAIN_START
        return self.state.outbox[seq - 1].recorded.digest if seq <= self.last_seq() else None

    def batch(self, most_events: int, most_bytes: int) -> Batch:
        return self.batch_after(self.acknowledged_seq(), most_events, most_bytes)

    def batch_after(self, start: int, most_events: int, most_bytes: int) -> Batch:
        picked: list[EventRow] = []
        groups: dict[int, list[EventRow]] = {}
        for sent in self.state.outbox[start:]:
            groups.setdefault(sent.recorded.group, []).append(_row(sent.recorded))
        for group in groups.values():
            if picked and len(picked) + len(group) > most_events:
                break
            picked += group
        return Batch(tuple(picked), self.digest_at(picked[-1].seq if picked else start) or CHAIN_START)

    def reconcile(self, last_seq: int, digest: Sha256) -> None:
        """Memory is never damaged: nothing is open."""

    def offer_again(self, after_seq: int, digest: Sha256) -> None:
        work = self.state.copied()
        for at, sent in enumerate(work.outbox):
            if sent.recorded.seq > after_seq:
                work.outbox[at] = Sent(sent.recorded)
                _move_stock(work, sent.recorded)
                if isinstance(sent.recorded.event, OrderEvent) and sent.recorded.event.order_id in work.current:
                    work.current[sent.recorded.event.order_id] = _applied(work, sent.recorded.event)
        work.covered = min(work.covered, after_seq)
        self.state = work

    # Inbox
    def paused(self) -> tuple[Scope, ...]:
        return ()

    def snapshots(self) -> tuple[Wanted, ...]:
        return ()  # it compares no sums: no test of it meets a centre that differs

    def apply_snapshot(self, page: SnapshotPage, *, begins: bool, is_whole: bool) -> Applied | None:
        raise AssertionError("never wanted")

    def drop_snapshot(self, scope: Scope, *, again: bool) -> None:
        raise AssertionError("never wanted")

    def cursors(self) -> dict[Scope, int]:
        return dict(self.state.cursors)

    def apply(self, answer: SyncAnswer) -> Applied:
        work = self.state.copied()
        outcomes = sum(_settle(work, outcome) for outcome in answer.outcomes)
        orders: set[OrderId] = set()
        kinds: set[str] = set()
        changes = 0
        for change in answer.changes:
            last = work.cursors.get(change.scope, 0)
            if change.number > last + 1:
                raise CentreAnswerInvalid("centre.gap", scope=change.scope, expected=last + 1, got=change.number)
            if change.number == last + 1:
                work.cursors[change.scope] = change.number
                changes += 1
                kinds.add(change.kind.value)
                self._apply_change(work, change, answer.epoch)
                if change.kind is DocumentKind.WORK_ORDER:
                    orders.add(OrderId(change.key))
        orders = _bring_in_step(work, answer, orders)
        self.state = work
        return Applied(frozenset(kinds), frozenset(orders), outcomes, changes)

    def _apply_change(self, work: State, change: Change, epoch: str) -> None:
        name = f"{change.kind.value}:{change.key}"
        try:
            _change(work, change, epoch)
        except Exception as fault:
            if getattr(fault, "code", "") != "wire.malformed":
                raise
            work.unreadable[name] = SyncProblem(
                event="", kind=name, order_number="", code="document.unreadable", fields={}, at=self.clock.now()
            )
        else:
            work.unreadable.pop(name, None)

    # Blobs
    def undelivered(self) -> tuple[Sha256, ...]:
        return tuple(name for name, state in self.state.blob_states.items() if state != "delivered")

    def wanted(self) -> tuple[Sha256, ...]:
        found = {}
        for order in self.orders():
            known = self.asset_with_serial(order.asset.serial_number)
            model = order.asset.model or (known.model if known else "")
            if model and order.state in (OrderState.ASSIGNED, OrderState.ACCEPTED):
                found |= {document.sha256: document for document in self.documents(model)}
        missing = [document for sha256, document in found.items() if sha256 not in self.state.blobs]
        return tuple(one.sha256 for one in sorted(missing, key=lambda one: (one.size, one.sha256)))

    def fetched(self, sha256: Sha256, media_type: str, content: bytes) -> None:
        if sha256 not in self.state.blobs:
            self.state.blobs[sha256] = (media_type, content)
            self.state.blob_states[sha256] = "delivered"
        self.drop_pieces(sha256)

    def sizes(self, names: Collection[Sha256]) -> dict[Sha256, int]:
        told = (document for document in self.state.documents.values() if isinstance(document, ModelDocument))
        announced = {document.sha256: document.size for document in told}
        here = {name: len(content) for name, (_, content) in self.state.blobs.items()}
        return {name: size for name, size in (announced | here).items() if name in names}

    def upload_place(self, sha256: Sha256) -> UploadPlace | None:
        return self.state.uploads.get(sha256)

    def note_upload(self, sha256: Sha256, place: UploadPlace) -> None:
        self.state.uploads[sha256] = place

    def forget_upload(self, sha256: Sha256) -> None:
        self.state.uploads.pop(sha256, None)

    def pieces(self, sha256: Sha256) -> bytes:
        return self.state.pieces.get(sha256, b"")

    def keep_piece(self, sha256: Sha256, start: int, content: bytes) -> None:
        assert start == len(self.pieces(sha256))
        self.state.pieces[sha256] = self.pieces(sha256) + content

    def drop_pieces(self, sha256: Sha256) -> None:
        self.state.pieces.pop(sha256, None)

    def drop_pieces_but(self, wanted: Collection[Sha256]) -> None:
        self.state.pieces = {name: content for name, content in self.state.pieces.items() if name in wanted}

    def content(self, sha256: Sha256) -> tuple[str, bytes]:
        if sha256 not in self.state.blobs:
            raise NotFound("blob.unknown", sha256=sha256)
        return self.state.blobs[sha256]

    def delivered(self, sha256: Sha256, epoch: str | None = None) -> frozenset[OrderId]:
        self.state.blob_states[sha256] = "delivered"
        self.forget_upload(sha256)
        return frozenset(order_id for order_id, name in self._files_named() if name == sha256)

    def files_waiting(self) -> dict[OrderId, FilesWaiting]:
        waiting = set(self.undelivered())
        found: dict[OrderId, FilesWaiting] = {}
        for order_id, name in sorted(self._files_named()):
            if name in waiting:
                before, is_photo = found.get(order_id, FilesWaiting()), self.state.blobs[name][0].startswith("image/")
                found[order_id] = FilesWaiting(photos=before.photos + is_photo, papers=before.papers + (not is_photo))
        return found

    def _files_named(self) -> set[tuple[OrderId, Sha256]]:
        """Every file that an event of an order names, told by its order."""
        return {
            (sent.recorded.event.order_id, name)
            for sent in self.state.outbox
            if isinstance(sent.recorded.event, OrderEvent)
            for name in self.state.blobs
            if name in encode(event_to_json(sent.recorded.event)).decode()
        }

    def refused(self, sha256: Sha256, code: str) -> None:
        self.state.blob_states[sha256] = code

    # Identity
    def epoch(self) -> str:
        return self.state.epoch

    def adopt_epoch(self, epoch: str) -> None:
        self.state = replace(self.state.copied(), epoch=epoch, cursors={}, resync=True)

    def note_server_time(self, server_time: datetime, round_trip: timedelta) -> None:
        self.clock.set_offset(server_time + round_trip / 2 - self.clock.wall_at, self.clock.wall_at)

    def note_complete(self) -> None:
        self.state.complete_at = self.clock.now()

    def note_leaving(self) -> bool:
        self.leaving = not self.waiting() and not self.undelivered()
        return self.leaving

    def is_leaving(self) -> bool:
        return self.leaving

    def stay(self) -> None:
        self.leaving = False

    # key copy
    def undelivered_key(self, public_key: str) -> SealedKey | None:
        name = key_name(public_key)
        return None if name == self.sealed_for else SealedKey(key_name=name, sealed=bytes(SEALED_BYTES))

    def key_delivered(self, copy: SealedKey) -> None:
        self.sealed_for = copy.key_name

    def _documents(self, kind: DocumentKind) -> list[Any]:
        return [document for (of, _, _), document in self.state.documents.items() if of is kind]

    def _number(self, event: Event) -> str:
        order = self.state.current.get(event.order_id) if isinstance(event, OrderEvent) else None
        return "" if order is None else order.number


class MemoryUnitOfWork:
    """Works on a copy of the state; `commit` puts it in the place of the old one."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._work = store.state.copied()
        self._recorded: list[RecordedEvent] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._recorded = []

    def order(self, order_id: OrderId) -> WorkOrder:
        return _order(self._work, order_id)

    def append(self, *events: Event) -> None:
        if self._store.leaving:
            raise Refused("device.revoked")
        outbox = self._work.outbox
        group = self._recorded[0].group if self._recorded else (outbox[-1].recorded.group if outbox else 0) + 1
        for event in events:
            if isinstance(event, OrderEvent):
                self._work.current[event.order_id] = _applied(self._work, event)
            recorded = RecordedEvent(
                device_id=self._store.device_id,
                seq=len(outbox) + 1,
                group=group,
                event=event,
                clock=self._store.clock.evidence(),
                digest=CHAIN_START,
            )
            before = outbox[-1].recorded.digest if outbox else CHAIN_START
            recorded = replace(recorded, digest=chain(before, to_json(_row(recorded))))
            outbox.append(Sent(recorded))
            self._recorded.append(recorded)
            _move_stock(self._work, recorded)

    def next_id(self) -> str:
        return str(EventId(self._store.device_id, len(self._work.outbox) + 1))

    def put_blob(self, media_type: str, content: bytes) -> Sha256:
        name = sha256_of(content)
        self._work.blobs.setdefault(name, (media_type, content))
        self._work.blob_states.setdefault(name, "waiting")
        return name

    def remember_place(self, order_id: OrderId, step: StepId, field: str) -> None:
        self._work.places.pop(order_id, None)
        self._work.places[order_id] = (step, field)

    def commit(self) -> tuple[RecordedEvent, ...]:
        self._store.state = self._work
        recorded, self._recorded = tuple(self._recorded), []
        return recorded


def _holds(texts: tuple[str, ...], words: list[str]) -> bool:
    return all(any(word in folded(text) for text in texts) for word in words)


def _order(state: State, order_id: OrderId) -> WorkOrder:
    if order_id not in state.current:
        raise NotFound("order.unknown", order=order_id)
    return state.current[order_id]


def _ended_at(order: WorkOrder) -> datetime | None:
    return ended_at(order)


def _applied(work: State, event: OrderEvent) -> WorkOrder:
    if isinstance(event, OrderOpened):
        return opened(event, ZHOU, "周明远")
    return apply(_order(work, event.order_id), event)


def _row(recorded: RecordedEvent) -> EventRow:
    event = recorded.event
    return EventRow(
        seq=recorded.seq,
        group=recorded.group,
        kind=event.kind,
        version=event.version,
        data=event_to_json(event),
        clock=recorded.clock,
    )


def _move_stock(work: State, recorded: RecordedEvent) -> None:
    event = recorded.event
    if not isinstance(event, PartConsumed | PartUseReversed):
        return
    used = isinstance(event, PartConsumed)
    order = work.current.get(event.order_id)
    work.movements[str(recorded.id)] = StockMovement(
        id=str(recorded.id),
        kind=MovementKind.USED if used else MovementKind.REVERSED,
        part_number=event.part_number,
        quantity=-event.quantity if used else event.quantity,
        at=event.at,
        serial_number=event.serial_number,
        lot=event.lot if isinstance(event, PartConsumed) else None,
        order_number=order.number if order else "",
    )
    work.own[str(recorded.id)] = recorded.seq


def _settle(work: State, outcome: Any) -> int:
    sent = work.outbox[outcome.seq - 1]
    if sent.state != "waiting":
        return 0
    verdict = outcome.verdict.value
    work.outbox[outcome.seq - 1] = Sent(sent.recorded, verdict, outcome.code, outcome.fields)
    if verdict == "rejected" and str(sent.recorded.id) in work.own:
        del work.movements[str(sent.recorded.id)], work.own[str(sent.recorded.id)]
    return 1


def _change_order(work: State, change: Change, epoch: str, *, gone: bool) -> None:
    order_id = OrderId(change.key)
    if not gone:
        work.base[order_id] = (from_json(change.document, WorkOrder), change.scope, epoch)
    elif order_id in work.base and work.base[order_id][1] == change.scope:
        del work.base[order_id]
        waits = (sent for sent in work.outbox if sent.state == "waiting")
        if all(getattr(sent.recorded.event, "order_id", None) != order_id for sent in waits):
            work.hidden.add(order_id)


def _change(work: State, change: Change, epoch: str) -> None:
    gone = change.operation in (Operation.DELETE, Operation.REVOKE)
    if change.kind is DocumentKind.WORK_ORDER:
        _change_order(work, change, epoch, gone=gone)
    elif change.kind is DocumentKind.STOCK_MOVEMENT:
        work.own.pop(change.key, None)
        work.movements.pop(change.key, None)
        if not gone:
            work.movements[change.key] = from_json(change.document, StockMovement)
            work.movement_epochs[change.key] = epoch
    elif change.kind is DocumentKind.SETTLEMENT:
        _take_up(work, from_json(change.document, Settlement))
    elif not gone:
        document = from_json(change.document, TYPES[change.kind])
        version = _version(document)
        work.documents[change.kind, change.key, version] = document
        work.document_epochs[change.kind, change.key, version] = epoch
    elif change.kind not in (DocumentKind.PROCESS, DocumentKind.FORM):
        for name in [name for name in work.documents if name[:2] == (change.kind, change.key)]:
            del work.documents[name]


def _take_up(work: State, told: Settlement) -> None:
    sent = work.outbox[told.outcome.seq - 1] if told.outcome.seq <= len(work.outbox) else None
    if sent is not None and sent.recorded.device_id == told.device_id and sent.state == "parked":
        outcome = told.outcome
        work.outbox[outcome.seq - 1] = Sent(sent.recorded, outcome.verdict.value, outcome.code, outcome.fields)


def _version(document: object) -> str:
    """Return what older versions of a document stand beside it by; of limits and calendars the newest one holds."""
    if isinstance(document, SlaProfile | WorkingCalendar):
        return ""
    return str(getattr(document, "sha256", getattr(document, "version", "")))


def _bring_in_step(work: State, answer: SyncAnswer, orders: set[OrderId]) -> set[OrderId]:
    at_centre = [sent.recorded for sent in work.outbox if sent.state in ("accepted", "clash")]
    late = {outcome.seq for outcome in answer.outcomes if outcome.seq <= work.covered}
    orders |= {sent.recorded.event.order_id for sent in work.outbox if sent.recorded.seq in late}  # type: ignore[attr-defined]
    if answer.more:
        uncertain = {event.event.order_id for event in at_centre if event.seq > work.covered}  # type: ignore[attr-defined]
        _rebuild(work, orders - uncertain)
        return orders
    waiting = [sent.recorded.seq for sent in work.outbox if sent.state == "waiting"]
    reach = max(work.covered, min([answer.applied_seq, *(seq - 1 for seq in waiting)]))
    touched = {
        sent.recorded.event.order_id  # type: ignore[attr-defined]
        for sent in work.outbox
        if work.covered < sent.recorded.seq <= reach
    }
    orders = orders | touched
    if work.resync:
        orders |= _drop_other_epochs(work, answer.epoch)
        work.resync = False
    work.covered = reach
    _rebuild(work, orders)
    return orders


def _drop_other_epochs(work: State, epoch: str) -> set[OrderId]:
    gone = {order_id for order_id, (_, _, of) in work.base.items() if of != epoch}
    for order_id in gone:
        del work.base[order_id]
        work.hidden.add(order_id)
    for name, of in list(work.document_epochs.items()):
        if of != epoch and name[0] not in (DocumentKind.PROCESS, DocumentKind.FORM):
            work.documents.pop(name, None)
    for name_ in [name for name in work.movements if name not in work.own and work.movement_epochs.get(name) != epoch]:
        del work.movements[name_]
    return gone


def _rebuild(work: State, orders: set[OrderId]) -> None:
    for order_id in orders:
        mine = [sent for sent in work.outbox if getattr(sent.recorded.event, "order_id", None) == order_id]
        if order_id not in work.base:
            if mine and isinstance(mine[0].recorded.event, OrderOpened) and mine[0].state not in ("accepted", "clash"):
                for sent in mine:
                    work.current[order_id] = _applied(work, sent.recorded.event)  # type: ignore[arg-type]
            elif not any(sent.state == "waiting" for sent in mine):
                work.current.pop(order_id, None)
                work.places.pop(order_id, None)
                work.hidden.discard(order_id)
            continue
        order = work.base[order_id][0]
        for sent in mine:
            open_ = sent.state in ("accepted", "clash") and sent.recorded.seq > work.covered
            if sent.state == "waiting" or open_:
                order = apply(order, sent.recorded.event)
        waiting = (sent.recorded.event for sent in mine if sent.state == "waiting")
        work.current[order_id] = with_own_words(order, waiting)
        work.hidden.discard(order_id)
