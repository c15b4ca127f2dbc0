"""What may be a PIN or a passphrase: refused are the few that everybody tries first."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise

from fieldapp.domain.errors import Refused

PIN_DIGITS = 6
PASSPHRASE_LENGTH = 10
"""Characters at the least: without the operating system's half a passphrase stands alone against a thief's computer."""

_FEWEST_KINDS = 4
"""Different characters of a passphrase at the least: "aaaaaaaaaa" is long and nothing more."""


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
    elif _is_run(secret) or _is_repeated(secret):
        raise Refused("pin.simple")


def _check_passphrase(secret: str) -> None:
    if len(secret.strip()) < PASSPHRASE_LENGTH:
        raise Refused("passphrase.short", characters=PASSPHRASE_LENGTH)
    if len(set(secret.casefold())) < _FEWEST_KINDS or _is_repeated(secret):
        raise Refused("passphrase.simple")


def _is_run(digits: str) -> bool:
    """Tell whether the digits go up or down one by one, over 9 and 0 too: 123456, 654321, 890123."""
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(digits)}
    return steps in ({1}, {9})


def _is_repeated(text: str) -> bool:
    """Tell whether the text is one shorter piece again and again: 000000, 121212, 123123."""
    return any(
        len(text) % size == 0 and text == text[:size] * (len(text) // size) for size in range(1, len(text) // 2 + 1)
    )
