"""Chinese words found by how they are spoken: whole syllables, their initials, or a mix ("wendu", "wdcgq", "wendcgq").

The dictionary takes half a second to read: `spelt` belongs on a worker thread, and imports it only there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import takewhile

Spelling = tuple[tuple[str, ...], ...]
"""Each character's readings in small letters; what is not Chinese reads as it is written."""


def spelt(texts: Iterable[str]) -> dict[str, Spelling]:
    """Return how each text is spoken; a character with several readings has all that its word allows."""
    from pypinyin import Style, pinyin

    found: dict[str, Spelling] = {}
    for text in texts:
        read = pinyin(text, style=Style.NORMAL, heteronym=True)
        found[text] = tuple(readings for syllable in read if (readings := _plain_readings(syllable)))
    return found


def sounds_like(typed: str, spelling: Spelling) -> bool:
    """Tell whether typed letters run through neighbouring characters: a beginning of each one's reading."""
    letters = _plain(typed)
    return bool(letters) and any(_runs(letters, spelling[start:]) for start in range(len(spelling)))


def _runs(letters: str, spelling: Spelling) -> bool:
    """Tell whether the letters are used up by a beginning of each reading, from the first character on."""
    reached = {0}
    for readings in spelling:
        reached = {place + count for place in reached for count in _steps(letters[place:], readings)}
        if len(letters) in reached:
            return True
        if not reached:
            break
    return False


def _steps(letters: str, readings: tuple[str, ...]) -> set[int]:
    """Return how many of the letters one character can use up."""
    longest = max(_shared(letters, reading) for reading in readings)
    return set(range(1, longest + 1))


def _shared(letters: str, reading: str) -> int:
    """Return with how many letters both begin alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(letters, reading, strict=False)))


def _plain_readings(readings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain for reading in readings if (plain := _plain(reading))))


def _plain(text: str) -> str:
    """Return the letters and digits of a text, without accents and case."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in folded if sign.isalnum())
