"""Folders are named by what they are about, and a package's own file says only why it is there."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAY_NOTHING = {"utils", "util", "common", "helpers", "helper", "core", "services", "service", "manager", "managers"}
SAY_NOTHING |= {"misc", "base", "lib", "shared"}


def test_no_folder_or_module_has_a_name_that_says_nothing() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for top in ("fieldapp", "devtools", "tests", "benchmarks")
        for path in (ROOT / top).rglob("*")
        if (path.is_dir() or path.suffix == ".py") and path.stem.lower() in SAY_NOTHING
    ]
    assert found == []


def test_a_package_file_holds_its_docstring_and_nothing_else() -> None:
    talkative = []
    for path in sorted([*(ROOT / "fieldapp").rglob("__init__.py"), *(ROOT / "devtools").rglob("__init__.py")]):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        only_words = len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        if not only_words:
            talkative.append(path.relative_to(ROOT).as_posix())
    assert talkative == []
