"""Reference data on the tablet: parts, faults, prices, processes and forms, each found by the names it is asked by."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, TableValuedAlias, Text, cast, exists, func, join, select, true

from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.errors import NotFound
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import CalendarId, FormId, PartNumber, ProfileId, Sha256
from fieldapp.domain.part import Part, PartCode
from fieldapp.domain.process import JobType, Process, version_rank
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.views.form_versions import FormVersion
from fieldapp.domain.work_order import ProcessPin
from fieldapp.store import entries, fault_entries, fault_search
from fieldapp.store.kept import decode
from fieldapp.store.tables import NOT_A_PART, REFERENCE
from fieldapp.wire.messages import DocumentKind, FormDocument

_VERSION = f"SELECT document FROM reference WHERE kind = :kind AND {NOT_A_PART} AND version = :version"
_ONE = f"{_VERSION} LIMIT 1"
_ONE_NAMED = f"{_VERSION} AND alias = :alias LIMIT 1"
"""As text: one order asks for a dozen forms, and its statement anew each time cost more than the answer (USE-3)."""


def part(connection: Connection, number: PartNumber) -> Part | None:
    """Return the catalogue entry of that number."""
    query = select(REFERENCE.c.document).where(_of(DocumentKind.PART), REFERENCE.c.key == number)
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
