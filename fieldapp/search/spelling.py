"""Latin words and codes with one typing error: which words of a library are one letter away from what was typed.

Words that are one letter apart share what is left when a letter is taken out of each, so that a table of those rests
finds the few candidates without a look at all words.
"""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST, _LONGEST = 3, 24
"""Shorter words are near to everything, longer ones are numbers that nobody types by heart."""


def is_spelt(word: str) -> bool:
    """Tell whether a folded word is one of Latin letters or a code, of a length where an error can be told."""
    return _SHORTEST <= len(word) <= _LONGEST and word.isascii() and not word.isdigit()


def rests(word: str) -> tuple[str, ...]:
    """Return the word and what is left of it without any one of its letters."""
    return tuple(dict.fromkeys((word, *(word[:place] + word[place + 1 :] for place in range(len(word))))))


def nearest(typed: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Return the candidates that one wrong, missing or additional letter, or two that changed places, tell apart."""
    return tuple(sorted(word for word in candidates if word != typed and _is_one_error(typed, word)))


def _is_one_error(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    start = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    if len(long) > len(short):
        return len(long) - len(short) == 1 and short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    return short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
