"""Where things stand in an XLSForm workbook, so that a fault can be named by sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from fieldapp.domain.errors import BadInput
from fieldapp.forms.excel_formulas import fill_in_formulas
from fieldapp.forms.xlsform import SETTINGS, SHEETS, SURVEY, Heading, RowKind, headings_of, row_type

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

_COLUMN_OF_PROPERTY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "relevant": ("relevant",),
        "required": ("required",),
        "readonly": ("read_only",),
        "constraint": ("constraint",),
        "constraintMsg": ("constraint_message",),
        "requiredMsg": ("required_message",),
        "calculate": ("calculation", "repeat_count", "relevant"),
        "choices": ("choice_filter", "type"),
        "count": ("repeat_count",),
        "setvalue": ("calculation", "default", "trigger"),
        "label": ("label",),
        "hint": ("hint",),
    }
)
_GENERATED = re.compile(r"(_count|_other)$")
_MOST_BYTES = 64 * 1024 * 1024  # unpacked; our largest shipped one has 0.1 MB
_MOST_ROWS = 20_000  # of a sheet: longer lists of choices belong into a CSV file
_EMPTY_ROWS = 1000
"""After so many empty rows nothing more is expected on a sheet."""

_SPACES = re.compile(r" +")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a workbook: row as Excel counts it (1 is that of the headings), column by its heading."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its texts by heading; empty cells are left out. `headings` are those of the sheet."""

    number: int
    cells: Mapping[str, str]
    headings: tuple[Heading, ...]

    def entries(self, column: str) -> Iterator[tuple[Heading, str]]:
        """The filled cells of a column, one for each of its languages."""
        for heading in self.headings:
            if heading.column == column and heading.text in self.cells:
                yield heading, self.cells[heading.text]

    def text(self, column: str) -> str:
        """The first text of a column, "" when it has none."""
        return next((text for _, text in self.entries(column)), "")

    def has(self, column: str) -> bool:
        """Whether the sheet has such a column at all."""
        return any(heading.column == column for heading in self.headings)

    def written(self, column: str) -> str:
        """How the sheet writes the heading of a column; the usual name for one that is not there."""
        own = (heading.text for heading, _ in self.entries(column))
        any_ = (heading.text for heading in self.headings if heading.column == column)
        return next(own, next(any_, column))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the headings of its first row, the headings that stand there twice, and the rows that are not empty.

    `columns` is the first row as it stands, "" for a column without a heading of its own.
    """

    name: str
    headings: tuple[Heading, ...]
    repeated: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()

    def has(self, column: str) -> bool:
        """Whether a heading stands for this column."""
        return any(heading.column == column for heading in self.headings)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets by name in small letters, and the rows of the survey by the path of the question they make."""

    name: str
    titles: tuple[str, ...]
    sheets: Mapping[str, Sheet]
    questions: Mapping[str, Row]

    def place(self, path: str, property_name: str) -> Cell:
        """The cell that a path's property comes from.

        A node that the converter adds stands for its question, an unknown one for the group it is in.
        """
        row = self.questions.get(path) or self.questions.get(_GENERATED.sub("", path))
        while row is None and path:
            path = path.rpartition("/")[0]
            row = self.questions.get(path)
        wanted = _COLUMN_OF_PROPERTY.get(property_name, ("type",))
        if row is None:
            return Cell(SURVEY, 1, wanted[0])
        headings = (heading.text for name in wanted for heading, _ in row.entries(name))
        return Cell(SURVEY, row.number, next(headings, wanted[0]))

    def address(self, cell: Cell) -> str:
        """The place of a cell as Excel shows it (`J13`), "" for one that has none."""
        from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

        sheet = self.sheets.get(cell.sheet)
        if sheet is None or cell.column not in sheet.columns or not cell.row:
            return ""
        return f"{get_column_letter(sheet.columns.index(cell.column) + 1)}{cell.row}"

    def holding(self, words: Iterable[str]) -> Cell | None:
        """The first cell that holds one of the words and nothing else, or else has one as a word of its text."""
        wanted = set(words)
        if not wanted:
            return None
        cells = [
            (Cell(name, row.number, heading), text)
            for name, sheet in self.sheets.items()
            for row in sheet.rows
            for heading, text in row.cells.items()
        ]
        whole = (cell for cell, text in cells if text in wanted)
        part = (cell for cell, text in cells if wanted & set(re.findall(r"[\w.-]+", text)))
        return next(whole, next(part, None))

    def setting(self, column: str) -> Cell:
        """The cell of a setting; where it would stand when there is none."""
        settings = self.sheets.get(SETTINGS)
        if settings is None or not settings.rows:
            return Cell(SETTINGS, 2, column)
        return Cell(SETTINGS, settings.rows[0].number, settings.rows[0].written(column))

    def mended(self, changes: Mapping[Cell, str]) -> Workbook:
        """The same workbook with other texts in some cells; "" empties one."""
        by_place: dict[tuple[str, int], dict[str, str]] = {}
        for cell, text in changes.items():
            by_place.setdefault((cell.sheet, cell.row), {})[cell.column] = text
        sheets = {
            name: replace(sheet, rows=tuple(_changed(row, by_place.get((name, row.number), {})) for row in sheet.rows))
            for name, sheet in self.sheets.items()
        }
        return replace(self, sheets=sheets)

    def definition(self) -> dict[str, object]:
        """The workbook as the converter takes it."""
        found: dict[str, object] = {"sheet_names": list(self.titles), "fallback_form_name": Path(self.name).stem}
        for name, sheet in self.sheets.items():
            filled = {row.number: dict(row.cells) for row in sheet.rows}
            last = max(filled, default=1)
            # Empty rows stand as such: the converter counts rows to name them.
            found[name] = [filled.get(number, {}) for number in range(2, last + 1)]
            found[f"{name}_header"] = [dict.fromkeys(heading.text for heading in sheet.headings)]
        return found


