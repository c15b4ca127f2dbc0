"""On Debian what is missing is installed by root, and named to everybody else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from devtools import debian

DPKG = """#!/bin/sh
for name in {there}; do echo "$name installed"; done
echo "libzbar0 config-files"
exit 1
"""


class Debian:
    """Stand-ins for Debian's programs, the only ones on the PATH; what apt-get is asked for is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program("apt-get", f"#!/bin/sh\necho \"$@\" >> '{folder}/asked'\n")
        self.has(name for group in (*debian.NEEDED.values(), *debian.WANTED.values()) for name in group)

    def program(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def has(self, names: object) -> None:
        assert hasattr(names, "__iter__")
        self.program("dpkg-query", DPKG.format(there=" ".join(names)))

    @property
    def asked(self) -> list[str]:
        path = self.folder / "asked"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Debian:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr(debian, "NO_CLUSTER", str(tmp_path / "etc" / "no-cluster.conf"))
    return Debian(tmp_path)


def test_nothing_is_installed_where_nothing_is_missing(system: Debian) -> None:
    assert debian.install_missing() == ""
    assert system.asked == []


def test_a_package_under_its_newer_name_is_not_missing(system: Debian) -> None:
    system.has(name + "t64" for group in debian.NEEDED.values() for name in group)
    assert debian.missing() == []


def test_a_package_that_was_removed_is_missing(system: Debian) -> None:
    system.has(name for group in debian.NEEDED.values() for name in group if name != "libzbar0")
    assert debian.missing() == ["libzbar0"]


def test_root_installs_what_is_missing_after_an_update(system: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    system.has([*(name for group in debian.NEEDED.values() for name in group if name != "libcups2"), "postgresql"])
    assert debian.install_missing() == ""
    assert [line.split()[-1] for line in system.asked] == ["update", "libcups2"]
    assert "install -y --no-install-recommends" in system.asked[1]


def test_root_gets_the_programs_of_postgresql_without_a_server_that_runs(
    system: Debian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch = Path(debian.NO_CLUSTER)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    system.program("apt-get", f"#!/bin/sh\necho \"$@\" >> '{tmp_path}/asked'\ncat '{switch}' >> '{tmp_path}/asked'\n")
    system.has(name for group in debian.NEEDED.values() for name in group)

    assert debian.install_missing() == ""

    assert system.asked[-2].endswith("--no-install-recommends postgresql")
    assert system.asked[-1] == "create_main_cluster = false"
    assert not switch.exists()


def test_somebody_who_may_not_install_is_not_asked_for_postgresql(
    system: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    system.has(name for group in debian.NEEDED.values() for name in group)
    assert debian.install_missing() == ""
    assert system.asked == []


def test_everybody_else_is_told_the_exact_line(system: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    system.has(name for group in debian.NEEDED.values() for name in group if name != "libcups2")
    assert "sudo apt-get install -y --no-install-recommends libcups2\n" in debian.install_missing()
    assert system.asked == []


def test_an_installation_that_fails_is_said_with_the_line_to_try_by_hand(
    system: Debian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    system.program("apt-get", "#!/bin/sh\nexit 100\n")
    system.has([])
    assert "libegl1 libgl1" in debian.install_missing()


def test_python_without_its_venv_module_asks_for_the_package(system: Debian, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert debian.missing() == ["python3-venv", "ca-certificates"]


def test_other_systems_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert debian.install_missing() == ""
