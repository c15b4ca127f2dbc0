"""Bytes of a QR or DataMatrix code to text, where the code itself does not say which letters it uses."""

from __future__ import annotations

DECLARED = frozenset({"]Q2", "]Q4", "]Q6", "]d4", "]d5", "]d6", "]L1", "]z3", "]z4", "]z5"})
"""AIM identifiers of codes that name their character set (ECI); the decoder has followed it."""


def text_of(data: bytes, guess: str, symbology: str) -> str:
    """Return the text of a two-dimensional code; `guess` is the decoder's own reading.

    Chinese printers write UTF-8 or GB 18030 and declare neither; the decoder guesses among Western and Japanese
    sets and is right for half of them. UTF-8 is tried first because other text is hardly ever valid UTF-8.
    """
    if symbology in DECLARED:
        return guess
    for charset in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        return guess if charset == "gb18030" and _is_kanji_mode(data, text) else text
    return guess


def _is_kanji_mode(data: bytes, as_chinese: str) -> bool:
    """Tell whether an encoder packed Chinese characters in QR's kanji mode, whose bytes are Shift JIS.

    Read as GB 18030 they give characters outside GB 2312, and they hold no one-byte katakana, which that mode lacks.
    """
    try:
        as_chinese.encode("gb2312")
    except UnicodeEncodeError:
        pass
    else:
        return False
    try:
        as_japanese = data.decode("shift_jis")
    except UnicodeDecodeError:
        return False
    return not any("\uff61" <= letter <= "\uff9f" for letter in as_japanese)
