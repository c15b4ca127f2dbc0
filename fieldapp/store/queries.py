"""Everything the screens read: each call is one consistent state on a reader's own connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, literal_column, select

from fieldapp.domain.asset import Asset
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.contact_events import MessageSent
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import (
    AssetId,
    CalendarId,
    EventId,
    FormId,
    OrderId,
    PartNumber,
    ProfileId,
    SerialNumber,
    Sha256,
    StepId,
)
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.part import DepotStock, Part, PartCode, StockMovement
from fieldapp.domain.process import JobType, Process
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.faults import FaultSearch, FaultsFound
from fieldapp.domain.views.form_versions import FormVersion
from fieldapp.domain.views.sync import FilesWaiting, SyncProblem, SyncStatus
from fieldapp.domain.work_order import ProcessPin, WorkOrder
from fieldapp.store import (
    blobs,
    fault_search,
    ledger,
    meta,
    model_files,
    order_files,
    order_rows,
    outbox_rows,
    problems,
    reference,
)
from fieldapp.store.choice_lists import ChoiceLists
from fieldapp.store.database import Database
from fieldapp.store.identity import enrolment
from fieldapp.store.instants import from_us
from fieldapp.store.kept import decode
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.tables import ORDER_CURRENT, OUTBOX, PLACE
from fieldapp.workflow.movements import STOCK_EVENTS

_SETTING = "SELECT value FROM setting WHERE name = :name"
"""As text: each visit of a day asks for two."""
CLOSED_FOR = timedelta(days=30)
"""How long an ended order stays in the list."""

_REFUSED = (EventState.PARKED.value, EventState.REJECTED.value)
"""A clash was taken: the order shows both values."""
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class StoreQueries:
    """Implements `usecases.ports.Queries`."""

    database: Database

    def orders(self) -> tuple[WorkOrder, ...]:
        """Return orders that are open or ended within 30 days, by appointment."""
        with self.database.reading() as connection:
            return order_rows.listed(connection, self.database.clock.now() - CLOSED_FOR)

    def orders_of_day(self, day: TimeWindow) -> tuple[WorkOrder, ...]:
        """Return orders that are open or have their appointment within the day, by appointment."""
        with self.database.reading() as connection:
            return order_rows.of_day(connection, day)

    def order(self, order_id: OrderId) -> WorkOrder:
        """Return one order as it stands. Raises NotFound("order.unknown")."""
        with self.database.reading() as connection:
            return order_rows.current(connection, order_id)

    def search_orders(self, typed: str, most: int) -> tuple[WorkOrder, ...]:
        """Return the orders here, of any age, that hold every word that was typed, newest appointment first."""
        with self.database.reading() as connection:
            return order_rows.searched(connection, typed, most)

    def place(self, order_id: OrderId) -> tuple[StepId, str] | None:
        """Return step and field where the engineer was last (SITE-9)."""
        with self.database.reading() as connection:
            row = connection.execute(select(PLACE).where(PLACE.c.order_id == order_id)).one_or_none()
            return None if row is None else (StepId(row.step), row.field)

    def last_place(self) -> OrderId | None:
        """Return the order in which a place was noted last (SITE-9); rows lie in the order of their noting."""
        with self.database.reading() as connection:
            found = select(PLACE.c.order_id).order_by(literal_column("rowid").desc()).limit(1)
            order_id = connection.execute(found).scalar_one_or_none()
            return None if order_id is None else OrderId(order_id)

    def process(self, pin: ProcessPin) -> Process:
        """Return the pinned process. Raises NotFound("process.unknown")."""
        with self.database.reading() as connection:
            return reference.process(connection, pin)

    def current_process(self, job_type: JobType) -> Process:
        """Return the newest process of a job type. Raises NotFound("process.none")."""
        with self.database.reading() as connection:
            return reference.current_process(connection, job_type)

    def form(self, pin: ProcessPin, form_id: FormId) -> tuple[Sha256, bytes]:
        """Return hash and XForm text of the pinned form version. Raises NotFound("form.unknown")."""
        with self.database.reading() as connection:
            return reference.form(connection, pin, form_id)

    def form_versions(self, form_id: FormId) -> tuple[FormVersion, ...]:
        """Return the versions of a form that are here, newest first."""
        with self.database.reading() as connection:
            return reference.form_versions(connection, form_id)

    @property
    def lists(self) -> ChoiceLists:
        """The long lists of choices that forms name."""
        return ChoiceLists(self.database)

    def part(self, number: PartNumber) -> Part | None:
        """Return a catalogue entry."""
        with self.database.reading() as connection:
            return reference.part(connection, number)

    def part_for(self, code: PartCode) -> Part | None:
        """Return the catalogue entry a label names, by part number or GTIN."""
        with self.database.reading() as connection:
            return reference.part_for(connection, code)

    def search_parts(self, typed: str, most: int) -> tuple[Part, ...]:
        """Return the catalogue entries that hold every word that was typed; the one of that very number first."""
        with self.database.reading() as connection:
            return reference.searched_parts(connection, typed, most)

    def price_list(self, day: date) -> PriceList:
        """Return the list valid on `day`. Raises NotFound("prices.none")."""
        with self.database.reading() as connection:
            return reference.price_list(connection, day)

    def faults(self, model: str) -> tuple[FaultEntry, ...]:
        """Return the fault library's entries for a model, most often seen first."""
        with self.database.reading() as connection:
            return reference.faults(connection, model)

    def search_faults(self, asked: FaultSearch) -> FaultsFound:
        """Return the first entries of the fault library that hold every word, best first (KNO-1)."""
        with self.database.reading() as connection:
            return fault_search.search(connection, asked)

    def fault_models(self) -> tuple[str, ...]:
        """Return the models that the fault library knows, by name."""
        with self.database.reading() as connection:
            return reference.fault_models(connection)

    def asset(self, asset_id: AssetId) -> Asset | None:
        """Return a machine with its whole history, as the register has it (ANA-1)."""
        with self.database.reading() as connection:
            return model_files.asset(connection, asset_id)

    def asset_with_serial(self, serial: SerialNumber) -> Asset | None:
        """Return the machine with this serial number (ACC-3)."""
        with self.database.reading() as connection:
            return model_files.asset_with_serial(connection, serial)

    def assets_of_model(self, model: str) -> tuple[Asset, ...]:
        """Return every machine of a model with its history (ANA-1)."""
        with self.database.reading() as connection:
            return model_files.assets_of_model(connection, model)

    def documents(self, model: str) -> tuple[ModelDocument, ...]:
        """Return the drawings and manuals of a model, drawings first."""
        with self.database.reading() as connection:
            return model_files.documents(connection, model)

    def has_blob(self, sha256: Sha256) -> bool:
        """Tell whether a file is here."""
        with self.database.reading() as connection:
            return blobs.has(connection, sha256)

    def depot_stock(self, number: PartNumber) -> DepotStock | None:
        """Return what the depot had of a part when it last told (PRT-3)."""
        with self.database.reading() as connection:
            return model_files.depot_stock(connection, number)

    def sla_profile(self, profile_id: ProfileId) -> SlaProfile | None:
        """Return a table of limits and clocks as the centre has it (SLA-6)."""
        with self.database.reading() as connection:
            return reference.sla_profile(connection, profile_id)

    def calendar(self, calendar_id: CalendarId) -> WorkingCalendar | None:
        """Return a working calendar as the centre has it (SLA-6)."""
        with self.database.reading() as connection:
            return reference.calendar(connection, calendar_id)

    def stock(self, number: PartNumber) -> int:
        """Return the balance of a part on the van (PRT-2)."""
        with self.database.reading() as connection:
            return ledger.balance(connection, number)

    def movements(self, number: PartNumber | None = None) -> tuple[StockMovement, ...]:
        """Return the ledger, newest first; of one part where a number is given."""
        with self.database.reading() as connection:
            return ledger.movements(connection, number)

    def serial_on_van(self, serial: SerialNumber) -> PartNumber | None:
        """Return which part of the van carries this serial now (SITE-4)."""
        with self.database.reading() as connection:
            return ledger.part_of_serial(connection, serial)

    def blob(self, sha256: Sha256) -> bytes:
        """Return a file. Raises NotFound("blob.unknown"), StoreDamaged("blob.damaged")."""
        with self.database.reading() as connection:
            return blobs.read(connection, self.database.blob_folder, sha256)[1]

    def unsent_messages(self, order_id: OrderId) -> frozenset[str]:
        """Return the ids of the messages about this order that are not yet at the centre."""
        mine = (OUTBOX.c.order_id == order_id, OUTBOX.c.kind == MessageSent.kind)
        query = select(OUTBOX).where(*mine, OUTBOX.c.state == EventState.WAITING.value)
        with self.database.reading() as connection:
            events = [outbox_rows.event_of(row) for row in connection.execute(query)]
        return frozenset(event.message_id for event in events if isinstance(event, MessageSent))

    def files_waiting(self) -> dict[OrderId, FilesWaiting]:
        """Return how many files of each order the centre does not have yet; orders without any are left out."""
        with self.database.reading() as connection:
            return order_files.waiting(connection)

    def sync_status(self) -> SyncStatus:
        """Return what is not yet at the centre, and what had a problem (SYN-1)."""
        with self.database.reading() as connection:
            waiting = _waiting_by_kind(connection)
            measured = meta.read(connection, meta.CLOCK_OFFSET, meta.ClockOffset)
            return SyncStatus(
                events_waiting=sum(waiting.values()),
                stock_waiting=sum(waiting.get(kind, 0) for kind in STOCK_EVENTS),
                blobs_waiting=blobs.count_waiting(connection),
                bytes_waiting=blobs.bytes_waiting(connection),
                problems=(*problems.listed(connection), *_event_problems(connection), *blobs.refused(connection)),
                last_complete_at=meta.read(connection, meta.COMPLETE_AT, datetime),
                clock_offset=measured.offset if measured is not None else None,
            )

    def setting(self, name: str, default: str) -> str:
        """Return a setting of this device."""
        with self.database.reading() as connection:
            found = connection.exec_driver_sql(_SETTING, {"name": name}).scalar_one_or_none()
            return default if found is None else str(found)


