"""What a tablet's clock is worth: how far it is off, and when something really happened (SLA-5).

The raw reading is always kept; here it is judged and corrected by the offset that sync measured. `store.clock` corrects
the present the same way, so a moment that was written after the first contact with the centre needs nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.time_window import ClockEvidence

SHOWN_FROM = timedelta(minutes=2)
"""A clock that is off by no more is right for appointments and limits; nobody has to hear of it."""

OLD_AFTER = timedelta(days=14)
"""A cheap tablet's clock drifts seconds a day: an offset of two weeks ago may be half a minute off, and was it set?"""


class ClockTrust(Enum):
    """What is known of the tablet's clock."""

    UNKNOWN = "unknown"
    """It was never compared with the centre's."""
    RIGHT = "right"
    CORRECTED = "corrected"
    """It is off, and every time is corrected by the measured offset."""
    OLD = "old"
    """The comparison is long ago, or lies after the present reading: the clock was set back since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSkew:
    """How the tablet's clock stands: positive `ahead` means it is fast; None before the first comparison."""

    trust: ClockTrust
    ahead: timedelta | None = None
    measured_at: datetime | None = None


def clock_skew(evidence: ClockEvidence) -> ClockSkew:
    """Return what to show of the clock now, from a fresh reading. `measured_at` is corrected, too."""
    offset, measured_at = evidence.server_offset, evidence.offset_measured_at
    if offset is None or measured_at is None:
        return ClockSkew(trust=ClockTrust.UNKNOWN)
    age = evidence.wall_at - measured_at
    if not -SHOWN_FROM <= age <= OLD_AFTER:
        trust = ClockTrust.OLD
    else:
        trust = ClockTrust.RIGHT if abs(offset) <= SHOWN_FROM else ClockTrust.CORRECTED
    return ClockSkew(trust=trust, ahead=-offset, measured_at=measured_at + offset)


class Reckoning(Enum):
    """How a moment was found, the surest first."""

    SAME_RUN = "same_run"
    """By the clock that runs since boot, between the moment and a reading whose offset is known: no setting matters."""
    MEASURED = "measured"
    """By the offset that was known when the moment was written."""
    ASSUMED = "assumed"
    """By an offset measured later, in another run of the machine: right unless the clock was set in between."""
    RAW = "raw"
    """As the tablet's clock said."""


@dataclass(frozen=True, slots=True)
class TrueTime:
    """When something really happened, and how that was found."""

    at: datetime
    by: Reckoning


def true_time(written: ClockEvidence, known: ClockEvidence | None = None) -> TrueTime:
    """Return when `written` was read, with what is known now (`known`, a reading taken after a comparison).

    A moment from before the first contact with the centre, or from a clock that was set since, is so put right.
    """
    if known is not None and known.server_offset is not None:
        if known.boot_id == written.boot_id:
            passed = known.monotonic - written.monotonic
            return TrueTime(known.wall_at + known.server_offset - passed, Reckoning.SAME_RUN)
        if written.server_offset is None:
            return TrueTime(written.wall_at + known.server_offset, Reckoning.ASSUMED)
    if written.server_offset is not None:
        return TrueTime(written.wall_at + written.server_offset, Reckoning.MEASURED)
    return TrueTime(written.wall_at, Reckoning.RAW)


def passed_between(first: ClockEvidence, then: ClockEvidence) -> timedelta | None:
    """Return how long it was between two readings by the clock that runs since boot; None across a restart.

    For trips: a clock that was set on the way does not make them longer (`Trip.running`).
    """
    return then.monotonic - first.monotonic if first.boot_id == then.boot_id else None
