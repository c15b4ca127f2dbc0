"""Which pieces of a text a search found: patterns match folded text, what is marked is the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from fieldapp.search.folding import JOINT, folded_sign


@dataclass(frozen=True, slots=True)
class Piece:
    """Some signs of a text that stand together, and whether they were found."""

    text: str
    found: bool


def pieces(text: str, patterns: Iterable[str]) -> tuple[Piece, ...]:
    """Return the text cut where what was found begins and ends; together the pieces are the text."""
    asked = "|".join(f"(?:{pattern})" for pattern in patterns if pattern)
    if not asked or not text:
        return (Piece(text, False),) if text else ()
    marked = _marked(text, re.compile(asked))
    cuts = [0, *(place for place in range(1, len(text)) if marked[place] != marked[place - 1]), len(text)]
    return tuple(Piece(text[start:end], marked[start]) for start, end in pairwise(cuts))


def _marked(text: str, pattern: re.Pattern[str]) -> list[bool]:
    """Return for each sign of the text whether it belongs to a find."""
    signs = [(sign, place) for place, written in enumerate(text) for sign in folded_sign(written)]
    joints = {match.start() for match in JOINT.finditer("".join(sign for sign, _ in signs))}
    kept = [one for number, one in enumerate(signs) if number not in joints]
    marked = [False] * len(text)
    for match in pattern.finditer("".join(sign for sign, _ in kept)):
        if match.end() > match.start():
            first, last = kept[match.start()][1], kept[match.end() - 1][1]
            marked[first : last + 1] = [True] * (last + 1 - first)
    return marked
