"""A table of orders as Excel or a CSV file has it: cells with their places, and what cannot be read at all.

Nothing of a file is trusted: its size is looked at before it is unpacked, formulas are not calculated.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from fieldapp.domain.errors import BadInput

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell  # type: ignore[import-untyped]
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

MOST_ROWS = 5000
"""Orders of one file: a desk of fifty engineers has as many in a month."""
MOST_BYTES = 16 * 1024 * 1024
"""Of a CSV file, and of a workbook as it lies there."""
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_COLUMNS = 200
_EMPTY_ROWS = 200
"""After so many empty rows nothing more is expected."""
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Unusable(Enum):
    """Why a cell has no value of its own."""

    FORMULA = "formula"
    ERROR = "error"
    MERGED = "merged"


Value = str | int | float | bool | datetime | Unusable | None
"""What a cell holds; text of a CSV file is always str. Dates of Excel are moments without zone."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number as the spreadsheet shows it, and its cells by place, 0 the first column."""

    number: int
    cells: tuple[Value, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return all(cell is None or cell == "" for cell in self.cells)


def read_rows(path: Path) -> tuple[TableRow, ...]:
    """Return the rows of the first sheet, or of the CSV file, that are not empty.

    Raises BadInput with a code of `import.*`: "unreadable" (no file, no table), "old-excel", "too-large",
    "too-many-rows", "encoding", "quote" (`row`).
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as fault:
        raise BadInput("import.unreadable", file=path.name) from fault
    if size > MOST_BYTES:
        raise BadInput("import.too-large", file=path.name)
    if head == _OLD_EXCEL:
        raise BadInput("import.old-excel", file=path.name)
    rows = _workbook_rows(path) if head == _ZIP else _csv_rows(path)
    found = []
    for row in rows:
        if not row.is_empty:
            found.append(row)
        if len(found) > MOST_ROWS + 1:  # the headings are a row, too
            raise BadInput("import.too-many-rows", file=path.name, most=MOST_ROWS)
    return tuple(found)


def _workbook_rows(path: Path) -> Iterator[TableRow]:
    import openpyxl  # type: ignore[import-untyped]  # on the centre's machine only, and without types

    try:
        with ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drop-down lists and colours that it does not know concern nobody here
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes())) if unpacked <= _MOST_UNPACKED else None
    # A damaged or hostile file makes zip, XML and workbook readers raise whatever they like: all of it means one thing.
    except Exception as fault:
        raise BadInput("import.unreadable", file=path.name) from fault
    if book is None:
        raise BadInput("import.too-large", file=path.name)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise BadInput("import.unreadable", file=path.name)
    yield from _sheet_rows(shown[0])


def _sheet_rows(sheet: Worksheet) -> Iterator[TableRow]:
    """Yield the rows as far as they are used: a format that reaches to the last row Excel has is no content."""
    empty = 0
    merged = _merged(sheet)
    for number, cells in enumerate(sheet.iter_rows(max_col=min(sheet.max_column, _MOST_COLUMNS)), start=1):
        row = TableRow(number, tuple(_value(cell, merged) for cell in cells))
        empty = empty + 1 if row.is_empty else 0
        if empty > _EMPTY_ROWS:
            return
        yield row


def _merged(sheet: Worksheet) -> Mapping[tuple[int, int], bool]:
    """Return the cells that a merge of several rows or columns hides, by row and column."""
    return {
        (row, column): True
        for area in sheet.merged_cells.ranges
        if area.size["rows"] * area.size["columns"] <= MOST_ROWS * 20
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
        if (row, column) != (area.min_row, area.min_col)
    }


def _value(cell: Cell | MergedCell, merged: Mapping[tuple[int, int], bool]) -> Value:
    if (cell.row, cell.column) in merged:
        return Unusable.MERGED
    if cell.data_type == "f":
        return Unusable.FORMULA
    if cell.data_type == "e":
        return Unusable.ERROR
    value: object = cell.value
    if value is None or isinstance(value, str | int | float | bool | datetime):
        return value.strip() if isinstance(value, str) else value
    return str(value)


def _csv_rows(path: Path) -> Iterator[TableRow]:
    text = _decoded(path)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    # Strict: a quotation mark that is never closed would swallow every row behind it.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 1
    try:
        for cells in lines:
            yield TableRow(number, tuple(_csv_value(cell) for cell in cells[:_MOST_COLUMNS]))
            number = lines.line_num + 1
    except csv.Error as fault:  # a quotation mark that is not closed, a cell of megabytes
        raise BadInput("import.quote", file=path.name, row=number) from fault


def _csv_value(text: str) -> Value:
    """Return a cell; what a spreadsheet would calculate when it opens the file is a formula here, too."""
    plain = text.strip()
    return Unusable.FORMULA if plain.startswith("=") else plain


def _decoded(path: Path) -> str:
    """Return the text. Raises BadInput("import.encoding") for bytes that no office program writes as text."""
    body = path.read_bytes()
    encodings = ("utf-16",) if body.startswith(_UTF_16) else _ENCODINGS
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput("import.encoding", file=path.name)
