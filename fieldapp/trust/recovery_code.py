"""The recovery code: a tablet's spare key as text that the depot hands over, to be scanned, loaded or typed.

Whoever has this text and the tablet reads the tablet, until the tablet was in contact after the code was used: it is
made for one tablet, used at once and destroyed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from fieldapp.domain.errors import BadInput

PREFIX = "FIELDAPPKEY1"
"""Begins every code, so that a ticket or a label that was scanned instead is told from it."""

_KEY_BYTES = 32
_GROUP = 4
_CHECK_BYTES = 3
# Crockford's base 32 has no I, L, O, U: what a person writes for 1 and 0 is read as these.
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_OUT = str.maketrans(_STANDARD, _CROCKFORD)
_IN = str.maketrans(_CROCKFORD + "ILO", _STANDARD + "BBA")


def to_text(spare: bytes) -> str:
    """Return the code: prefix and groups of four, the last ones being a checksum."""
    checked = spare + _check(spare)
    letters = base64.b32encode(checked).decode().rstrip("=").translate(_OUT)
    groups = [letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP)]
    return "-".join([PREFIX, *groups])


def from_text(text: str) -> bytes:
    """Return the spare key. Raises BadInput("recover.code-invalid") for a code that was cut or mistyped."""
    letters = "".join(text.upper().split()).replace("-", "").removeprefix(PREFIX)
    try:
        padded = letters.translate(_IN) + "=" * (-len(letters) % 8)
        checked = base64.b32decode(padded)
    except (ValueError, binascii.Error) as fault:
        raise BadInput("recover.code-invalid") from fault
    spare, check = checked[:_KEY_BYTES], checked[_KEY_BYTES:]
    if len(checked) != _KEY_BYTES + _CHECK_BYTES or check != _check(spare):
        raise BadInput("recover.code-invalid")
    return spare


def _check(spare: bytes) -> bytes:
    return hashlib.sha256(b"fieldapp recovery " + spare).digest()[:_CHECK_BYTES]
