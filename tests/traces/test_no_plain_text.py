"""A stolen tablet shows nothing: marked data goes through the whole application and is in no file that it made."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp import device as devices
from fieldapp.config import DeviceConfig
from fieldapp.demo import device_config
from fieldapp.domain.ids import StepId
from fieldapp.domain.views.sync import SyncState
from fieldapp.store.connections import PLAIN_HEADER
from fieldapp.support.log import log_files, log_folder
from tests.factories import ORDER_ID
from tests.fakes.stopped_clock import StoppedClock
from tests.journeys.company import MORNING, Company, company, sync
from tests.traces.marked_visit import NEW, OLD, PHOTO, PIN, REMARK, SAID, UNKNOWN, WRONG_PIN
from tests.traces.marks import Search

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="prints by lp, crashes by a signal")

ROOT = Path(__file__).parents[2]
USERS_OWN = ("copies", "spool")
"""What the engineer saved elsewhere and what the print system took: no longer the application's."""

MARKS: dict[str, str | bytes] = {
    "customer": "禾味生鲜超市",
    "address": "云桥区青澜路 88 号",
    "contact": "林芳",
    "phone": "138 0000 4127",
    "phone in one": "13800004127",
    "engineer": "周明远",
    "new serial": NEW,
    "old serial": OLD,
    "unknown label": UNKNOWN,
    "remark": REMARK,
    "photo": PHOTO,
    "PIN": PIN,
    "wrong PIN": WRONG_PIN,
    **{f"answer of {step}": text for step, said in SAID.items() for text in said.values()},
}


@dataclass(frozen=True)
class Sandbox:
    """A machine of its own for one tablet: home, temp, cache and data, searched whole."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        places = {
            name: self.made(f"home/{name.lower()}")
            for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
        }
        return {
            **os.environ,
            **places,
            "HOME": self.made("home"),
            **dict.fromkeys(("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"), self.made("tmp")),
            "PATH": f"{self.made('bin')}{os.pathsep}{os.environ['PATH']}",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def made(self, name: str) -> str:
        (self.folder / name).mkdir(parents=True, exist_ok=True)
        return str(self.folder / name)

    def install_printer(self) -> None:
        """A print system that keeps what it is given."""
        lp = Path(self.made("bin")) / "lp"
        lp.write_text(f'#!/bin/sh\ncat > "{self.made("spool")}/job.pdf"\n', "utf-8")
        lp.chmod(lp.stat().st_mode | stat.S_IXUSR)

    def files(self) -> list[Path]:
        """Every file that the application made."""
        every = [path for path in self.folder.rglob("*") if path.is_file()]
        return [path for path in every if path.relative_to(self.folder).parts[0] not in (*USERS_OWN, "bin")]


@dataclass(frozen=True)
class Crashed:
    """A tablet that died in the middle of its work; its company goes on."""

    jichuan: Company
    sandbox: Sandbox
    ticket: str
    secrets: dict[str, str]
    opened: list[str]
    said: str

    @property
    def search(self) -> Search:
        """What must be found nowhere, the secrets of this very tablet included."""
        keys = {name: bytes.fromhex(self.secrets[name]) for name in ("data key", "signing key")}
        return Search({**MARKS, **keys, "token": self.secrets["token"], "ticket": self.ticket})

    @property
    def config(self) -> DeviceConfig:
        return device_config(self.sandbox.folder, "zh")


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory, company_data: Path) -> Iterator[Crashed]:
    """Let a tablet enrol, work and crash; the centre stays outside the sandbox."""
    with company(tmp_path_factory.mktemp("traces"), company_data) as jichuan:
        jichuan.open_centre()
        ticket = jichuan.centre.ticket()
        sandbox = Sandbox(jichuan.folder / "sandbox")
        sandbox.install_printer()
        sandbox.made("copies")
        secrets, opened, said = run_until_it_crashes(sandbox, {"ticket": ticket, "url": jichuan.centre.url})
        yield Crashed(jichuan, sandbox, ticket, secrets, opened, said)


def run_until_it_crashes(sandbox: Sandbox, given: dict[str, str]) -> tuple[dict[str, str], list[str], str]:
    """Return the tablet's secrets, what it opened for writing, and what it said on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.traces.marked_visit", str(sandbox.folder)],
        cwd=ROOT, env=sandbox.environment, input=json.dumps(given) + "\n",
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert len(done.stdout.splitlines()) == 2, done.stderr
    assert done.returncode < 0
    secrets, opened = (json.loads(line) for line in done.stdout.splitlines())
    return secrets, opened, done.stderr


@pytest.mark.req("USE-4")
def test_marked_data_that_went_through_the_whole_application_is_in_no_file_it_made(crashed: Crashed) -> None:
    files = crashed.sandbox.files()

    found = crashed.search.files(files)

    assert {"fieldapp.db", "fieldapp.db-wal", "fieldapp.jsonl", "crash.txt"} <= {path.name for path in files}
    assert not (crashed.config.data / "fieldapp.db").read_bytes().startswith(PLAIN_HEADER)
    assert [path for path in (crashed.config.data / "blobs").iterdir() if path.stat().st_size > 300 * 1024]
    assert found == []
    assert crashed.search.content(crashed.said.encode()) == set()


@pytest.mark.req("USE-4")
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


@pytest.mark.req("USE-4")
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
