"""The demo company on one machine: a real central server in its own process, and a tablet enrolled there.

Nothing is faked: the server runs under its own certificate authority, the tablet is enrolled with a one-time ticket.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from fieldapp.config import DeviceConfig, find_resources
from fieldapp.domain.customer import Coordinates
from fieldapp.domain.errors import CentreUnreachable

ENGINEER = "zhou"
HOME = Coordinates(31.2000, 121.4000)
"""Where the demo engineer's day begins."""
DEMO_PIN = "246810"
READY = "fieldapp centre ready "
"""What the server prints before its address once it accepts connections."""


@dataclass(slots=True)
class DemoCentre:
    """The central server of the demo, in its own process on loopback."""

    data: Path
    process: subprocess.Popen[str] | None = None
    url: str = ""

    def prepare(self, day: date, now: datetime | None = None) -> None:
        """Make the company's data for a start day, once; a making that was cut off is begun anew."""
        if self.data.exists():
            return
        clock = ["--now", now.isoformat()] if now is not None else []
        unfinished = replace(self, data=self.data.with_name(f"{self.data.name}.unfinished"))
        shutil.rmtree(unfinished.data, ignore_errors=True)
        unfinished._command("init", "--sample", "--day", day.isoformat(), *clock)
        unfinished.data.rename(self.data)

    def start(self, now: datetime | None = None) -> str:
        """Start the server, for the tour with its clock at `now`, and return its address.

        Raises CentreUnreachable("centre.did-not-start").
        """
        if self.process is not None:
            return self.url
        clock = ["--now", now.isoformat()] if now is not None else []
        port = self.url.rpartition(":")[2] if self.url else "0"
        words = self._words("run", "--with-parent", "--port", port, *clock)
        # The line to its standard input is never written to: it breaks when this program dies, whatever way.
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=_environment()
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(READY):
                self.url = line.removeprefix(READY).strip()
                return self.url
        raise CentreUnreachable("centre.did-not-start", url=str(self.data))

    def ticket(self) -> str:
        """Return a one-time ticket for the demo engineer."""
        lines = self._command("ticket", ENGINEER, "--url", self.url).split()
        return next(word for word in lines if word.startswith("FIELDAPP1:"))

    def record(self, order_number: str) -> str:
        """Return what the centre holds of an order."""
        return self._command("show", order_number)

    def stop(self) -> None:
        """End the server gracefully; its data stay."""
        if self.process is None:
            return
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None

    def _command(self, *words: str) -> str:
        """Run one command of the server's command line and return what it prints."""
        done = subprocess.run(
            self._words(*words), capture_output=True, text=True, encoding="utf-8", check=False, env=_environment()
        )
        if done.returncode != 0:
            raise RuntimeError(f"centre {words[0]}: {done.stderr.strip()}")
        return done.stdout

    def _words(self, *words: str) -> Sequence[str]:
        return [sys.executable, "-m", "fieldapp", "centre", words[0], "--data", str(self.data), *words[1:]]


def _environment() -> dict[str, str]:
    """Return this program's environment without a company's database: the demo never enters its orders there."""
    from fieldapp.centre.database.address import VARIABLE  # here: it brings SQLAlchemy along

    return {name: value for name, value in os.environ.items() if name != VARIABLE}


def device_config(folder: Path, language: str) -> DeviceConfig:
    """Return the settings of the demo's tablet."""
    return DeviceConfig(
        data=folder / "device", resources=find_resources(), language=language, demo_pin=DEMO_PIN, home=HOME
    )


def demo(folder: Path, language: str) -> int:
    """Start the server, enrol the tablet if it is new, and run the application until its window closes.

    Each day has a company of its own, for its orders are for that day; what was done another day stays in its folder.
    """
    from fieldapp.app import run
    from fieldapp.enrolled import enrol, is_enrolled

    today = date.today()
    folder = folder / today.isoformat()
    config = device_config(folder, language)
    centre = DemoCentre(folder / "centre")
    centre.prepare(today)
    try:
        url = centre.start()
        if not is_enrolled(config):
            enrol(config, centre.ticket(), DEMO_PIN)
        print(f"PIN {DEMO_PIN} · {url}", flush=True)
        return run(config, centre_url=url)
    finally:
        centre.stop()
