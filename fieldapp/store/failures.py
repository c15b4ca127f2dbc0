"""What a database or disk failure means to the engineer: full, busy or damaged, and nothing was kept."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from fieldapp.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreFull

_FULL = 13
_BUSY = frozenset({5, 6})
_DAMAGED = frozenset({11, 26})
_IO = 10
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def translated() -> Iterator[None]:
    """Turn driver and disk errors of the block into the tree of `domain.errors`."""
    try:
        yield
    except DBAPIError as fault:
        raise _meaning(getattr(fault.orig, "sqlite_errorcode", None)) from fault
    except OSError as fault:
        if fault.errno in _NO_ROOM:
            raise StoreFull("store.full") from fault
        raise StoreError("store.disk", reason=errno.errorcode.get(fault.errno or 0, "EIO")) from fault


def _meaning(code: int | None) -> StoreError:
    """Return the error for SQLite's (extended) result code; its low byte is the class."""
    primary = (code or 0) & 0xFF
    if primary == _FULL:
        return StoreFull("store.full")
    if primary in _BUSY:
        return StoreBusy("store.locked")
    if primary in _DAMAGED:
        return StoreDamaged("store.unreadable")
    if primary == _IO:
        return StoreError("store.disk", reason=f"SQLITE_IOERR {code}")
    return StoreError("store.refused", result=code or 0)
