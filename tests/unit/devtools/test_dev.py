"""What a person reads who types `python3 dev.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COMMANDS = ("demo", "test", "check", "fix", "gallery", "tour", "bench", "soak", "requirements", "lock")


def dev(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs dev.py as a program, without a screen and without a keyboard."""
    variables = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(
        command,
        env={**variables, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_without_a_command_every_command_is_named_with_what_it_does() -> None:
    done = dev()
    assert done.returncode == 0
    for command in COMMANDS:
        lines = [line for line in done.stdout.splitlines() if line.split()[:1] == [command]]
        assert len(lines) == 1
        assert len(lines[0].split()) > 4


def test_an_unknown_command_is_a_wrong_call() -> None:
    assert dev("demmo").returncode == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_a_demo_without_a_screen_says_so_and_offers_the_tour() -> None:
    done = dev("demo")
    assert done.returncode == 1
    assert "no screen" in done.stdout
    assert "python3 dev.py tour" in done.stdout


def test_a_benchmark_that_does_not_exist_is_a_wrong_call() -> None:
    done = dev("bench", "no-such-figure")
    assert done.returncode == 2
    assert "usage: python3 dev.py bench NAME" in done.stdout


def test_the_requirements_are_listed_with_their_count() -> None:
    done = dev("requirements")
    assert done.returncode == 0
    assert "of 97 requirements are claimed by a test" in done.stdout.splitlines()[-1]


def test_a_check_that_does_not_exist_is_named_with_those_that_do() -> None:
    done = dev("check", "spelling")
    assert done.returncode == 2
    assert "no such check: spelling" in done.stdout
    assert "qmllint" in done.stdout


def test_python_that_a_test_starts_keeps_compiled_modules_and_keeps_them_out_of_the_tree() -> None:
    asks = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix, sep=chr(10))"
    said = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.splitlines() == ["False", str(ROOT / "build" / "bytecode")]
