"""Time limits: levels, the names of all clocks, and one running clock (SLA)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, IntEnum
from math import inf

from fieldapp.domain.ids import ProfileId

STANDARD = ProfileId("standard")
"""The table of limits of every order whose customer or contract has no other one (SLA-6)."""

WARN_AT = 0.75
"""Part of a limit after which its clock warns (SLA-3)."""


class Severity(IntEnum):
    """Level of a work order, 1 the most urgent (SLA-1)."""

    URGENT = 1
    MAJOR = 2
    NORMAL = 3
    LOW = 4


class ClockName(Enum):
    """Every clock that a profile may hold (SLA-6); which it holds, and when they run, is data."""

    RESPOND = "respond"
    RESOLVE = "resolve"
    FIRST_CONTACT = "first_contact"
    DEPARTURE_DECISION = "departure_decision"
    ARRIVAL = "arrival"
    DELAY_NOTICE = "delay_notice"
    CALL_BACK = "call_back"
    REPORT = "report"
    FOLLOW_UP_1 = "follow_up_1"
    FOLLOW_UP_2 = "follow_up_2"
    FOLLOW_UP_3 = "follow_up_3"
    SECOND_TREATMENT = "second_treatment"
    FILING = "filing"
    RETURN = "return"
    """A machine that was taken away is to be back (SITE-10)."""
    INSPECTION = "inspection"
    TECHNICAL_RESPONSE = "technical_response"
    ANSWER = "answer"
    SOFTWARE_FAULT = "software_fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLimits:
    """How long the two promises of one level may take, counted from received-at (SLA-1, SLA-2)."""

    respond: timedelta
    resolve: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelChange:
    """The office gave an order another level (SLA-4): who, why, and which level and limits held until `at`."""

    at: datetime
    by: str
    reason: str
    level: Severity
    limits: LevelLimits


class ClockState(Enum):
    """Neutral until 75 % is used, then a warning, then overdue; stopped clocks never turn (SLA-3)."""

    RUNNING = "running"
    WARNING = "warning"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaClock:
    """One clock of one order as it stands: started, due, and stopped or not.

    `due_at` includes the pauses that are over (`paused` in all); since `paused_at` it stands still. `warn_at` is set
    where a profile wants another moment than 75 %, `latest_at` where it tolerates more than it asks for. A `reminder`
    says something at its moment and can be neither overdue nor missed. `calendar_known` is false where a year of the
    working calendar was not announced yet, so that Monday to Friday were counted.
    """

    name: ClockName
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    warn_at: datetime | None = None
    latest_at: datetime | None = None
    paused: timedelta = timedelta(0)
    paused_at: datetime | None = None
    reminder: bool = False
    calendar_known: bool = True

    @property
    def warning_at(self) -> datetime:
        """When it turns to a warning (SLA-3: 75 %)."""
        return self.warn_at or self.started_at + self.paused + WARN_AT * (self.due_at - self.started_at - self.paused)

    def used(self, now: datetime) -> float:
        """Return the used fraction, 0.0 at the start, 1.0 when due, above when overdue."""
        whole = self.due_at - self.started_at - self.paused
        if whole <= timedelta(0):
            return 1.0 if self._seen(now) <= self.due_at else inf
        return (self._seen(now) - self.started_at - self.paused) / whole

    def left(self, now: datetime) -> timedelta:
        """Return the time left; negative when overdue."""
        return self.due_at - self._seen(now)

    def state(self, now: datetime) -> ClockState:
        """Return how the clock must be shown at `now`."""
        at = self._seen(now)
        if self.stopped_at is not None:
            return ClockState.MET if self.reminder or at <= self.due_at else ClockState.MISSED
        if at > self.due_at and not self.reminder:
            return ClockState.OVERDUE
        return ClockState.WARNING if at >= self.warning_at else ClockState.RUNNING

    def _seen(self, now: datetime) -> datetime:
        """Return the moment up to which time counts."""
        return self.stopped_at or self.paused_at or now
