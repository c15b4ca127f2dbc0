"""JSON form of domain values: strict on the way in, the same bytes for the same value on the way out."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from functools import cache
from typing import TypeVar, cast

import msgspec

from fieldapp.domain.errors import BadInput
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.events import Event
from fieldapp.domain.ids import Sha256
from fieldapp.domain.type_building import TYPE_BUILDING

T = TypeVar("T")
Json = dict[str, object]

_KINDS: dict[str, type[Event]] = {cls.kind: cls for cls in EVENT_TYPES}

CHAIN_START = Sha256("0" * 64)
"""Value of the hash chain before a device's first event (SYNC.md rule 12)."""

_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(value: object) -> bytes:
    """Return the compact JSON of a dataclass or builtin, keys sorted: equal values give equal bytes.

    Raises TypeError for a mapping whose keys are no text.
    """
    return _ENCODER.encode(value)


def decode(data: bytes, kind: type[T]) -> T:
    """Return the value of type `kind`. Raises BadInput("wire.malformed") naming the place."""
    try:
        return cast("T", _decoder(cast("Hashable", kind)).decode(data))
    except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
        raise BadInput("wire.malformed", detail=str(fault)) from fault


@cache
def _decoder(kind: Hashable) -> msgspec.json.Decoder[object]:
    """Building a decoder costs milliseconds, using it microseconds."""
    with TYPE_BUILDING:
        return msgspec.json.Decoder(cast("type[object]", kind))


def to_json(value: object) -> Json:
    """Return the value as plain dictionaries, lists, strings and numbers."""
    return cast("Json", msgspec.to_builtins(value, str_keys=True))


def from_json(data: object, kind: type[T]) -> T:
    """Return the value of type `kind` from builtins. Raises BadInput("wire.malformed")."""
    _decoder(cast("Hashable", kind))  # so that every class in it is known before two threads may look at it
    try:
        return msgspec.convert(data, kind, strict=True, str_keys=True)
    except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
        raise BadInput("wire.malformed", detail=str(fault)) from fault


def event_to_json(event: Event) -> Json:
    """Return the event's fields; `kind` and `version` travel beside them."""
    return to_json(event)


def event_from_json(kind: str, version: int, data: object) -> Event:
    """Return the event; one of an older version lacks fields that have defaults since (SYNC.md rule 9).

    Raises BadInput("event.unknown") or BadInput("event.version-unknown").
    """
    cls = _KINDS.get(kind)
    if cls is None:
        raise BadInput("event.unknown", kind=kind)
    if not 1 <= version <= cls.version:
        raise BadInput("event.version-unknown", kind=kind, version=version)
    return from_json(data, cls)


def chain(previous: Sha256, row: object) -> Sha256:
    """Return the chain's value after `row`: an event row as it travels, or its JSON, without its digest (rule 12)."""
    return Sha256(hashlib.sha256(previous.encode() + encode(row)).hexdigest())


def sha256_of(data: bytes) -> Sha256:
    """Return the content name of a blob, form or document."""
    return Sha256(hashlib.sha256(data).hexdigest())
