"""Rows of text under each other for a terminal, where a Chinese character is as wide as two letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "


def width(text: str) -> int:
    """Return how many places a text takes on a terminal (Unicode Standard Annex 11: wide and full width count two)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line a row, the cells of each column beginning under each other; the last one is not padded."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
