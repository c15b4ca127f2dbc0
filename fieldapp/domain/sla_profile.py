"""A service level profile: the limits of each level, and every clock with what starts, stops and pauses it (SLA-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from fieldapp.domain.ids import CalendarId, ProfileId
from fieldapp.domain.sla import ClockName, LevelLimits, Severity
from fieldapp.domain.work_order import ProblemArea


class ClockMoment(Enum):
    """A kind of moment in an order's life, by which the rules of a profile name what starts, stops and pauses."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    HANDED_BACK = "handed_back"
    TRIED = "tried"
    """A call to the customer, answered or not."""
    CONTACTED = "contacted"
    """A call that the customer answered."""
    REPLIED = "replied"
    """A person's substantive reply to the customer: a call that was answered, or being there (SLA-2)."""
    ANSWERED = "answered"
    """The customer's question is answered: solved by phone, or reported on."""
    SOLVED_BY_PHONE = "solved_by_phone"
    CALLED_BACK = "called_back"
    NEXT_CALL = "next_call"
    """When the engineer wants to call again."""
    LEAVE_BY = "leave_by"
    """When to leave at the latest, as planned; only who plans the way knows it."""
    DECIDED = "decided"
    """The departure was decided: the visit confirmed once more, a delay told, another time agreed."""
    DEPARTED = "departed"
    APPOINTMENT = "appointment"
    """The start of the promised window."""
    ARRIVED = "arrived"
    DELAY_FORESEEN = "delay_foreseen"
    """When it became plain that the appointment cannot be kept; only who plans the day knows it."""
    DELAY_TOLD = "delay_told"
    WAITING = "waiting"
    """The customer has to do something: nobody was there, or the visit ended so."""
    TAKEN_AWAY = "taken_away"
    """The machine went to the workshop."""
    BACK_ON = "back_on"
    """Noon of the day on which a machine that was taken away is to be back."""
    BROUGHT_BACK = "brought_back"
    """A machine that was taken away is with its customer again."""
    SIGNED = "signed"
    """The first report, signed or refused."""
    CONFIRMED = "confirmed"
    """The customer's confirmation that the problem is solved (SLA-2)."""
    DISSATISFIED = "dissatisfied"
    SETTLED = "settled"
    """A customer who was dissatisfied confirms that it is good now."""
    CLOSED = "closed"
    REPORT_HANDED = "report_handed"
    FILED = "filed"
    FOLLOWED_UP_1 = "followed_up_1"
    FOLLOWED_UP_2 = "followed_up_2"
    FOLLOWED_UP_3 = "followed_up_3"
    INSTALLED = "installed"
    INSPECTED = "inspected"


class Counting(Enum):
    """What counts towards a limit."""

    REAL = "real"
    """Every hour, day and night."""
    WORKING_TIME = "working_time"
    """The hours of the profile's calendar."""
    WORKING_DAYS = "working_days"
    """Whole working days: the first is not counted, the last ends with its working hours (Civil Code, 201 and 203)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One clock of a profile.

    It runs from the first moment of a kind in `start` (the newest with `again`) to the first of a kind in `stop`. It is
    due `limit` and `months` after it started, or after `anchor` (negative: before it); without a limit the order's
    level decides (respond and resolve only). A moment of the kind `set_by` after the start is the due time itself.
    `latest` is what is tolerated at most, counted like `limit`; `warn` how long before due it warns, else at 75 %.
    From `pause` to the next `resume` it stands still. `areas` restricts it to orders of those areas.
    """

    name: ClockName
    start: tuple[ClockMoment, ...]
    stop: tuple[ClockMoment, ...]
    limit: timedelta | None = None
    months: int = 0
    latest: timedelta | None = None
    anchor: ClockMoment | None = None
    set_by: ClockMoment | None = None
    counts: Counting = Counting.REAL
    by_end_of_day: bool = False
    warn: timedelta | None = None
    pause: tuple[ClockMoment, ...] = ()
    resume: tuple[ClockMoment, ...] = ()
    again: bool = False
    reminder: bool = False
    areas: tuple[ProblemArea, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaProfile:
    """A table of limits and clocks. An order carries the limits it began with: a change applies to new orders (SLA-1).

    `calendar` names the working calendar that its rules count by; None counts real time only.
    """

    id: ProfileId
    version: str
    levels: dict[Severity, LevelLimits]
    calendar: CalendarId | None = None
    clocks: tuple[ClockRule, ...] = ()
