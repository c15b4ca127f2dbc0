"""A stolen tablet shows nothing: marked data goes through the whole application and is in no file that it made."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from fieldapp import device as devices
from fieldapp.domain.ids import StepId
from fieldapp.domain.views.sync import SyncState
from fieldapp.store.connections import PLAIN_HEADER
from fieldapp.support.log import log_files, log_folder
from tests.factories import ORDER_ID
from tests.fakes.stopped_clock import StoppedClock
from tests.journeys.company import MORNING, sync
from tests.traces.marked_visit import PIN, SAID
from tests.traces.tablet import Crashed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="prints by lp, crashes by a signal")


@pytest.mark.req("SYN-6")
def test_marked_data_that_went_through_the_whole_application_is_in_no_file_it_made(crashed: Crashed) -> None:
    files = crashed.sandbox.files()

    found = crashed.search.files(files)

    assert {"fieldapp.db", "fieldapp.db-wal", "fieldapp.jsonl", "crash.txt"} <= {path.name for path in files}
    assert not (crashed.config.data / "fieldapp.db").read_bytes().startswith(PLAIN_HEADER)
    assert [path for path in (crashed.config.data / "blobs").iterdir() if path.stat().st_size > 300 * 1024]
    assert found == []
    assert crashed.search.content(crashed.said.encode()) == set()


@pytest.mark.req("SYN-6")
def test_after_the_crash_the_data_are_there_and_what_comes_then_leaves_nothing_either(crashed: Crashed) -> None:
    url = crashed.jichuan.centre.url
    key = devices.unlock(crashed.config, PIN)
    device = devices.open_device(crashed.config, key, clock=StoppedClock(wall_at=MORNING), centre_url=url)
    visit = device.queries.order(ORDER_ID).visit
    synced = sync(device)
    device.close()

    assert {step: {name: visit.answer(StepId(step), name) for name in said} for step, said in SAID.items()} == SAID
    assert visit.reports[0].acceptance is not None
    assert synced.state is SyncState.IDLE
    assert crashed.search.files(crashed.sandbox.files()) == []


@pytest.mark.req("SYN-6")
def test_the_application_writes_only_beside_its_data_and_logs_what_happened(crashed: Crashed) -> None:
    folder, log = crashed.sandbox.folder, log_folder(crashed.config.data)
    places = (crashed.config.data, log, folder / "copies")

    outside = [path for path in map(Path, crashed.opened) if not any(path.is_relative_to(place) for place in places)]
    notes = [json.loads(line) for line in (log / "fieldapp.jsonl").read_text("ascii").splitlines()]
    errors = {note["error"].get("code", note["error"]["type"]) for note in notes if "error" in note}

    assert [path for path in outside if path != Path(os.devnull)] == []
    assert (folder / "spool" / "job.pdf").read_bytes() == (folder / "copies" / "report.pdf").read_bytes()
    assert {"begins", "a sync ended", "refused"} <= {note["note"] for note in notes}
    assert {"pin.wrong", "part.unknown", "ValueError"} <= errors
    assert "in crash" in (log / "crash.txt").read_text("utf-8")
    assert {path.name for path in log_files(log)} == {"fieldapp.jsonl", "crash.txt"}


def test_the_centres_own_log_tells_of_nobody_either(crashed: Crashed) -> None:
    files = list(log_files(log_folder(crashed.jichuan.centre.data)))

    assert [path.name for path in files] == ["fieldapp.jsonl"]
    assert '"note": "begins"' in files[0].read_text("ascii")
    assert crashed.search.files(files) == []
