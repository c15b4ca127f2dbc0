"""A workbook as the desk sees it: its own faults first, then what stands against publishing it here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from fieldapp.centre.desk import orders
from fieldapp.centre.forms_desk.contract import breaches
from fieldapp.centre.forms_desk.processes import processes_in_use
from fieldapp.centre.forms_desk.versions import FormVersion, PublishedVersion, read_versions, read_xform
from fieldapp.centre.settings import machine_time
from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import Sha256
from fieldapp.forms.choice_file import ChoiceFile, read_choice_file
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.lint.findings import Findings, meant
from fieldapp.forms.model import load_form
from fieldapp.forms.workbook import Cell
from fieldapp.workflow.needs import needed_answers
from fieldapp.workflow.step_form import forms_of

if TYPE_CHECKING:
    from fieldapp.domain.process import Process
    from fieldapp.forms.compile import Examination
    from fieldapp.forms.errors import AuthorError
    from fieldapp.forms.model import FormDefinition

_TABLE_ENDING = ".csv"
_FAR_AHEAD = timedelta(days=366)
_SEVERAL = (ControlKind.SELECT_MANY, ControlKind.RANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTable:
    """A file of choices beside a workbook, with the columns that its selects take; "" where none uses it.

    `several`: one of them takes more than one choice.
    """

    list_id: str
    path: Path
    value: str
    label: str
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One workbook. `faults` are its own, `refusals` come from what is published; `form` is None with faults.

    `tables` are the files of choices beside the workbook that the form needs.
    """

    path: Path
    form: FormVersion | None
    faults: tuple[AuthorError, ...]
    refusals: tuple[AuthorError, ...]
    warnings: tuple[AuthorError, ...]
    tables: tuple[ChoiceTable, ...] = ()
    is_published: bool = False
    """Whether this very form is published already."""

    @property
    def can_be_published(self) -> bool:
        """Return whether nothing stands against it."""
        return self.form is not None and not self.refusals


def examine(path: Path, connection: Connection | None, *, today: date | None = None) -> Examined:
    """Check a workbook, and hold it against what is published where there is a `connection` to the centre's data.

    `today` is the machine's when it is not given. Raises BadInput("forms.author.not-a-workbook").
    """
    from fieldapp.forms.compile import examine_xlsform  # heavy, and on the author's side only

    found = examine_xlsform(path)
    if found.form is None or found.definition is None:
        return Examined(path=path, form=None, faults=found.faults, refusals=(), warnings=found.warnings)
    form = FormVersion(
        form_id=found.form.form_id,
        version=found.form.version,
        sha256=Sha256(found.form.sha256),
        xform=found.form.xform.decode("utf-8"),
        workbook=path.read_bytes(),
    )
    tables = tuple(_tables(found.definition, path.parent))
    broken = _table_faults(found, tables, path.name)
    if broken:
        return Examined(path=path, form=None, faults=broken, refusals=(), warnings=found.warnings)
    held = Findings(path.name, found.workbook)
    published = () if connection is None else read_versions(connection, form.form_id)
    is_published = form.sha256 in {version.sha256 for version in published}
    _check_day(form, found, today or machine_time().date(), held)
    if connection is not None:
        processes = processes_in_use(connection, orders.read_open(connection))
        _check_asked(form, found, processes, held)
        if not is_published:
            _hold_against_published(connection, form, found, published, processes, held)
    return Examined(
        path=path,
        form=form,
        faults=(),
        refusals=held.faults,
        warnings=(*found.warnings, *held.warnings),
        tables=tables,
        is_published=is_published,
    )


def _tables(definition: FormDefinition, folder: Path) -> Iterator[ChoiceTable]:
    controls = [control for top in definition.body for control in top.walk()]
    for name in definition.lists:
        selects = [control for control in controls if control.itemset is not None and control.itemset.list_id == name]
        itemset = selects[0].itemset if selects else None
        shown = "" if itemset is None or itemset.label.value is None else itemset.label.value.text
        value = "" if itemset is None else itemset.value.text
        several = any(control.kind in _SEVERAL for control in selects)
        path = folder / f"{name}{_TABLE_ENDING}"
        yield ChoiceTable(list_id=name, path=path, value=value, label=shown, several=several)


def _table_faults(found: Examination, tables: Iterable[ChoiceTable], file: str) -> tuple[AuthorError, ...]:
    """The faults of the files, and of the cells that use them in a way that would fail on a tablet."""
    from fieldapp.forms.list_check import list_faults  # heavy, as the compiler is

    lists: dict[str, ChoiceFile] = {}
    broken: list[AuthorError] = []
    findings = Findings(file, found.workbook)
    for table in tables:
        read, faults = read_choice_file(table.path, value=table.value, label=table.label, several=table.several)
        broken += faults
        if read is not None:
            lists[table.list_id] = read
    for fault in list_faults(found.definition, lists) if found.definition is not None else ():
        path, property_ = str(fault.fields["path"]), str(fault.fields["property"])
        findings.fault(found.workbook.place(path, property_), fault)
    return (*broken, *findings.faults)


def _check_day(form: FormVersion, found: Examination, today: date, findings: Findings) -> None:
    """Warn of a version that would keep out all later ones for a long time."""
    day = datetime.strptime(form.version[:8], "%Y%m%d").date()
    if day - today > _FAR_AHEAD:
        place = found.workbook.setting("version")
        findings.warning(place, Refused("forms.publish.version-far", version=form.version, day=day.isoformat()))


def _check_asked(form: FormVersion, found: Examination, processes: tuple[Process, ...], findings: Findings) -> None:
    """Warn of a form that no step of a process asks; most often its form_id is mistyped."""
    asked = {form for process in processes for form in forms_of(process)}
    if asked and form.form_id not in asked:
        fields = {"form": form.form_id, "meant": meant(form.form_id.lower(), sorted(asked))}
        findings.warning(found.workbook.setting("id_string"), Refused("forms.publish.form-unasked", **fields))


def _hold_against_published(
    connection: Connection,
    form: FormVersion,
    found: Examination,
    published: tuple[PublishedVersion, ...],
    processes: tuple[Process, ...],
    findings: Findings,
) -> None:
    place = found.workbook.setting("version")
    taken = {version.version for version in published}
    if form.version in taken:
        fault = Refused("forms.publish.version-taken", form=form.form_id, version=form.version)
        findings.fault(place, fault)
    elif published and form.version < published[0].version:
        newest = published[0].version
        findings.fault(
            place, Refused("forms.publish.not-newer", form=form.form_id, version=form.version, newest=newest)
        )
    earlier = [load_form(read_xform(connection, version.sha256)) for version in published]
    needs = [need for process in processes for need in needed_answers(process)]
    definition = found.definition
    assert definition is not None  # a workbook with a form has one
    for breach in breaches(found.workbook, definition, earlier, needs):
        note = findings.warning if breach.allowed else findings.fault
        note(breach.cell, breach.error)


def form_twice(examined: list[Examined]) -> tuple[AuthorError, ...]:
    """Return a refusal for each workbook whose form another one of the same call is, too."""
    seen: dict[str, Path] = {}
    found: list[AuthorError] = []
    for entry in examined:
        if entry.form is None:
            continue
        other = seen.setdefault(entry.form.form_id, entry.path)
        if other is not entry.path:
            findings = Findings(entry.path.name)
            fault = Refused("forms.publish.form-twice", form=entry.form.form_id, other=other.name)
            findings.fault(Cell("settings", 2, "form_id"), fault)
            found.extend(findings.faults)
    return tuple(found)
