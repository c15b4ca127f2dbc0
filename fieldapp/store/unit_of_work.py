"""One local transaction of a use case: events, orders, stock, files and place become durable together (rule 3)."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, insert

from fieldapp.domain.events import Event, OrderEvent, RecordedEvent
from fieldapp.domain.ids import EventId, OrderId, Sha256, StepId
from fieldapp.domain.opening_events import OrderOpened
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import blobs, disk, journaling, ledger, order_rows, outbox_rows
from fieldapp.store.database import Database
from fieldapp.store.failures import translated
from fieldapp.store.identity import enrolment
from fieldapp.store.instants import to_us
from fieldapp.store.journal import Entry, Record
from fieldapp.store.outbox_rows import Head
from fieldapp.store.tables import PLACE
from fieldapp.store.transactions import WriteTransaction
from fieldapp.wire.codec import chain
from fieldapp.workflow.apply import apply_all
from fieldapp.workflow.movements import movement_of

Committed = Callable[[tuple[RecordedEvent, ...]], None]
"""Is told what a transaction of this device recorded, after its commit, on the thread that committed."""


class StoreUnitOfWork:
    """Implements `usecases.ports.UnitOfWork`. Open it with `with`; it holds the one writing connection until it ends.

    All events of one transaction are one group. Orders are written once, when it commits.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._transaction: WriteTransaction | None = None
        self._orders: dict[OrderId, WorkOrder] = {}
        self._changed: set[OrderId] = set()
        self._opened: set[OrderId] = set()
        self._recorded: list[RecordedEvent] = []
        self._entries: list[Entry] = []
        self._head: Head | None = None
        self._clock: ClockEvidence | None = None
        self._files: set[Sha256] = set()

    def __enter__(self) -> Self:
        self._transaction = self._database.begin_writing()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._transaction is not None:
            self._database.note(error)
            self._transaction.end()
            self._transaction = None

    def order(self, order_id: OrderId) -> WorkOrder:
        """Return the order with everything appended so far. Raises NotFound("order.unknown")."""
        if order_id not in self._orders:
            with translated():
                self._orders[order_id] = order_rows.current(self._connection, order_id)
        return self._orders[order_id]

    def append(self, *events: Event) -> None:
        """Add events to the group of this transaction. Raises NotFound("order.unknown"), StoreError.

        Refused("device.revoked") once a revoked device has delivered everything; StoreError("store.contact-first")
        after a recovery that cannot know which numbers were given before.
        """
        with translated():
            device_id = enrolment(self._connection).device_id
            outbox_rows.refuse_once_leaving(self._connection)
            outbox_rows.refuse_unsure_numbers(self._connection)
            start = self._head or outbox_rows.head(self._connection)
            self._clock = self._clock or self._read_clock()
        group = start.group if self._recorded else start.group + 1
        seq, digest = start.seq, start.digest
        self._apply(events)
        for event in events:
            seq += 1
            row = outbox_rows.to_send(seq, group, event, self._clock)
            digest = chain(digest, row)
            recorded = RecordedEvent(
                device_id=device_id, seq=seq, group=group, event=event, clock=self._clock, digest=digest
            )
            self._recorded.append(recorded)
            self._entries.append(journaling.entry(recorded, row, self._number_of(event)))
        self._head = Head(seq=seq, group=group, digest=digest)

    def next_id(self) -> str:
        """Return the identity of the event that is appended next."""
        with translated():
            device_id = enrolment(self._connection).device_id
            head = self._head or outbox_rows.head(self._connection)
        return str(EventId(device_id, head.seq + 1))

    def put_blob(self, media_type: str, content: bytes) -> Sha256:
        """Keep a file under its content hash; it is delivered after the events of this transaction.

        Raises StoreFull("store.no-room-for-files") for a photo while the last room is kept for words.
        """
        with translated():
            disk.watch(self._connection, self._database.folder, self._database.clock.now())
            disk.refuse_what_can_be_taken_again(self._connection, self._database.folder, media_type)
            recorded_us = to_us(self._database.clock.now())
            name = blobs.keep(self._connection, self._database.blob_folder, media_type, content, recorded_us)
        self._files.add(name)
        return name

    def remember_place(self, order_id: OrderId, step: StepId, field: str) -> None:
        """Note where the engineer is (SITE-9). The row is made anew, so that the last one noted is the last one."""
        row = insert(PLACE).prefix_with("OR REPLACE").values(order_id=order_id, step=step, field=field)
        with translated():
            self._connection.execute(row)

    def commit(self) -> tuple[RecordedEvent, ...]:
        """Write everything and make it durable, in the journal too; return the events as recorded."""
        if self._transaction is None:
            raise RuntimeError("commit outside of the transaction")
        with translated():
            if self._recorded:
                self._write_events(self._connection)
            entry = self._journal_record(self._connection)
            self._transaction.commit()
        if entry is not None:
            self._database.journal.append(entry)
        recorded, self._recorded, self._entries = tuple(self._recorded), [], []
        return recorded

    @property
    def _connection(self) -> Connection:
        if self._transaction is None:
            raise RuntimeError("use the unit of work inside its `with` block")
        return self._transaction.connection

    def _apply(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, OrderOpened):
                self._orders[event.order_id] = order_rows.made_here(self._connection, event)
                self._opened.add(event.order_id)
        for order_id in dict.fromkeys(event.order_id for event in events if isinstance(event, OrderEvent)):
            self._orders[order_id] = apply_all(self.order(order_id), events)
            self._changed.add(order_id)

    def _read_clock(self) -> ClockEvidence:
        """Return the clock reading of this transaction; a wall clock that was changed is noted with it."""
        self._database.watch_clock(self._connection)
        return self._database.clock_evidence or self._database.clock.evidence()

    def _journal_record(self, connection: Connection) -> Record | None:
        """Return what the journal must hold of this transaction, and whatever it could not take before."""
        end = self._database.journal.end
        new = self._files - self._database.journal.files
        if end is None or not (self._recorded or new):
            return None
        if self._recorded and self._recorded[0].seq != end.seq + 1:
            return journaling.since(connection, end, self._database.journal.files)
        return Record(after=end, entries=tuple(self._entries), blobs=journaling.files(connection, new))

    def _number_of(self, event: Event) -> str:
        return self._orders[event.order_id].number if isinstance(event, OrderEvent) else ""

    def _write_events(self, connection: Connection) -> None:
        outbox_rows.write(connection, self._entries)
        for order_id in self._changed:
            write = order_rows.write_opened if order_id in self._opened else order_rows.write_current
            write(connection, self._orders[order_id])
        for recorded, kept in zip(self._recorded, self._entries, strict=True):
            movement = movement_of(EventId(recorded.device_id, recorded.seq), recorded.event, kept.order_number)
            if movement is not None:
                ledger.write_own(connection, movement, recorded.seq)


class PublishedUnitOfWork(StoreUnitOfWork):
    """A transaction that tells what it recorded once it is durable (rule 3)."""

    def __init__(self, database: Database, committed: Committed) -> None:
        super().__init__(database)
        self._committed = committed

    def commit(self) -> tuple[RecordedEvent, ...]:
        """Make everything durable, then publish."""
        recorded = super().commit()
        if recorded:
            self._committed(recorded)
        return recorded
