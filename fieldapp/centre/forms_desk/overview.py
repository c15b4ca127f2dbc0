"""Every form with its versions, for the desk's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from fieldapp.centre.choice_lists import published_lists
from fieldapp.centre.desk import orders
from fieldapp.centre.forms_desk.processes import processes_in_use
from fieldapp.centre.forms_desk.versions import SEED, PublishedVersion, read_versions, read_xform, uses
from fieldapp.domain.ids import FormId, Sha256
from fieldapp.domain.process import Wording
from fieldapp.forms.choice_source import needed_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version; `used` counts the open orders that have it, `published_by` is "" for what came with the program."""

    version: str
    sha256: Sha256
    published_at: datetime
    published_by: str
    used: int
    has_workbook: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """A long list that a form reads, as tablets have it now."""

    list_id: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One form, its versions the newest first. `title` is that of the step that asks it, None where none does.

    `lists` are those that its newest version reads and that are published.
    """

    form_id: str
    title: Wording | None
    versions: tuple[VersionRow, ...]
    lists: tuple[ListRow, ...]


def read_overview(connection: Connection) -> tuple[FormRow, ...]:
    """Return the forms in the order of the process, those of no process last."""
    open_orders = orders.read_open(connection)
    used = uses(open_orders)
    steps = [step for process in processes_in_use(connection, open_orders) for step in process.steps]
    titles = {str(form): step.title for step in steps for form in step.forms}
    places = {form: place for place, form in enumerate(titles)}
    sizes = published_lists(connection)
    found = []
    for form_id, group in groupby(read_versions(connection), lambda version: version.form_id):
        versions = tuple(group)
        needed = needed_lists(read_xform(connection, versions[0].sha256))
        rows = tuple(_row(version, used[_pin(version)]) for version in versions)
        lists = tuple(ListRow(name, sizes[name]) for name in needed if name in sizes)
        found.append(FormRow(form_id=form_id, title=titles.get(form_id), versions=rows, lists=lists))
    return tuple(sorted(found, key=lambda row: (places.get(row.form_id, len(places)), row.form_id)))


def _pin(version: PublishedVersion) -> tuple[FormId, Sha256]:
    return FormId(version.form_id), version.sha256


def _row(version: PublishedVersion, used: int) -> VersionRow:
    return VersionRow(
        version=version.version,
        sha256=version.sha256,
        published_at=version.published_at,
        published_by="" if version.published_by == SEED else version.published_by,
        used=used,
        has_workbook=bool(version.workbook_sha256),
    )
