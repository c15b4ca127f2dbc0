"""What is handed out for support holds nobody's data and no key, with the store closed and with it open."""

from __future__ import annotations

import json
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp import device as devices
from fieldapp.cli import main
from fieldapp.config import APP_VERSION
from fieldapp.store.figures import Figures
from fieldapp.usecases.collect_support import CollectSupport
from tests.fakes.stopped_clock import StoppedClock
from tests.journeys.company import MORNING
from tests.traces.marked_visit import PIN
from tests.traces.tablet import Crashed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="prints by lp, crashes by a signal")


@pytest.mark.req("USE-5")
def test_the_command_shows_what_it_writes_without_a_pin_and_none_of_it_is_personal(
    crashed: Crashed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bundle.zip"

    code = main(["support", "--data", str(crashed.config.data), "--out", str(out)])

    said = capsys.readouterr().out
    with zipfile.ZipFile(out) as archive:
        pieces = {name: archive.read(name) for name in archive.namelist()}
    assert code == 0
    assert set(pieces) == {"about.json", "fieldapp.jsonl", "crash.txt"}
    assert all(name in said for name in pieces)
    assert str(out) in said
    assert json.loads(pieces["about.json"])["store"] is None
    assert crashed.search.files([out]) == []
    assert crashed.search.content(said.encode()) == set()


def test_without_a_place_to_write_to_the_command_only_shows(
    crashed: Crashed, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["support", "--data", str(crashed.config.data)]) == 0

    said = capsys.readouterr().out
    for name in ("fieldapp.jsonl", "crash.txt"):
        assert f"--- {name}\n" in said
    assert '"note": "begins"' in said  # not the list only: each file whole
    assert "in crash" in said
    assert crashed.search.content(said.encode()) == set()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(
    crashed: Crashed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "gone" / "bundle.zip"

    assert main(["--language", "en", "support", "--data", str(crashed.config.data), "--out", str(out)]) == 1

    assert str(tmp_path / "gone") in capsys.readouterr().err


@pytest.mark.req("USE-5")
def test_the_bundle_of_an_open_store_holds_counts_and_nothing_personal(crashed: Crashed, tmp_path: Path) -> None:
    key = devices.unlock(crashed.config, PIN)
    device = devices.open_device(crashed.config, key, clock=StoppedClock(wall_at=MORNING))
    made = CollectSupport(
        data=crashed.config.data,
        app_version=APP_VERSION,
        now=lambda: datetime.now(UTC),
        figures=Figures(device.database),
    )()
    device.close()
    made.write(tmp_path / made.name)

    about = json.loads(made.pieces[0].text)
    assert sum(about["store"]["events"].values()) > 40
    assert about["store"]["blobs"]
    assert about["files"]["blobs"]["bytes"] > 300 * 1024
    assert crashed.search.files([tmp_path / made.name]) == []
