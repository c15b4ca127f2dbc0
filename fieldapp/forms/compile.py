"""XLSForm workbook to XForm, on the author's side: pyxform converts, our own engine then checks what came out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.errors import FormError
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.model import FormDefinition, read_form
from fieldapp.forms.workbook import Cell, Workbook, read_workbook

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"'(survey|choices|settings)' sheet")
_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form as it is published: `sha256` is that of `xform`; `warnings` do not keep it from being used."""

    form_id: str
    version: str
    xform: bytes
    sha256: str
    warnings: tuple[AuthorError, ...]


def compile_xlsform(path: Path) -> CompiledForm:
    """Compile the workbook at a path; needs the extra `[author]`.

    Errors: an `AuthorError` for the first fault, as `check_xlsform` names them.
    """
    form, xform, faults, warnings = _examine(path)
    if faults:
        raise faults[0]
    assert form is not None  # without faults there is a form
    return CompiledForm(form.form_id, form.version, xform, hashlib.sha256(xform).hexdigest(), warnings)


def check_xlsform(path: Path) -> tuple[AuthorError, ...]:
    """Every fault of a workbook, in the order of its rows; empty for one that can be published.

    Codes: those of the engine (`forms.xpath.*`, `forms.cycle`, `forms.xform.*`), `forms.author.rejected` with the
    converter's own words in `detail`, `forms.author.no-version`. Each names `sheet`, `row` and `column`.
    """
    return _examine(path)[2]


_Examined = tuple[FormDefinition | None, bytes, tuple[AuthorError, ...], tuple[AuthorError, ...]]


def _examine(path: Path) -> _Examined:
    from pyxform.errors import PyXFormError  # kept off the tablet
    from pyxform.xls2xform import convert

    notes: list[str] = []
    workbook = read_workbook(path)
    try:
        xform = str(convert(path, warnings=notes, form_name="data").xform).encode()
    except PyXFormError as error:
        return None, b"", (_rejected(str(error), workbook, path),), ()
    form, faults = read_form(xform)
    found = [_placed(fault, workbook, path) for fault in (*faults, *(form.oddities if form else ()))]
    if form is not None and not form.version:
        found.append(_fault("forms.author.no-version", Cell("settings", 2, "version"), path))
    found.sort(key=lambda fault: int(fault.fields["row"]))
    return form, xform, tuple(found), tuple(_warnings(notes, workbook, path))


def _rejected(message: str, workbook: Workbook, path: Path) -> AuthorError:
    """The converter's fault; where it does not name the row, the cell that holds a word it quotes."""
    row, sheet = _ROW.search(message), _SHEET.search(message)
    quoted = _QUOTED.findall(message)
    if row is None:
        place = workbook.holding(quoted)
    else:
        name = sheet[1] if sheet else "survey"
        headings = workbook.sheets[name].headings if name in workbook.sheets else ()
        place = Cell(name, int(row[1]), next((word for word in quoted if word in headings), ""))
    return _fault("forms.author.rejected", place, path, detail=message)


def _placed(fault: FormError, workbook: Workbook, path: Path) -> AuthorError:
    """The engine's fault with the cell it comes from."""
    place = workbook.place(str(fault.fields.get("path", "")), str(fault.fields.get("property", "")))
    return _fault(fault.code, place, path, **fault.fields)


def _fault(code: str, place: Cell, file: Path, **fields: str | int) -> AuthorError:
    return AuthorError(code, **fields, file=file.name, sheet=place.sheet, row=place.row, column=place.column)


def _warnings(notes: list[str], workbook: Workbook, path: Path) -> Iterator[AuthorError]:
    for cell in workbook.untranslated():
        yield _fault("forms.author.untranslated", cell, path)
    for note in notes:
        row = _ROW.search(note)
        place = Cell("survey", int(row[1]) if row else 0, "")
        yield _fault("forms.author.note", place, path, detail=note)