def _changed(row: Row, changes: Mapping[str, str]) -> Row:
    if not changes:
        return row
    return replace(row, cells={name: text for name, text in {**row.cells, **changes}.items() if text})


def read_workbook(path: Path) -> Workbook:
    """The workbook at a path; needs the extra `[author]`.

    Raises BadInput("forms.author.not-a-workbook"), BadInput("forms.author.workbook-too-large") before it is unpacked.
    """
    import openpyxl  # type: ignore[import-untyped]  # kept off the tablet, and comes without types
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        with ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
                raise BadInput("forms.author.workbook-too-large", file=path.name, rows=_MOST_ROWS)
        book = openpyxl.load_workbook(path, data_only=True)
        titles = tuple(sheet.title for sheet in book.worksheets)
        values = {sheet.title: list(_values(sheet, path.name)) for sheet in book.worksheets}
        fill_in_formulas(path, values)
    # Another ending, no zip, a zip without the parts of a workbook, parts that are no XML or hold wrong values.
    except (InvalidFileException, BadZipFile, KeyError, SyntaxError, ValueError, TypeError, OSError) as fault:
        raise BadInput("forms.author.not-a-workbook", file=path.name) from fault
    book.close()
    named = {title.lower(): rows for title, rows in values.items() if title.lower() in SHEETS}
    if SURVEY not in named and len(titles) == 1:
        named = {SURVEY: values[titles[0]]}  # a workbook of one sheet may call it as it likes
    return workbook_of(path.name, titles, named)


def _values(sheet: Worksheet, name: str) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet as far as they are used: a format that reaches to the last row Excel has is no content."""
    headings = next(sheet.iter_rows(max_row=1, values_only=True), ())
    width = max((place for place, heading in enumerate(headings, start=1) if heading is not None), default=1)
    empty = 0
    for number, row in enumerate(sheet.iter_rows(max_col=width, values_only=True), start=1):
        empty = 0 if any(cell is not None for cell in row) else empty + 1
        if empty > _EMPTY_ROWS:
            return
        if number > _MOST_ROWS:
            raise BadInput("forms.author.workbook-too-large", file=name, rows=_MOST_ROWS)
        yield row


def workbook_of(name: str, titles: tuple[str, ...], values: Mapping[str, list[tuple[object, ...]]]) -> Workbook:
    """The workbook of the values of its sheets, the row of headings first."""
    sheets = {sheet: _sheet(sheet, rows) for sheet, rows in values.items()}
    survey = sheets.get(SURVEY)
    return Workbook(name, titles, sheets, {} if survey is None else dict(_question_rows(survey.rows)))


def _sheet(name: str, values: list[tuple[object, ...]]) -> Sheet:
    texts = [_SPACES.sub(" ", _text(heading)) for heading in (values[0] if values else ())]
    repeated = tuple(dict.fromkeys(text for place, text in enumerate(texts) if text and text in texts[:place]))
    first = [text if text not in texts[:place] else "" for place, text in enumerate(texts)]
    headings = headings_of(name, tuple(text for text in first if text))
    return Sheet(name, headings, repeated, tuple(_rows(values[1:], first, headings)), tuple(first))


def _rows(values: list[tuple[object, ...]], texts: list[str], headings: tuple[Heading, ...]) -> Iterator[Row]:
    for number, cells in enumerate(values, start=2):
        pairs = ((heading, _text(cell)) for heading, cell in zip(texts, cells, strict=False) if heading)
        filled = {heading: text for heading, text in pairs if text}
        if filled:
            yield Row(number, filled, headings)


def _text(value: object) -> str:
    """The text of a cell: whole numbers without a point, truth as Excel writes it, days without a time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value).replace("\u00a0", " ").strip()


def _question_rows(rows: tuple[Row, ...]) -> Iterator[tuple[str, Row]]:
    above = ["/data"]
    for row in rows:
        kind = row_type(row.text("type")).kind
        if kind is RowKind.END:
            if len(above) > 1:
                above.pop()
            continue
        path = f"{above[-1]}/{row.text('name')}"
        yield path, row
        if kind is RowKind.BEGIN:
            above.append(path)
