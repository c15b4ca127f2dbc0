"""Tables as files: read cell by cell, and refused whole where nothing of them can be trusted."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.centre.desk.import_table import MOST_BYTES, MOST_ROWS, Unusable, read_rows
from fieldapp.domain.errors import BadInput


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as fault:
        read_rows(path)
    assert fault.value.fields["file"] == path.name
    return fault.value.code


def saved(path: Path, book: openpyxl.Workbook) -> Path:
    book.save(path)
    return path


def test_cells_of_a_workbook_keep_their_kind_and_rows_their_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([" 工单号 ", "级别", "开始"])
    book.active["A4"], book.active["B4"], book.active["C4"] = "W-1", 2, datetime(2026, 11, 24, 10, 0)

    first, second = read_rows(saved(tmp_path / "a.xlsx", book))

    assert (first.number, first.cells) == (1, ("工单号", "级别", "开始"))
    assert (second.number, second.cells) == (4, ("W-1", 2, datetime(2026, 11, 24, 10, 0)))


def test_formulas_errors_and_merged_cells_are_told_and_not_calculated(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+1", "#N/A", "merged", None])
    book.active["B1"].data_type = "e"
    book.active.merge_cells("C1:D2")

    first, second = read_rows(saved(tmp_path / "a.xlsx", book))

    assert first.cells == (Unusable.FORMULA, Unusable.ERROR, "merged", Unusable.MERGED)
    assert second.cells[2:] == (Unusable.MERGED, Unusable.MERGED)


def test_the_first_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("second").append(["shown"])

    assert [row.cells for row in read_rows(saved(tmp_path / "a.xlsx", book))] == [("shown",)]


def test_a_format_that_reaches_far_down_is_no_content(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active["A60000"].number_format = "@"

    assert len(read_rows(saved(tmp_path / "a.xlsx", book))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_every_encoding_that_office_programs_write(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('工单号,故障现象\r\nW-1,"两行\n现象"\r\n\r\nW-2,=1+1\r\n'.encode(encoding))

    rows = read_rows(path)

    assert [row.cells for row in rows] == [
        ("工单号", "故障现象"),
        ("W-1", "两行\n现象"),
        ("W-2", Unusable.FORMULA),
    ]
    assert [row.number for row in rows] == [1, 2, 5]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_of_a_csv_file_is_told_by_its_headings(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"a{separator}b\n1{separator}2\n", encoding="utf-8")

    assert [row.cells for row in read_rows(path)] == [("a", "b"), ("1", "2")]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(80 * 1024 * 1024))
    assert path.stat().st_size < 200_000

    assert refusal(path) == "import.too-large"


def test_a_file_that_is_large_as_it_lies_there_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    assert refusal(path) == "import.too-large"


def test_more_rows_than_a_desk_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "1,2\n" * MOST_ROWS, encoding="utf-8")
    assert len(read_rows(path)) == MOST_ROWS + 1

    path.write_text("a,b\n" + "1,2\n" * 100_000, encoding="utf-8")
    assert refusal(path) == "import.too-many-rows"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "import.old-excel"),
        ("cut.xlsx", b"PK\x03\x04 cut off", "import.unreadable"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\xff\xff\x00\x00", "import.encoding"),
        ("binary.csv", b"a,b\n\0\0\0", "import.encoding"),
        ("quote.csv", b'a,b\n1,2\n3,"never closed\n4,5\n', "import.quote"),
        ("cell.csv", b'a,b\n"' + b"x" * 200_000 + b'",2\n', "import.quote"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_name(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert refusal(path) == code


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_rows_or_refused_by_a_code(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(content)
        try:
            rows = read_rows(path)
        except BadInput as fault:
            codes = {fault.code}
        else:
            codes = set()
            assert all(not row.is_empty for row in rows)
    assert codes <= {"import.encoding", "import.quote", "import.unreadable", "import.old-excel"}


def test_a_zip_that_is_no_workbook_and_a_file_that_is_not_there_are_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("readme.txt", "hello")

    assert refusal(path) == "import.unreadable"
    assert refusal(tmp_path / "none.xlsx") == "import.unreadable"
    assert refusal(tmp_path) == "import.unreadable"


def test_a_workbook_cut_off_or_bitten_anywhere_is_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["工单号", "级别"])
    whole = saved(tmp_path / "whole.xlsx", book).read_bytes()
    path = tmp_path / "bitten.xlsx"
    refused = set()
    for place in range(4, len(whole), 41):
        for content in (whole[:place], whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :]):
            path.write_bytes(content)
            try:
                read_rows(path)
            except BadInput as fault:
                refused.add(fault.code)
    assert refused <= {"import.unreadable", "import.too-large"}
    assert "import.unreadable" in refused
