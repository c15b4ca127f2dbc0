"""Formulas of Excel in a workbook: the text of one stands for its value where no program has worked that out."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

_IN_A_SHEET = re.compile(rb"<f[ />]")
_WRITTEN = re.compile(r"=[\w$('\"+-]")

Values = dict[str, list[tuple[object, ...]]]


def is_excel_formula(text: str) -> bool:
    """Whether the text of a cell is a formula of Excel, which no tablet works out."""
    return _WRITTEN.match(text) is not None


def fill_in_formulas(path: Path, values: Values) -> None:
    """Put the text of a formula where no program has worked out its value, so that the cell is not called empty."""
    import openpyxl  # type: ignore[import-untyped]  # kept off the tablet, and comes without types

    with ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not any(_IN_A_SHEET.search(parts.read(name)) for name in sheets):
            return
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows = values[sheet.title]
        for number, formulas in enumerate(sheet.iter_rows(max_row=max(len(rows), 1), values_only=True)):
            if number < len(rows):
                rows[number] = tuple(map(_shown, rows[number], formulas))


def _shown(value: object, formula: object) -> object:
    return formula if value is None and isinstance(formula, str) and formula.startswith("=") else value
