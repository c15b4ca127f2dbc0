"""What a search is indexed by: pairs of neighbouring characters, as Chinese writes no spaces.

Words of two characters are the usual search there, which an index of three characters never finds (DESIGN, "search").
A word's last character stands with a mark, so that one character alone can be found as the beginning of a pair.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

_END = "\ue000"
_FULL_WIDTH = {
    mark: chr(ord(mark) + 0xFEE0) for mark in map(chr, range(128)) if mark.isprintable() and not mark.isalnum()
}
"""The tokenizer splits at ASCII marks; their full-width twins are letters to it."""

_MARK = re.compile("[" + re.escape("".join(_FULL_WIDTH)) + "]")
_POINTS, _POINT_CODE = "utf-32-le", "I"
_BLANK = array(_POINT_CODE, " ".encode(_POINTS))


def grams(texts: Iterable[str]) -> str:
    """The pairs of folded texts as the tokens of an index entry; an index keeps each once, so here one may come again.

    Written side by side in one go: a string a pair cost more than all the rest of taking a part over. The mark thus
    stands before the next word, too, in a pair that no search asks for.
    """
    words = [word for text in texts for word in text.split()]
    if not words:
        return ""
    points = array(_POINT_CODE, _lettered(_END.join(words) + _END).encode(_POINTS))
    tokens = _BLANK * (3 * len(points) - 4)
    tokens[0::3] = points[:-1]
    tokens[1::3] = points[1:]
    return tokens.tobytes().decode(_POINTS)


def query(words: Iterable[str]) -> str:
    """What finds the entries that hold the pairs of each folded word; "" where every entry does."""
    return " AND ".join(_term(_lettered(word)) for word in words)


def _term(word: str) -> str:
    if len(word) == 1:
        return f'"{word}"*'
    return " AND ".join(f'"{pair}"' for pair in dict.fromkeys(_pairs(word)))


def _pairs(word: str) -> Iterator[str]:
    return (word[place : place + 2] for place in range(len(word) - 1))


def _lettered(word: str) -> str:
    return _MARK.sub(lambda mark: _FULL_WIDTH[mark[0]], word)
