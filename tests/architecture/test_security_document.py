"""docs/security.md names tests; each of them exists, so that a control is not met by a test that is gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def names_in(path: Path) -> set[str]:
    """The names of the tests in a file."""
    if not path.is_file():
        return set()
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_test_that_the_security_document_names_exists() -> None:
    named = NAMED.findall((ROOT / "docs" / "security.md").read_text("utf-8"))

    assert len(named) > 25
    assert [f"{file}::{test}" for file, test in named if test not in names_in(ROOT / file)] == []


def test_every_control_of_storage_crypto_and_auth_has_a_row_with_a_test() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")

    controls = [line for line in text.splitlines() if re.match(r"\| \w+-\d: ", line)]
    lines = {line.split(":")[0].removeprefix("| "): line for line in controls}

    assert set(lines) == {"STORAGE-1", "STORAGE-2", "CRYPTO-1", "CRYPTO-2", "AUTH-1", "AUTH-2", "AUTH-3"}
    assert all(NAMED.search(line) for line in lines.values())
