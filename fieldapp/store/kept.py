"""Reading what this store wrote itself: content that does not fit its type is damage, not a mistake of somebody else.

SQLCipher can report a page that is not authentic late, after it has handed out zeros in its place.
"""

from __future__ import annotations

from typing import TypeVar

from fieldapp.domain.errors import BadInput, StoreDamaged
from fieldapp.wire import codec

T = TypeVar("T")
_MALFORMED = "wire.malformed"


def decode(content: bytes, kind: type[T]) -> T:
    """Return the value of a column. Raises StoreDamaged("store.unreadable")."""
    try:
        return codec.decode(content, kind)
    except BadInput as fault:
        raise damage(fault) from fault


def damage(fault: BadInput) -> StoreDamaged | BadInput:
    """Return what a reading failure means here: a kind of a later program stays what it is."""
    return StoreDamaged("store.unreadable") if fault.code == _MALFORMED else fault
