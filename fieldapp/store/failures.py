"""What a database or disk failure means to the engineer: full, busy or damaged, and nothing was kept."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError

from fieldapp.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreFull

_FULL = 13
_BUSY = frozenset({5, 6})
_DAMAGED = frozenset({11, 26})
_IO = 10
_READING = frozenset({_IO | 1 << 8, _IO | 2 << 8})
"""A sector that does not come back, and a page that is not there whole: the file's fault, not the moment's."""
_OF_THE_MOMENT = frozenset({3, 7, 8, 9, 14, _FULL, *_BUSY})
"""No right, no memory, read only, interrupted, not to be opened, no room, in use: nothing about the file itself."""
_CODES = {
    "database or disk is full": _FULL,
    "disk I/O error": _IO,
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "unable to open database file": 14,
    "database disk image is malformed": 11,
    "file is not a database": 26,
}
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def translated() -> Iterator[None]:
    """Turn driver and disk errors of the block into the tree of `domain.errors`."""
    try:
        yield
    except DBAPIError as fault:
        raise meaning(code_of(fault.orig)) from fault
    except sqlcipher3.dbapi2.DatabaseError as fault:
        raise meaning(code_of(fault)) from fault
    except OSError as fault:
        if fault.errno in _NO_ROOM:
            raise StoreFull("store.full") from fault
        raise StoreError("store.disk", reason=errno.errorcode.get(fault.errno or 0, "EIO")) from fault


def code_of(fault: BaseException | None) -> int:
    """Return SQLite's (extended) result code of a driver's error; copying a file gives its words only."""
    return int(getattr(fault, "sqlite_errorcode", None) or _CODES.get(str(fault), 0))


def look_failed(known: int) -> StoreError:
    """Return what it means that a file could not be looked through: damage, unless the moment was to blame."""
    of_the_moment = known & 0xFF in _OF_THE_MOMENT or (known & 0xFF == _IO and known not in _READING)
    return meaning(known) if of_the_moment else StoreDamaged("store.damaged")


def meaning(code: int) -> StoreError:
    """Return the error for SQLite's (extended) result code; its low byte is the class."""
    primary = code & 0xFF
    if primary == _FULL:
        return StoreFull("store.full")
    if primary in _BUSY:
        return StoreBusy("store.locked")
    if primary in _DAMAGED:
        return StoreDamaged("store.unreadable")
    if primary == _IO:
        return StoreError("store.disk", reason=f"SQLITE_IOERR {code}")
    return StoreError("store.refused", result=code)
