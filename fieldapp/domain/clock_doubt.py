"""Whether the times of an event prove anything: never a reason to refuse it (SYNC.md rule 10, SLA-5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.time_window import ClockEvidence

OFFSET_LIFE = timedelta(days=7)
"""How long the tablet's clock is believed to run as it did when it was compared with the centre's."""

APART = timedelta(minutes=2)
"""How far the wall clock may run apart from the one that nobody can set, between two events of one boot."""


_LONGEST_UP = timedelta(days=365_000)


class TimeDoubt(Enum):
    """Why the times of an event are unverified."""

    NEVER_COMPARED = "clock.never-compared"
    COMPARED_LONG_AGO = "clock.compared-long-ago"
    MOVED = "clock.moved"


def corrected(evidence: ClockEvidence) -> datetime:
    """Return the moment by the centre's clock, as far as the tablet knew it: wall clock and last offset."""
    return evidence.wall_at + (evidence.server_offset or timedelta())


def time_doubt(
    evidence: ClockEvidence, before: ClockEvidence | None, doubt_before: TimeDoubt | None = None
) -> TimeDoubt | None:
    """Return why the times are unverified, None if they are not; `before` is the event before, with its doubt.

    A clock that was moved stays doubtful until it is compared with the centre's again, or the machine is restarted.
    Evidence that no clock gives (no zone, monotonic for a thousand years) is that of one that was moved.
    """
    if not _is_of_a_clock(evidence):
        return TimeDoubt.MOVED
    if before is not None and before.boot_id == evidence.boot_id and _is_of_a_clock(before):
        still = doubt_before is TimeDoubt.MOVED and before.offset_measured_at == evidence.offset_measured_at
        if still or _apart(evidence, before) > APART:
            return TimeDoubt.MOVED
    if evidence.server_offset is None or evidence.offset_measured_at is None:
        return TimeDoubt.NEVER_COMPARED
    if abs(evidence.wall_at - evidence.offset_measured_at) > OFFSET_LIFE:
        return TimeDoubt.COMPARED_LONG_AGO
    return None


def _is_of_a_clock(evidence: ClockEvidence) -> bool:
    """Tell whether one can reckon with the evidence at all."""
    moments = (evidence.wall_at, evidence.offset_measured_at)
    return abs(evidence.monotonic) < _LONGEST_UP and all(at is None or at.tzinfo is not None for at in moments)


def _apart(evidence: ClockEvidence, before: ClockEvidence) -> timedelta:
    return abs((evidence.wall_at - before.wall_at) - (evidence.monotonic - before.monotonic))
