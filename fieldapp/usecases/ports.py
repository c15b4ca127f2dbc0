"""What use cases need from the world, as Protocols: the store, the clock and the documents are handed in by `app`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self

from fieldapp.domain.asset import Asset
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.events import Event, RecordedEvent
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import (
    AssetId,
    CalendarId,
    FormId,
    OrderId,
    PartNumber,
    ProfileId,
    SerialNumber,
    Sha256,
    StepId,
)
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.news import KeptNews
from fieldapp.domain.part import DepotStock, Part, PartCode, StockMovement
from fieldapp.domain.process import JobType, Process
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.faults import FaultSearch, FaultsFound
from fieldapp.domain.views.form_versions import FormVersion
from fieldapp.domain.views.sync import FilesWaiting, SyncStatus
from fieldapp.domain.work_order import ProcessPin, WorkOrder
from fieldapp.forms.choice_source import ChoiceSource


class Clock(Protocol):
    """Time as the device knows it."""

    def now(self) -> datetime:
        """Return the present instant in UTC, corrected by the last known server offset."""
        ...


class UnitOfWork(Protocol):
    """One local transaction. Leaving the block without `commit` rolls back; nothing is seen before `commit` returns.

    Every method may raise StoreFull, StoreBusy or StoreDamaged; then nothing of this transaction was kept.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def order(self, order_id: OrderId) -> WorkOrder:
        """Return the order as it stands with everything appended so far. Raises NotFound("order.unknown")."""
        ...

    def append(self, *events: Event) -> None:
        """Add events to the outbox as one group and apply them to orders and stock of this transaction."""
        ...

    def next_id(self) -> str:
        """Return the identity that the next appended event will have, `device:seq`: unique among all devices.

        For things that an event brings into being, so that two tablets never give one name to two things.
        """
        ...

    def put_blob(self, media_type: str, content: bytes) -> Sha256:
        """Keep a file (report, photo) under its content hash, to be delivered after the events that name it."""
        ...

    def remember_place(self, order_id: OrderId, step: StepId, field: str) -> None:
        """Note where the engineer is, so that a restart reopens at that very field (SITE-9). Not an event."""
        ...

    def commit(self) -> tuple[RecordedEvent, ...]:
        """Make everything durable (FULL) and return the events as recorded; `app` publishes them to the screens."""
        ...


Begin = Callable[[], UnitOfWork]
"""Opens a transaction on the writer thread."""


class FormSnapshots(Protocol):
    """Forms as the engine read them once, by the hash of their XForm; losing one costs nothing but time."""

    def kept(self, sha256: Sha256) -> bytes | None:
        """Return what was kept of a form, None when nothing was."""
        ...

    def keep(self, sha256: Sha256, body: bytes) -> None:
        """Keep a form, in the place of what was kept before."""
        ...


