"""One program per data folder: a lock that the operating system gives back whatever way the program ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fieldapp.domain.errors import StoreBusy

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class SingleCopy:
    """Holds the lock file of a data folder from construction until `release`; its folder is there already."""

    def __init__(self, path: Path, *, in_use: str) -> None:
        """Take the lock. Raises StoreBusy with the code `in_use` when another program has it."""
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _lock(self._descriptor)
        except OSError as taken:
            os.close(self._descriptor)
            raise StoreBusy(in_use) from taken

    def release(self) -> None:
        """Give the folder free; the file stays."""
        os.close(self._descriptor)
