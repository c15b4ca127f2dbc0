"""Everything that `python3 dev.py check` looks at; each check is a function from the checkout to its complaints."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from devtools import forbidden_text, qmllint, requirement_table, sizes

Check = Callable[[Path, Path], str]


def lint(root: Path, python: Path) -> str:
    """Ruff's rules, complexity among them."""
    return _tool(root, python, "-m", "ruff", "check", "--quiet", ".")


def layout(root: Path, python: Path) -> str:
    """Ruff's formatting."""
    return _tool(root, python, "-m", "ruff", "format", "--check", ".")


def types(root: Path, python: Path) -> str:
    """Strict types of the application and of these tools."""
    return _tool(root, python, "-m", "mypy", "--strict", "--no-error-summary", "fieldapp", "dev.py", "devtools")


def contracts(root: Path, python: Path) -> str:
    """Who may import whom."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return _tool(root, python, "-c", code)


def size(root: Path, python: Path) -> str:
    """Lines of modules, QML files and functions."""
    return "\n".join(sizes.problems(root))


def qml(root: Path, python: Path) -> str:
    """QML against the view models."""
    ui = root / "fieldapp" / "ui"
    try:
        return qmllint.lint(python, ui, ui / "qml", root / "build" / "qmltypes")
    except qmllint.QmlLintError as problem:
        return str(problem)


def requirements(root: Path, python: Path) -> str:
    """docs/requirements.md, PROCESS.md and the tests' claims agree."""
    return "\n".join(requirement_table.problems(root))


def text(root: Path, python: Path) -> str:
    """Nothing that belongs to one machine."""
    return "\n".join(forbidden_text.problems(root))


CHECKS: dict[str, Check] = {
    "lint": lint,
    "format": layout,
    "types": types,
    "contracts": contracts,
    "sizes": size,
    "qmllint": qml,
    "requirements": requirements,
    "text": text,
}


def run_all(root: Path, python: Path, only: Sequence[str] = ()) -> int:
    """Runs all checks (or the named ones), prints what they say and a table; returns 1 if any failed."""
    unknown = [name for name in only if name not in CHECKS]
    if unknown:
        print(f"no such check: {', '.join(unknown)}; there are: {', '.join(CHECKS)}")
        return 2
    rows: list[tuple[str, float, bool]] = []
    for name in only or CHECKS:
        started = time.monotonic()
        complaint = CHECKS[name](root, python).strip()
        rows.append((name, time.monotonic() - started, not complaint))
        if complaint:
            print(f"--- {name}\n{complaint}\n", flush=True)
    for name, seconds, good in rows:
        print(f"{name:<14}{seconds:6.1f} s  {'ok' if good else 'FAILED'}")
    return 0 if all(good for _, _, good in rows) else 1


def _tool(root: Path, python: Path, *arguments: str) -> str:
    """Runs a tool of the environment; returns what it printed if it failed, else an empty string."""
    environment = {**os.environ, "NO_COLOR": "1"}
    command = [str(python), *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode == 0:
        return ""
    return (done.stdout + done.stderr) or f"ended with exit code {done.returncode} and said nothing"
