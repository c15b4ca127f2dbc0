"""Small workbooks of an author, made for a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

Rows = Sequence[Mapping[str, object]]
Table = Sequence[Sequence[object]]

YES_NO: Rows = (
    {"list_name": "yes_no", "name": "yes", "label": "Yes"},
    {"list_name": "yes_no", "name": "no", "label": "No"},
)
SETTINGS: Mapping[str, object] = {
    "form_id": "trial",
    "version": "2026112301",
    "namespaces": 'fa="http://fieldapp/forms"',
}


def write(path: Path, **sheets: Table) -> Path:
    """Write a workbook row by row, the headings first."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def table(rows: Rows) -> Table:
    """Rows as a table; the headings are the columns that any of them has, in the order they come up."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([row.get(heading) for heading in headings] for row in rows)]


def q(
    type_: str | None = "text", name: str | None = "q", label: str | None = "Q", **cells: object
) -> dict[str, object]:
    """A row of the survey; `bind__fa__low` stands for the heading `bind::fa:low`."""
    own = {heading.replace("bind__fa__", "bind::fa:").replace("__", "::"): text for heading, text in cells.items()}
    return {"type": type_, "name": name, "label": label, **own}


def workbook(
    folder: Path,
    *survey: Mapping[str, object],
    choices: Rows = YES_NO,
    settings: Mapping[str, object] = SETTINGS,
    name: str = "trial.xlsx",
) -> Path:
    """A workbook of three sheets."""
    return write(folder / name, survey=table(survey), choices=table(choices), settings=table([settings]))
