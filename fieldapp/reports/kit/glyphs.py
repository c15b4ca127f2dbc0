"""Characters without a glyph: shown by a mark and their code, never as a silent box."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

MARK = "〓"
"""The printers' mark for a missing type."""

_BREAKING_OR_BLANK = {"\t": " ", "\r": "", "\u00a0": " ", "\u200b": "", "\ufeff": "", "\ufe0f": "", "\u200d": ""}
"""Spaces and joiners that have no picture of their own."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line: what is drawn, and the text that search and copy give for it."""

    drawn: str
    text: str


def drawable(text: str, covers: Callable[[str], bool]) -> str:
    """Return the text with characters that the font lacks in place, all others of the font, and controls left out.

    The missing ones are kept: `runs` turns them into marks when the line is drawn.
    """
    cleaned = "".join(_BREAKING_OR_BLANK.get(character, character) for character in text)
    return "".join(c for c in cleaned if c == "\n" or covers(c) or c.isprintable())


def shown(text: str, covers: Callable[[str], bool]) -> str:
    """Return what is drawn for `text`: each missing character as its mark and code, "〓U+2AE29"."""
    return "".join(run.drawn for run in runs(text, covers))


def runs(text: str, covers: Callable[[str], bool]) -> tuple[Run, ...]:
    """Return the stretches of a line, those of missing characters apart."""
    found: list[Run] = []
    for present, group in groupby(text, key=lambda c: covers(c)):
        stretch = "".join(group)
        found += [Run(stretch, stretch)] if present else [Run(f"{MARK}U+{ord(c):04X}", c) for c in stretch]
    return tuple(found)
