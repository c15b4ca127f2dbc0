"""Files and folders that are their owner's alone; those that hold a secret are either whole or absent."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_STRANGERS = 0o007


def write_private(path: Path, content: bytes) -> None:
    """Write `content` with mode 0600: to a new file beside it, flushed to the disk, then renamed over `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    flush_name(path.parent)


def write_over(path: Path, content: bytes) -> None:
    """Write `content` over what an existing file of the same length says: that needs no room on a full disk.

    A file system that copies on write (btrfs, APFS) may want some all the same. A power cut may leave both mixed.
    """
    with path.open("r+b") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def private_folder(path: Path) -> None:
    """Make a folder that only its owner looks into (0700), or close an existing one to strangers.

    A group that was given rights to an existing folder keeps them: a backup may read it by its own account.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    elif os.name == "posix" and path.stat().st_mode & _STRANGERS:
        path.chmod(path.stat().st_mode & ~_STRANGERS & 0o7777)


def private_file(path: Path) -> None:
    """Make an empty file with mode 0600 where there is none; an existing one stays as it is."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def overwrite_and_remove(path: Path) -> None:
    """Write random bytes over a file's content, flush them, remove it; nothing happens where there is none.

    Flash memory writes to other cells and keeps the old ones for a while, as file systems that copy on write do: this
    helps on a plain disk and is no more than good manners elsewhere. What protects is that no key lies in the clear.
    """
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    flush_name(path.parent)


def flush_file(path: Path) -> None:
    """Make a file durable that another program wrote."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_name(folder: Path) -> None:
    """Make a rename or removal durable; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
