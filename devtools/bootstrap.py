"""Makes what the project needs on a machine: system packages on Debian, `.venv` with the locked versions.

`ensure` is called before every command. It costs some milliseconds when nothing is missing, and says in plain lines
what it does when something is.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from devtools import debian

OLDEST = (3, 11)
CANDIDATES = ("python3.11", "python3.12", "python3.13", "python3.14", "python3")
STAMP = "fieldapp-stamp.json"
# If these can be imported, the large and the compiled packages have arrived whole.
PROBE = "import PySide6.QtQml, sqlalchemy, sqlcipher3, reportlab, zxingcpp, fastapi, pyxform, pytest, mypy"


class CannotPrepare(Exception):
    """The environment cannot be made; the message says what a person can do about it."""


def ensure(root: Path) -> Path:
    """Returns the Python of a complete environment in `root/.venv`, after making or mending it if need be.

    Raises `CannotPrepare` where that is not possible.
    """
    say_missing = debian.install_missing()
    if say_missing:
        raise CannotPrepare(say_missing)
    folder = root / ".venv"
    python = interpreter_of(folder)
    wanted = _stamp(root, python)
    if wanted and _read(folder / STAMP) == wanted:
        return python
    started = time.monotonic()
    if not wanted or _was_moved(root, folder) or not _can_install(python):
        _make_anew(root, folder)
    _install_locked(root, python)
    if _broken(python):
        say("the environment is not whole: " + _broken(python))
        _make_anew(root, folder)
        _install_locked(root, python)
    if _broken(python):
        raise CannotPrepare("A fresh environment does not work here: " + _broken(python))
    (folder / STAMP).write_text(json.dumps(_stamp(root, python)), encoding="utf-8")
    say(f"environment ready in {time.monotonic() - started:.0f} s")
    return python


def interpreter_of(folder: Path) -> Path:
    """Where a virtual environment keeps its Python on this system."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def peer_environment(root: Path, name: str, packages: Sequence[str]) -> Path:
    """Returns the Python of `build/bench/<name>`, an environment that has exactly a benchmark's peers."""
    folder = root / "build" / "bench" / name
    python = interpreter_of(folder)
    note = folder / STAMP
    if python.exists() and _read(note) == {"peers": sorted(packages)}:
        return python
    _make_anew(root, folder)
    if not _install(python, list(packages)):
        raise CannotPrepare("Could not install the peers of this benchmark: " + " ".join(packages))
    note.write_text(json.dumps({"peers": sorted(packages)}), encoding="utf-8")
    return python


def say(line: str) -> None:
    """Shows progress: one plain line, at once."""
    print(f"[dev] {line}", flush=True)


def _stamp(root: Path, python: Path) -> dict[str, str]:
    """What a finished environment was made for; empty when its Python does not run."""
    version = _version(str(python))
    if version < OLDEST:
        return {}
    lock = hashlib.sha256((root / "requirements.lock").read_bytes()).hexdigest()
    return {"lock": lock, "python": ".".join(map(str, version)), "root": str(root)}


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # no stamp, or half of one: the environment is looked at and stamped anew
    return found if isinstance(found, dict) else {}


def _was_moved(root: Path, folder: Path) -> bool:
    """An environment names its own folder in many places; it does not survive a move."""
    return _read(folder / STAMP).get("root", str(root)) != str(root)


def _can_install(python: Path) -> bool:
    """False for an environment whose making was broken off before it got its pip."""
    return _uv() or subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode == 0


def _broken(python: Path) -> str:
    """Why the environment's packages cannot be used; empty when they can."""
    done = subprocess.run([str(python), "-c", PROBE], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def _install_locked(root: Path, python: Path) -> None:
    say("installing the locked packages (the first time some 300 MB)")
    if not _install(python, ["--require-hashes", "-r", str(root / "requirements.lock")]):
        raise CannotPrepare("The locked packages could not be installed; the lines above say why.")
    _add_checkout(root, python)


def _install(python: Path, what: list[str]) -> bool:
    if _uv():
        command = ["uv", "pip", "install", "--python", str(python), *what]
    else:
        command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off", *what]
        if os.name == "posix" and os.geteuid() == 0:
            command.append("--root-user-action=ignore")
    return _show_downloads(command)


def _show_downloads(command: Sequence[str]) -> bool:
    """Runs an installer, shows what it downloads, and all that it said if it failed; whether it went well."""
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        for line in running.stdout or ():
            said.append(line)
            if line.strip().startswith("Downloading"):
                say("  " + line.strip().split("/")[-1])
    if running.returncode != 0:
        print("".join(said), file=sys.stderr, flush=True)
    return running.returncode == 0


def _add_checkout(root: Path, python: Path) -> None:
    """Lets `import fieldapp` work from everywhere: a path file, so that the checkout itself is what runs."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    Path(packages.stdout.strip(), "fieldapp-checkout.pth").write_text(f"{root}\n", encoding="utf-8")


def _make_anew(root: Path, folder: Path) -> None:
    base = _find_python()
    say(f"making {folder.relative_to(root)} with {base}")
    if folder.exists():
        shutil.rmtree(folder)
    if _uv():
        made = subprocess.call(["uv", "venv", "--quiet", "--python", base, str(folder)]) == 0
    else:
        made = subprocess.call([base, "-m", "venv", str(folder)]) == 0
    if not made:
        raise CannotPrepare(f"{base} could not make a virtual environment; the lines above say why.")


def _find_python() -> str:
    for candidate in (sys.executable, *CANDIDATES):
        if _version(candidate) >= OLDEST:
            return candidate
    raise CannotPrepare(
        "fieldapp needs Python 3.11 or newer and found none; the newest here is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Debian 12 and later ship it as `python3`."
    )


def _version(python: str) -> tuple[int, ...]:
    code = "import sys; print(*sys.version_info[:3])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True)
    except OSError:  # no such program, or a link to a Python that was removed
        return ()
    return tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()


def _uv() -> bool:
    """Whether a uv that runs is on the PATH (a shim without a uv behind it does not)."""
    try:
        return subprocess.run(["uv", "--version"], capture_output=True).returncode == 0
    except OSError:
        return False
