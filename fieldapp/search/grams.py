"""What a search is indexed by: pairs of neighbouring characters, as Chinese writes no spaces.

Words of two characters are the usual search there, which an index of three characters never finds (DESIGN, "search").
A word's last character stands with a mark, so that one character alone can be found as the beginning of a pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_END = "\ue000"
_FULL_WIDTH = 0xFEE0  # the tokenizer splits at ASCII marks; their full-width twins are letters to it


def grams(texts: Iterable[str]) -> str:
    """The pairs of folded texts, each once, as the tokens of an index entry."""
    words = (word for text in texts for word in text.split())
    return " ".join(dict.fromkeys(pair for word in words for pair in _pairs(_lettered(word) + _END)))


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
    return "".join(
        chr(ord(sign) + _FULL_WIDTH) if sign.isascii() and sign.isprintable() and not sign.isalnum() else sign
        for sign in word
    )
