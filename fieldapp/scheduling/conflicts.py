"""A promise that the day no longer keeps: what it comes from, and what can be done about it (DEP-4, CON-5, TRV-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.customer import Site
from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.scheduling.day import Leg, LegState
from fieldapp.scheduling.departure import last_departure
from fieldapp.scheduling.lateness import Lateness, lateness
from fieldapp.scheduling.visit_order import MOST_VISITS, Stop, best_order
from fieldapp.scheduling.windows import Booking


class ConflictCause(Enum):
    """Why the engineer cannot leave when he should."""

    OVERRUN = "overrun"
    """The job before takes longer than planned."""
    HANDED_ON = "handed_on"
    """The job before begins late itself."""
    PLANNED = "planned"
    """The appointments were made too close to each other, or too far apart on the map."""


class ConflictState(Enum):
    """How bad it is."""

    TIGHT = "tight"
    """He can still be there by the appointment's start, but not early."""
    LATE = "late"
    """He is expected after the start, within the promised window."""
    MISSED = "missed"
    """He is expected after the promised window."""


class WayOut(Enum):
    """What can be done, in the order in which it should be thought of."""

    WRAP_UP = "wrap_up"
    """Be done with the job before by `Remedy.at`."""
    OTHER_ORDER = "other_order"
    """Make the visits in the order of `Remedy.orders`: every promised window is kept so."""
    TELL_CUSTOMER = "tell_customer"
    """Call with the new expected time `Remedy.at`."""
    MOVE = "move"
    """Offer one of `Remedy.windows`."""
    OTHER_ENGINEER = "other_engineer"
    """Somebody else goes, directly or through the centre (CON-3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One way out with what is needed to take it; `saves` is the driving that another order of the visits spares."""

    way_out: WayOut
    at: datetime | None = None
    windows: tuple[TimeWindow, ...] = ()
    orders: tuple[OrderId, ...] = ()
    saves: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One visit whose promise the day does not keep as things stand.

    `late_by` is how long after the appointment's start the engineer is expected; zero while it is only tight.
    """

    order_id: OrderId
    before: OrderId
    cause: ConflictCause
    state: ConflictState
    late_by: timedelta
    lateness: Lateness
    remedies: tuple[Remedy, ...]


def conflicts(legs: Sequence[Leg], booking: Booking) -> tuple[Conflict, ...]:
    """Return the conflicts of a planned day, by appointment, each with what can be done at `booking.now`.

    `legs` is `plan_day` of the day; `booking` has all orders of the engineer, for windows on other days.
    """
    by_id = {leg.id: leg for leg in legs}
    late = [(leg, by_id[leg.before]) for leg in legs if leg.before is not None and leg.delay > timedelta(0)]
    pressing = any(_state(leg) is not ConflictState.TIGHT for leg, _ in late)
    other = _another(legs, booking) if pressing else None
    return tuple(_conflict(leg, before, other, booking) for leg, before in late)


def _conflict(leg: Leg, before: Leg, other: Remedy | None, booking: Booking) -> Conflict:
    state = _state(leg)
    late = lateness(leg, booking.now)
    return Conflict(
        order_id=leg.id,
        before=before.id,
        cause=_cause(before, booking.now),
        state=state,
        late_by=max(leg.arrive_at - leg.order.appointment.start_at, timedelta(0)),
        lateness=late,
        remedies=tuple(_remedies(leg, before, late, state, other, booking)),
    )


def _state(leg: Leg) -> ConflictState:
    appointment = leg.order.appointment
    if leg.arrive_at > appointment.end_at:
        return ConflictState.MISSED
    return ConflictState.LATE if leg.arrive_at > appointment.start_at else ConflictState.TIGHT


def _cause(before: Leg, now: datetime) -> ConflictCause:
    planned = timedelta(minutes=before.order.planned_minutes)
    if before.state is LegState.AT_WORK and now > before.arrive_at + planned:
        return ConflictCause.OVERRUN
    if before.arrive_at > before.order.appointment.start_at and before.state is not LegState.OVER:
        return ConflictCause.HANDED_ON
    return ConflictCause.PLANNED


def _remedies(
    leg: Leg, before: Leg, late: Lateness, state: ConflictState, other: Remedy | None, booking: Booking
) -> list[Remedy]:
    found: list[Remedy] = []
    finish_at = last_departure(leg.plan)
    if before.state is not LegState.OVER and finish_at > max(booking.now, _earliest_begin(before)):
        found.append(Remedy(way_out=WayOut.WRAP_UP, at=finish_at))
    if state is ConflictState.TIGHT:
        return found
    if other is not None:
        found.append(other)
    found.append(Remedy(way_out=WayOut.TELL_CUSTOMER, at=late.say_at))
    windows = booking.nearest(leg.order, leg.order.appointment)
    if windows:
        found.append(Remedy(way_out=WayOut.MOVE, windows=windows))
    return [*found, Remedy(way_out=WayOut.OTHER_ENGINEER)]


def _earliest_begin(before: Leg) -> datetime:
    """Return when work on the job before begins, at the earliest."""
    return max(before.arrive_at, before.order.appointment.start_at)


def _another(legs: Sequence[Leg], booking: Booking) -> Remedy | None:
    """Return another order of the visits with the driving it spares, None where there is none."""
    orders = other_order(legs, booking)
    if not orders:
        return None
    by_id = {leg.id: leg for leg in legs}
    first = next(leg for leg in legs if leg.state is LegState.AHEAD)
    here: Site | None = by_id[first.before].order.customer.site if first.before is not None else None
    driven = timedelta(0)
    for order_id in orders:
        order = by_id[order_id].order
        driven += booking.travel.estimate(order.customer.site, order.appointment.start_at, here).median
        here = order.customer.site
    planned = sum((by_id[order_id].plan.travel for order_id in orders), timedelta(0))
    return Remedy(way_out=WayOut.OTHER_ORDER, orders=orders, saves=max(planned - driven, timedelta(0)))


def other_order(legs: Sequence[Leg], booking: Booking) -> tuple[OrderId, ...]:
    """Return an order of the visits still ahead in which every promised window is kept; () where there is none.

    The day goes on from where the engineer is now: the visit under way, the last one made, or where his day begins.
    """
    ahead = [leg for leg in legs if leg.state is LegState.AHEAD]
    if not 2 <= len(ahead) <= MOST_VISITS:
        return ()
    here = max((leg for leg in legs if leg.state is not LegState.AHEAD), key=lambda leg: leg.over_at, default=None)
    sites: dict[OrderId, Site] = {leg.id: leg.order.customer.site for leg in ahead}
    starts = {leg.id: leg.order.appointment.start_at for leg in ahead}
    origin = here.order.customer.site if here is not None else None

    def way(one: OrderId | None, other: OrderId) -> timedelta:
        return booking.travel.estimate(sites[other], starts[other], origin if one is None else sites[one]).median

    stops = [
        Stop(id=leg.id, window=leg.order.appointment, work=timedelta(minutes=leg.order.planned_minutes))
        for leg in ahead
    ]
    placed = best_order(stops, way, here.over_at if here is not None else booking.now)
    orders = tuple(stop.id for stop in placed or ())
    return orders if orders != tuple(leg.id for leg in ahead) else ()
