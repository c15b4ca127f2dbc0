"""A demo that is killed takes its centre with it: the next one finds the data free."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.company import Company

ROOT = Path(__file__).parents[2]
_DEMO = """
import sys
from pathlib import Path
from fieldapp.demo import DemoCentre
centre = DemoCentre(Path(sys.argv[1]))
print(centre.start(), flush=True)
sys.stdin.read()
"""
_FREE_AGAIN = """
import fcntl, sys
with open(sys.argv[1], "rb") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
"""
"""Returns as soon as nobody holds the lock."""


@pytest.mark.skipif(sys.platform == "win32", reason="waits by a lock of POSIX")
def test_killing_the_demo_ends_its_centre(jichuan: Company) -> None:
    data = jichuan.centre.data
    command = [sys.executable, "-c", _DEMO, str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        assert demo.stdout.readline().startswith("https://127.0.0.1:")

        demo.kill()

    subprocess.run([sys.executable, "-c", _FREE_AGAIN, str(data / "in-use.lock")], timeout=30, check=True)
    jichuan.open_centre()
    assert jichuan.centre.record("WX-261123-004")
