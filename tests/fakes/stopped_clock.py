"""A device clock that stands still until it is moved, with all its readings in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldapp.domain.time_window import ClockEvidence
from tests.factories import NOW


@dataclass
class StoppedClock:
    """Implements `fieldapp.store.clock.DeviceClock`."""

    wall_at: datetime = NOW
    monotonic: timedelta = timedelta(hours=2)
    boot_id: str = "boot-1"
    offset: timedelta | None = None
    measured_at: datetime | None = None

    def now(self) -> datetime:
        return self.wall_at + (self.offset or timedelta())

    def evidence(self) -> ClockEvidence:
        return ClockEvidence(
            wall_at=self.wall_at,
            monotonic=self.monotonic,
            boot_id=self.boot_id,
            server_offset=self.offset,
            offset_measured_at=self.measured_at,
        )

    def set_offset(self, offset: timedelta, measured_at: datetime) -> None:
        self.offset, self.measured_at = offset, measured_at

    def pass_time(self, by: timedelta) -> None:
        """Both clocks run on."""
        self.wall_at += by
        self.monotonic += by

    def set_back(self, by: timedelta) -> None:
        """Somebody sets the wall clock."""
        self.wall_at -= by
