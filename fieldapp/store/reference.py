"""Reference data on the tablet: parts, faults, prices, processes and forms, each found by the names it is asked by."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, TableValuedAlias, Text, cast, delete, exists, func, join, select, true
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.asset import Asset
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.errors import NotFound
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import CalendarId, FormId, PartNumber, ProfileId, Scope, Sha256
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.part import DepotStock, Part, PartCode
from fieldapp.domain.process import JobType, Process, version_rank
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.views.form_versions import FormVersion
from fieldapp.domain.work_order import ProcessPin
from fieldapp.store import entries, fault_entries, fault_search
from fieldapp.store.kept import decode
from fieldapp.store.prepared import prepared
from fieldapp.store.tables import REFERENCE
from fieldapp.wire.codec import encode, to_json
from fieldapp.wire.messages import DocumentKind, FormDocument

Document = (
    Part
    | FaultEntry
    | PriceList
    | Process
    | FormDocument
    | Asset
    | ModelDocument
    | DepotStock
    | SlaProfile
    | WorkingCalendar
)

TYPES: dict[DocumentKind, type[Document]] = {
    DocumentKind.PART: Part,
    DocumentKind.FAULT_ENTRY: FaultEntry,
    DocumentKind.PRICE_LIST: PriceList,
    DocumentKind.PROCESS: Process,
    DocumentKind.FORM: FormDocument,
    DocumentKind.ASSET: Asset,
    DocumentKind.MODEL_DOCUMENT: ModelDocument,
    DocumentKind.DEPOT_STOCK: DepotStock,
    DocumentKind.SLA_PROFILE: SlaProfile,
    DocumentKind.WORKING_CALENDAR: WorkingCalendar,
}
VERSIONED = (DocumentKind.PROCESS.value, DocumentKind.FORM.value)
"""Kinds whose older versions stay for the orders that began with them (PRO-2)."""
_FOUND_BY = {DocumentKind.PART: entries.PARTS, DocumentKind.FAULT_ENTRY: fault_entries.FAULTS}

_ONE = "SELECT document FROM reference WHERE kind = :kind AND version = :version LIMIT 1"
_ONE_NAMED = "SELECT document FROM reference WHERE kind = :kind AND version = :version AND alias = :alias LIMIT 1"
"""As text: one order asks for a dozen forms, and its statement anew each time cost more than the answer (USE-3)."""
_ROW = insert(REFERENCE)
_PUT = prepared(
    _ROW.on_conflict_do_update(
        index_elements=[REFERENCE.c.kind, REFERENCE.c.key, REFERENCE.c.version],
        set_={name: _ROW.excluded[name] for name in ("alias", "document", "scope", "epoch")},
    )
)


def put(connection: Connection, kind: DocumentKind, key: str, document: Document, scope: Scope, epoch: str) -> None:
    """Write or replace a document under its key; a new version of a process or form stands beside the older ones."""
    version, alias = _names(document)
    names = {"kind": kind.value, "key": key, "version": version, "alias": alias}
    # The levels of a table of limits are no text until they are written as such.
    content = encode(to_json(document) if isinstance(document, SlaProfile) else document)
    connection.exec_driver_sql(_PUT, {**names, "document": content, "scope": scope, "epoch": epoch})
    if isinstance(document, Part):
        entries.keep_part(connection, key, document)
    elif isinstance(document, Asset):
        # Its model is what it is found by, no version: one that was corrected leaves nothing behind.
        same = (REFERENCE.c.kind == kind.value, REFERENCE.c.key == key)
        connection.execute(delete(REFERENCE).where(*same, REFERENCE.c.version != version))
    elif isinstance(document, FaultEntry):
        fault_entries.keep_fault(connection, key, document)


def remove(connection: Connection, kind: DocumentKind, key: str) -> None:
    """Remove a document; processes and forms stay, for the orders that began with them."""
    if kind.value not in VERSIONED:
        connection.execute(delete(REFERENCE).where(REFERENCE.c.kind == kind.value, REFERENCE.c.key == key))
    if kind in _FOUND_BY:
        entries.remove(connection, _FOUND_BY[kind], key)


def remove_other_epochs(connection: Connection, epoch: str) -> None:
    """After everything was pulled anew: remove what the restored centre does not have."""
    old = (REFERENCE.c.epoch != epoch, REFERENCE.c.kind.not_in(VERSIONED))
    for kind, found_by in _FOUND_BY.items():
        for key in connection.execute(select(REFERENCE.c.key).where(*old, _of(kind))).scalars().all():
            entries.remove(connection, found_by, key)
    connection.execute(delete(REFERENCE).where(*old))


def part(connection: Connection, number: PartNumber) -> Part | None:
    """Return the catalogue entry of that number."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.PART), REFERENCE.c.version == number)
    document = connection.execute(query.limit(1)).scalar_one_or_none()
    return None if document is None else decode(document, Part)


def searched_parts(connection: Connection, typed: str, most: int) -> tuple[Part, ...]:
    """Return the parts that hold every word that was typed; one whose very number it is comes first."""
    keys = entries.found(connection, entries.PARTS, typed, most)
    query = select(REFERENCE.c.key, REFERENCE.c.document).where(_of(DocumentKind.PART), REFERENCE.c.key.in_(keys))
    documents = {row.key: row.document for row in connection.execute(query)}
    parts = [decode(documents[key], Part) for key in keys]
    exact = part(connection, PartNumber(typed.strip()))
    return tuple(
        parts if exact is None else [exact, *(other for other in parts if other.number != exact.number)][:most]
    )


