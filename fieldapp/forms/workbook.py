"""Where things stand in an XLSForm workbook, so that a fault can be named by sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

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
class Workbook:
    """The rows of a workbook by sheet, and the survey's rows by the path of the question they make."""

    sheets: Mapping[str, tuple[Row, ...]]
    questions: Mapping[str, Row]

    def place(self, path: str, property_name: str) -> Cell:
        """The cell that a path's property comes from; row 0 when the path is not a question of the survey."""
        row = self.questions.get(path)
        wanted = _COLUMN_OF_PROPERTY.get(property_name, ("type",))
        if row is None:
            return Cell("survey", 0, wanted[0])
        headings = (heading for name in wanted for heading in row.cells if heading.split("::")[0] == name)
        return Cell("survey", row.number, next(headings, wanted[0]))

    def untranslated(self) -> Iterator[Cell]:
        """Cells of translated columns that are empty while another language of the same text is not."""
        for sheet, rows in self.sheets.items():
            headings = {heading for row in rows for heading in row.cells if "::" in heading}
            for row in rows:
                for heading in sorted(headings):
                    name = heading.split("::")[0]
                    family = {other for other in headings if other.split("::")[0] == name}
                    if name in _TRANSLATED and heading not in row.cells and family & row.cells.keys():
                        yield Cell(sheet, row.number, heading)


def read_workbook(path: Path) -> Workbook:
    """The workbook at a path; needs the extra `[author]`."""
    import openpyxl  # type: ignore[import-untyped]  # kept off the tablet, and comes without types

    book = openpyxl.load_workbook(path, data_only=True)
    sheets = {sheet.title: tuple(_rows(sheet.iter_rows(values_only=True))) for sheet in book.worksheets}
    book.close()
    return Workbook(sheets, dict(_question_rows(sheets.get("survey", ()))))


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    headings = [str(heading or "").strip() for heading in next(values, ())]
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
