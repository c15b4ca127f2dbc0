"""Holds files and functions to the sizes of the house: a reader must be able to take one in at a glance.

Module <= 300 lines, QML file <= 250, function <= 40 lines without its docstring. (Complexity <= 10 is ruff's C901.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

MODULE_LINES = 300
QML_LINES = 250
FUNCTION_LINES = 40
FOLDERS = ("fieldapp", "devtools", "benchmarks")


def problems(root: Path) -> list[str]:
    """One line for everything that is too long, empty when nothing is."""
    found: list[str] = []
    for path in sorted(_files(root)):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        most = QML_LINES if path.suffix == ".qml" else MODULE_LINES
        if lines > most:
            found.append(f"{name}: {lines} lines (at most {most}): find the second thing in it")
        if path.suffix == ".py":
            found += [f"{name}:{where}" for where in long_functions(text)]
    return found


def long_functions(source: str) -> Iterator[str]:
    """Yields `line: name: length` of every function that is longer than `FUNCTION_LINES`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
            if length > FUNCTION_LINES:
                yield f"{node.lineno}: {node.name}: {length} lines (at most {FUNCTION_LINES})"


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return (first.end_lineno or first.lineno) - first.lineno + 1
    return 0


def _files(root: Path) -> Iterator[Path]:
    yield root / "dev.py"
    for folder in FOLDERS:
        yield from (root / folder).rglob("*.py")
        yield from (root / folder).rglob("*.qml")
