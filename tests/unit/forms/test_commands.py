from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from fieldapp.cli import main
from fieldapp.domain.errors import BadInput
from fieldapp.forms.commands import add_commands
from tests.unit.forms.conftest import SHIPPED
from tests.unit.forms.test_compile import workbook


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    options = parser.parse_args(["forms", *words])
    code: int = options.command(options)
    return code


def test_check_of_a_good_workbook_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(SHIPPED / "clean.xlsx")) == 0
    assert capsys.readouterr().out == "clean.xlsx: 0\n"


def test_check_of_a_faulty_workbook_names_the_cell_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", str(workbook(tmp_path, ["text", "a", "A", "nope()"]))) == 1
    assert "survey!2 relevant: forms.xpath.unknown-function" in capsys.readouterr().out


def test_compile_writes_the_xform_and_says_its_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compile", str(SHIPPED / "clean.xlsx"), "--out", str(tmp_path / "out")) == 0
    assert b"<h:title>" in (tmp_path / "out" / "clean.xml").read_bytes()
    assert "clean 2026112301" in capsys.readouterr().out


def test_a_workbook_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        run("check", str(tmp_path / "none.xlsx"))
    assert caught.value.code == "forms.author.no-file"


def not_a_zip(folder: Path) -> Path:
    path = folder / "words.xlsx"
    path.write_text("words, not a workbook", encoding="utf-8")
    return path


def another_ending(folder: Path) -> Path:
    path = folder / "README.md"
    path.write_text("# words", encoding="utf-8")
    return path


def a_zip_of_something_else(folder: Path) -> Path:
    path = folder / "photos.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "no sheet")
    return path


def parts_that_are_no_xml(folder: Path) -> Path:
    path = folder / "torn.xlsx"
    with ZipFile(SHIPPED / "clean.xlsx") as good, ZipFile(path, "w") as torn:
        for name in good.namelist():
            content = good.read(name)
            torn.writestr(name, content[: len(content) // 2])
    return path


def cut_off(folder: Path) -> Path:
    path = folder / "cut.xlsx"
    whole = (SHIPPED / "clean.xlsx").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


@pytest.mark.parametrize("make", [not_a_zip, another_ending, a_zip_of_something_else, parts_that_are_no_xml, cut_off])
@pytest.mark.parametrize("command", ["check", "compile"])
def test_a_file_that_is_no_workbook_is_said(tmp_path: Path, make: Callable[[Path], Path], command: str) -> None:
    path = make(tmp_path)
    with pytest.raises(BadInput) as caught:
        run(command, str(path))
    assert (caught.value.code, caught.value.fields) == ("forms.author.not-a-workbook", {"file": path.name})


def test_command_line_says_it_in_words_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "en", "forms", "check", str(another_ending(tmp_path))]) == 1
    assert "README.md is not an Excel workbook" in capsys.readouterr().err
    assert main(["--language", "en", "forms", "check", str(tmp_path / "none.xlsx")]) == 1
    assert "There is no workbook none.xlsx" in capsys.readouterr().err
