"""The chain of the day: what one job takes is missing before the next (DEP-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.going import Road, is_to_leave, road_of, takes_time
from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.departure import EarlyMargin, EarlyOf, plan_departure, usually_early
from fieldapp.scheduling.leads import Leads, LeadsOf, usual_leads
from fieldapp.scheduling.on_the_spot import plan_without_way, taken_up_at
from fieldapp.scheduling.travel import TravelTime

LEAST_EARLY = EarlyMargin.LEAST.time
"""A conflict begins where the expected arrival misses the near end of the 5 to 10 minutes wanted (DEP-1)."""


class LegState(Enum):
    """How far the engineer is with one visit of the day."""

    AHEAD = "ahead"
    HERE = "here"
    """Opened where he stands, to be done at once: no way leads to it."""
    ON_THE_WAY = "on_the_way"
    AT_WORK = "at_work"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One visit of the day with the way to it, as things stand now.

    `free_at`: when the engineer can leave for it. `there_at`: when he arrived, or gave up on the way; None before.
    `leave_at`, `arrive_at` and `over_at` are what happened, else what is expected (median); `arrive_late_at` is the
    arrival that nine of ten such trips do not exceed. `delay` is by how much the job before makes the departure later
    than `plan` wants it: zero while he is still expected early enough.
    """

    order: WorkOrder
    before: OrderId | None
    state: LegState
    plan: DeparturePlan
    free_at: datetime
    leave_at: datetime
    there_at: datetime | None
    arrive_at: datetime
    arrive_late_at: datetime
    over_at: datetime
    delay: timedelta

    @property
    def id(self) -> OrderId:
        """The order's id."""
        return self.order.id


def plan_day(
    orders: Iterable[WorkOrder],
    travel: TravelTime,
    now: datetime,
    early: EarlyOf = usually_early,
    leads: LeadsOf = usual_leads,
) -> tuple[Leg, ...]:
    """Return one engineer's visits of a day in the order in which they are made, each with what those before leave it.

    `orders` come in any order. Those handed back, and those that ended without anybody driving there, take no time.
    A job is over when it was closed, else its planned time after it began or will begin, and never in the past.
    """
    legs: list[Leg] = []
    known = tuple(orders)
    for order in in_turn(known):
        before, here_at = legs[-1] if legs else None, taken_up_at(order, known)
        if here_at is None:
            legs.append(_leg(order, before, now, _planned(order, before, travel, early, leads)))
        else:
            legs.append(_leg_on_the_spot(order, before, here_at, now, leads(order)))
    return tuple(legs)


def in_turn(orders: Iterable[WorkOrder]) -> list[WorkOrder]:
    """Return the orders that take time as they are made: what has begun as it began, then the rest by appointment.

    What was opened on the spot to be done at once counts as begun then.
    """
    known = tuple(orders)
    return sorted((order for order in known if takes_time(order)), key=lambda order: _turn(order, known))


def _turn(order: WorkOrder, known: tuple[WorkOrder, ...]) -> tuple[bool, datetime, OrderId]:
    driven_at = None if is_to_leave(order) else order.visit.departed_at or order.visit.arrived_at
    begun_at = driven_at or taken_up_at(order, known)
    return begun_at is None, begun_at or order.appointment.start_at, order.id


def chain(orders: Iterable[WorkOrder], travel: TravelTime, now: datetime) -> dict[OrderId, timedelta]:
    """Return by how much the job before makes each visit's departure later than planned; visits in time are left out.

    `orders` as for `plan_day`. Only visits not yet departed for can be late.
    """
    return {leg.id: leg.delay for leg in plan_day(orders, travel, now) if leg.delay > timedelta(0)}


def _planned(order: WorkOrder, before: Leg | None, travel: TravelTime, early: EarlyOf, leads: LeadsOf) -> DeparturePlan:
    """Return the way to `order` from the visit before it."""
    start_at = order.appointment.start_at
    origin = before.order.customer.site if before is not None else None
    estimate = travel.estimate(order.customer.site, start_at, origin)
    return plan_departure(start_at, estimate, early(order.id), leads(order))


def _leg(order: WorkOrder, before: Leg | None, now: datetime, plan: DeparturePlan) -> Leg:
    road = road_of(order.visit)
    state = _state(order, road)
    free_at = before.over_at if before is not None else now
    there_at = road.turned_away_at or road.arrived_at or order.visit.closed_at
    leave_at = road.departed_at or there_at or max(plan.leave_by_at, free_at, now)
    arrive_at = there_at or max(leave_at + plan.estimate.median, now)
    return Leg(
        order=order,
        before=before.id if before is not None else None,
        state=state,
        plan=plan,
        free_at=free_at,
        leave_at=leave_at,
        there_at=there_at,
        arrive_at=arrive_at,
        arrive_late_at=there_at or max(leave_at + plan.estimate.late, now),
        over_at=_over_at(order, road, arrive_at, now),
        delay=_delay(plan, free_at) if state is LegState.AHEAD and before is not None else timedelta(0),
    )


def _leg_on_the_spot(order: WorkOrder, before: Leg | None, here_at: datetime, now: datetime, leads: Leads) -> Leg:
    """Return the leg of an order without a way: it begins when the job in hand is over."""
    free_at = before.over_at if before is not None else now
    return Leg(
        order=order,
        before=before.id if before is not None else None,
        state=LegState.HERE,
        plan=plan_without_way(order.appointment.start_at, leads),
        free_at=free_at,
        leave_at=here_at,
        there_at=here_at,
        arrive_at=here_at,
        arrive_late_at=here_at,
        over_at=max(free_at, now) + timedelta(minutes=order.planned_minutes),
        delay=timedelta(0),
    )


def _state(order: WorkOrder, road: Road) -> LegState:
    if order.visit.closed_at is not None or road.turned_away_at is not None:
        return LegState.OVER
    if road.arrived_at is not None:
        return LegState.AT_WORK
    return LegState.AHEAD if road.departed_at is None else LegState.ON_THE_WAY


def _over_at(order: WorkOrder, road: Road, arrive_at: datetime, now: datetime) -> datetime:
    """Return when the engineer is free after `order`; who will be there early begins at the appointment."""
    planned = timedelta(minutes=order.planned_minutes)
    ended_at = order.visit.closed_at or road.turned_away_at
    if ended_at is not None:
        return max(ended_at, now)
    if road.arrived_at is not None:
        return max(road.arrived_at + planned, now)
    return max(arrive_at, order.appointment.start_at) + planned


def _delay(plan: DeparturePlan, free_at: datetime) -> timedelta:
    """Return how much later than planned the engineer can leave; zero while he is still expected early enough."""
    if free_at + plan.travel <= plan.appointment_at - LEAST_EARLY:
        return timedelta(0)
    return free_at - plan.leave_by_at
