"""A promised stretch of time, and the evidence of the clock that measured it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """From `start_at` until `end_at`, both with zone."""

    start_at: datetime
    end_at: datetime

    def __post_init__(self) -> None:
        if self.start_at.tzinfo is None or self.end_at.tzinfo is None:
            raise ValueError("a time window needs zones")
        if self.end_at < self.start_at:
            raise ValueError("a time window ends after it starts")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvidence:
    """What the device knew about time when it wrote an event (SYNC.md rule 10, SLA-5).

    `wall_at` is the raw UTC reading, `monotonic` runs since `boot_id`; `server_offset` is what must be added to the
    wall clock to get the centre's time, as measured at `offset_measured_at` (wall clock), or None before first contact.
    """

    wall_at: datetime
    monotonic: timedelta
    boot_id: str
    server_offset: timedelta | None = None
    offset_measured_at: datetime | None = None
