from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.styles import Font  # type: ignore[import-untyped]

from fieldapp.domain.errors import BadInput
from fieldapp.forms.workbook import Cell, read_workbook
from tests.unit.forms.workbooks import Rows, Table, q, workbook, write


def test_a_question_inside_groups_is_found_by_its_path(tmp_path: Path) -> None:
    rows: Table = [
        ["type", "name", "relevant"],
        ["begin_group", "g", None],
        [None, None, None],
        ["begin repeat", "r", None],
        ["text", "a", "x"],
        ["end repeat", None, None],
        ["text", "b", None],
        ["end_group", None, None],
        ["text", "c", None],
    ]
    read = read_workbook(write(tmp_path / "f.xlsx", survey=rows))
    assert read.place("/data/g/r/a", "relevant") == Cell("survey", 5, "relevant")
    assert read.place("/data/g/b", "ref") == Cell("survey", 7, "type")
    assert read.place("/data/c", "calculate") == Cell("survey", 9, "calculation")


def test_a_node_that_the_converter_adds_stands_for_its_question(tmp_path: Path) -> None:
    repeat: Rows = [
        q("integer", "n"),
        q("begin_repeat", "r", repeat_count="${n} + 1"),
        q(name="a"),
        {"type": "end_repeat"},
    ]
    read = read_workbook(workbook(tmp_path, *repeat))
    assert read.place("/data/r_count", "calculate") == Cell("survey", 3, "repeat_count")
    assert read.place("/data/r/unknown", "relevant") == Cell("survey", 3, "relevant")
    assert read.place("/data/unknown", "relevant") == Cell("survey", 1, "relevant")


def test_a_word_is_found_as_a_whole_cell_before_a_part_of_one(tmp_path: Path) -> None:
    read = read_workbook(workbook(tmp_path, q(name="a", relevant="b = 1"), q(name="b")))
    assert read.holding(["b"]) == Cell("survey", 3, "name")
    assert read.holding(["nowhere"]) is None
    assert read.holding([]) is None


def test_a_mended_cell_is_what_the_converter_gets(tmp_path: Path) -> None:
    read = read_workbook(workbook(tmp_path, q(name="a"), q(name="b", relevant="x")))
    mended = read.mended({Cell("survey", 3, "relevant"): ""})
    assert mended.definition()["survey"] == [
        {"type": "text", "name": "a", "label": "Q"},
        {"type": "text", "name": "b", "label": "Q"},
    ]


def test_numbers_truth_and_days_are_read_as_excel_shows_them(tmp_path: Path) -> None:
    row = q("date", "a", required=True, default=datetime(2026, 11, 23), hint=3.0, relevant=1.5)
    cells = read_workbook(workbook(tmp_path, row)).sheets["survey"].rows[0].cells
    shown = [cells[heading] for heading in ("required", "default", "hint", "relevant")]
    assert shown == ["TRUE", "2026-11-23", "3", "1.5"]


def test_empty_rows_keep_the_numbers_of_those_below(tmp_path: Path) -> None:
    survey: Table = [["type", "name", "label"], ["text", "a", "A"], [None], ["text", "b", "B"]]
    read = read_workbook(write(tmp_path / "f.xlsx", survey=survey))
    assert [row.number for row in read.sheets["survey"].rows] == [2, 4]
    assert read.definition()["survey"] == [
        {"type": "text", "name": "a", "label": "A"},
        {},
        {"type": "text", "name": "b", "label": "B"},
    ]


def test_a_format_that_reaches_to_the_last_row_and_column_is_not_read_as_content(tmp_path: Path) -> None:
    path = workbook(tmp_path, q(name="a"))
    book = openpyxl.load_workbook(path)
    book["survey"].cell(1_048_576, 16_384).font = Font(bold=True)
    book.save(path)
    read = read_workbook(path)
    assert [row.number for row in read.sheets["survey"].rows] == [2]


def test_a_row_below_many_empty_ones_is_read(tmp_path: Path) -> None:
    survey: Table = [["type", "name", "label"], ["text", "a", "A"], *([[None]] * 200), ["text", "b", "B"]]
    read = read_workbook(write(tmp_path / "f.xlsx", survey=survey))
    assert list(read.questions) == ["/data/a", "/data/b"]


def test_a_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<x>" + b"a" * 80_000_000)
    with pytest.raises(BadInput, match="workbook-too-large"):
        read_workbook(path)


def test_a_sheet_with_more_rows_than_a_list_may_have_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "choices"
    sheet.append(["list_name", "name", "label"])
    for number in range(20_001):
        sheet.append(["l", f"c{number}", "L"])
    book.create_sheet("survey").append(["type", "name"])
    book.save(tmp_path / "long.xlsx")
    with pytest.raises(BadInput, match="workbook-too-large"):
        read_workbook(tmp_path / "long.xlsx")