def _waiting_by_kind(connection: Connection) -> dict[str, int]:
    query = select(OUTBOX.c.kind, func.count()).where(OUTBOX.c.state == EventState.WAITING.value)
    return {str(kind): int(count) for kind, count in connection.execute(query.group_by(OUTBOX.c.kind))}


def _event_problems(connection: Connection) -> tuple[SyncProblem, ...]:
    """Return the events that were not simply accepted, newest first."""
    number = func.coalesce(ORDER_CURRENT.c.number, "").label("number")
    query = (
        select(OUTBOX, number)
        .join_from(OUTBOX, ORDER_CURRENT, OUTBOX.c.order_id == ORDER_CURRENT.c.order_id, isouter=True)
        .where(OUTBOX.c.state.in_(_REFUSED))
        .order_by(OUTBOX.c.seq.desc())
        .limit(_MOST_PROBLEMS)
    )
    rows = connection.execute(query).all()
    if not rows:
        return ()
    device_id = enrolment(connection).device_id
    return tuple(
        SyncProblem(
            event=str(EventId(device_id, row.seq)),
            kind=row.kind,
            order_number=row.number,
            code=row.code or f"event.{row.state}",
            fields=decode(row.fields, dict[str, str]),
            at=from_us(row.acknowledged_us or row.recorded_us),
            content=outbox_rows.content(row),
            waits_for_office=row.state == EventState.PARKED.value,
        )
        for row in rows
    )
