"""What an administrator types, or his timer does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.centre.settings import CentreSettings
from fieldapp.cli import main
from tests.contracts.tablet import Tablet
from tests.unit.centre.backup.conftest import PHOTO_NAME

Run = Callable[..., str]


@pytest.fixture
def run(settings: CentreSettings, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in English and returns all that it said."""

    def call(*words: str, code: int = 0) -> str:
        assert main(["--language", "en", "centre", *words]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return call


def test_a_backup_and_a_restore_say_what_they_did(
    run: Run, settings: CentreSettings, tablet: Tablet, folder: Path, tmp_path: Path
) -> None:
    data, other = str(settings.data), str(tmp_path / "other")

    first = run("backup", str(folder), "--data", data, "--keep", "1", "--now", "2026-11-23T01:00:00+08:00")
    second = run("backup", str(folder), "--data", data, "--keep", "1", "--now", "2026-11-24T01:00:00+08:00")

    assert "20261122T1700" in first
    assert "2 events of 1 tablets, 1 files" in second
    assert "Removed the older backup" in second
    (folder / "blobs" / PHOTO_NAME[:2] / PHOTO_NAME).unlink()
    said = run("restore", str(folder), "--data", other)
    assert "The backup of 2026-11-24 01:00 was put back" in said
    assert f"asked of the tablets again: {PHOTO_NAME}" in said
    assert "There is a centre already" in run("restore", str(folder), "--data", other, code=1)
    assert "is set aside" in run("restore", str(folder), "--data", other, "--overwrite")


def test_a_backup_of_no_centre_makes_none(run: Run, folder: Path, tmp_path: Path) -> None:
    assert "There are no data" in run("backup", str(folder), "--data", str(tmp_path / "typo"), code=1)
    assert not folder.exists()


def test_a_backup_that_is_to_keep_none_is_refused(run: Run, settings: CentreSettings, folder: Path) -> None:
    run("backup", str(folder), "--data", str(settings.data), "--keep", "0", code=2)
    assert not folder.exists()
