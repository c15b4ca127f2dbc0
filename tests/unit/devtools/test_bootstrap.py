"""The environment is made once, brought in step when the lock changes, and made anew when it is of no use."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from devtools import bootstrap, debian


class Machine:
    """A checkout whose installer only takes notes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.done: list[str] = []
        self.complaints: list[str] = []
        self.installer_works = True
        (root / "requirements.lock").write_text("biip==5.2.0\n", encoding="utf-8")

    @property
    def python(self) -> Path:
        return bootstrap.interpreter_of(self.root / ".venv")

    def make_anew(self, root: Path, folder: Path) -> None:
        self.done.append("made anew")
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.unlink(missing_ok=True)
        self.python.symlink_to(sys.executable)
        (folder / bootstrap.STAMP).unlink(missing_ok=True)

    def install(self, root: Path, python: Path) -> None:
        if not self.installer_works:
            raise bootstrap.CannotPrepare("no network")
        self.done.append("installed")

    def broken(self, python: Path) -> str:
        return self.complaints.pop(0) if self.complaints else ""

    def ensure(self) -> list[str]:
        """What one start does."""
        self.done.clear()
        assert bootstrap.ensure(self.root) == self.python
        return list(self.done)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setattr(debian, "install_missing", lambda: "")
    monkeypatch.setattr(bootstrap, "_make_anew", machine.make_anew)
    monkeypatch.setattr(bootstrap, "_install_locked", machine.install)
    monkeypatch.setattr(bootstrap, "_broken", machine.broken)
    monkeypatch.setattr(bootstrap, "_can_install", lambda python: True)
    return machine


def test_the_first_start_makes_the_environment_and_the_second_does_nothing(machine: Machine) -> None:
    assert machine.ensure() == ["made anew", "installed"]
    assert machine.ensure() == []


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(machine: Machine) -> None:
    machine.ensure()
    (machine.root / "requirements.lock").write_text("biip==5.3.0\n", encoding="utf-8")
    assert machine.ensure() == ["installed"]
    assert machine.ensure() == []


def test_an_environment_without_a_stamp_is_completed_not_thrown_away(machine: Machine) -> None:
    machine.ensure()
    (machine.root / ".venv" / bootstrap.STAMP).unlink()
    assert machine.ensure() == ["installed"]


def test_half_a_stamp_counts_as_none(machine: Machine) -> None:
    machine.ensure()
    (machine.root / ".venv" / bootstrap.STAMP).write_text('{"lock": "32c', encoding="utf-8")
    assert machine.ensure() == ["installed"]


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.ensure()
    machine.python.unlink()
    machine.python.symlink_to(machine.root / "no-such-python")
    assert machine.ensure() == ["made anew", "installed"]


def test_an_environment_of_a_checkout_that_was_moved_is_made_anew(machine: Machine) -> None:
    machine.ensure()
    stamp = machine.root / ".venv" / bootstrap.STAMP
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "root": "/elsewhere"}), encoding="utf-8")
    assert machine.ensure() == ["made anew", "installed"]


def test_packages_that_cannot_be_imported_lead_to_a_new_environment(machine: Machine) -> None:
    machine.ensure()
    (machine.root / ".venv" / bootstrap.STAMP).unlink()
    machine.complaints = ["ImportError: libGL"] * 2
    assert machine.ensure() == ["installed", "made anew", "installed"]


def test_packages_that_cannot_be_imported_from_a_new_environment_either_are_said(machine: Machine) -> None:
    machine.complaints = ["ImportError: libGL"] * 9
    with pytest.raises(bootstrap.CannotPrepare, match="libGL"):
        machine.ensure()
    assert not (machine.root / ".venv" / bootstrap.STAMP).exists()


def test_a_failed_installation_leaves_the_environment_as_it_was(machine: Machine) -> None:
    machine.ensure()
    (machine.root / "requirements.lock").write_text("biip==5.3.0\n", encoding="utf-8")
    machine.installer_works = False
    with pytest.raises(bootstrap.CannotPrepare, match="no network"):
        machine.ensure()
    assert machine.done == []
    assert machine.python.exists()


def test_system_packages_that_cannot_be_installed_are_said_before_anything_is_made(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "install_missing", lambda: "sudo apt-get install libegl1")
    with pytest.raises(bootstrap.CannotPrepare, match="sudo apt-get install libegl1"):
        machine.ensure()
    assert machine.done == []


def test_an_installer_that_fails_shows_all_that_it_said(capfd: pytest.CaptureFixture[str]) -> None:
    code = "print('Downloading biip-5.2.0.whl'); print('no matching distribution'); raise SystemExit(1)"
    assert not bootstrap._show_downloads([sys.executable, "-c", code])
    out, err = capfd.readouterr()
    assert out == "[dev]   Downloading biip-5.2.0.whl\n"
    assert "no matching distribution" in err
