"""A tablet in a sandbox that died in the middle of its work, and the marks that must be found nowhere in it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fieldapp.config import DeviceConfig
from fieldapp.demo import device_config
from tests.journeys.company import Company
from tests.traces.marked_visit import NEW, OLD, PHOTO, PIN, REMARK, SAID, UNKNOWN, WRONG_PIN
from tests.traces.marks import Search

ROOT = Path(__file__).parents[2]
USERS_OWN = ("copies", "spool")
"""What the engineer saved elsewhere and what the print system took: no longer the application's."""

MARKS: dict[str, str | bytes] = {
    "customer": "禾味生鲜超市",
    "address": "云桥区青澜路 88 号",
    "contact": "林芳",
    "phone": "138 0000 4127",
    "phone in one": "13800004127",
    "place of the site": "31.2818",
    "where the day begins": "31.2,121.4",
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
