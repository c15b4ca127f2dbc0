"""Whether and how far somebody is on the way to the customer, or what settled it by phone (ANA-3, CON-2, TRV-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import Call, CallOutcome, Visit
from fieldapp.domain.work_order import OrderState, WorkOrder

CALL_BACK_AFTER = timedelta(hours=2)
"""After a solution by phone the customer is called back, where the profile of the order says nothing else (SLA-6)."""


WAY = StepId("way")
"""The step, and the question of it, that asks how an inspection is done; answered by `_AFAR` where nobody goes."""
_AFAR = ("phone", "remote")


class Going(Enum):
    """Where the visit stands between telephone and road.

    Who goes is not among it: after "another engineer" (CON-3) the visit goes on, with whoever has the order then.
    """

    GOES_ON = "goes_on"
    CALL_BACK_OWED = "call_back_owed"
    """Solved by phone as far as anybody knows; the call-back will tell."""
    SOLVED_BY_PHONE = "solved_by_phone"
    """The call-back told so."""
    REFUSED = "refused"
    NOBODY_HOME = "nobody_home"
    """A note card was left, and nobody has spoken with the customer since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """The way that counts: a departure or arrival before a closed door belongs to a way that is over.

    `turned_away_at` is when nobody opened, as long as nobody has spoken with the customer or set out again since.
    """

    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    turned_away_at: datetime | None = None


def road_of(visit: Visit) -> Road:
    """Return the way of the visit as it stands."""
    met = visit.contact.nobody_home
    if not met:
        return Road(departed_at=visit.departed_at, arrived_at=visit.arrived_at)
    door_at = met[-1].at
    departed_at, arrived_at = (
        at if at is not None and at > door_at else None for at in (visit.departed_at, visit.arrived_at)
    )
    talk = last_talk(visit)
    moved_on = departed_at is not None or arrived_at is not None or (talk is not None and talk.at > door_at)
    return Road(departed_at=departed_at, arrived_at=arrived_at, turned_away_at=None if moved_on else door_at)


def going(visit: Visit) -> Going:
    """Return what the last talk with the customer, the call-back and the last way to him add up to."""
    if road_of(visit).turned_away_at is not None:
        return Going.NOBODY_HOME
    last = last_talk(visit)
    if last is None or visit.arrived_at is not None or _visited_since(visit, last):
        return Going.GOES_ON
    if last.outcome is CallOutcome.REFUSED:
        return Going.REFUSED
    if last.outcome is not CallOutcome.SOLVED_BY_PHONE:
        return Going.GOES_ON
    return _after_solution(visit)


def last_talk(visit: Visit) -> Call | None:
    """Return the last call that somebody answered."""
    return next((call for call in reversed(visit.calls) if call.outcome is not CallOutcome.NO_ANSWER), None)


def _visited_since(visit: Visit, talk: Call) -> bool:
    """Tell whether an engineer who had the order before was there after that talk: it came to a visit all the same."""
    return visit.last_visited_at is not None and visit.last_visited_at > talk.at


def _after_solution(visit: Visit) -> Going:
    """Return what the call-back of the last solution by phone brought; each solution has its own."""
    solutions = sum(1 for call in visit.calls if call.outcome is CallOutcome.SOLVED_BY_PHONE)
    made = visit.contact.call_backs
    if len(made) < solutions:
        return Going.CALL_BACK_OWED
    return Going.SOLVED_BY_PHONE if made[-1].solved and not made[-1].wants_visit else Going.GOES_ON


def from_afar(visit: Visit) -> bool:
    """Tell whether the job is done by phone or from a distance, so that nobody sets out for it (SITE-14, PRO-1)."""
    return visit.answer(WAY, WAY) in _AFAR


def is_to_leave(order: WorkOrder) -> bool:
    """Tell whether the engineer still has to set out: not on the way, there or over, not done by phone."""
    gone = order.state in (OrderState.HANDED_BACK, OrderState.CANCELLED)
    over = order.visit.closed_at is not None or gone
    over = over or from_afar(order.visit)
    return not over and road_of(order.visit) == Road() and going(order.visit) is Going.GOES_ON


def takes_time(order: WorkOrder) -> bool:
    """Tell whether the engineer was, is or will be on the way for this order."""
    driven = order.visit.departed_at is not None or order.visit.arrived_at is not None
    return order.state is not OrderState.HANDED_BACK and (driven or is_to_leave(order))


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
