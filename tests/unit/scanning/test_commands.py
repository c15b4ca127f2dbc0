"""`fieldapp scan`."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from fieldapp.domain.errors import FieldappError
from fieldapp.scanning.commands import add_commands
from tests.unit.scanning.pictures import Format, file_of, label, paper


def scan(*paths: Path) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    options = parser.parse_args(["scan", *map(str, paths)])
    code: int = options.command(options)
    return code


def test_a_label_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "label.png"
    path.write_bytes(file_of(label("(01)06901234000023(17)271130(10)L42(30)5(21)SN-7", Format.DataMatrix, gs1=True)))
    assert scan(path) == 0
    said = "]d2 gtin=06901234000023 serial=SN-7 lot=L42 quantity=5 expires=2027-11-30"
    assert capsys.readouterr().out == f"label.png: {said}\n"


def test_a_link_that_names_no_part_is_said_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "link.png"
    path.write_bytes(file_of(label("https://example.cn/x", Format.QRCode)))
    assert scan(path) == 0
    assert capsys.readouterr().out == "link.png: ]Q1 text=https://example.cn/x\n"


def test_a_picture_that_fails_does_not_keep_the_others_from_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, wrong, good = (tmp_path / name for name in ("empty.png", "wrong.png", "good.png"))
    empty.write_bytes(file_of(paper(80, 80)))
    wrong.write_bytes(file_of(label("(01)06901234000024", Format.QRCode)))
    good.write_bytes(file_of(label("TS-02", Format.QRCode)))
    with pytest.raises(FieldappError) as fault:
        scan(empty, wrong, good)
    assert fault.value.code == "label.check-digit"
    assert capsys.readouterr().out.splitlines() == [
        "empty.png: picture.no-code",
        "wrong.png: ]Q1 label.check-digit (label=06901234000024)",
        "good.png: ]Q1 part=TS-02",
    ]
