"""The whole application with its window, from the enrolment to the archive, leaves none of its data in any file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.demo import DEMO_PIN
from tests.traces.marks import Search
from tests.traces.tablet import MARKS, Sandbox

ROOT = Path(__file__).parents[2]
TOUR = """
import logging, sys
from pathlib import Path
from fieldapp.support.log import logging_to
from fieldapp.tour.run import tour
from fieldapp.ui.qt_messages import qt_messages_logged

with logging_to(Path(sys.argv[2]), logging.DEBUG), qt_messages_logged():
    sys.exit(tour(Path(sys.argv[1])))
"""


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("FIELDAPP_SOAK"), reason="takes minutes: python3 dev.py soak")
@pytest.mark.req("SYN-6")
def test_a_visit_on_the_screen_leaves_none_of_its_data_in_any_file(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    out = Path(sandbox.made("out"))
    log = Path(sandbox.made("home")) / "log"
    command = [sys.executable, "-c", TOUR, str(out), str(log)]
    environment = {**sandbox.environment, "PYTHONPATH": str(ROOT)}

    toured = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800)

    assert toured.returncode == 0, toured.stdout + toured.stderr
    files = [path for path in sandbox.files() if not _is_shown(path, out)]
    notes = [json.loads(line) for line in (log / "fieldapp.jsonl").read_text("ascii").splitlines()]
    assert {"opens", "a sync ended"} <= {note["note"] for note in notes}
    assert {path.suffix for path in files} >= {".db", ".jsonl", ".qmlc"}
    assert Search({**MARKS, "PIN": DEMO_PIN}).files(files) == []


def _is_shown(path: Path, out: Path) -> bool:
    """Whether a file is what the tour is for (its pictures, the PDF), or the centre's."""
    return path.is_relative_to(out) and not path.is_relative_to(out / "data" / "device")
