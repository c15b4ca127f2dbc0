"""What may be a PIN or a passphrase: refused are the few that everybody tries first."""

from __future__ import annotations

import unicodedata
from enum import Enum
from itertools import pairwise

from fieldapp.domain.errors import Refused

PIN_DIGITS = 6
PASSPHRASE_LENGTH = 10
"""Characters at the least: without the operating system's half a passphrase stands alone against a thief's computer."""

_FEWEST_KINDS = 4
"""Different characters of a passphrase at the least: "aaaaaaaaaa" is long and nothing more."""
_FEWEST_PIECES = 6
"""Pieces of a passphrase at the least, where a run of keys or a word that everybody tries is one piece."""
_MOST_ALIKE = 4
"""Equal digits of a PIN at the most: 000001 has five."""
_FAVOURITES = frozenset(
    {"520131", "521131", "131452", "131420", "147258", "258369", "369258", "159357", "357159", "147852", "123321"}
)
"""PINs that many choose for their sound (520 1314) or their way over the keys."""
_ROWS = ("0123456789012", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc")
_WORDS = (
    "password",
    "passwort",
    "passwd",
    "welcome",
    "letmein",
    "iloveyou",
    "woaini",
    "admin",
    "fieldapp",
    "密码",
    "口令",
)
_SHORTEST_RUN = 3


class OpensWith(Enum):
    """What the engineer types to open the tablet."""

    PIN = "pin"
    PASSPHRASE = "passphrase"


def check_new(secret: str, opens_with: OpensWith) -> None:
    """Refuse what is no good as a new PIN or passphrase.

    Raises Refused("pin.form"), Refused("pin.simple"), Refused("passphrase.short"), Refused("passphrase.simple").
    """
    if opens_with is OpensWith.PASSPHRASE:
        _check_passphrase(secret)
    elif len(secret) != PIN_DIGITS or not (secret.isascii() and secret.isdigit()):
        raise Refused("pin.form", digits=PIN_DIGITS)
    elif _is_simple(secret):
        raise Refused("pin.simple")


def _check_passphrase(secret: str) -> None:
    if len(secret.strip()) < PASSPHRASE_LENGTH:
        raise Refused("passphrase.short", characters=PASSPHRASE_LENGTH)
    plain = unicodedata.normalize("NFKC", secret).casefold()
    if len(set(plain)) < _FEWEST_KINDS or _is_repeated(plain) or _pieces(plain) < _FEWEST_PIECES:
        raise Refused("passphrase.simple")


def _is_simple(digits: str) -> bool:
    """Tell whether everybody tries this PIN first: a run, also in pairs (112233), one digit, a favourite."""
    pairs = digits[::2] == digits[1::2] and _is_run(digits[::2])
    alike = max(digits.count(digit) for digit in digits) > _MOST_ALIKE
    return _is_run(digits) or pairs or alike or _is_repeated(digits) or digits in _FAVOURITES


def _pieces(text: str) -> int:
    """Count what has to be guessed: a letter, a run of keys, a word of the list."""
    place = count = 0
    while place < len(text):
        place += _length_of_piece(text[place:])
        count += 1
    return count


def _length_of_piece(text: str) -> int:
    known = [len(word) for word in _WORDS if text.startswith(word)]
    for row in _ROWS:
        for way in (row, row[::-1]):
            run = max((size for size in range(_SHORTEST_RUN, len(text) + 1) if text[:size] in way), default=1)
            known.append(run)
    return max(known)


def _is_run(digits: str) -> bool:
    """Tell whether the digits go up or down one by one, over 9 and 0 too: 123456, 654321, 890123."""
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(digits)}
    return steps in ({1}, {9})


def _is_repeated(text: str) -> bool:
    """Tell whether the text is one shorter piece again and again: 000000, 121212, 123123."""
    return any(
        len(text) % size == 0 and text == text[:size] * (len(text) // size) for size in range(1, len(text) // 2 + 1)
    )
