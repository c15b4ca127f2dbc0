"""Writing that outlives the battery: bytes, then the file, then its name in the folder reach the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "darwin":
    import fcntl

    def sync_file(descriptor: int) -> None:
        """Return when the disk itself has the file; macOS answers a plain fsync from the disk's own cache."""
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
elif sys.platform == "linux":

    def sync_file(descriptor: int) -> None:
        """Return when the disk has the file's bytes and length; when it was changed is of no use to us."""
        os.fdatasync(descriptor)
else:

    def sync_file(descriptor: int) -> None:
        """Return when the disk has the file."""
        os.fsync(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write all of it: the system may take less at once."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def cut_off(descriptor: int, size: int) -> None:
    """Take everything behind `size` bytes away, and write on from there."""
    os.ftruncate(descriptor, size)
    os.lseek(descriptor, size, os.SEEK_SET)


def sync_folder(folder: Path) -> None:
    """Make new, renamed and removed names of a folder durable; Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_path(path: Path) -> None:
    """Make a file durable that somebody else wrote, and its name with it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)
