from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.forms import choice_file
from fieldapp.forms.choice_file import read_choice_file


def written(folder: Path, content: str | bytes, name: str = "parts.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = [
        ("name", "label", "model"),
        ("TS-02", "蒸发器传感器", " CF-680 "),
        ("", "", ""),
        ("FM-12", '"风机\r\n大"', ""),
    ]
    text = "\r\n".join(separator.join(line) for line in lines)

    found, faults = read_choice_file(written(tmp_path, text.encode(encoding)))

    assert faults == ()
    assert found is not None
    assert (found.list_id, found.columns) == ("parts", ("name", "label", "model"))
    assert found.rows == (("TS-02", "蒸发器传感器", "CF-680"), ("FM-12", "风机\r\n大", ""))


def test_a_label_in_languages_only_stands_in_for_the_label_in_none(tmp_path: Path) -> None:
    found, _ = read_choice_file(written(tmp_path, "name,label::中文 (zh),label::English (en)\na,甲,First\n"))

    assert found is not None
    assert found.columns == ("name", "label::中文 (zh)", "label::English (en)", "label")
    assert found.rows == (("a", "甲", "First", "甲"),)


def test_the_columns_for_value_and_label_may_have_other_names_or_none(tmp_path: Path) -> None:
    path = written(tmp_path, "code,title\n1,a\n1,b\n")

    assert [fault.fields["column"] for fault in read_choice_file(path)[1]] == ["name", "label"]
    assert [fault.code for fault in read_choice_file(path, value="code", label="title")[1]] == ["forms.list.duplicate"]
    assert read_choice_file(path, value="", label="")[1] == ()


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("", [("forms.list.empty", 1, "")]),
        ("\n\n", [("forms.list.empty", 1, "")]),
        ("name,title\na,b\n", [("forms.list.no-column", 1, "label")]),
        ("name,,label\na,b,c\n", [("forms.list.heading", 1, "2")]),
        ("name,label,name\na,b,c\n", [("forms.list.heading", 1, "name")]),
        ("name,label\na,b,c\nd,e,\n", [("forms.list.too-many-cells", 2, "label")]),
        ("name,label\na,b\n\n,c\na,d\n", [("forms.list.no-value", 4, "name"), ("forms.list.duplicate", 5, "name")]),
        ('name,label\na,"b\n', [("forms.list.quote", 2, "")]),
        ('name,label\nP-90000,"x\nP-1,b\nP-1,"c"\n', [("forms.list.quote", 2, "")]),
        ('name,label\na,"b\r\nc"\nd,"e" f\n', [("forms.list.quote", 3, "")]),
        ("name,label,model\na\nb,B\n,C,m\n", [("forms.list.no-label", 2, "label"), ("forms.list.no-value", 4, "name")]),
        (b"PK\x03\x04\x14\x00rest", [("forms.list.workbook", 0, "")]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1rest", [("forms.list.workbook", 0, "")]),
        (b"name,label\na,\xff\xfe\xff\n", [("forms.list.unreadable", 0, ""), ("forms.list.empty", 1, "")][:1]),
        ("name,label," + ",".join(f"c{n}" for n in range(49)) + "\n", [("forms.list.too-many-columns", 1, "")]),
    ],
)
def test_every_fault_of_a_list_is_named_by_row_and_column(
    tmp_path: Path, content: str | bytes, faults: list[tuple[str, int, str]]
) -> None:
    found, told = read_choice_file(written(tmp_path, content))

    assert [(fault.code, fault.fields["row"], fault.fields["column"]) for fault in told] == faults
    assert (found is None) is bool(faults)
    assert {(fault.fields["file"], fault.fields["sheet"]) for fault in told} <= {("parts.csv", "parts")}


def test_a_duplicate_names_the_row_that_has_the_value_already(tmp_path: Path) -> None:
    [fault] = read_choice_file(written(tmp_path, "name,label\na,1\nb,2\na,3\n"))[1]

    assert (fault.fields["value"], fault.fields["first"], fault.fields["row"]) == ("a", 2, 4)


@pytest.mark.parametrize("name", ["9parts.csv", "备件.csv", "pa rts.csv", f"{'p' * 61}.csv"])
def test_a_file_whose_name_no_form_could_write_is_refused(tmp_path: Path, name: str) -> None:
    [fault] = read_choice_file(written(tmp_path, "name,label\na,b\n", name))[1]

    assert fault.code == "forms.list.name"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [fault.code for fault in read_choice_file(tmp_path / "parts.csv")[1]] == ["forms.list.missing-file"]


def test_a_value_with_a_space_is_a_fault_where_a_select_takes_several(tmp_path: Path) -> None:
    path = written(tmp_path, "name,label\nP 9,a\nP-8,b\n")

    assert read_choice_file(path)[1] == ()
    [fault] = read_choice_file(path, several=True)[1]
    assert (fault.code, fault.fields["row"], fault.fields["value"]) == ("forms.list.value-spaced", 2, "P 9")


def test_a_label_in_one_of_the_languages_is_enough(tmp_path: Path) -> None:
    path = written(tmp_path, "name,label::zh,label::en\na,甲,\nb,,B\nc,,\n")

    assert [(fault.code, fault.fields["row"]) for fault in read_choice_file(path)[1]] == [("forms.list.no-label", 4)]


def test_more_rows_than_a_list_may_have_are_refused_at_the_first_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice_file, "MOST_ROWS", 3)
    rows = "".join(f"n{number},l\n" for number in range(3))

    assert read_choice_file(written(tmp_path, f"name,label\n{rows}\n\n"))[1] == ()
    [fault] = read_choice_file(written(tmp_path, f"name,label\n{rows}m,l\nm,l\n"))[1]
    assert (fault.code, fault.fields["limit"]) == ("forms.list.too-many-rows", 3)


def test_a_file_larger_than_any_list_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice_file, "MOST_BYTES", 10)

    faults = read_choice_file(written(tmp_path, "name,label\na,b\n"))[1]

    assert [fault.code for fault in faults] == ["forms.list.too-many-rows"]
