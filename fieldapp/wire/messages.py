"""Messages of fieldapp-sync/1: frozen values, turned into JSON by the codec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import MappingProxyType

from fieldapp.domain.ids import DeviceId, EngineerId, Scope, Sha256
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.wire.bounds import Count, Instant, Seconds
from fieldapp.wire.versions import PROTOCOL, SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolRequest:
    """One-time code and the device's public keys (raw Ed25519 for batches, base64)."""

    code: str
    device_name: str
    public_key: str
    app_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolAnswer:
    """Identity of the device; the token is shown once and kept in the device's encrypted store."""

    device_id: DeviceId
    token: str
    engineer_id: EngineerId
    engineer_name: str
    company: str
    epoch: str
    ca_pem: str
    server_time: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """State of the centre towards this device."""

    protocol: str
    epoch: str
    server_time: Instant
    last_seq: Count
    chain: Sha256
    batch_events: Count
    batch_bytes: Count
    escrow_key: str = ""
    """The company's X25519 public key for sealed copies of data keys (base64), "" from a centre without one."""
    revoked: bool = False
    """The office took this device out of use: it delivers what it has, says farewell and removes its data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedKey:
    """A device's spare key, sealed on the device to the company (`trust.escrow`); `key_name` says to which pair."""

    key_name: Sha256
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One outbox row on the wire; its identity is the sender's device id and `seq`."""

    seq: int
    group: int
    kind: str
    version: int
    data: dict[str, object]
    clock: ClockEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOrigin:
    """Where an event of a request was first written, when its tablet had another name (SYNC.md rule 12).

    `seq` is its number now; `first_seq` the one that it had on `device_id`, and `chain` the value after it there.
    """

    seq: int
    device_id: DeviceId
    first_seq: int
    chain: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRequest:
    """One round trip: events from `last_seq + 1` on, a cursor per scope; `chain` is the value after the last event."""

    protocol: str = PROTOCOL
    schema: int = SCHEMA
    epoch: str
    events: tuple[EventRow, ...] = ()
    chain: Sha256
    cursors: dict[Scope, int] = field(default_factory=dict)
    most_changes: int = 2000
    paused: tuple[Scope, ...] = ()
    """Scopes whose snapshot is under way: nothing of them is sent now."""
    origins: tuple[EventOrigin, ...] = ()
    """Of those events that were written under another name: the centre takes each of them once."""
    ahead: bool = False
    """Asked while what the cursors count is still being taken over: the centre does not hold the device to them."""


class Verdict(Enum):
    """The centre's stored word on one event (SYNC.md)."""

    ACCEPTED = "accepted"
    CLASH = "clash"
    PARKED = "parked"
    REJECTED = "rejected"


KNOWN_AS = "first"
"""Field of the outcome of an event that came under another name before: the id (`device:seq`) under which it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Verdict on the event `seq`; `code` and `fields` say why where it was not simply accepted."""

    seq: Count
    verdict: Verdict
    code: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What became of an event that was parked: accepted, clash, or rejected with the office's reason (SYN-8).

    Its key is the event's id. Every tablet of the engineer gets it; the one that sent the event takes it up.
    `order_number` is all that it says of the order, which may be another engineer's by now (SYN-6).
    """

    device_id: DeviceId
    outcome: Outcome
    order_number: str
    by: str
    at: datetime


class Operation(Enum):
    """What a change does to the device's copy."""

    PUT = "put"
    DELETE = "delete"
    GRANT = "grant"
    REVOKE = "revoke"
    SKIP = "skip"
    """The row is of a kind that this device cannot read yet: its number counts, and nothing else (rule 9)."""


class DocumentKind(Enum):
    """What kind of document a change carries, and so which type `document` decodes to."""

    WORK_ORDER = "work_order"
    PART = "part"
    FAULT_ENTRY = "fault_entry"
    PRICE_LIST = "price_list"
    PROCESS = "process"
    FORM = "form"
    STOCK_MOVEMENT = "stock_movement"
    CHOICE_LIST = "choice_list"
    ASSET = "asset"
    MODEL_DOCUMENT = "model_document"
    DEPOT_STOCK = "depot_stock"
    SLA_PROFILE = "sla_profile"
    WORKING_CALENDAR = "working_calendar"
    SETTLEMENT = "settlement"

    __hash__ = object.__hash__  # each is there once; Enum would hash its name, many thousand times a pull


SCHEMA_OF_KIND: Mapping[DocumentKind, int] = MappingProxyType(
    {
        DocumentKind.CHOICE_LIST: 2,
        DocumentKind.ASSET: 3,
        DocumentKind.MODEL_DOCUMENT: 3,
        DocumentKind.DEPOT_STOCK: 3,
        DocumentKind.SLA_PROFILE: 4,
        DocumentKind.WORKING_CALENDAR: 4,
        DocumentKind.SETTLEMENT: 5,
    }
)
"""The schema that brought a kind of document; 1 for all others. An older device is not sent what it cannot read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDocument:
    """A published form version: its XForm text and where it came from."""

    form_id: str
    version: str
    sha256: Sha256
    xform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceListPiece:
    """Some rows of one version of a long list of choices; `piece` counts from 1 to `pieces`.

    Each row has a cell for each column. `sha256` names the version: that of the canonical JSON of columns and rows.
    """

    list_id: str
    sha256: Sha256
    columns: tuple[str, ...]
    piece: int
    pieces: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Row `number` of a scope's feed. `document` is None for delete and revoke."""

    scope: Scope
    number: Count
    operation: Operation
    kind: DocumentKind
    key: str
    document: dict[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeDigest:
    """How many live rows a scope has and the digest over them (SYNC.md rule 7)."""

    count: Count
    digest: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncAnswer:
    """Outcomes for every event of the request (stored ones for what overlapped), changes in order, what is left.

    `applied_seq` is the last event the centre has committed; `backed_up_seq` the last a verified backup covers.
    """

    epoch: str
    server_time: Instant
    applied_seq: Count
    backed_up_seq: Count
    outcomes: tuple[Outcome, ...] = ()
    changes: tuple[Change, ...] = ()
    cursors: dict[Scope, int] = field(default_factory=dict)
    more: bool = False
    digests: dict[Scope, ScopeDigest] = field(default_factory=dict)
    """Over the rows that a device of the request's schema can read."""
    withheld: dict[Scope, str] = field(default_factory=dict)
    """Scopes of which nothing comes down, and why: `CURSOR_EXPIRED` asks for a snapshot, `UPGRADE_REQUIRED` for a newer
    program. Events are taken all the same."""
    next_after_s: Seconds = 0
    """When to come again by itself, in seconds, spread so that not all come at once; 0 leaves it to the device."""


CURSOR_EXPIRED = "cursor-expired"
"""The feed does not reach back to this cursor any more (SYNC.md rule 8)."""

UPGRADE_REQUIRED = "upgrade-required"
"""The next change cannot be read by a program of this schema, and it knows no `skip` (rule 9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRow:
    """One live row of a scope. `document` is None for one that changed since: the device leaves what it has, and the
    feed after the snapshot's number brings the rest."""

    kind: DocumentKind
    key: str
    document: dict[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPage:
    """Rows of a scope by kind and key, as they were at `number`; `after` asks for the next page, "" after the last."""

    epoch: str
    scope: Scope
    number: Count
    rows: tuple[SnapshotRow, ...]
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An RFC 9457 problem document; `code` is stable and the key of its words."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    fields: dict[str, str] = field(default_factory=dict)
