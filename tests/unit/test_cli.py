"""The command line: an expected mistake is told in words and ends with 1, and what it writes is its owner's alone."""

from __future__ import annotations

import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from fieldapp.cli import _parser, main
from fieldapp.config import DeviceConfig, find_resources
from fieldapp.store.clock import DeviceClock
from fieldapp.texts.help_words import help_of, read_help
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


@pytest.fixture
def tablet(tmp_path: Path) -> Path:
    """A data folder whose key is all that is left, with a log beside it."""
    data, log = tmp_path / "device", tmp_path / "device.log"
    data.mkdir()
    (data / "keys.json").write_text("{}", "ascii")
    log.mkdir()
    (log / "fieldapp.jsonl").write_text('{"note": "begins"}\n', "ascii")
    return data


@pytest.mark.parametrize("place", ["nofile", "."])
def test_a_recovery_file_that_cannot_be_read_is_named(
    tablet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    path = tmp_path / place

    assert main(["--language", "en", "recover", "--data", str(tablet), str(path)]) == 1

    assert f"The file of the recovery code cannot be read: {path}" in capsys.readouterr().err


def test_a_picture_without_a_code_is_said_to_have_none(
    tablet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "code.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")

    assert main(["recover", "--data", str(tablet), str(path)]) == 1

    assert "[picture.unreadable]" in capsys.readouterr().err


@pytest.mark.req("USE-5")
def test_a_bundle_of_a_folder_that_is_no_tablets_is_refused_and_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "somebody.txt").write_text("a name that belongs to nobody's bundle", "ascii")
    out = tmp_path / "x.zip"

    for place in ("mistyped", "other"):
        assert main(["--language", "en", "support", "--data", str(tmp_path / place), "--out", str(out)]) == 1
        told = capsys.readouterr()
        assert f"There are no data of a tablet in {tmp_path / place}" in told.err
        assert "somebody" not in told.out
    assert not out.exists()


def test_a_bundle_goes_into_a_folder_under_its_own_name(
    tablet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stick").mkdir()

    assert main(["support", "--data", str(tablet), "--out", str(tmp_path / "stick")]) == 0

    (written,) = (tmp_path / "stick").iterdir()
    assert str(written) in capsys.readouterr().out
    assert "fieldapp.jsonl" in zipfile.ZipFile(written).namelist()


def test_a_place_below_a_file_is_an_expected_mistake(
    tablet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tablet / "keys.json" / "x.zip"

    assert main(["--language", "en", "support", "--data", str(tablet), "--out", str(out)]) == 1

    assert f"The support bundle was not saved: {out}" in capsys.readouterr().err


def test_every_word_of_the_help_has_a_chinese_one_and_none_is_left_over() -> None:
    words = read_help(find_resources().words)

    assert help_of(_parser()) == set(words)
    assert [text for text, chinese in words.items() if ("%(default)s" in text) != ("%(default)s" in chinese)] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--language", "zh", "--help"], "用备件库的恢复码设新 PIN"),
        (["--language", "zh", "centre", "--help"], "注销一台平板"),
        (["--language", "en", "centre", "--help"], "take a tablet out of use"),
    ],
)
def test_help_speaks_the_language_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(words)

    assert said in capsys.readouterr().out


@posix
@pytest.mark.req("SYN-6")
def test_everything_a_tablet_writes_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, int] = {}

    def work(device: DeviceConfig) -> int:
        clock: DeviceClock = StoppedClock()
        with opened(device.data, clock) as database:
            database.back_up(lambda: False)
            seen.update({path.name: stat.S_IMODE(path.stat().st_mode) for path in device.data.rglob("*")})
        return 0

    monkeypatch.setattr("fieldapp.app.run", work)
    before = os.umask(0o022)
    try:
        assert main(["run", "--data", str(tmp_path / "device")]) == 0
        assert os.umask(0o022) == 0o022  # what is written afterwards is none of our business
    finally:
        os.umask(before)

    assert {"fieldapp.db", "fieldapp.db-wal", "backups", "journal"} <= set(seen)
    assert {name: oct(mode) for name, mode in seen.items() if mode & 0o077} == {}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("run", "--port", "99999"), "argument.number"),
        (("run", "--port", "-1"), "argument.number"),
        (("run", "--workers", "0"), "argument.number"),
        (("init", "--day", "morgen"), "argument.day"),
        (("orders", "--now", "2026-11-23T08:00"), "argument.moment"),
        (("orders", "--now", "gleich"), "argument.moment"),
    ],
)
def test_a_word_of_a_call_that_cannot_be_is_said_in_the_users_language(
    words: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--language", "zh", "centre", *words]) == 2
    said = capsys.readouterr().err
    assert code in said
    assert "没有改动任何数据" in said
