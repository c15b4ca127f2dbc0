"""What a signature binds: one canonical form of the content that was shown, and its SHA-256 (REP-3).

Device and centre must come to the same digest years apart, so the form depends on nothing but names and values:
no order of dictionaries, no time zone of a machine, no trailing zeros, no language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from fieldapp.domain.ids import Sha256

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMAT = b"fieldapp content 1\n"
"""Hashed ahead of the content: another canonical form would get another number."""

NOT_SHOWN = frozenset({"written_at", "signature"})
"""Fields of the content itself that come about by writing and signing it; deeper fields of these names count."""

Canonical = None | bool | int | float | str | list["Canonical"] | dict[str, "Canonical"]


def content_sha256(content: DataclassInstance) -> Sha256:
    """Return the digest (64 hex digits) of a frozen dataclass, its fields named in `NOT_SHOWN` left out.

    It may hold text, numbers, Decimal, dates, instants with a zone, enums, dataclasses, and sequences and
    dictionaries of these. Raises TypeError for anything else and ValueError for an instant without a zone or a
    number that is not finite: such content has no one form.
    """
    return Sha256(hashlib.sha256(FORMAT + canonical(content)).hexdigest())


def canonical(content: DataclassInstance) -> bytes:
    """Return the canonical form: JSON in ASCII, names in order, no spaces. Errors as `content_sha256`."""
    shown = _fields(content, NOT_SHOWN)
    return json.dumps(shown, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def _fields(content: DataclassInstance, left_out: frozenset[str] = frozenset()) -> dict[str, Canonical]:
    names = (field.name for field in fields(content))
    return {name: _value(getattr(content, name)) for name in names if name not in left_out}


def _value(value: object) -> Canonical:
    """Return one value in JSON's types; what JSON lacks is an object with one "$" key, so that it equals no text."""
    if isinstance(value, Enum):
        return _value(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return dict(_fields(value))
    if isinstance(value, Mapping):
        return {_name(name): _value(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_value(inner) for inner in value]
    return _scalar(value)


def _scalar(value: object) -> Canonical:
    if isinstance(value, Decimal):
        return {"$decimal": _plain(value)}
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError(f"{value.isoformat()} has no zone")
        return {"$at": value.astimezone(UTC).isoformat(timespec="microseconds")}
    if isinstance(value, date):
        return {"$on": value.isoformat()}
    if isinstance(value, timedelta):
        return {"$microseconds": value // timedelta(microseconds=1)}
    if isinstance(value, tzinfo):
        return {"$zone": str(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _plain(value: Decimal) -> str:
    """Return a decimal without exponent and trailing zeros: 12.50 and 12.5 are one amount, and so are 0.00 and -0."""
    if not value.is_finite():
        raise ValueError(f"{value} is not finite")
    return format(value.normalize(), "f") if value else "0"


def _name(name: object) -> str:
    value = name.value if isinstance(name, Enum) else name
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} cannot be a name")
    return value
