"""Time as this device knows it, and the evidence by which others may judge it (SYNC.md rule 10, SLA-5)."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Protocol

from fieldapp.domain.time_window import ClockEvidence

TOLERANCE = timedelta(minutes=2)
"""Wall and monotonic clock may drift apart by this before the wall clock counts as changed."""

_BOOT_FILE = Path("/proc/sys/kernel/random/boot_id")


class DeviceClock(Protocol):
    """What the store needs of time."""

    def now(self) -> datetime:
        """Return the present instant in UTC, corrected by the last known server offset."""
        ...

    def evidence(self) -> ClockEvidence:
        """Return the raw readings and what is known of the server's time."""
        ...

    def set_offset(self, offset: timedelta, measured_at: datetime) -> None:
        """Take over what must be added to the wall clock, as measured at `measured_at` by the wall clock."""
        ...


def wall_clock() -> datetime:
    """Return the machine's wall clock in UTC."""
    return datetime.now(UTC)


def running_clock() -> timedelta:
    """Return the time since boot, sleep included: a tablet that slept must not look like one whose clock was set."""
    if sys.platform == "linux":
        return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))
    if sys.platform == "darwin":
        return timedelta(seconds=time.clock_gettime(time.CLOCK_MONOTONIC))
    return timedelta(seconds=time.monotonic())


def boot_id() -> str:
    """Return the id of this run of the machine; where none can be had, of this run of the program."""
    if sys.platform == "linux" and _BOOT_FILE.exists():
        return _BOOT_FILE.read_text(encoding="ascii").strip()
    return _run_of_the_program()


@cache
def _run_of_the_program() -> str:
    """Return an id that all clocks of this process share."""
    return f"process-{uuid.uuid4()}"


class SystemClock:
    """The machine's clocks plus the server offset that sync measured; safe to ask from any thread."""

    def __init__(
        self,
        wall: Callable[[], datetime] = wall_clock,
        running: Callable[[], timedelta] = running_clock,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        self._wall = wall
        self._running = running
        self._boot = boot()
        self._lock = Lock()
        self._offset: timedelta | None = None
        self._measured_at: datetime | None = None

    def now(self) -> datetime:
        """Return the corrected instant in UTC."""
        with self._lock:
            return self._wall() + (self._offset or timedelta())

    def evidence(self) -> ClockEvidence:
        """Return the raw readings and the last known offset."""
        with self._lock:
            return ClockEvidence(
                wall_at=self._wall(),
                monotonic=self._running(),
                boot_id=self._boot,
                server_offset=self._offset,
                offset_measured_at=self._measured_at,
            )

    def set_offset(self, offset: timedelta, measured_at: datetime) -> None:
        """Take over a newly measured or remembered offset."""
        with self._lock:
            self._offset, self._measured_at = offset, measured_at


def wall_clock_jump(before: ClockEvidence, now: ClockEvidence) -> timedelta | None:
    """Return by how much the wall clock was set between two readings, or None while both clocks agree.

    Within one run of the machine every disagreement shows; across a restart only a step back can be known.
    """
    passed = now.wall_at - before.wall_at
    if now.boot_id == before.boot_id:
        jump = passed - (now.monotonic - before.monotonic)
        return jump if abs(jump) > TOLERANCE else None
    return passed if passed < -TOLERANCE else None
