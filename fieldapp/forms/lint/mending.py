"""A faulty workbook put right just so far that the converter looks behind its faults; it is never published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import cell_of
from fieldapp.forms.workbook import Cell, Row, Sheet, Workbook
from fieldapp.forms.xlsform import RowKind, row_type

_ANY_TYPE = "text"
_ANY_TEXT = "–"
_HARMLESS = {"label": _ANY_TEXT, "calculation": "1"}
_UNOPENED, _CROSSED = "forms.author.group-unopened", "forms.author.group-crossed"
_UNCLOSED = "forms.author.group-unclosed"
_KEPT = ("type", "name", "label")


def without_faults(workbook: Workbook, faults: Iterable[AuthorError]) -> Workbook:
    """The workbook with something harmless in each cell that has a fault; names stay wherever they can."""
    changes: dict[Cell, str] = {}
    unclosed: list[str] = []
    for fault in faults:
        if fault.code == _UNCLOSED:
            unclosed.append(str(fault.fields["section"]))
        else:
            changes.update(_changes(workbook, fault))
    mended = workbook.mended(changes)
    return _closed(mended, unclosed) if unclosed else mended


def without_row(workbook: Workbook, sheet: str, number: int) -> Workbook:
    """The workbook with no more than a plain question in one row of the survey, or with that row of a list empty."""
    row = _row(workbook, sheet, number)
    if row is None:
        return workbook
    changes = dict.fromkeys((Cell(sheet, number, heading) for heading in row.cells), "")
    if sheet == "survey" and row_type(row.text("type")).kind is not RowKind.END:
        for heading in row.headings:
            if heading.column == "label" or (heading.column in _KEPT and heading.text in row.cells):
                changes[Cell(sheet, number, heading.text)] = _plain(row, heading.column, heading.text)
    return workbook.mended(changes)


def _plain(row: Row, column: str, heading: str) -> str:
    if column == "label":
        return _ANY_TEXT
    is_plain = column == "type" and row_type(row.cells[heading]).kind is not RowKind.BEGIN
    return _ANY_TYPE if is_plain else row.cells[heading]


def _changes(workbook: Workbook, fault: AuthorError) -> dict[Cell, str]:
    cell = cell_of(fault)
    row = _row(workbook, cell.sheet, cell.row)
    if row is None:
        return {}
    column = next((heading.column for heading in row.headings if heading.text == cell.column), cell.column)
    if fault.code == _UNOPENED or (cell.sheet == "choices" and column in ("list name", "list_name")):
        return dict.fromkeys((Cell(cell.sheet, cell.row, heading) for heading in row.cells), "")
    if fault.code == _CROSSED:
        return {cell: f"end {fault.fields['opened']}"}
    if column == "type":
        return {cell: _ANY_TYPE}
    if column == "name":
        return {cell: f"row_{cell.row}"}
    return {cell: _HARMLESS.get(column, "")}


def _row(workbook: Workbook, sheet: str, number: int) -> Row | None:
    found = workbook.sheets.get(sheet)
    return None if found is None else next((row for row in found.rows if row.number == number), None)


def _closed(workbook: Workbook, sections: list[str]) -> Workbook:
    """The workbook with the ends of groups that its author forgot, innermost first."""
    survey: Sheet = workbook.sheets["survey"]
    heading = next(heading for heading in survey.headings if heading.column == "type")
    last = survey.rows[-1].number
    ends = [
        Row(last + place, {heading.text: f"end {section}"}, survey.headings)
        for place, section in enumerate(reversed(sections), start=1)
    ]
    closed = replace(survey, rows=(*survey.rows, *ends))
    return replace(workbook, sheets={**workbook.sheets, "survey": closed})
