"""What a log call says is a constant of the code: then its words can hold nobody's data (support/lines.py)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "fieldapp"
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
LOGGERS = {"logger", "_log", "log"}


def faults(source: str) -> list[str]:
    """The log calls whose words are made at run time, and what else stands in for the log."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, name = node.func.value, node.func.attr
        if isinstance(owner, ast.Name) and owner.id in LOGGERS and name in LEVELS:
            words = node.args[1 if name == "log" else 0]
            if not (isinstance(words, ast.Constant) and isinstance(words.value, str)):
                found.append(f"line {node.lineno}: words that are not constant")
        if isinstance(owner, ast.Name) and owner.id == "logging" and name in LEVELS | {"basicConfig"}:
            found.append(f"line {node.lineno}: logging.{name}")
        if isinstance(owner, ast.Name) and owner.id == "traceback" and name.startswith("print"):
            found.append(f"line {node.lineno}: traceback.{name}")
    return found


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_words_of_every_log_call_are_constant(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        'logger.info(f"called {name}")',
        '_log.error("called " + name)',
        "logger.warning(str(error))",
        "logger.log(10, words)",
        'logging.error("x")',
        "logging.basicConfig()",
        "traceback.print_exc()",
    ],
)
def test_a_call_whose_words_are_made_at_run_time_is_seen(planted: str) -> None:
    assert len(faults(planted)) == 1
