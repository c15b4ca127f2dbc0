"""Whether somebody still goes to the customer, or what settled the visit or holds it up (ANA-3, CON-2, TRV-3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.visit import Call, CallOutcome, Visit

CALL_BACK_AFTER = timedelta(hours=2)
"""After a solution by phone the customer is called back (SLA-6)."""


class Going(Enum):
    """Where the visit stands between telephone and road."""

    GOES_ON = "goes_on"
    CALL_BACK_OWED = "call_back_owed"
    """Solved by phone as far as anybody knows; the call-back will tell."""
    SOLVED_BY_PHONE = "solved_by_phone"
    """The call-back told so."""
    REFUSED = "refused"
    NOBODY_HOME = "nobody_home"
    """A note card was left, and nobody has spoken with the customer since."""


def going(visit: Visit) -> Going:
    """Return what the last talk with the customer, the call-back and the last way to him add up to."""
    if waits_at_the_door(visit):
        return Going.NOBODY_HOME
    last = last_talk(visit)
    if last is None or visit.arrived_at is not None:
        return Going.GOES_ON
    if last.outcome is CallOutcome.REFUSED:
        return Going.REFUSED
    if last.outcome is not CallOutcome.SOLVED_BY_PHONE:
        return Going.GOES_ON
    return _after_solution(visit)


def last_talk(visit: Visit) -> Call | None:
    """Return the last call that somebody answered."""
    return next((call for call in reversed(visit.calls) if call.outcome is not CallOutcome.NO_ANSWER), None)


def _after_solution(visit: Visit) -> Going:
    """Return what the call-back of the last solution by phone brought; each solution has its own."""
    solutions = sum(1 for call in visit.calls if call.outcome is CallOutcome.SOLVED_BY_PHONE)
    made = visit.contact.call_backs
    if len(made) < solutions:
        return Going.CALL_BACK_OWED
    return Going.SOLVED_BY_PHONE if made[-1].solved and not made[-1].wants_visit else Going.GOES_ON


def waits_at_the_door(visit: Visit) -> bool:
    """Tell whether the last way ended at a closed door: not let in since, not spoken with, not set out again."""
    met = visit.contact.nobody_home
    if not met:
        return False
    talk = last_talk(visit)
    since = (visit.departed_at, visit.arrived_at, talk.at if talk is not None else None)
    return all(at is None or at <= met[-1].at for at in since)


def call_back_due_at(visit: Visit, after: timedelta = CALL_BACK_AFTER) -> datetime | None:
    """Return when the call-back is due: `after` the solution, or when the next try was put off to; None: none is."""
    last = last_talk(visit)
    if last is None or going(visit) is not Going.CALL_BACK_OWED:
        return None
    return visit.contact.next_call_at or last.at + after


def call_again_at(visit: Visit) -> datetime | None:
    """Return when the customer is to be called again after nobody answered; None: not planned, or needless by now."""
    needless = visit.arrived_at is not None or visit.closed_at is not None
    if needless or going(visit) is Going.CALL_BACK_OWED:
        return None
    return visit.contact.next_call_at
