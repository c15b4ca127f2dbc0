"""How the document of an order lies in its column: as JSON, all but the shortest deflated.

Every tap writes its order anew. That of a checklist with 2,000 answers is 100 KB of JSON whose paths repeat: 45 pages
of the encrypted file, or 3 of what is left of it. A usual order fits into one page instead of two, and years of them
into half the file; deflating one costs 30 µs, a page more than that.
"""

from __future__ import annotations

import zlib
from typing import TypeVar

from fieldapp.domain.errors import StoreDamaged
from fieldapp.store.kept import decode
from fieldapp.wire.codec import encode

T = TypeVar("T")

_LONG = 2_048
_QUICKLY = 1
_OBJECT = b"{"


def packed(value: object) -> bytes:
    """Return the bytes of a dataclass for its column."""
    document = encode(value)
    return zlib.compress(document, _QUICKLY) if len(document) > _LONG else document


def unpacked(document: bytes, kind: type[T]) -> T:
    """Return the value of type `kind`. Raises StoreDamaged("store.unreadable")."""
    return decode(content(document), kind)


def content(document: bytes) -> bytes:
    """Return the JSON that was packed. Raises StoreDamaged("store.unreadable")."""
    if document[:1] == _OBJECT:
        return document
    try:
        return zlib.decompress(document)
    except zlib.error as fault:
        raise StoreDamaged("store.unreadable") from fault
