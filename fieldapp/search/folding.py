"""Text as searches compare it: one spelling for what is meant alike, cut into words that hold no blank.

Full width is half width, capitals are small letters, traditional characters are simplified ones, and a code is the same
with and without its hyphen (E-02, E02). Chinese and Latin that touch are words apart, as some write a blank there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[-.][^\W_{_HAN}]+)*")
_ONLY_HAN = re.compile(rf"[{_HAN}]+")
JOINT = re.compile(r"(?<=[a-z])[-\u2010\u2013_](?=[0-9])")
"""What stands between the letters and the digits of a code, and says nothing."""


class _Signs(dict[int, str]):
    """Folds each sign once; `str.translate` asks it."""

    def __missing__(self, point: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(point)).casefold()
        self[point] = folded = plain.translate(_simplified())
        return folded


_SIGNS = _Signs()


@cache
def _simplified() -> dict[int, str]:
    """Return the simplified character of each traditional one, taken alone.

    Alone, because a search of one character knows no neighbours: what stands around must not change what it finds.
    """
    from opencc import OpenCC  # its dictionaries are read here, some 20 ms, at the first search or entry

    signs = [chr(point) for first, last in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for point in range(first, last)]
    simple = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(sign): other for sign, other in zip(signs, simple, strict=True) if sign != other}


def folded_sign(sign: str) -> str:
    """Return what one sign is compared as: mostly one sign, sometimes more."""
    return _SIGNS[ord(sign)]


def fold(text: str) -> str:
    """Return the text as it is compared."""
    return JOINT.sub("", unicodedata.normalize("NFC", text).translate(_SIGNS))


def words(text: str) -> list[str]:
    """Return the words of a text, folded; signs that are neither letter nor digit only part them."""
    return _WORD.findall(fold(text))


def compact(text: str) -> str:
    """Return a code or a model's name as one word, however it is written: "E - 02" is "e02"."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


def is_chinese(word: str) -> bool:
    """Tell whether a folded word is of Chinese characters alone."""
    return _ONLY_HAN.fullmatch(word) is not None
