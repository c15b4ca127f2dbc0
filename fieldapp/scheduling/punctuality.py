"""How an arrival lies to the appointment (SITE-1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

TARGET_FROM = timedelta(minutes=10)
TARGET_UNTIL = timedelta(minutes=5)


class Punctuality(Enum):
    """The four words of SITE-1."""

    EARLY = "early"
    """More than 10 minutes before."""
    TARGET = "target"
    """10 to 5 minutes before."""
    ON_TIME = "on_time"
    """Less than 5 minutes before, up to the moment itself."""
    LATE = "late"


def punctuality(appointment_at: datetime, arrived_at: datetime) -> Punctuality:
    """Return how `arrived_at` lies to the start of the appointment; both need a zone."""
    before = appointment_at - arrived_at
    if before > TARGET_FROM:
        return Punctuality.EARLY
    if before >= TARGET_UNTIL:
        return Punctuality.TARGET
    return Punctuality.ON_TIME if before >= timedelta(0) else Punctuality.LATE
