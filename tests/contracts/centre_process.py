"""A real centre in a process of its own, on a free loopback port."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL

from fieldapp.centre.database.address import VARIABLE
from fieldapp.trust.company_ca import CompanyCa

ROOT = Path(__file__).parents[2]
_RUN = """
import argparse, sys
from pathlib import Path
from fieldapp.centre.commands import add_commands
parser = argparse.ArgumentParser()
parser.set_defaults(resources=Path("resources").resolve(), language="zh")
add_commands(parser.add_subparsers())
options = parser.parse_args()
sys.exit(options.command(options))
"""


class CentreProcess:
    """Runs while the block does; `kill` and `start` again keep the data folder, the port changes.

    `now` is where its clock begins, the machine's time without it. Without `database` it finds what the environment
    names, mostly nothing: SQLite.
    """

    def __init__(
        self, data: Path, now: datetime | None = None, *, database: URL | None = None, workers: int = 1
    ) -> None:
        self.data = data
        self.now = now
        self.database = database
        self.workers = workers
        self.address = ""
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def ca_pem(self) -> str:
        return CompanyCa.load(self.data / "trust").certificate_pem

    def start(self) -> None:
        command = [sys.executable, "-W", "error", "-c", _RUN, "centre", "run", "--port", "0", "--data", str(self.data)]
        if self.now is not None:
            command += ["--now", self.now.isoformat()]
        if self.workers > 1:
            command += ["--workers", str(self.workers)]
        named = {VARIABLE: self.database.render_as_string(hide_password=False)} if self.database else {}
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, **named}
        )
        assert self.process.stdout is not None
        words = self.process.stdout.readline().split()
        assert words[:3] == ["fieldapp", "centre", "ready"], words
        self.address = words[3]

    def stop(self) -> int:
        """End it gracefully and return its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, number: int) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code
