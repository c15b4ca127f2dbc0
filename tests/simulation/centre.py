"""The centre: takes what devices bring, remembers every outcome, and answers with what their scopes have to tell."""

from __future__ import annotations

from enum import Enum

from tests.simulation.desk import Desk
from tests.simulation.documents import Document
from tests.simulation.messages import CHAIN_START, Answer, Event, Outcome, Page, Refusal, Request
from tests.simulation.ruling import Entry
from tests.simulation.uploads import Blobs

_NOTHING: tuple[Page, ...] = ()


class Mishap(Enum):
    """What happens to the centre while it serves a request."""

    NONE = 0
    DIES_BEFORE_COMMIT = 1
    DIES_AFTER_COMMIT = 2
    DISK_FULL = 3


class Record:
    """What the centre knows of one device."""

    __slots__ = ("cursors", "engineer", "gone", "log", "revoked")

    def __init__(self, engineer: int) -> None:
        self.engineer = engineer
        self.log: list[Entry] = []
        """Its events with their outcomes; event `seq` stands at `seq - 1`."""
        self.cursors: tuple[int | None, ...] = ()
        """Where it stood when it last asked."""
        self.revoked = False
        """Out of use: it may bring, and gets nothing."""
        self.gone = False
        """It said farewell, and is unknown from then on."""

    @property
    def last_seq(self) -> int:
        return len(self.log)

    def chain_at(self, seq: int) -> int:
        """Return the hash chain's value after event `seq`."""
        return self.log[seq - 1].event.digest if seq else CHAIN_START

    def copy(self) -> Record:
        """Return the record as a backup holds it."""
        twin = Record(self.engineer)
        twin.log, twin.cursors = self.log.copy(), self.cursors
        twin.revoked, twin.gone = self.revoked, self.gone
        return twin


