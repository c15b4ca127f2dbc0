from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from fieldapp.forms.workbook import Cell, read_workbook


def write(path: Path, **sheets: list[list[str | None]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_question_inside_groups_is_found_by_its_path(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [
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
    workbook = read_workbook(write(tmp_path / "f.xlsx", survey=rows))
    assert workbook.place("/data/g/r/a", "relevant") == Cell("survey", 5, "relevant")
    assert workbook.place("/data/g/b", "ref") == Cell("survey", 7, "type")
    assert workbook.place("/data/c", "calculate") == Cell("survey", 9, "calculation")
    assert workbook.place("/data/none", "relevant") == Cell("survey", 0, "relevant")


def test_a_text_that_one_language_lacks_is_found(tmp_path: Path) -> None:
    survey: list[list[str | None]] = [
        ["type", "name", "label::中文 (zh)", "label::English (en)", "hint::中文 (zh)", "hint::English (en)"],
        ["text", "a", "甲", None, None, None],
        ["text", "b", "乙", "B", None, "only English"],
        ["calculate", "c", None, None, None, None],
    ]
    workbook = read_workbook(write(tmp_path / "f.xlsx", survey=survey))
    assert list(workbook.untranslated()) == [
        Cell("survey", 2, "label::English (en)"),
        Cell("survey", 3, "hint::中文 (zh)"),
    ]