class Queries(Protocol):
    """Everything the screens may read; each call sees one consistent state and never waits for a writer."""

    def orders(self) -> tuple[WorkOrder, ...]:
        """Return every order on this tablet that is open or was closed within the last 30 days, by appointment."""
        ...

    def orders_of_day(self, day: TimeWindow) -> tuple[WorkOrder, ...]:
        """Return every order that is open or has its appointment from `start_at` until before `end_at` of the day.

        By appointment; years of closed orders cost it nothing.
        """
        ...

    def order(self, order_id: OrderId) -> WorkOrder:
        """Return one order as it stands. Raises NotFound("order.unknown")."""
        ...

    def search_orders(self, typed: str, most: int) -> tuple[WorkOrder, ...]:
        """Return the orders here, of any age, that hold every word that was typed, newest appointment first.

        Looked into are number, customer, address, asset, serial number and alarm code; nothing typed finds nothing.
        """
        ...

    def place(self, order_id: OrderId) -> tuple[StepId, str] | None:
        """Return step and field where the engineer was last, or None (SITE-9)."""
        ...

    def last_place(self) -> OrderId | None:
        """Return the order in which a place was noted last, or None; it may have ended since (SITE-9)."""
        ...

    def process(self, pin: ProcessPin) -> Process:
        """Return the pinned process. Raises NotFound("process.unknown")."""
        ...

    def current_process(self, job_type: JobType) -> Process:
        """Return the newest process of a job type that is here: what an order opened now begins with (ACC-7, PRO-2).

        Raises NotFound("process.none") before the first pull.
        """
        ...

    def form(self, pin: ProcessPin, form_id: FormId) -> tuple[Sha256, bytes]:
        """Return hash and XForm text of the pinned form version. Raises NotFound("form.unknown")."""
        ...

    def form_versions(self, form_id: FormId) -> tuple[FormVersion, ...]:
        """Return the versions of a form that are here, newest first: the highest number is the centre's current one."""
        ...

    @property
    def lists(self) -> ChoiceSource:
        """The long lists of choices that forms name."""
        ...

    def part(self, number: PartNumber) -> Part | None:
        """Return a catalogue entry."""
        ...

    def part_for(self, code: PartCode) -> Part | None:
        """Return the catalogue entry a label names, by part number or GTIN."""
        ...

    def search_parts(self, typed: str, most: int) -> tuple[Part, ...]:
        """Return the catalogue entries that hold every word that was typed; the one of that very number first.

        Looked into are number, GTIN and the names in both languages.
        """
        ...

    def price_list(self, day: date) -> PriceList:
        """Return the list valid on `day`. Raises NotFound("prices.none")."""
        ...

    def faults(self, model: str) -> tuple[FaultEntry, ...]:
        """Return the fault library's entries for a model, most often seen first."""
        ...

    def search_faults(self, asked: FaultSearch) -> FaultsFound:
        """Return the first entries of the fault library that hold every word, best first (KNO-1).

        Looked into are code, models, symptom, cause, measures, tools and parts, in both languages. Same model and code
        come first, then what shows the words in its symptom. Nothing to the letter: one typing error is forgiven.
        """
        ...

    def fault_models(self) -> tuple[str, ...]:
        """Return the models that the fault library knows, by name."""
        ...

    def asset(self, asset_id: AssetId) -> Asset | None:
        """Return a machine with its whole history, as the register has it (ANA-1)."""
        ...

    def asset_with_serial(self, serial: SerialNumber) -> Asset | None:
        """Return the machine with this serial number, None where none or several have it (ACC-3)."""
        ...

    def assets_of_model(self, model: str) -> tuple[Asset, ...]:
        """Return every machine of a model with its history, by serial number: earlier cases of the same (ANA-1)."""
        ...

    def documents(self, model: str) -> tuple[ModelDocument, ...]:
        """Return the drawings and manuals of a model, drawings first; `has_blob` tells whether a file is here."""
        ...

    def has_blob(self, sha256: Sha256) -> bool:
        """Tell whether a file is here; `blob` reads it."""
        ...

    def depot_stock(self, number: PartNumber) -> DepotStock | None:
        """Return what the depot had of a part when it last told (PRT-3)."""
        ...

    def sla_profile(self, profile_id: ProfileId) -> SlaProfile | None:
        """Return a table of limits and clocks as the centre has it; None while none of that name came (SLA-6)."""
        ...

    def calendar(self, calendar_id: CalendarId) -> WorkingCalendar | None:
        """Return a working calendar as the centre has it; None while none of that name came (SLA-6)."""
        ...

    def stock(self, number: PartNumber) -> int:
        """Return the balance of a part on the van: the sum of its movements (PRT-2)."""
        ...

    def movements(self, number: PartNumber | None = None) -> tuple[StockMovement, ...]:
        """Return the ledger, newest first; of one part where a number is given."""
        ...

    def serial_on_van(self, serial: SerialNumber) -> PartNumber | None:
        """Return which part of the van carries this serial now (SITE-4)."""
        ...

    def blob(self, sha256: Sha256) -> bytes:
        """Return a file. Raises NotFound("blob.unknown")."""
        ...

    def unsent_messages(self, order_id: OrderId) -> frozenset[str]:
        """Return the ids of the messages about this order that are not yet at the centre."""
        ...

    def files_waiting(self) -> Mapping[OrderId, FilesWaiting]:
        """Return how many files of each order the centre does not have yet; orders without any are left out."""
        ...

    def sync_status(self) -> SyncStatus:
        """Return what is not yet at the centre, and what had a problem (SYN-1)."""
        ...

    def setting(self, name: str, default: str) -> str:
        """Return a setting of this device."""
        ...


class NewsShelf(Protocol):
    """What the office changed, as this tablet was told of it; the mark of having seen it is the tablet's own."""

    def listed(self) -> tuple[KeptNews, ...]:
        """Return the news of the last 30 days, newest first."""
        ...

    def mark_seen(self, ids: Iterable[int]) -> None:
        """Note that these were seen; they stay listed."""
        ...
