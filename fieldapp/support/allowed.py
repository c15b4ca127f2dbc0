"""What may stand in a log: fields are let in by name and by shape, everything else stays out.

A list of what is forbidden forgets something; a list of what is allowed forgets at worst something useful. Numbers of
nine digits at the most and identities that hold a letter: a telephone number fits neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Value = str | int | float | bool

_NUMBERS = frozenset(
    {
        "applied",
        "blobs",
        "events",
        "expected",
        "found",
        "got",
        "known",
        "last",
        "last_seq",
        "left",
        "limit",
        "line",
        "lost",
        "ms",
    }
    | {"port", "pulled", "pushed", "result", "seconds", "seq", "size", "status", "version", "waiting"}
)
_IDENTITIES = frozenset(
    {"blob", "device", "event", "form", "gate", "list", "need", "number", "order", "part", "process", "sha256", "step"}
    | {"use", "version"}
)
"""Keys of our own making, numbers of orders, forms and parts. Serial numbers are the customer's: they stay out."""
_WORDS = frozenset(
    {
        "app",
        "category",
        "code",
        "fault",
        "kind",
        "level",
        "libc",
        "page",
        "platform",
        "python",
        "qt",
        "reason",
        "state",
        "theirs",
    }
)

_MOST = 999_999_999
_IDENTITY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:#-]{0,79}")
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,59}( [0-9]{1,6})?")
_DIGIT = re.compile(r"[0-9]")


def allowed(fields: Mapping[str, object]) -> dict[str, Value]:
    """Return what of `fields` may be written; the names of the others come under "left_out", without their values."""
    plain = {name: value for name, value in fields.items() if isinstance(value, (str, int, float))}
    kept = {name: value for name, value in plain.items() if _fits(name, value)}
    gone = sorted(name for name in fields if name not in kept and _WORD.fullmatch(name))
    return {**kept, "left_out": " ".join(gone)} if gone else kept


def _fits(name: str, value: Value) -> bool:
    if not isinstance(value, str):
        return name in _NUMBERS and abs(value) <= _MOST
    if name in _NUMBERS and value.isascii() and value.isdecimal():
        return int(value) <= _MOST
    if name in _IDENTITIES:
        return _IDENTITY.fullmatch(value) is not None and _is_no_telephone(value)
    return name in _WORDS and _WORD.fullmatch(value) is not None and _is_no_telephone(value)


def _is_no_telephone(value: str) -> bool:
    return any(sign.isalpha() for sign in value) or len(_DIGIT.findall(value)) < 7
