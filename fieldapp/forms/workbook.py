"""Where things stand in an XLSForm workbook, so that a fault can be named by sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from zipfile import BadZipFile

from fieldapp.domain.errors import BadInput

_COLUMN_OF_PROPERTY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "relevant": ("relevant", "relevance"),
        "required": ("required",),
        "readonly": ("read_only", "readonly"),
        "constraint": ("constraint",),
        "constraintMsg": ("constraint_message",),
        "requiredMsg": ("required_message",),
        "calculate": ("calculation", "calculate"),
        "choices": ("choice_filter", "type"),
        "count": ("repeat_count",),
        "setvalue": ("calculation", "default", "trigger"),
        "label": ("label",),
        "hint": ("hint",),
    }
)
_TRANSLATED = ("label", "hint", "constraint_message", "required_message")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a workbook: row as Excel counts it, column by its heading."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row by heading; empty cells are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the headings of its first row, and the rows below that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook, and the survey's rows by the path of the question they make."""

    sheets: Mapping[str, Sheet]
    questions: Mapping[str, Row]

    def place(self, path: str, property_name: str) -> Cell:
        """The cell that a path's property comes from; row 0 when the path is not a question of the survey."""
        row = self.questions.get(path)
        wanted = _COLUMN_OF_PROPERTY.get(property_name, ("type",))
        if row is None:
            return Cell("survey", 0, wanted[0])
        headings = (heading for name in wanted for heading in row.cells if _column(heading) == name)
        return Cell("survey", row.number, next(headings, wanted[0]))

    def holding(self, words: Iterable[str]) -> Cell:
        """The first cell that holds one of the words and nothing else; row 0 of the survey when none does."""
        wanted = set(words)
        for name, sheet in self.sheets.items():
            for row in sheet.rows:
                for heading, text in row.cells.items():
                    if text.strip() in wanted:
                        return Cell(name, row.number, heading)
        return Cell("survey", 0, "")

    def untranslated(self) -> Iterator[Cell]:
        """Cells of translated columns that are empty while another language of the same text is not."""
        for name, sheet in self.sheets.items():
            translated = [heading for heading in sheet.headings if _column(heading) in _TRANSLATED and "::" in heading]
            for row in sheet.rows:
                for heading in translated:
                    others = {other for other in translated if _column(other) == _column(heading)}
                    if heading not in row.cells and others & row.cells.keys():
                        yield Cell(name, row.number, heading)


def _column(heading: str) -> str:
    """The column's name without its language."""
    return heading.split("::")[0]


def read_workbook(path: Path) -> Workbook:
    """The workbook at a path; needs the extra `[author]`. Raises BadInput("forms.author.not-a-workbook")."""
    import openpyxl  # type: ignore[import-untyped]  # kept off the tablet, and comes without types
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    # Another ending, no zip, a zip without the parts of a workbook, parts that are no XML or hold wrong values.
    except (InvalidFileException, BadZipFile, KeyError, SyntaxError, ValueError, TypeError, OSError) as fault:
        raise BadInput("forms.author.not-a-workbook", file=path.name) from fault
    sheets = {sheet.title: _sheet(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    book.close()
    survey = sheets.get("survey")
    return Workbook(sheets, {} if survey is None else dict(_question_rows(survey.rows)))


def _sheet(values: Iterator[tuple[object, ...]]) -> Sheet:
    headings = tuple(str(heading or "").strip() for heading in next(values, ()))
    return Sheet(headings, tuple(_rows(values, headings)))


def _rows(values: Iterator[tuple[object, ...]], headings: tuple[str, ...]) -> Iterator[Row]:
    for number, cells in enumerate(values, start=2):
        filled = {
            heading: str(cell)
            for heading, cell in zip(headings, cells, strict=False)
            if heading and cell is not None and str(cell).strip()
        }
        if filled:
            yield Row(number, filled)


def _question_rows(rows: tuple[Row, ...]) -> Iterator[tuple[str, Row]]:
    above = ["/data"]
    for row in rows:
        kind = row.cells.get("type", "").replace("_", " ").strip()
        if kind.startswith("end ") and kind.split()[1] in ("group", "repeat"):
            above.pop()
            continue
        path = f"{above[-1]}/{row.cells.get('name', '')}"
        yield path, row
        if kind.startswith("begin "):
            above.append(path)
