"""A long list of choices as its author keeps it: a CSV file beside the workbook, its faults named by row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fieldapp.forms.errors import AuthorError
from fieldapp.forms.matching import LABEL, NAME

MOST_ROWS = 200_000
"""Rows of one list. As many take a busy two-core tablet 34 s to write, a piece at a time, and 62 MB of its store: a new
version of such a list is a lunch break's sync, a larger one is not. What is longer belongs into several lists, one a
product group. The store itself finds rows among a million as quickly (`benchmarks/choices.py`)."""

MOST_BYTES = 64 * 1024 * 1024
_MOST_COLUMNS = 50
_LIST_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,59}")
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel's files begin, new and old: one that was only renamed is no CSV file."""


@dataclass(frozen=True, slots=True)
class ChoiceFile:
    """A list that can be published: each row has a text for each column."""

    list_id: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_choice_file(
    path: Path, *, value: str = NAME, label: str = LABEL, several: bool = False
) -> tuple[ChoiceFile | None, tuple[AuthorError, ...]]:
    """The list of a CSV file (UTF-8 with or without mark, UTF-16, GB18030) with all its faults; None where it has any.

    `value` and `label` are the columns that a select takes (XLSForm's parameters `value=`, `label=`), "" for a list
    that no select uses. A label may be there in languages only: `label::English (en)`. `several`: a select takes more
    than one of the values, so none of them may hold a space.

    Codes: `forms.list.*`, each with `file`, `sheet` (the list), `row` as a spreadsheet counts it, and `column`.
    """
    reading = _Reading(path)
    lines = reading.lines()
    columns = reading.columns(lines, value, label)
    rows = tuple(reading.rows(lines, columns, value, several=several)) if columns else ()
    reading.check_labels(rows, columns, label)
    if reading.faults:
        return None, tuple(sorted(reading.faults, key=lambda fault: int(fault.fields["row"])))
    if label and label not in columns:
        first = next(column for column in columns if column.startswith(f"{label}::"))
        place = columns.index(first)
        columns, rows = (*columns, label), tuple((*row, row[place]) for row in rows)
    return ChoiceFile(path.stem, columns, rows), ()


def written_choice_file(found: ChoiceFile) -> bytes:
    """A list as the CSV file that a spreadsheet opens and `read_choice_file` reads back as the same list."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([found.columns, *found.rows])
    return text.getvalue().encode("utf-8-sig")


class _Reading:
    """One file while it is read; `faults` gathers what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[AuthorError] = []
        self._row_numbers: list[int] = []

    def fault(self, code: str, row: int, column: str = "", **fields: str | int) -> None:
        file, sheet = self.path.name, self.path.stem
        self.faults.append(AuthorError(code, file=file, sheet=sheet, row=row, column=column, **fields))

    def lines(self) -> Iterator[list[str]]:
        """The lines of the file as cells without the white space around them."""
        if not _LIST_ID.fullmatch(self.path.stem):
            self.fault("forms.list.name", 0)
        text = self._text()
        head = text.partition("\n")[0]
        separator = max(",;\t", key=head.count)
        # Strict: a quotation mark that is never closed would swallow every row behind it.
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        row = 1
        try:
            for cells in lines:
                yield [cell.strip() for cell in cells]
                row += 1
        except csv.Error:  # a quotation mark that is not closed, text behind one, a cell of megabytes
            self.fault("forms.list.quote", row)

    def columns(self, lines: Iterator[list[str]], value: str, label: str) -> tuple[str, ...]:
        """The headings; () where no row can be read by them."""
        headings = next(lines, [])
        while headings and not headings[-1]:
            headings.pop()
        if not headings:
            if not self.faults:
                self.fault("forms.list.empty", 1)
            return ()
        before = len(self.faults)
        if len(headings) > _MOST_COLUMNS:
            self.fault("forms.list.too-many-columns", 1, limit=_MOST_COLUMNS)
        for place, heading in enumerate(headings):
            if not heading or heading in headings[:place]:
                self.fault("forms.list.heading", 1, heading or str(place + 1))
        if value and value not in headings:
            self.fault("forms.list.no-column", 1, value)
        if label and not any(heading == label or heading.startswith(f"{label}::") for heading in headings):
            self.fault("forms.list.no-column", 1, label)
        return () if len(self.faults) > before else tuple(headings)

    def rows(
        self, lines: Iterator[list[str]], columns: tuple[str, ...], value: str, *, several: bool
    ) -> Iterator[tuple[str, ...]]:
        """The rows that are not empty, filled up to all columns."""
        seen: dict[str, int] = {}
        filled = ((number, cells) for number, cells in enumerate(lines, start=2) if any(cells))
        place = columns.index(value) if value else -1
        for number, cells in islice(filled, MOST_ROWS):
            row = (*cells, *("" for _ in range(len(columns) - len(cells))))
            if len(row) > len(columns):
                if any(row[len(columns) :]):
                    self.fault("forms.list.too-many-cells", number, columns[-1])
                row = row[: len(columns)]
            if value:
                self._check_value(row[place], number, value, seen)
            if value and several and len(row[place].split()) > 1:
                self.fault("forms.list.value-spaced", number, value, value=row[place])
            self._row_numbers.append(number)
            yield row
        if next(filled, None) is not None:
            self.fault("forms.list.too-many-rows", MOST_ROWS + 2, limit=MOST_ROWS)

    def check_labels(self, rows: tuple[tuple[str, ...], ...], columns: tuple[str, ...], label: str) -> None:
        """Name the rows that nobody could choose: without a label in any language."""
        shown = [place for place, name in enumerate(columns) if name == label or name.startswith(f"{label}::")]
        for number, row in zip(self._row_numbers, rows, strict=True) if label else ():
            if not any(row[place] for place in shown):
                self.fault("forms.list.no-label", number, label)

    def _check_value(self, text: str, number: int, column: str, seen: dict[str, int]) -> None:
        if not text:
            self.fault("forms.list.no-value", number, column)
        elif text in seen:
            self.fault("forms.list.duplicate", number, column, value=text, first=seen[text])
        else:
            seen[text] = number

    def _text(self) -> str:
        try:
            if self.path.stat().st_size > MOST_BYTES:
                self.fault("forms.list.too-many-rows", 0, limit=MOST_ROWS)
                return ""
            content = self.path.read_bytes()
        except OSError:
            self.fault("forms.list.missing-file", 0)
            return ""
        if content.startswith(_WORKBOOKS):
            self.fault("forms.list.workbook", 0)
            return ""
        for encoding in ("utf-16",) if content.startswith(_UTF_16) else _ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.fault("forms.list.unreadable", 0)
        return ""
