"""An empty table of orders to fill in: headings, what must stand under them, and lists to choose from."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.centre.desk.import_columns import CHOICES, NEEDED, Column, Vocabulary
from fieldapp.centre.desk.import_rows import letters_of
from fieldapp.centre.desk.import_table import MOST_ROWS
from fieldapp.domain.errors import BadInput

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

_MOMENTS = (
    Column.START_AT,
    Column.END_AT,
    Column.WANTED_VISIT_AT,
    Column.WANTED_SOLUTION_AT,
    Column.RECEIVED_AT,
)
_TEXT, _DAY, _MOMENT = "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_FORMATTED_ROWS = 200
_WIDE = (Column.CUSTOMER, Column.ADDRESS, Column.SYMPTOM, Column.ACCESS, Column.WISHES)


def write_template(path: Path, vocabulary: Vocabulary, language: str) -> None:
    """Write the table to an .xlsx or .csv file. Raises BadInput("import.template-kind") for another ending."""
    if path.suffix.lower() == ".xlsx":
        _write_workbook(path, vocabulary, language)
    elif path.suffix.lower() == ".csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerow([vocabulary.heading(column, language) for column in Column])
        path.write_bytes(text.getvalue().encode("utf-8-sig"))  # with the mark, or Excel takes it for another encoding
    else:
        raise BadInput("import.template-kind", file=path.name)


def _write_workbook(path: Path, vocabulary: Vocabulary, language: str) -> None:
    import openpyxl  # type: ignore[import-untyped]  # on the centre's machine only, and without types

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = vocabulary.catalogue.text("cli.import.sheet.orders", language)
    for place, column in enumerate(Column):
        _write_column(sheet, place, column, vocabulary, language)
    sheet.freeze_panes = "B2"
    notes = book.create_sheet(vocabulary.catalogue.text("cli.import.sheet.notes", language))
    for column in Column:
        needed = vocabulary.catalogue.text("cli.import.needed", language) if column in NEEDED else ""
        words = vocabulary.words(column, language) if column in CHOICES else ""
        notes.append([vocabulary.heading(column, language), needed, words or _note(column, vocabulary, language)])
    for letter, width in (("A", 24), ("B", 12), ("C", 90)):
        notes.column_dimensions[letter].width = width
    book.save(path)


def _write_column(sheet: Worksheet, place: int, column: Column, vocabulary: Vocabulary, language: str) -> None:
    from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

    needed = column in NEEDED
    letters = letters_of(place)
    head = sheet.cell(row=1, column=place + 1, value=vocabulary.heading(column, language) + ("*" if needed else ""))
    head.font = Font(bold=needed)
    head.fill = PatternFill("solid", fgColor="E6F0FA" if needed else "EDF1F6")
    sheet.column_dimensions[letters].width = 36 if column in _WIDE else 18
    form = _MOMENT if column in _MOMENTS else _DAY if column is Column.PURCHASED_ON else _TEXT
    for row in range(2, _FORMATTED_ROWS + 2):
        sheet.cell(row=row, column=place + 1).number_format = form
    choices = [vocabulary.word(column, value, language) for value in CHOICES.get(column, ())]
    choices = ["1", "2", "3", "4"] if column is Column.SEVERITY else choices
    if choices:
        listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        sheet.add_data_validation(listed)
        listed.add(f"{letters}2:{letters}{MOST_ROWS + 1}")


def _note(column: Column, vocabulary: Vocabulary, language: str) -> str:
    """Return what is to be known of a column, "" where its heading says it all."""
    code = f"cli.import.note.{column.value}"
    return vocabulary.catalogue.text(code, language) if vocabulary.catalogue.knows(code) else ""
