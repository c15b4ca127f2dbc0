"""XLSForm workbook to XForm, on the author's side: our own checks first, then pyxform, then the engine."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.errors import FormError
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import Findings
from fieldapp.forms.lint.mending import without_faults, without_row
from fieldapp.forms.lint.workbook_check import check_workbook
from fieldapp.forms.model import FormDefinition, read_form
from fieldapp.forms.workbook import Cell, Workbook, read_workbook

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"'(survey|choices|settings|entities)' sheet")
_OF_LANGUAGES = re.compile(r"Language '.*' is missing the ")
_QUOTED = re.compile(r"['\[\"]([^'\"\]\[]+)['\]\"]")
_NOTHING_TO_CONVERT = frozenset({"forms.author.sheet-missing", "forms.author.column-missing"})
_ROUNDS = 12
"""How often a faulty workbook is mended to look behind a fault that only the converter or the engine finds."""


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form as it is published: `sha256` is that of `xform`; `warnings` do not keep it from being used."""

    form_id: str
    version: str
    xform: bytes
    sha256: str
    warnings: tuple[AuthorError, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found out about a workbook. `form` is there only for one without faults."""

    workbook: Workbook
    form: CompiledForm | None
    definition: FormDefinition | None
    faults: tuple[AuthorError, ...]
    warnings: tuple[AuthorError, ...]


def compile_xlsform(path: Path) -> CompiledForm:
    """Compile the workbook at a path; needs the extra `[author]`.

    Errors: an `AuthorError` for the first fault, as `check_xlsform` names them.
    """
    examined = examine_xlsform(path)
    if examined.form is None:
        raise examined.faults[0]
    return examined.form


def check_xlsform(path: Path) -> tuple[AuthorError, ...]:
    """Every fault of a workbook, in the order of its rows; empty for one that can be published.

    Codes: `forms.author.*` of our own checks, those of the engine (`forms.xpath.*`, `forms.cycle`, `forms.xform.*`),
    and `forms.author.rejected` with the converter's own words in `detail`. Each names `sheet`, `row` and `column`.
    """
    return examine_xlsform(path).faults


def examine_xlsform(path: Path) -> Examination:
    """Check and compile a workbook; CSV files that it takes choices from stand beside it."""
    workbook = read_workbook(path)
    findings, _ = check_workbook(workbook, path.parent)
    examiner = _Examiner(workbook, findings)
    definition, xform = examiner.run()
    if findings.faults or definition is None:
        return Examination(workbook, None, None, findings.faults, findings.warnings)
    sha256 = hashlib.sha256(xform).hexdigest()
    form = CompiledForm(definition.form_id, definition.version, xform, sha256, findings.warnings)
    return Examination(workbook, form, definition, (), findings.warnings)


class _Examiner:
    """Converts and loads a workbook, and again with each fault mended that hid the next one."""

    def __init__(self, workbook: Workbook, findings: Findings) -> None:
        self._workbook = workbook
        self._findings = findings

    def run(self) -> tuple[FormDefinition | None, bytes]:
        if any(fault.code in _NOTHING_TO_CONVERT for fault in self._findings.faults):
            return None, b""
        current = without_faults(self._workbook, self._findings.faults)
        for _ in range(_ROUNDS):
            xform, place = self._converted(current)
            definition = None
            if place is not None:
                after = without_row(current, place.sheet, place.row)
            else:
                definition, faults = read_form(xform)
                noted = self._note_all((*faults, *(definition.oddities if definition else ())))
                after = without_faults(current, noted) if definition is None else current
            if after == current:
                return definition, xform
            current = after
        return None, b""

    def _converted(self, workbook: Workbook) -> tuple[bytes, Cell | None]:
        """The XForm, or where the converter found a fault."""
        from pyxform.errors import PyXFormError
        from pyxform.xls2xform import convert

        notes: list[str] = []
        try:
            converted = convert(workbook.definition(), warnings=notes, form_name="data")
        # It meets a workbook that it did not foresee with errors of its own making, too.
        except (PyXFormError, KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            place = self._place_of(str(error), getattr(error, "context", {}))
            self._note(place, AuthorError("forms.author.rejected", detail=str(error)))
            return b"", place
        for note in notes:
            if _OF_LANGUAGES.match(note):
                continue  # our own check names each column of each sheet
            place = self._place_of(note, {})
            if not self._is_named(place, self._findings.warnings):
                self._findings.warning(place, AuthorError("forms.author.note", detail=note))
        return str(converted.xform).encode(), None

    def _place_of(self, message: str, context: dict[str, object]) -> Cell:
        """The cell that the converter means; where it names no row, one that holds a word it quotes."""
        row, sheet = _ROW.search(message), _SHEET.search(message)
        quoted = _QUOTED.findall(message)
        name = str(context.get("sheet") or (sheet[1] if sheet else "survey"))
        number = int(row[1]) if row else int(str(context.get("row") or 0))
        if number:
            found = self._workbook.sheets.get(name)
            headings = {heading.text for heading in found.headings} if found else set()
            words = (word for word in (str(context.get("column")), *quoted) if word in headings)
            return Cell(name, number, next(words, "type" if name == "survey" else "name"))
        return self._workbook.holding(quoted) or Cell("survey", 1, "type")

    def _note_all(self, faults: Iterable[FormError]) -> list[AuthorError]:
        """Keep the engine's faults, each with its cell; give them as they were kept."""
        before = set(self._findings.faults)
        for fault in faults:
            path, property_ = str(fault.fields.get("path", "")), str(fault.fields.get("property", ""))
            place = self._workbook.place(path, property_)
            if fault.code == "forms.xform.action":  # the form runs without it
                self._findings.warning(place, fault)
            else:
                self._note(place, fault)
        return [fault for fault in self._findings.faults if fault not in before]

    def _note(self, place: Cell, fault: FormError) -> None:
        # What our own checks have named in this row is not said a second time in other words.
        if not self._is_named(place, self._findings.faults) or fault.code == "forms.cycle":
            self._findings.fault(place, fault)

    def _is_named(self, place: Cell, among: Iterable[AuthorError]) -> bool:
        return any(known.fields["sheet"] == place.sheet and known.fields["row"] == place.row for known in among)
