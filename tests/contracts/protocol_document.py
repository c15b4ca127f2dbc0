"""docs/protocol.md as data: its worked examples and its tables, and how a field's type is said there."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import MISSING, Field
from pathlib import Path
from typing import Any

_TEXT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```json (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WORDS = {
    "str": "text",
    "DeviceId": "text",
    "EngineerId": "text",
    "Scope": "text",
    "Sha256": "hash",
    "int": "integer",
    "Count": "integer",
    "Seconds": "integer",
    "bool": "boolean",
    "bytes": "bytes",
    "object": "any",
    "datetime": "moment",
    "Instant": "moment",
    "timedelta": "duration",
    "Verdict": "text",
    "Operation": "text",
    "DocumentKind": "text",
}


def example(name: str) -> dict[str, Any]:
    """Return the one block of that name."""
    (found,) = [body for title, body in _BLOCK.findall(_TEXT) if title == name]
    value: dict[str, Any] = json.loads(found)
    return value


def example_names() -> set[str]:
    return {title for title, _ in _BLOCK.findall(_TEXT)}


def rows_below(heading: str) -> list[list[str]]:
    """Return the cells of every table row of a section, its tables' headings left out."""
    section = _TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    ruled = {place for place, line in enumerate(lines) if set(line) <= set("|-")}
    kept = [line for place, line in enumerate(lines) if place not in ruled and place + 1 not in ruled]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in kept]


def needs_no_value(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def type_word(field: Field[Any]) -> str:
    """Return how the document names the type of a message's field."""
    return _word(str(field.type))


def _word(name: str) -> str:
    if name.endswith(" | None"):
        return f"{_word(name.removesuffix(' | None'))} or null"
    if parts := re.fullmatch(r"tuple\[(.+), \.\.\.\]", name):
        return f"list of {_word(parts[1])}"
    if parts := re.fullmatch(r"dict\[(\w+), (.+)\]", name):
        return f"object of {_word(parts[2])}"
    return _WORDS.get(name, f"`{name}`")


def differences(told: Sequence[object], true: Sequence[object]) -> list[str]:
    """Return what one list has and the other has not."""
    return [f"too much: {row}" for row in told if row not in true] + [
        f"missing: {row}" for row in true if row not in told
    ]
