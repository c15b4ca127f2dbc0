"""How much is in the store, and in which state: numbers for whoever is asked for help, nobody's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFigures:
    """Counts of an open store. `events` and `blobs` count by state, `problems` by error code, `rows` by table."""

    schema_version: int
    rows: Mapping[str, int]
    events: Mapping[str, int]
    blobs: Mapping[str, int]
    problems: Mapping[str, int]
    last_complete_at: datetime | None
    """When last everything was at the centre."""
    checked_at: datetime | None
    """When the file was last read through and found good."""
    backups_at: tuple[datetime, ...]
    backups_bytes: tuple[int, ...]
    """What each of them takes, in the same order."""
    backups_room_bytes: int
    """What they may take together: a quarter of what would be free without them; where it is less, the oldest went."""
    set_aside: tuple[str, ...]
    """Folders of damaged databases that were set aside and are still there."""
    recovered_at: datetime | None
    lost_events: int
    """Events that the last recovery could not read anywhere."""
