"""A bundle is what it shows: facts and the log, paths cut, written whole or not at all."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.support.bundle import ABOUT, bundle
from fieldapp.support.log import FILE_NAME

NOW = datetime(2026, 11, 23, 10, 12, 5, tzinfo=UTC)
CRASH = """Fatal Python error: Segmentation fault

Current thread 0x00007f (most recent call first):
  File "/home/zhou.mingyuan/apps/fieldapp/ui/items/ink.py", line 12 in paint
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose log has one older file and a crash."""
    log = tmp_path / "device.log"
    log.mkdir()
    (log / FILE_NAME).write_text('{"note": "newer"}\n', "ascii")
    (log / f"{FILE_NAME}.1").write_text('{"note": "older"}\n', "ascii")
    (log / "crash.txt").write_text(CRASH, "utf-8")
    (log / "notes of somebody.txt").write_text("not ours", "utf-8")
    return tmp_path / "device"


def test_a_bundle_holds_the_facts_and_the_logs_own_files(data: Path) -> None:
    made = bundle(data, {"app": "0.1.0"}, NOW)

    assert made.name == "fieldapp-support-20261123-101205.zip"
    assert [piece.name for piece in made.pieces] == [ABOUT, FILE_NAME, f"{FILE_NAME}.1", "crash.txt"]
    assert json.loads(made.pieces[0].text) == {"app": "0.1.0"}
    assert made.pieces[1].text == '{"note": "newer"}\n'
    assert made.pieces[1].size == 18


def test_a_path_in_a_crash_report_is_cut_for_it_names_the_users_home(data: Path) -> None:
    crash = bundle(data, {}, NOW).pieces[-1].text

    assert 'File "items/ink.py", line 12 in paint' in crash
    assert "zhou" not in crash


def test_the_zip_holds_exactly_what_was_shown(data: Path, tmp_path: Path) -> None:
    made = bundle(data, {"app": "0.1.0"}, NOW)

    made.write(tmp_path / made.name)

    with zipfile.ZipFile(tmp_path / made.name) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            piece.name: piece.content for piece in made.pieces
        }
    assert not list(tmp_path.glob("*.part"))


def test_a_bundle_that_cannot_be_written_says_where(data: Path, tmp_path: Path) -> None:
    made = bundle(data, {}, NOW)

    with pytest.raises(BadInput) as refused:
        made.write(tmp_path / "gone" / made.name)

    told = {"file": str(tmp_path / "gone" / made.name)}
    assert (refused.value.code, refused.value.fields) == ("support.not-saved", told)


def test_a_file_in_the_way_of_the_folder_is_an_expected_mistake(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "ascii")

    with pytest.raises(BadInput, match=r"support\.not-saved"):
        bundle(data, {}, NOW).write(tmp_path / "file" / "x.zip")


def test_without_a_log_there_are_still_the_facts(tmp_path: Path) -> None:
    assert [piece.name for piece in bundle(tmp_path / "device", {}, NOW).pieces] == [ABOUT]