class Centre(Desk):
    """The authority: its orders, its scopes, and what became of every event."""

    __slots__ = ("blobs", "covered", "epoch", "page_size", "records")

    blobs_type = Blobs

    def __init__(self, engineers: int, schema: int, page_size: int) -> None:
        super().__init__(engineers, schema)
        self.epoch = 1
        self.page_size = page_size
        self.records: dict[int, Record] = {}
        self.covered: dict[int, int] = {}
        """For each device the last event that a verified backup covers."""
        self.blobs = self.blobs_type()

    def receive(self, request: Request, mishap: Mishap = Mishap.NONE) -> Answer | None:
        """Serve one request, from whichever channel, in one transaction; None where the centre died over it.

        The answer is made after the commit: accepted means committed.
        """
        record = self.records.get(request.device)
        refusal = self.doubt(record, request)
        if refusal is None and mishap is Mishap.DISK_FULL and request.events:
            refusal = Refusal.CENTRE_BUSY
        if record is None or refusal is not None:
            assert refusal is not None
            return self.refused(request, record, refusal)
        drafts, entries = self.ruled(record.engineer, self.fresh(record, request.events))
        if mishap is Mishap.DIES_BEFORE_COMMIT:
            return self.died_before_commit(record, request)
        self.commit(record, request, drafts, entries)
        return None if mishap is Mishap.DIES_AFTER_COMMIT else self.answer(record, request)

    def doubt(self, record: Record | None, request: Request) -> Refusal | None:
        """Return why nothing of the request can be taken, if so."""
        if record is None or record.gone:
            return Refusal.DEVICE_UNKNOWN
        if request.epoch != self.epoch:
            return Refusal.EPOCH_CHANGED
        if not request.events:
            return None
        if self.leaves_a_gap(record, request):
            return Refusal.SEQUENCE_GAP
        return Refusal.DEVICE_FORKED if self.is_another_history(record, request) else None

    def leaves_a_gap(self, record: Record, request: Request) -> bool:
        """Tell whether the events begin later than where the last ones ended (rule 2)."""
        return request.events[0].seq > record.last_seq + 1

    def is_another_history(self, record: Record, request: Request) -> bool:
        """Tell whether what came before the events, or what overlaps, is not what is known of this device (rule 12)."""
        if record.chain_at(request.events[0].seq - 1) != request.before:
            return True
        known = [event for event in request.events if event.seq <= record.last_seq]
        return any(record.log[event.seq - 1].event.digest != event.digest for event in known)

    def fresh(self, record: Record, events: list[Event]) -> list[Event]:
        """Return the events that are not known yet; what overlaps has its outcome already."""
        return [event for event in events if event.seq > record.last_seq]

    def commit(self, record: Record, request: Request, drafts: dict[int, Document], entries: list[Entry]) -> None:
        """Write events, outcomes, orders and the scopes' numbers: all of it or nothing."""
        record.log += entries
        for entry in entries:
            self.origins.setdefault(entry.event.origin, entry.verdict)
        for document in drafts.values():
            self.save(document)
        record.cursors = request.cursors
        if request.farewell and record.revoked:
            record.gone = True

    def died_before_commit(self, record: Record, request: Request) -> Answer | None:
        """Nothing was committed, and so nothing was said."""
        return None

    def answer(self, record: Record, request: Request) -> Answer:
        """Say what became of the request's events, and what is new in the scopes of the one who asks (rule 5)."""
        pages = self.pages(record, request)
        more = any(page.changes and page.changes[-1].number < page.last for page in pages)
        last = record.last_seq
        return Answer(
            request, None, self.epoch, last, record.chain_at(last), self.covered.get(request.device, 0),
            self.outcomes(record, request), pages, more, record.revoked,
        )  # fmt: skip

    def pages(self, record: Record, request: Request) -> tuple[Page, ...]:
        """Return the next page of each scope; nothing for a device out of use or a program too old to read it."""
        if self.is_cut_off(record) or request.schema < self.schema - 1:
            return _NOTHING
        own, everybodys = request.cursors
        return (
            self.scopes[record.engineer].page(own, self.page_size),
            self.scopes[self.reference].page(everybodys, self.page_size),
        )

    def is_cut_off(self, record: Record) -> bool:
        """Tell whether a device gets nothing any more."""
        return record.revoked

    def outcomes(self, record: Record, request: Request) -> list[Outcome]:
        """Return the stored outcomes of all events of the request, old and new ones alike."""
        log = record.log
        return [Outcome(event.seq, log[event.seq - 1].verdict) for event in request.events]

    def refused(self, request: Request, record: Record | None, refusal: Refusal) -> Answer:
        """Say why nothing was taken, and what is known of the sender: enough to begin again rightly."""
        last, chain, revoked = 0, CHAIN_START, False
        if record is not None:
            last, revoked = record.last_seq, record.revoked
            chain = record.chain_at(last)
        return Answer(request, refusal, self.epoch, last, chain, 0, [], _NOTHING, False, revoked)

    def enrol(self, device: int, engineer: int) -> None:
        """Give a tablet an identity that nobody has had before."""
        self.records[device] = Record(engineer)

    def compact(self, *, all_are_too_old: bool) -> None:
        """Drop changes that every living cursor has passed; after 90 days also those that somebody still lacks."""
        for number, scope in enumerate(self.scopes):
            floor = scope.number
            if not all_are_too_old:
                for record in self.records.values():
                    if not record.revoked and number in (record.engineer, self.reference):
                        cursor = record.cursors[number == self.reference] if record.cursors else 0
                        floor = min(floor, floor if cursor is None else cursor)
            scope.compact(floor)

    def backup(self) -> Centre:
        """Return what a verified backup holds, and note for every device how far it covers it."""
        twin = self.copy()
        for device, record in self.records.items():
            self.covered[device] = twin.covered[device] = record.last_seq
        return twin

    def copy(self) -> Centre:
        """Return another centre with the same content, without transactions that are under way."""
        twin = type(self)(self.reference, self.schema, self.page_size)
        twin.epoch = self.epoch
        twin.orders, twin.ever, twin.tombstones = self.orders.copy(), self.ever.copy(), self.tombstones.copy()
        twin.scopes = [scope.copy() for scope in self.scopes]
        twin.records = {device: record.copy() for device, record in self.records.items()}
        twin.origins, twin.covered = self.origins.copy(), self.covered.copy()
        twin.blobs = self.blobs.copy()
        return twin
