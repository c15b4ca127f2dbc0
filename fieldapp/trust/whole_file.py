"""Writing to a stick: the file is there whole under its name, read back and found good, or it is not there."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

from fieldapp.domain.errors import BadInput, StoreFull

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SPARE_ROOM = 4 * 1024 * 1024
"""What a stick must have left for a file's end, and for what else is on it."""
_STEP = 1024 * 1024
PREFIX, PART = "bundle-", ".part"
"""What copies are called that are worth nothing once the program that reads them has ended."""
_OLD_S = 24 * 3600


def write_whole(path: Path, write: Callable[[BinaryIO], None], proven: Callable[[Path], None]) -> None:
    """Let `write` fill a file beside `path`, flush it, let `proven` read it back, and give it its name.

    Raises StoreFull("bundle.no-room"), BadInput("bundle.not-written") where the place does not take it or is gone,
    and whatever `write` and `proven` raise; then nothing of it is left, as far as the place still answers.
    """
    unfinished = path.with_name(f".{path.name}{PART}")
    try:
        try:
            with unfinished.open("w+b") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            proven(unfinished)
            unfinished.replace(path)
            _flush_name(path.parent)
        except BaseException:
            _remove(unfinished)
            raise
    except OSError as fault:
        if fault.errno in _FULL:
            raise StoreFull("bundle.no-room", file=path.name) from fault
        raise BadInput("bundle.not-written", file=path.name) from fault


def remove_unfinished(folder: Path, beginning: str) -> None:
    """Remove what a killed program left of files whose names begin so; `folder` may be gone or refuse it."""
    for path in folder.glob(f".{escape(beginning)}*{PART}"):
        _remove(path)


@contextmanager
def copied(path: Path, folder: Path) -> Iterator[Path]:
    """Give a private copy of a file: what is checked and then read must not change, or be pulled out, in between.

    Copies that a killed program left there are removed. Raises BadInput("bundle.unreadable") for a file that is not
    there, StoreFull("bundle.no-room").
    """
    copy: Path | None = None
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _sweep(folder)
            handle, name = tempfile.mkstemp(dir=folder, prefix=PREFIX, suffix=PART)
            copy = Path(name)
            with os.fdopen(handle, "wb") as into, path.open("rb") as file:
                shutil.copyfileobj(file, into, _STEP)
        except OSError as fault:
            if fault.errno in _FULL:
                raise StoreFull("bundle.no-room", file=path.name) from fault
            raise BadInput("bundle.unreadable", file=path.name) from fault
        yield copy
    finally:
        if copy is not None:
            copy.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove copies of yesterday: nobody reads one for so long."""
    for path in folder.glob(f"{PREFIX}*{PART}"):
        with suppress(FileNotFoundError):  # whoever reads or sweeps beside us was quicker
            if time.time() - path.stat().st_mtime > _OLD_S:
                path.unlink()


def refuse_little_room(folder: Path, needed: int) -> None:
    """Ask for room before work is done for nothing.

    Raises StoreFull("bundle.no-room"), BadInput("bundle.no-folder"), BadInput("bundle.not-written") for a place that
    takes nothing, whose room says nothing.
    """
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise BadInput("bundle.not-written", file=folder.name)
    if free_bytes(folder) < needed:
        raise StoreFull("bundle.no-room", file=folder.name)


def room_for_files(folder: Path) -> int:
    """Return how much more a file that is being written there may grow by what can wait for another road."""
    return max(0, free_bytes(folder) - SPARE_ROOM)


def free_bytes(folder: Path) -> int:
    """Return how much room there is. Raises BadInput("bundle.no-folder") where no folder is (any more)."""
    try:
        if not folder.is_dir():
            raise BadInput("bundle.no-folder", folder=str(folder))
        return shutil.disk_usage(folder).free
    except OSError as fault:
        raise BadInput("bundle.no-folder", folder=str(folder)) from fault


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # the stick is out: what failed before says so, and a hidden part of a file is refused by everybody
        return


def _flush_name(folder: Path) -> None:
    """Make the new name durable; systems and sticks that cannot open a folder do so by themselves."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as fault:
        if fault.errno != errno.EINVAL:  # FAT over FUSE: "not here", not "not done"
            raise
    finally:
        os.close(descriptor)
