#!/usr/bin/env python3
"""The one entry for people who work on fieldapp: `python3 dev.py COMMAND`.

Standard library only, so that it runs on a machine that has nothing but Python. It makes the environment where that
is missing (devtools/bootstrap.py) and hands over to it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 9):
    sys.exit(
        "fieldapp needs Python 3.11 or newer; this is Python {}.{}.\n"
        "Debian 12 and Ubuntu 24.04 ship one; elsewhere install it and run: python3.11 dev.py ...".format(
            *sys.version_info[:2]
        )
    )

from devtools import bootstrap, checks, requirement_table

ROOT = Path(__file__).resolve().parent
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
TESTING = {
    **OFFSCREEN,
    "QML_NO_TOUCH_COMPRESSION": "1",
    "QT_SCALE_FACTOR": "1",
    "LANG": "C.UTF-8",
    "QT_LOGGING_RULES": "qt.multimedia.*=false",  # as the application has it: which decoders a machine lacks
    # The tests start Python some hundred times. Where a machine is told to keep no compiled modules, every start
    # compiles all that it imports, twice the time; they are kept out of the tree, so nobody finds any there.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bytecode"),
}
EVERYTHING = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
"""A file's tests stay together: they share what is dear to make. The files begin in their order, which has the long
journeys before thousands of short tests; by the number of their tests the journeys, one each, would all end last."""
NO_SCREEN = (
    "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the application has no place to show.\n"
    "The same visit runs without one and leaves pictures, the report and the centre's record in build/tour/:\n\n"
    "    python3 dev.py tour\n"
)


def demo(arguments: list[str]) -> int:
    """The application in a window, with a centre of its own and the demo company."""
    if not has_screen():
        print(NO_SCREEN)
        if not (sys.stdin.isatty() and input("Run the tour now? [y/N] ").strip().lower() in ("y", "yes")):
            return 1
        return tour([])
    return run_python("-m", "fieldapp", "demo", *arguments)


def tour(arguments: list[str]) -> int:
    """Drives the real application through one visit; pictures, PDF and the centre's record go to build/tour/."""
    return run_python("-m", "fieldapp", "tour", *arguments, environment={} if has_screen() else OFFSCREEN)


def gallery(arguments: list[str]) -> int:
    """Draws every component in every state to build/gallery/."""
    return run_python("-m", "fieldapp.ui.gallery", *arguments, environment=TESTING)


def run(arguments: list[str]) -> int:
    """fieldapp's own command line in this environment: `dev.py run forms check FILE`, `dev.py run centre --help`."""
    return run_python("-m", "fieldapp", *(arguments or ["--help"]))


def test(arguments: list[str]) -> int:
    """Runs the tests without a screen: all of them in a process a processor, or with arguments just as pytest would."""
    return run_python("-m", "pytest", *(arguments or EVERYTHING), environment=TESTING)


def soak(arguments: list[str]) -> int:
    """Runs the tests marked `soak` with their large sizes."""
    environment = {**TESTING, "FIELDAPP_SOAK": "1"}
    return run_python("-m", "pytest", "-m", "soak", *arguments, environment=environment)


def check(arguments: list[str]) -> int:
    """Lint, format, types, contracts, sizes, QML, requirement table, forbidden text."""
    return checks.run_all(ROOT, bootstrap.ensure(ROOT), only=arguments)


def fix(arguments: list[str]) -> int:
    """Mends what ruff can mend by itself."""
    formatted = run_python("-m", "ruff", "format", ".")
    return run_python("-m", "ruff", "check", "--fix", ".") or formatted


def requirements(arguments: list[str]) -> int:
    """Every requirement with the tests that prove it, and what is not proven."""
    print(requirement_table.report(ROOT))
    return 0


def bench(arguments: list[str]) -> int:
    """Runs benchmarks/NAME.py; its peers (`# peers: a b` in its first lines) get an environment of their own."""
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py"))
    if not arguments or arguments[0] not in names:
        print("usage: python3 dev.py bench NAME\nNAME is one of: " + (", ".join(names) or "(there is none yet)"))
        return 2
    script = ROOT / "benchmarks" / (arguments[0] + ".py")
    found = re.search(r"^# peers: *(.+)$", script.read_text(encoding="utf-8"), re.MULTILINE)
    environment = {}
    if found:
        peer = bootstrap.peer_environment(ROOT, arguments[0], found.group(1).split())
        environment["FIELDAPP_PEER_PYTHON"] = str(peer)
    return run_python(str(script), *arguments[1:], environment={**TESTING, **environment})


def lock(arguments: list[str]) -> int:
    """Writes requirements.lock anew from the ranges in pyproject.toml; needs uv."""
    command = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--no-header"]
    command += ["--no-annotate", "--all-extras", "--group", "dev", "--python-version", "3.11", "--quiet"]
    try:
        return subprocess.call([*command, "--output-file", "requirements.lock", *arguments], cwd=ROOT)
    except FileNotFoundError:
        print("`lock` needs uv on the PATH; see docs/development.md.")
        return 1


COMMANDS = {
    command.__name__: command
    for command in (demo, test, check, fix, gallery, tour, run, bench, soak, requirements, lock)
}


def has_screen() -> bool:
    """Whether a window can be opened: always on Windows and macOS, on Linux where a display is named."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_python(*arguments: str, environment: dict[str, str] | None = None) -> int:
    """Runs the environment's Python at the top of the checkout; returns its exit code."""
    python = bootstrap.ensure(ROOT)
    sys.stdout.flush()
    return subprocess.call([str(python), *arguments], cwd=ROOT, env={**os.environ, **(environment or {})})


def usage() -> str:
    """One line a command."""
    lines = [f"  {name:<13} {(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items()]
    return "usage: python3 dev.py COMMAND [arguments]\n\n" + "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Runs one command; returns the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(usage())
        return 0 if arguments[:1] in ([], ["-h"], ["--help"], ["help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except bootstrap.CannotPrepare as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
