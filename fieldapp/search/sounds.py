"""Characters of one sound: who writes Chinese by its sound picks the wrong one of them (KNO-1)."""

from __future__ import annotations

from functools import cache

_LEVEL_ONE = range(0xB0, 0xD8)
"""Rows of GB 2312 that hold the 3,755 characters in daily use: errors are made among these."""


def alike(word: str) -> dict[str, str]:
    """Return, for each character of a Chinese word, the common ones that can be read the same, tones aside.

    The first call reads pypinyin's tables, some 0.3 s: never on the thread of the screen.
    """
    known = _by_sound()
    return {sign: "".join(dict.fromkeys("".join(known.get(sound, "") for sound in _sounds(sign)))) for sign in word}


@cache
def _sounds(sign: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(sign, style=Style.NORMAL, heteronym=True)[0])


@cache
def _by_sound() -> dict[str, str]:
    rows = (bytes((row, cell)) for row in _LEVEL_ONE for cell in range(0xA1, 0xFF))
    found: dict[str, list[str]] = {}
    for sign in "".join(code.decode("gb2312", errors="ignore") for code in rows):
        for sound in _sounds(sign):
            found.setdefault(sound, []).append(sign)
    return {sound: "".join(signs) for sound, signs in found.items()}
