"""Publishing: what every tablet gets, and which versions new orders begin with (PRO-2, SLA-1)."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from fieldapp.centre.current import make_current
from fieldapp.centre.database.tables import current
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.forms_desk.versions import FORM, SEED, FormVersion, read_versions, store
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import FormId, ProfileId, Sha256
from fieldapp.domain.part import DepotStock, Part
from fieldapp.domain.process import JobType, Process
from fieldapp.domain.sla import STANDARD, LevelLimits, Severity
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.work_order import ProcessPin
from fieldapp.scheduling.data_files import read_calendar, read_profile
from fieldapp.support.lines import noted
from fieldapp.trust.private_file import write_private
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import DocumentKind, FormDocument
from fieldapp.workflow.process_file import read_process
from fieldapp.workflow.step_form import forms_of

T = TypeVar("T")

_SLA = "sla"
_PROCESS = "process"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was read from the resources folder."""

    processes: tuple[Process, ...]
    forms: tuple[FormVersion, ...]
    profiles: tuple[SlaProfile, ...]
    calendars: tuple[WorkingCalendar, ...] = ()


def read_resources(resources: Path, compiled: Path) -> Published:
    """Read processes, forms, SLA tables and working calendars.

    Raises BadInput naming the file; then nothing is published. Compiled forms are kept in `compiled` by the hash of
    their source, so that only changed ones are compiled again.
    """
    processes = tuple(read_process(_text(path)) for path in sorted((resources / "process").glob("*.toml")))
    forms = tuple(_form(path, compiled) for path in sorted((resources / "forms").glob("*.xlsx")))
    profiles = tuple(_read(path, read_profile) for path in sorted((resources / "sla").glob("*.toml")))
    calendars = tuple(_read(path, read_calendar) for path in sorted((resources / "calendars").glob("*.toml")))
    _check_limits(profiles, calendars)
    known = {form.form_id for form in forms}
    for process in processes:
        for form_id in forms_of(process):
            if form_id not in known:
                raise BadInput("publish.form-missing", process=process.id, form=form_id)
    return Published(processes=processes, forms=forms, profiles=profiles, calendars=calendars)


def publish(connection: Connection, feed: Feed, published: Published, at: datetime) -> None:
    """Send processes, forms and tables of limits to every device and let new orders begin with them.

    What is known is not sent again. A form that the desk has published meanwhile in a newer version, or with other
    content in the same one, stays.
    """
    for process in published.processes:
        key = f"{process.id}@{process.version}"
        feed.put(REFERENCE, DocumentKind.PROCESS, key, process)
        make_current(connection, _PROCESS, process.job_type.value, process.id, process.version)
        connection.execute(delete(current).where(current.c.kind == f"{_PROCESS}:{process.id}"))
        for form_id in forms_of(process):
            # Which forms a process needs is part of it; the pin of an order names the very versions.
            make_current(connection, f"{_PROCESS}:{process.id}", form_id, form_id, process.version)
    for form in published.forms:
        _seed_form(connection, feed, form, at)
    for calendar in published.calendars:  # before the profiles that count by them
        feed.put(REFERENCE, DocumentKind.WORKING_CALENDAR, calendar.id, calendar)
    for profile in published.profiles:
        feed.put(REFERENCE, DocumentKind.SLA_PROFILE, profile.id, profile)
        for level, limits in profile.levels.items():
            make_current(connection, _sla(profile.id), str(level.value), encode(limits).decode(), profile.version)


def _seed_form(connection: Connection, feed: Feed, form: FormVersion, at: datetime) -> None:
    known = {version.version: version.sha256 for version in read_versions(connection, form.form_id)}
    if known.get(form.version, form.sha256) != form.sha256:
        named = noted(form=form.form_id, version=form.version)
        _log.warning("form %s %s is published with other content: kept", form.form_id, form.version, extra=named)
        return
    store(connection, feed, form, at=at, by=SEED)


