"""What travels: events up, outcomes and changes down, and the words both sides have for them.

Everything here is written once and then shared by reference; nobody changes a message.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import NamedTuple, TypeAlias

from tests.simulation.documents import Document

Payload: TypeAlias = int | tuple[int, int]
"""What a program of version 1 writes, and what later ones do (see `ruling.UPCASTERS`)."""

NO_FACT = 0
"""In the place of a fact: an event that only declares that its number was used and what it held is gone."""

CHAIN_START = 0
"""The value of the hash chain before the first event."""


class Kind(IntEnum):
    """What an event says."""

    EDIT = 0
    """A field has another value now."""
    FACT = 1
    """A call, a scan, an arrival, a photo: it happened, whatever else is true."""
    PART = 2
    """A movement of stock; the value is a quantity."""
    SWAP = 3
    """One tap on a kept loser: it stands from now on, and the winner is kept instead."""
    REQUEST = 4
    """Asks for something that the office or the assignee has to decide (accept, hand back)."""
    MALFORMED = 5
    """Cannot be read: poison."""
    UNKNOWN = 6
    """Of a type that this centre has never heard of: poison, too, until somebody looks at it."""
    OVERSIZED = 7
    """One event of 5 MB."""
    HISTORY_LOST = 8
    """Its number was used, and neither side has what it held."""


class Verdict(IntEnum):
    """The centre's word on one event, stored for ever."""

    ACCEPTED = 0
    CLASH = 1
    PARKED = 2
    REJECTED = 3


TAKEN = (Verdict.ACCEPTED, Verdict.CLASH)
"""Verdicts of events that went into their order."""


class Operation(IntEnum):
    """What a change does to the rows of its scope."""

    PUT = 0
    DELETE = 1
    GRANT = 2
    REVOKE = 3


class Refusal(Enum):
    """Why a request was not taken; none of its events has consumed its number."""

    SEQUENCE_GAP = 0
    DEVICE_FORKED = 1
    DEVICE_UNKNOWN = 2
    EPOCH_CHANGED = 3
    CENTRE_BUSY = 4
    UNREADABLE = 5
    """Cut off, an HTML page of a captive portal, a rotten file: no signature holds."""


class Channel(Enum):
    """The road that a request or an answer takes."""

    NETWORK = "network"
    USB = "usb"


class Event:
    """What an engineer did; its identity is the device's id and `seq`.

    `fact` is the simulation's own name for the deed behind it: the same deed under another number keeps it.
    `origin` is the hash under which it was first written: it goes along when the tablet gets another identity, and the
    centre takes each origin once. `wall` is what the tablet's clock said: evidence for the SLA, and nothing may be
    decided by it.
    """

    __slots__ = (
        "base", "digest", "fact", "field", "group", "kind", "order", "origin", "payload", "seq", "version", "wall",
    )  # fmt: skip

    def __init__(
        self,
        fact: int,
        seq: int,
        group: int,
        deed: Deed,
        version: int,
        payload: Payload,
        wall: int,
        before: int,
        origin: int | None = None,
    ) -> None:
        self.fact = fact
        self.seq = seq
        self.group = group
        self.kind = deed.kind
        self.order = deed.order
        self.field = deed.field
        self.base = deed.base
        self.version = version
        self.payload = payload
        self.wall = wall
        self.digest = hash((before, fact, seq, group, wall))
        """The hash chain up to here."""
        self.origin = self.digest if origin is None else origin


class Deed(NamedTuple):
    """What somebody wants to record: `base` is the value that he saw when he changed a field."""

    kind: Kind
    order: int
    field: int
    base: int
    value: int


class Change(NamedTuple):
    """One row of a scope's feed; `number` is the scope's own, without gaps."""

    number: int
    operation: Operation
    key: int
    document: Document | None


class Snapshot(NamedTuple):
    """All rows of a scope as they stand at `number`."""

    number: int
    rows: dict[int, Document]


class Page(NamedTuple):
    """One scope's part of an answer: the next changes, or a snapshot, and what the rows add up to at `last`."""

    changes: list[Change]
    snapshot: Snapshot | None
    expired: bool
    """The changes after this cursor are no longer kept: ask for a snapshot."""
    last: int
    live: int
    digest: int


class Request(NamedTuple):
    """One round trip, or one file: what is new, what came before it, and where each scope stands.

    `session` is the life of the sending program: an answer to a program that was killed meets nobody.
    """

    device: int
    body: int
    session: int
    epoch: int
    events: list[Event]
    before: int
    cursors: tuple[int | None, ...]
    """None asks for a snapshot of that scope."""
    schema: int
    channel: Channel
    farewell: bool


class Outcome(NamedTuple):
    """The verdict on the event `seq`."""

    seq: int
    verdict: Verdict


class Answer(NamedTuple):
    """What the centre says to a request; with a `refusal` it carries neither outcomes nor pages.

    `last_seq` and `chain` are what the centre knows of the device, so that every answer is a hello as well.
    """

    request: Request
    refusal: Refusal | None
    epoch: int
    last_seq: int
    chain: int
    covered: int
    """The number that a verified backup covers."""
    outcomes: list[Outcome]
    pages: tuple[Page, ...]
    more: bool
    revoked: bool
