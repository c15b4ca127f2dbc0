"""Room on the disk: the engineer is warned early, and photos stop before words do (SYN-6, USE-5)."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from fieldapp.domain.errors import StoreFull
from fieldapp.store import problems
from fieldapp.store.tables import SETTING
from fieldapp.support.lines import noted

_log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
WARN, REFUSE = "disk.warn_mb", "disk.refuse_mb"
"""Settings: below how many free megabytes the engineer is warned, and below how many photos are refused."""
WARN_MB, REFUSE_MB = 500, 100
_CAN_BE_TAKEN_AGAIN = ("image/", "video/", "audio/")
"""What a person can make anew. A report that was just signed is not among it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Free megabytes, and the two limits that hold for this tablet."""

    free_mb: int
    warn_mb: int
    refuse_mb: int


def room(connection: Connection, folder: Path) -> Room:
    """Return how much room there is for the data folder. Raises OSError."""
    named = select(SETTING.c.name, SETTING.c.value).where(SETTING.c.name.in_((WARN, REFUSE)))
    limits = {row.name: int(row.value) for row in connection.execute(named) if row.value.isdecimal()}
    return Room(
        free_mb=shutil.disk_usage(folder).free // MEGABYTE,
        warn_mb=limits.get(WARN, WARN_MB),
        refuse_mb=limits.get(REFUSE, REFUSE_MB),
    )


def watch(connection: Connection, folder: Path, at: datetime) -> None:
    """Write down that room is short, or that it is not any more ("store.disk-low")."""
    found = room(connection, folder)
    if found.free_mb < found.warn_mb:
        if not problems.keys(connection, problems.DISK):
            _log.info("disk low", extra=noted(left=found.free_mb, limit=found.warn_mb))
        fields = {"free_mb": str(found.free_mb), "refuse_mb": str(found.refuse_mb)}
        problems.report(connection, problems.DISK, "", "store.disk-low", fields, at)
    else:
        problems.settle(connection, problems.DISK, "")


def refuse_what_can_be_taken_again(connection: Connection, folder: Path, media_type: str) -> None:
    """Keep the last room for answers and signatures. Raises StoreFull("store.no-room-for-files") for a photo."""
    if media_type.startswith(_CAN_BE_TAKEN_AGAIN):
        found = room(connection, folder)
        if found.free_mb < found.refuse_mb:
            raise StoreFull("store.no-room-for-files", free_mb=found.free_mb)
