"""Who may import whom: the contracts of pyproject.toml hold, and each of them can break."""

from __future__ import annotations

import ast
import shutil
import sys
from pathlib import Path

import pytest

from devtools import checks

ROOT = Path(__file__).parents[2]
PYTHON = Path(sys.executable)
PLANTED = {
    "A line imports only from lines below it": ("domain/planted.py", "import fieldapp.forms.planted"),
    "rooms on one line are strangers": ("forms/planted.py", "import fieldapp.pricing"),
    "Screens see use cases": ("ui/planted.py", "import fieldapp.store.planted"),
    "Settings know no screen": ("config.py", "import fieldapp.ui"),
    "The wire is spoken by": ("usecases/planted.py", "import fieldapp.wire.planted"),
    "Qt lives in ui and app": ("workflow/planted.py", "import PySide6.QtCore"),
    "Databases are spoken to by": ("reports/planted.py", "import sqlalchemy"),
    "The web framework stays": ("store/planted.py", "import fastapi"),
}


def test_the_house_keeps_its_contracts() -> None:
    assert checks.contracts(ROOT, PYTHON) == ""


@pytest.fixture(scope="module")
def planted_house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says about a copy of the house with one forbidden import for each contract."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copytree(ROOT / "fieldapp", copy / "fieldapp", ignore=shutil.ignore_patterns("__pycache__", "*.qml"))
    for room in ("wire", "store", "pricing"):
        (copy / "fieldapp" / room / "planted.py").write_text("", encoding="utf-8")
    for file, line in PLANTED.values():
        path = copy / "fieldapp" / file
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{there}\n{line}\n", encoding="utf-8")
    return checks.contracts(copy, PYTHON)


@pytest.mark.parametrize("contract", PLANTED)
def test_an_import_that_a_contract_forbids_breaks_it(planted_house: str, contract: str) -> None:
    assert any(contract in line and " BROKEN" in line for line in planted_house.splitlines()), planted_house


def test_a_room_that_is_in_no_line_of_the_house_breaks_the_contract(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "fieldapp", tmp_path / "fieldapp", ignore=shutil.ignore_patterns("__pycache__", "*.qml"))
    (tmp_path / "fieldapp" / "attic").mkdir()
    (tmp_path / "fieldapp" / "attic" / "__init__.py").write_text('"""A room nobody planned."""\n', encoding="utf-8")
    assert "attic" in checks.contracts(tmp_path, PYTHON)


def test_the_domain_imports_the_standard_library_alone() -> None:
    foreign = []
    for path in sorted((ROOT / "fieldapp" / "domain").rglob("*.py")):
        for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("fieldapp.domain"):
                foreign.append(f"{path.relative_to(ROOT)}: {name}")
    assert foreign == []


def _imported(tree: ast.Module) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or ".")
    return names
