from __future__ import annotations

import argparse
from pathlib import Path

import pytest

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
