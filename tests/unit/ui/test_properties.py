"""Properties of view models have the type of their value."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
VIEW_MODEL = """
from PySide6.QtCore import QObject, Signal
from fieldapp.ui.properties import Property

class Orders(QObject):
    changed = Signal()

    @Property(int, notify=changed)
    def count(self) -> int:
        return 1

    def _title(self) -> str:
        return ""

    def _set_title(self, value: str) -> None:
        return None

    title = Property(str, _title, _set_title, notify=changed)

orders = Orders()
{line}
"""


@pytest.mark.parametrize(
    ("line", "passes"),
    [
        ("assert orders.count == 1", True),
        ("orders.title = 'today'", True),
        ("assert orders.count == 'one'", False),
        ("orders.title = 1", False),
    ],
)
def test_mypy_knows_what_a_property_holds(tmp_path: Path, line: str, passes: bool) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(VIEW_MODEL.format(line=line), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), str(planted)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert (done.returncode == 0) is passes, done.stdout
