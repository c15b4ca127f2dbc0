"""How the words of the fault library are indexed: short pieces of them that overlap, so that any part can be found.

Of Chinese, which has no blanks, two neighbours and two with one between them: the latter find what was written with a
wrong character in the middle. Of Latin words and numbers two and three letters; two alone stand in every English text.
What is found by pieces is held against the text afterwards: pieces alone would also find what holds them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldapp.search.folding import is_chinese

_END = "\ue000"
MODEL, CODE = "\ue001", "\ue002"
"""A word that begins with one of these is found whole or not at all: the model, the code of an entry."""
_GAP = "\ue003"
_FULL_WIDTH = {ord(mark): ord(mark) + 0xFEE0 for mark in "-."}
"""The tokenizer splits at ASCII marks; their full-width twins are letters to it. Words hold no others."""


def shingles(words: Iterable[str]) -> str:
    """Return the pieces of folded words, each once, as the tokens of an index entry."""
    return " ".join(dict.fromkeys(piece for word in words for piece in _pieces(word)))


def term(word: str) -> str:
    """Return the FTS5 expression that finds every entry with the pieces of a folded word in it."""
    if len(word) == 1:
        return f'"{_lettered(word)}"*'
    size = 2 if is_chinese(word) or len(word) == 2 else 3
    places = (*range(0, len(word) - size, size), len(word) - size)
    return " AND ".join(dict.fromkeys(f'"{_lettered(word[place : place + size])}"' for place in places))


def around(left: str, right: str) -> str:
    """Return what finds two Chinese characters with any one between them."""
    return f'"{_GAP}{left}{right}"'


def whole(mark: str, word: str) -> str:
    """Return what finds the entries that hold this very word after the mark."""
    return f'"{mark}{word}"'


def _pieces(word: str) -> Iterator[str]:
    if word[0] in (MODEL, CODE):
        yield word
        return
    ended = _lettered(word) + _END
    yield from map(str.__add__, ended, ended[1:])
    if is_chinese(word):
        yield from (_GAP + left + right for left, right in zip(word, word[2:], strict=False))
    else:
        yield from (ended[place : place + 3] for place in range(len(word) - 2))


def _lettered(word: str) -> str:
    return word.translate(_FULL_WIDTH)
