"""The tour's time: set by the script, running on from there, so that every picture tells the same day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PAST_THE_MINUTE = timedelta(seconds=10)
"""So that the small offset to the centre's clock does not show the minute before."""

STEP = timedelta(minutes=8)
"""Shorter than the ten minutes after which a tablet that nobody touches locks itself."""


class TourClock:
    """A wall clock that can be set, and the monotonic clock that agrees with it."""

    def __init__(self, day: date, zone: ZoneInfo, text: str) -> None:
        self._day = day
        self._zone = zone
        self._base = self._moment(text)
        self._begin = self._base
        self._started = time.monotonic()

    def wall(self) -> datetime:
        """Return the present instant in UTC."""
        return self._base + timedelta(seconds=time.monotonic() - self._started)

    def running(self) -> timedelta:
        """Return the time since the tour began: jumps with the wall clock, for it is time that passes."""
        return self.wall() - self._begin

    def steps_to(self, text: str) -> Iterator[str]:
        """Yield the moments on the way to "HH:MM", the last one itself: short enough that no tablet locks itself."""
        between = self.wall() + STEP
        while between < self._moment(text):
            yield between.astimezone(self._zone).strftime("%H:%M")
            between += STEP
        yield text

    def set(self, text: str) -> datetime:
        """Let the day go on some seconds after "HH:MM", or from now where a slow machine is past that already.

        Return the instant.
        """
        wanted = max(self._moment(text) + PAST_THE_MINUTE, self.wall())
        self._base = wanted
        self._started = time.monotonic()
        return wanted

    def _moment(self, text: str) -> datetime:
        hours, minutes = text.split(":")
        local = datetime(self._day.year, self._day.month, self._day.day, int(hours), int(minutes), tzinfo=self._zone)
        return local.astimezone(UTC)
