"""Centre, verification, scanning and forms run on a machine that has no Qt at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITHOUT_QT = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"{name} is not on this machine")

sys.meta_path.insert(0, Absent())
"""
IMPORT_ROOM = """
room = importlib.import_module("fieldapp." + sys.argv[1])
count = 0
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
"""
IMPORT_MODULE = """
importlib.import_module("fieldapp." + sys.argv[1])
"""
RUN_COMMAND = """
from fieldapp.cli import main
sys.exit(main(sys.argv[1:]))
"""
ROOMS = ("centre", "domain", "forms", "pricing", "reports", "scanning", "scheduling", "search", "signature")
ROOMS += ("store", "support", "sync", "texts", "trust", "usecases", "wire", "workflow")


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs Python code in a process that finds no Qt."""
    command = [sys.executable, "-c", WITHOUT_QT + code, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_the_process_of_these_tests_really_finds_no_qt() -> None:
    assert "PySide6 is not on this machine" in run("import PySide6").stderr


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_of_a_room_is_imported_without_qt(room: str) -> None:
    done = run(IMPORT_ROOM, room)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", ["cli", "config", "device"])
def test_the_roots_below_the_window_are_imported_without_qt(module: str) -> None:
    done = run(IMPORT_MODULE, module)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["centre", "forms", "scan"])
def test_a_command_without_a_window_says_how_it_is_used_without_qt(command: str) -> None:
    done = run(RUN_COMMAND, command, "--help")
    assert done.returncode == 0, done.stderr
    assert f"fieldapp {command}" in done.stdout
