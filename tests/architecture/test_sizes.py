"""Nothing in the house is longer or more tangled than a reader can take in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from devtools import sizes

ROOT = Path(__file__).parents[2]
BRANCHES = "".join(f"    if n == {n}:\n        return {n}\n" for n in range(10))


def test_every_file_and_function_keeps_to_its_size() -> None:
    assert sizes.problems(ROOT) == []


def test_a_file_that_is_too_long_is_named(tmp_path: Path) -> None:
    room = tmp_path / "fieldapp" / "room"
    room.mkdir(parents=True)
    (tmp_path / "dev.py").write_text("", encoding="utf-8")
    (room / "long.py").write_text("x = 1\n" * (sizes.MODULE_LINES + 1), encoding="utf-8")
    (room / "fitting.py").write_text("x = 1\n" * sizes.MODULE_LINES, encoding="utf-8")
    (room / "Long.qml").write_text("//\n" * (sizes.QML_LINES + 1), encoding="utf-8")
    (room / "Fitting.qml").write_text("//\n" * sizes.QML_LINES, encoding="utf-8")
    named = {line.split(":")[0] for line in sizes.problems(tmp_path)}
    assert named == {"fieldapp/room/long.py", "fieldapp/room/Long.qml"}


def test_a_function_that_is_too_long_is_named_with_its_line() -> None:
    body = "    x = 1\n" * sizes.FUNCTION_LINES
    assert list(sizes.long_functions(f"\ndef long():\n{body}")) == ["2: long: 41 lines (at most 40)"]


def test_a_docstring_does_not_count_into_a_function() -> None:
    body = "    x = 1\n" * (sizes.FUNCTION_LINES - 1)
    assert list(sizes.long_functions(f'def explained():\n    """A.\n\n    B.\n    """\n{body}')) == []


def test_no_function_has_a_complexity_above_ten() -> None:
    assert _complaints("--no-cache", "fieldapp", "devtools", "dev.py") == ""


def test_a_function_with_a_complexity_above_ten_is_named(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(f"def tangled(n):\n{BRANCHES}    return 0\n", encoding="utf-8")
    assert "`tangled` is too complex (11 > 10)" in _complaints("--no-cache", str(planted))


def _complaints(*arguments: str) -> str:
    """What ruff says about complexity under the configuration of the house."""
    command = [sys.executable, "-m", "ruff", "check", "--quiet", "--config", "pyproject.toml", "--select", "C901"]
    done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr
