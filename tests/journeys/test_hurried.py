"""Starting, hurrying through the pages, locking and ending: again and again, without a crash and without a hang."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.company import Company

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="ends by a signal")
def test_three_hurried_starts_end_as_they_were_told_to(jichuan: Company) -> None:
    command = [sys.executable, "-m", "tests.journeys.hurried", str(jichuan.folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    ends = [
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
        for _ in range(3)
    ]

    assert [(end.returncode, end.stdout.split()) for end in ends] == [(0, ["opened", "closed", "opened"])] * 3
    log = jichuan.config.data.with_name("device.log") / "fieldapp.jsonl"
    told = [json.loads(line) for line in log.read_text("ascii").splitlines()]
    assert [line["note"] for line in told].count("ends") == 3
    assert [line for line in told if line["level"] in {"error", "critical"}] == []
    assert [line for line in told if line.get("category", "").startswith("qt.multimedia")] == []
