"""`dev.py check` runs everything, says what is wrong, and ends with a table."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from devtools import checks

PYTHON = Path(sys.executable)


def test_one_failed_check_fails_the_run_and_the_others_are_run_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = {"first": lambda root, python: "line 3 is wrong\n", "second": lambda root, python: ""}
    monkeypatch.setattr(checks, "CHECKS", planted)
    assert checks.run_all(tmp_path, PYTHON) == 1
    printed = capsys.readouterr().out
    assert "--- first\nline 3 is wrong\n" in printed
    assert [line.split()[0::3] for line in printed.splitlines()[-2:]] == [["first", "FAILED"], ["second", "ok"]]


def test_a_run_without_complaints_succeeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "CHECKS", {"only": lambda root, python: " \n"})
    assert checks.run_all(tmp_path, PYTHON) == 0


def test_only_the_named_checks_are_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = {"wrong": lambda root, python: "no", "right": lambda root, python: ""}
    monkeypatch.setattr(checks, "CHECKS", planted)
    assert checks.run_all(tmp_path, PYTHON, only=["right"]) == 0


@pytest.mark.parametrize(
    ("source", "check"),
    [("import os\n", checks.lint), ("x  =  1\n", checks.layout)],
)
def test_a_planted_mistake_is_a_complaint(tmp_path: Path, source: str, check: checks.Check) -> None:
    (tmp_path / "fine.py").write_text('"""A module."""\n', encoding="utf-8")
    assert check(tmp_path, PYTHON) == ""
    (tmp_path / "planted.py").write_text(source, encoding="utf-8")
    assert "planted.py" in check(tmp_path, PYTHON)
