"""The program as it is started: it logs beside its data, allows no dumps of its memory, and says that it ended."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.traces.tablet import ROOT, Sandbox

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends by a signal")
PATIENCE_S = 60


def notes(log: Path) -> list[str]:
    """What the log says so far."""
    return [json.loads(line)["note"] for line in log.read_text("ascii").splitlines()] if log.exists() else []


def test_a_run_is_logged_from_its_first_page_to_the_end_that_was_meant(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    data = Path(sandbox.made("data")) / "device"
    log = data.with_name("device.log") / "fieldapp.jsonl"
    command = [sys.executable, "-m", "fieldapp", "run", "--data", str(data)]
    with subprocess.Popen(command, cwd=ROOT, env=sandbox.environment, stderr=subprocess.PIPE) as process:
        try:
            until = time.monotonic() + PATIENCE_S
            while "opens" not in notes(log) and process.poll() is None and time.monotonic() < until:
                time.sleep(0.1)
            if sys.platform == "linux":
                limits = Path(f"/proc/{process.pid}/limits").read_text("ascii")
                assert [line.split()[4:6] for line in limits.splitlines() if "core file" in line] == [["1", "1"]]
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=PATIENCE_S)
        finally:
            process.kill()

    assert (process.returncode, said) == (0, b"")
    told = notes(log)
    assert told[-1] == "ends"
    assert {"begins", "opens"} <= set(told)
    assert not data.exists()
    assert {path.name for path in (tmp_path / "home").rglob("*") if path.is_dir()} >= {"fieldapp"}
