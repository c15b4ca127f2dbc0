"""What a visit's record says of the way: set out, there, turned away, or nobody goes at all (CON-2, ANA-3, TRV-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.visit import Call, CallOutcome, Visit
from fieldapp.domain.work_order import OrderState, WorkOrder

NO_WAY = frozenset({CallOutcome.SOLVED_BY_PHONE, CallOutcome.REFUSED, CallOutcome.OTHER_ENGINEER})
"""Talks after which nobody drives to this appointment."""


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
    talk = _last_talk(visit)
    moved_on = departed_at is not None or arrived_at is not None or (talk is not None and talk.at > door_at)
    return Road(departed_at=departed_at, arrived_at=arrived_at, turned_away_at=None if moved_on else door_at)


def is_to_leave(order: WorkOrder) -> bool:
    """Tell whether the engineer still has to set out: not on the way, not there, not over, not settled by phone.

    A call-back that found the problem unsolved, or a customer who wants a visit after all, brings the way back (ANA-3);
    so does a talk after nobody opened.
    """
    road = road_of(order.visit)
    if order.visit.closed_at is not None or road != Road():
        return False
    talk = _last_talk(order.visit)
    return talk is None or talk.outcome not in NO_WAY or _wants_visit(order.visit)


def takes_time(order: WorkOrder) -> bool:
    """Tell whether the engineer was, is or will be on the way for this order."""
    driven = order.visit.departed_at is not None or order.visit.arrived_at is not None
    return order.state is not OrderState.HANDED_BACK and (driven or is_to_leave(order))


def _last_talk(visit: Visit) -> Call | None:
    """Return the last call that somebody answered."""
    return next((call for call in reversed(visit.calls) if call.outcome is not CallOutcome.NO_ANSWER), None)


def _wants_visit(visit: Visit) -> bool:
    """Tell whether the call-back of the last solution by phone was made, and did not end it."""
    solutions = sum(call.outcome is CallOutcome.SOLVED_BY_PHONE for call in visit.calls)
    backs = visit.contact.call_backs
    return 0 < solutions <= len(backs) and (backs[-1].wants_visit or not backs[-1].solved)
