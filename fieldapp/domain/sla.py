"""Time limits: levels, profiles and one running clock (SLA)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, IntEnum


class Severity(IntEnum):
    """Level of a work order, 1 the most urgent (SLA-1)."""

    URGENT = 1
    MAJOR = 2
    NORMAL = 3
    LOW = 4


class ClockName(Enum):
    """The clocks that run on the tablet in every profile; other clocks of SLA-6 are added by name."""

    RESPOND = "respond"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLimits:
    """How long the two promises of one level may take, counted from received-at (SLA-1, SLA-2)."""

    respond: timedelta
    resolve: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaProfile:
    """A table of limits. An order carries the limits it began with: a change applies to new orders only (SLA-1)."""

    id: str
    version: str
    levels: dict[Severity, LevelLimits]


class ClockState(Enum):
    """Neutral until 75 % is used, then a warning, then overdue; stopped clocks never turn (SLA-3)."""

    RUNNING = "running"
    WARNING = "warning"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaClock:
    """One clock of one order as it stands: started, due, and stopped or not."""

    name: ClockName
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None

    def used(self, now: datetime) -> float:
        """Return the used fraction, 0.0 at the start, 1.0 when due, above when overdue."""
        return ((self.stopped_at or now) - self.started_at) / (self.due_at - self.started_at)

    def left(self, now: datetime) -> timedelta:
        """Return the time left; negative when overdue."""
        return self.due_at - (self.stopped_at or now)

    def state(self, now: datetime) -> ClockState:
        """Return how the clock must be shown at `now` (SLA-3: warning at 75 %)."""
        used = self.used(now)
        if self.stopped_at is not None:
            return ClockState.MET if used <= 1 else ClockState.MISSED
        if used > 1:
            return ClockState.OVERDUE
        return ClockState.WARNING if used >= 0.75 else ClockState.RUNNING
