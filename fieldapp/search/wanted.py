"""How one typed word is looked for: to the letter, or with one typing error in it (KNO-1).

Chinese has no blanks to tell a word by, so an error there is a gap in a pattern: one character is another one, or is
missing. Latin words and codes are compared with the words that the library has; see `spelling`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fieldapp.search.shingles import around, term

_ANY = "?"
_ANY_OF_WORD = "[^ ]"
_WILD_FROM = 3
"""A word of so many characters is looked for with any of them wrong; in a shorter one that would find everything."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word: what finds it in the index, the GLOB patterns of which a text must hold one, and how it is shown.

    `grams` is an expression of FTS5; `pattern` a regular expression over folded text, for what is set in bold.
    """

    grams: str
    globs: tuple[str, ...]
    pattern: str


def exact(word: str) -> Wanted:
    """Look for a folded word as it was typed, also inside of longer ones."""
    return Wanted(term(word), (word,), re.escape(word))


def one_of(words: Sequence[str]) -> Wanted:
    """Look for any of these words; there must be one."""
    return _either(exact(word) for word in words)


def sounding_pairs(word: str, alike: dict[str, str]) -> list[list[str]]:
    """Return, for each two neighbours in a Chinese word, the pairs that sound like them, they themselves among them.

    `alike` gives the characters of the same sound for each character of the word.
    """
    groups = [sorted({sign, *alike.get(sign, "")}) for sign in word]
    return [[one + other for one in left for other in right] for left, right in pairwise(groups)]


def same_sound(pairs: list[list[str]]) -> Wanted | None:
    """Look for Chinese made of these pairs, place by place: those of `sounding_pairs` that the library has.

    None where a place has none.
    """
    if not pairs or not all(pairs):
        return None
    groups = [{pair[0] for pair in pairs[0]}, *({pair[1] for pair in place} for place in pairs)]
    sets = "".join(f"[{''.join(sorted(group))}]" for group in groups)
    return Wanted(" AND ".join(f"({' OR '.join(map(term, place))})" for place in pairs), (sets,), sets)


def one_wrong(word: str) -> Wanted | None:
    """Look for a Chinese word of which one character is wrong or was left out; None where that says too little."""
    gaps = {word[:place] + _ANY + word[place:] for place in range(1, len(word))}
    if len(word) >= _WILD_FROM:
        gaps |= {word[:place] + _ANY + word[place + 1 :] for place in range(len(word))}
    if len(word) > _WILD_FROM:
        gaps |= {word[:place] + word[place + 1 :] for place in range(len(word))}
    return _either(_with_gap(gap) for gap in sorted(gaps)) if gaps else None


def _with_gap(gap: str) -> Wanted:
    left, _, right = gap.partition(_ANY)
    sides = [term(part) for part in (left, right) if len(part) > 1]
    if left and right:
        sides.append(around(left[-1], right[0]))
    pattern = r"\w".join(re.escape(part) for part in gap.split(_ANY))
    return Wanted(" AND ".join(sides), (gap.replace(_ANY, _ANY_OF_WORD),), pattern)


def _either(several: Iterable[Wanted]) -> Wanted:
    each = list(several)
    return Wanted(
        " OR ".join(f"({one.grams})" for one in each),
        tuple(glob for one in each for glob in one.globs),
        "|".join(one.pattern for one in each),
    )
