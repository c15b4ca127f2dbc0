"""Delivered files in a backup: by their hash beside all backups of a folder, so that each is copied once.

A file that lies there already is taken for whole by its size; a part of them, another one each day, is read through,
so that within a month every file was. One that is not whole any more is copied again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from fieldapp.centre.database.tables import blob
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Sha256

_log = logging.getLogger(__name__)

FOLDER = "blobs"
PARTS = 32
"""In how many days all files are read through."""


@dataclass(frozen=True, slots=True)
class Named:
    """A file that the books name."""

    sha256: Sha256
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What came of carrying files over."""

    copied: int
    absent: tuple[Sha256, ...]
    """Those that their source could not give whole."""


def named(connection: Connection) -> tuple[Named, ...]:
    """Return the files that the books name, by their hash."""
    rows = connection.execute(select(blob.c.sha256, blob.c.size).order_by(blob.c.sha256))
    return tuple(Named(Sha256(row.sha256), row.size) for row in rows)


def carry(files: Iterable[Named], source: FolderBlobs, target: FolderBlobs, part: int | None) -> Carried:
    """Bring what is missing in `target` from `source`, each proven by its hash; `part` is what to read through there.

    None reads everything through. Raises OSError where the target cannot take a file.
    """
    copied, absent = 0, []
    for file in files:
        thorough = part is None or int(file.sha256[:2], 16) % PARTS == part
        if is_whole(target, file, thorough=thorough):
            continue
        if not _readable(source, file):
            absent.append(file.sha256)
            continue
        try:
            target.bring(file.sha256, _as_far_as_readable(source, file))
        except CentreRefused:  # the source's bytes are not what their name says, or cannot all be read
            absent.append(file.sha256)
        else:
            copied += 1
    return Carried(copied=copied, absent=tuple(absent))


def part_of(day: datetime) -> int:
    """Return which part of the files is read through on a day."""
    return day.toordinal() % PARTS


def is_whole(blobs: FolderBlobs, file: Named, *, thorough: bool) -> bool:
    """Tell whether a file is there in its size, or if `thorough`, with its very bytes."""
    try:
        if blobs.size(file.sha256) != file.size:
            return False
        if not thorough:
            return True
        found = hashlib.sha256()
        for piece in blobs.read(file.sha256):
            found.update(piece)
    except OSError:
        return False
    return found.hexdigest() == file.sha256


def _as_far_as_readable(source: FolderBlobs, file: Named) -> Iterator[bytes]:
    """Yield a file's bytes up to where the disk gives no more: a bad place on it must not keep the others out."""
    try:
        yield from source.read(file.sha256)
    except OSError:
        _log.exception("the file %s cannot be read", file.sha256)


def _readable(source: FolderBlobs, file: Named) -> bool:
    try:
        return source.size(file.sha256) == file.size
    except OSError:
        return False