def part_for(connection: Connection, code: PartCode) -> Part | None:
    """Return the catalogue entry a label names: its part number first, then its GTIN."""
    found = None if code.part_number is None else part(connection, code.part_number)
    if found is None and code.gtin:
        query = select(REFERENCE.c.document).where(_of(DocumentKind.PART), REFERENCE.c.alias == code.gtin)
        document = connection.execute(query.limit(1)).scalar_one_or_none()
        found = None if document is None else decode(document, Part)
    return found


def process(connection: Connection, pin: ProcessPin) -> Process:
    """Return the pinned process. Raises NotFound("process.unknown")."""
    named = {"kind": DocumentKind.PROCESS.value, "version": pin.process_version, "alias": pin.process_id}
    document = connection.exec_driver_sql(_ONE_NAMED, named).scalar_one_or_none()
    if document is None:
        raise NotFound("process.unknown", process=pin.process_id, version=pin.process_version)
    return decode(document, Process)


def current_process(connection: Connection, job_type: JobType) -> Process:
    """Return the newest process of a job type. Raises NotFound("process.none")."""
    of_type = func.json_extract(cast(REFERENCE.c.document, Text), "$.job_type") == job_type.value
    query = select(REFERENCE.c.version, REFERENCE.c.document).where(_of(DocumentKind.PROCESS), of_type)
    rows = connection.execute(query).all()
    if not rows:
        raise NotFound("process.none", job_type=job_type.value)
    return decode(max(rows, key=lambda row: version_rank(row.version)).document, Process)


def form(connection: Connection, pin: ProcessPin, form_id: FormId) -> tuple[Sha256, bytes]:
    """Return hash and XForm text of the pinned version. Raises NotFound("form.unknown")."""
    sha256 = pin.forms.get(form_id)
    one = {"kind": DocumentKind.FORM.value, "version": sha256 or ""}
    document = connection.exec_driver_sql(_ONE, one).scalar_one_or_none()
    if sha256 is None or document is None:
        raise NotFound("form.unknown", form=form_id)
    return sha256, decode(document, FormDocument).xform.encode()


def form_versions(connection: Connection, form_id: FormId) -> tuple[FormVersion, ...]:
    """Return the versions of a form, newest first. Their texts stay in the database: they can be long."""
    version = func.json_extract(cast(REFERENCE.c.document, Text), "$.version")
    query = select(REFERENCE.c.version, version).where(_of(DocumentKind.FORM), REFERENCE.c.alias == form_id)
    found = [
        FormVersion(form_id=form_id, version=str(name), sha256=Sha256(sha256))
        for sha256, name in connection.execute(query)
    ]
    return tuple(sorted(found, key=lambda known: (known.rank, known.sha256), reverse=True))


def price_list(connection: Connection, day: date) -> PriceList:
    """Return the newest list that is valid on `day`. Raises NotFound("prices.none")."""
    valid = (_of(DocumentKind.PRICE_LIST), REFERENCE.c.alias <= day.isoformat())
    query = select(REFERENCE.c.document).where(*valid).order_by(REFERENCE.c.alias.desc(), REFERENCE.c.version.desc())
    document = connection.execute(query.limit(1)).scalar_one_or_none()
    if document is None:
        raise NotFound("prices.none", day=day.isoformat())
    return decode(document, PriceList)


def faults(connection: Connection, model: str) -> tuple[FaultEntry, ...]:
    """Return the entries for a model, most often seen first."""
    if fault_entries.is_made(connection):
        found = fault_search.of_model(connection, model)
    else:
        models = _models()
        query = select(REFERENCE.c.document).where(
            _of(DocumentKind.FAULT_ENTRY), exists(select(models.c.value).where(models.c.value == model))
        )
        found = tuple(decode(document, FaultEntry) for document in connection.execute(query).scalars())
    return tuple(sorted(found, key=lambda entry: (-entry.cases, entry.id)))


def fault_models(connection: Connection) -> tuple[str, ...]:
    """Return the models that entries name, by name."""
    models = _models()
    query = select(models.c.value).select_from(join(REFERENCE, models, true())).where(_of(DocumentKind.FAULT_ENTRY))
    return tuple(sorted(connection.execute(query.distinct()).scalars()))


def sla_profile(connection: Connection, profile_id: ProfileId) -> SlaProfile | None:
    """Return a table of limits and clocks (SLA-6)."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.SLA_PROFILE), REFERENCE.c.key == profile_id)
    document = connection.execute(query).scalar_one_or_none()
    return None if document is None else decode(document, SlaProfile)


def calendar(connection: Connection, calendar_id: CalendarId) -> WorkingCalendar | None:
    """Return a working calendar (SLA-6)."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.WORKING_CALENDAR), REFERENCE.c.key == calendar_id)
    document = connection.execute(query).scalar_one_or_none()
    return None if document is None else decode(document, WorkingCalendar)


def _models() -> TableValuedAlias:
    return func.json_each(cast(REFERENCE.c.document, Text), "$.models").table_valued("value")


def _of(kind: DocumentKind) -> ColumnElement[bool]:
    return REFERENCE.c.kind == kind.value


def _names(document: Document) -> tuple[str, str]:
    """Return version and second name of a document: what queries ask by, beside the centre's key."""
    match document:
        case Part():
            return document.number, document.gtin or ""
        case Process():
            return document.version, document.id
        case FormDocument():
            return document.sha256, document.form_id
        case PriceList():
            return document.version, document.valid_from_on.isoformat()
        case FaultEntry():
            return "", document.code
        case Asset():
            return document.model, document.serial_number
        case ModelDocument() | DepotStock() | SlaProfile() | WorkingCalendar():
            return "", ""