def publish_catalogue(
    feed: Feed, parts: tuple[Part, ...], faults: tuple[FaultEntry, ...], price_lists: tuple[PriceList, ...]
) -> None:
    """Send parts, fault library and price lists to every device."""
    for part in parts:
        feed.put(REFERENCE, DocumentKind.PART, part.number, part)
    for entry in faults:
        feed.put(REFERENCE, DocumentKind.FAULT_ENTRY, entry.id, entry)
    for prices in price_lists:
        feed.put(REFERENCE, DocumentKind.PRICE_LIST, f"{prices.id}@{prices.version}", prices)


def publish_depot(feed: Feed, stock: tuple[DepotStock, ...]) -> None:
    """Tell every device what the depot has, as it was last counted (PRT-3)."""
    for line in stock:
        feed.put(REFERENCE, DocumentKind.DEPOT_STOCK, line.part_number, line)


def pin_for(connection: Connection, job_type: JobType) -> ProcessPin:
    """Return the versions a new order of this kind begins with. Raises Refused("publish.process-missing")."""
    found = connection.execute(
        select(current.c.key, current.c.version).where(current.c.kind == _PROCESS, current.c.name == job_type.value)
    ).one_or_none()
    if found is None:
        raise Refused("publish.process-missing", job_type=job_type.value)
    needed = select(current.c.name).where(current.c.kind == f"{_PROCESS}:{found.key}")
    forms = select(current.c.name, current.c.key).where(current.c.kind == FORM, current.c.name.in_(needed))
    return ProcessPin(
        process_id=found.key,
        process_version=found.version,
        forms={FormId(row.name): Sha256(row.key) for row in connection.execute(forms)},
    )


def limits_for(connection: Connection, severity: Severity, profile: ProfileId = STANDARD) -> LevelLimits:
    """Return the limits a new order of this level gets by a profile. Raises Refused("publish.sla-missing")."""
    query = select(current.c.key).where(current.c.kind == _sla(profile), current.c.name == str(severity.value))
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise Refused("publish.sla-missing", level=severity.value)
    return decode(found.encode(), LevelLimits)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput("publish.unreadable", file=path.name) from fault


def _sla(profile: ProfileId) -> str:
    return _SLA if profile == STANDARD else f"{_SLA}:{profile}"


def _check_limits(profiles: tuple[SlaProfile, ...], calendars: tuple[WorkingCalendar, ...]) -> None:
    """Refuse tables without a standard, and those that count by a calendar that is not there."""
    if STANDARD not in {profile.id for profile in profiles}:
        raise BadInput("publish.unreadable", file=f"{STANDARD}.toml")
    known = {None, *(calendar.id for calendar in calendars)}
    for profile in profiles:
        if profile.calendar not in known:
            raise BadInput("publish.malformed", file=f"{profile.id}.toml", detail="calendar")


def _read(path: Path, reader: Callable[[str], T]) -> T:
    text = _text(path)
    try:
        return reader(text)
    except BadInput as fault:
        detail = fault.fields.get("detail") or fault.fields.get("place", "")
        raise BadInput("publish.malformed", file=path.name, detail=str(detail)) from fault


def _form(path: Path, compiled: Path) -> FormVersion:
    """Return the form of an XLSForm file, from the cache where its source has not changed."""
    workbook = path.read_bytes()
    source = hashlib.sha256(workbook).hexdigest()
    kept = compiled / f"{path.stem}-{source[:32]}.json"
    document = decode(kept.read_bytes(), FormDocument) if kept.exists() else _compiled(path, kept)
    return FormVersion(
        form_id=document.form_id,
        version=document.version,
        sha256=document.sha256,
        xform=document.xform,
        workbook=workbook,
    )


def _compiled(path: Path, kept: Path) -> FormDocument:
    from fieldapp.forms.compile import compile_xlsform  # heavy, and on the author's side only

    form = compile_xlsform(path)
    document = FormDocument(
        form_id=form.form_id, version=form.version, sha256=Sha256(form.sha256), xform=form.xform.decode("utf-8")
    )
    write_private(kept, encode(document))
    return document
