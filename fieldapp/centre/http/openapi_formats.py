"""What the OpenAPI document says of text beyond "text": moments, hashes and bytes, wherever a message holds them.

The codec reads them strictly; msgspec's schemas leave out what it is strict about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import datetime, timedelta
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from fieldapp.domain.ids import Sha256

Schema = dict[str, Any]

HASH = "^[0-9a-f]{64}$"
WHOLE_NUMBER = "^[0-9]{1,18}$"
_BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_DURATION = "^-?P([0-9]{1,9}D|([0-9]{1,9}D)?T[0-9]{1,9}([.][0-9]{1,6})?S)$"
"""Not the format "duration", whose grammar knows neither a fraction of a second nor a negative offset."""
_FORMATS: dict[object, Schema] = {
    Sha256: {"pattern": HASH},
    datetime: {"format": "date-time"},
    timedelta: {"pattern": _DURATION},
    bytes: {"pattern": _BASE64},
}


def tell_formats(schemas: dict[str, Schema], messages: Iterable[type[object]]) -> None:
    """Complete the schemas of these messages, and of all that is in them.

    `schemas` are named as their classes, two of one name by their modules, too.
    """
    for cls in reached(messages):
        told = schemas.get(cls.__name__) or schemas[f"{cls.__module__}.{cls.__qualname__}"]
        properties = told.get("properties", {})
        for name, hint in get_type_hints(cls).items():
            if name in properties:
                _complete(properties[name], hint)


def reached(messages: Iterable[type[object]]) -> Iterator[type[object]]:
    """Yield every record that is in these messages, each once."""
    pending, seen = list(messages), set[type[object]]()
    while pending:
        cls = pending.pop()
        if cls in seen:
            continue
        seen.add(cls)
        yield cls
        for hint in get_type_hints(cls).values():
            pending += [part for part in _parts(hint) if isinstance(part, type) and is_dataclass(part)]


def _parts(hint: object) -> Iterator[object]:
    yield hint
    for inner in get_args(hint):
        yield from _parts(inner)


def _complete(schema: Schema, hint: object) -> None:
    if hint in _FORMATS:
        schema.pop("format", None)
        schema.update(_FORMATS[hint])
    elif isinstance(hint, UnionType):
        for variant in schema.get("anyOf", ()):
            if variant.get("type") == "string":
                for one in get_args(hint):
                    _complete(variant, one)
    elif get_origin(hint) is tuple and "items" in schema:
        _complete(schema["items"], get_args(hint)[0])
    elif _is_mapping(hint) and "additionalProperties" in schema:
        _complete(schema["additionalProperties"], get_args(hint)[1])


def _is_mapping(hint: object) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)
