"""The recovery code: a tablet's data key as text that the depot hands over, to be scanned, loaded or typed.

Whoever has this text and the tablet reads the tablet: it is made for one tablet, used at once and destroyed.
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


def to_text(data_key: bytes) -> str:
    """Return the code: prefix and groups of four, the last ones being a checksum."""
    checked = data_key + _check(data_key)
    letters = base64.b32encode(checked).decode().rstrip("=").translate(_OUT)
    groups = [letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP)]
    return "-".join([PREFIX, *groups])


def from_text(text: str) -> bytes:
    """Return the data key. Raises BadInput("recover.code-invalid") for a code that was cut or mistyped."""
    letters = "".join(text.upper().split()).replace("-", "").removeprefix(PREFIX)
    try:
        padded = letters.translate(_IN) + "=" * (-len(letters) % 8)
        checked = base64.b32decode(padded)
    except (ValueError, binascii.Error) as fault:
        raise BadInput("recover.code-invalid") from fault
    data_key, check = checked[:_KEY_BYTES], checked[_KEY_BYTES:]
    if len(checked) != _KEY_BYTES + _CHECK_BYTES or check != _check(data_key):
        raise BadInput("recover.code-invalid")
    return data_key


def _check(data_key: bytes) -> bytes:
    return hashlib.sha256(b"fieldapp recovery " + data_key).digest()[:_CHECK_BYTES]
