"""The requirements of docs/requirements.md and the tests that say they prove them.

Tests are read, not run: `@pytest.mark.req("DEP-2")` on a function or class, or `pytestmark = pytest.mark.req(...)`.
Whether they pass, `python3 dev.py test` says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TABLE_LINE = re.compile(r"^\| ([A-Z]{3,4}-\d+) \|(?: (.*?) \|)?")


def requirements(table: Path) -> dict[str, str]:
    """Reads `| ID | words |` lines: id -> words, in the order of the file."""
    lines = table.read_text(encoding="utf-8").splitlines()
    return {found.group(1): found.group(2) or "" for found in map(TABLE_LINE.match, lines) if found}


def proofs(tests: Path) -> dict[str, list[str]]:
    """Requirement id -> `path::name` of the tests below `tests` that claim it."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        name = path.relative_to(tests.parent).as_posix()
        for test, ids in _claims(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            for requirement in ids:
                found.setdefault(requirement, []).append(f"{name}::{test}" if test else name)
    return found


def problems(root: Path) -> list[str]:
    """Where docs/requirements.md, PROCESS.md (if it is beside the checkout) and the tests disagree."""
    known = set(requirements(root / "docs" / "requirements.md"))
    found = [
        f"{requirement} is claimed by {tests[0]} but is not in docs/requirements.md"
        for requirement, tests in sorted(proofs(root / "tests").items())
        if requirement not in known
    ]
    process = root.parent / "shared" / "PROCESS.md"
    if process.exists():
        written = set(requirements(process))
        found += [
            f"{requirement} is in PROCESS.md, not in docs/requirements.md" for requirement in sorted(written - known)
        ]
        found += [
            f"{requirement} is in docs/requirements.md, not in PROCESS.md" for requirement in sorted(known - written)
        ]
    return found


def report(root: Path) -> str:
    """The whole table for a person to read, with the count of what is proven at its end."""
    proven = proofs(root / "tests")
    table = requirements(root / "docs" / "requirements.md")
    lines: list[str] = []
    for requirement, words in table.items():
        mark = "proven " if requirement in proven else "not yet"
        lines.append(f"{requirement:<8} {mark}  {words}")
        lines += [f"{'':18} {test}" for test in proven.get(requirement, ())]
    count = sum(requirement in proven for requirement in table)
    lines.append(f"\n{count} of {len(table)} requirements are claimed by a test, {len(table) - count} are not")
    return "\n".join(lines)


def _claims(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            ids = [i for decorator in node.decorator_list for i in _ids(decorator)]
            if ids:
                yield node.name, ids
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            yield "", [i for call in ast.walk(node.value) for i in _ids(call)]


def _ids(node: ast.AST) -> list[str]:
    """The ids in `pytest.mark.req("A-1", "B-2")`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "req":
        return [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return []
