"""Whether a wanted time is possible with the other jobs, the ways and the spares; the nearest windows else (CON-1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum

from fieldapp.domain.ids import OrderId
from fieldapp.domain.planning import RequisitionState
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.day import LEAST_EARLY, Leg, LegState, plan_day
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.travel import TravelTime

SLOT = timedelta(minutes=30)
"""Windows that are offered begin at full and half hours: what one says on the telephone."""

OFFERED = 3


class Obstacle(Enum):
    """Why a time is not possible."""

    PAST = "past"
    CLOSED = "closed"
    """Outside the working hours that were handed in."""
    TOO_SOON = "too_soon"
    """The engineer cannot be there by then from where his day begins."""
    JOB_BEFORE = "job_before"
    JOB_AFTER = "job_after"
    SPARES = "spares"
    """A spare part that was asked for comes after he would have to leave."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One obstacle; `order_id` names the other job, `until_at` when the obstacle is gone, where that is known.

    `spare` is how long before its appointment the engineer would be at the job after, negative for late (DEP-4).
    """

    obstacle: Obstacle
    order_id: OrderId | None = None
    until_at: datetime | None = None
    spare: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowAnswer:
    """The answer before the call: what stands against the wanted window, and the nearest ones that are free.

    `spares_open` tells that a requisition has no date yet, so that a window may still turn out too early.
    """

    wanted: TimeWindow
    hindrances: tuple[Hindrance, ...]
    nearest: tuple[TimeWindow, ...]
    spares_open: bool = False

    @property
    def possible(self) -> bool:
        """Whether the wanted window can be promised."""
        return not self.hindrances


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """What a new promise has to fit: the engineer's other orders, the ways, and the hours in which he works.

    `working` are the spans of working time that may be promised, by time; without any, every hour may be.
    """

    others: Sequence[WorkOrder]
    travel: TravelTime
    zone: tzinfo
    now: datetime
    working: tuple[TimeWindow, ...] = ()

    def answer(self, order: WorkOrder, wanted: TimeWindow, most: int = OFFERED) -> WindowAnswer:
        """Return whether `order` can be promised for `wanted`, and if not, up to `most` free windows of that length.

        The nearest come first, of two equally near ones the earlier. The order itself does not count among `others`.
        """
        hindrances = self.hindrances(order, wanted.start_at)
        nearest = self.nearest(order, wanted, most) if hindrances else ()
        return WindowAnswer(
            wanted=wanted, hindrances=hindrances, nearest=nearest, spares_open=spares_of(order).undated > 0
        )

    def hindrances(self, order: WorkOrder, start_at: datetime) -> tuple[Hindrance, ...]:
        """Return everything that stands against a visit beginning at `start_at`."""
        return tuple(self._against(order, start_at, self._day(order, start_at)))

    def nearest(self, order: WorkOrder, wanted: TimeWindow, most: int = OFFERED) -> tuple[TimeWindow, ...]:
        """Return up to `most` free windows of the wanted length inside `working`, the nearest first."""
        length = wanted.end_at - wanted.start_at
        days: dict[date, tuple[Leg, ...]] = {}
        found: list[TimeWindow] = []
        for start_at in sorted(self._slots(), key=lambda at: (abs(at - wanted.start_at), at)):
            day = start_at.astimezone(self.zone).date()
            legs = days[day] if day in days else days.setdefault(day, self._day(order, start_at))
            window = TimeWindow(start_at, start_at + length)
            apart = all(window.end_at <= other.start_at or other.end_at <= window.start_at for other in found)
            if apart and not any(True for _ in self._against(order, start_at, legs)):
                found.append(window)
                if len(found) == most:
                    break
        return tuple(found)

    def _day(self, order: WorkOrder, at: datetime) -> tuple[Leg, ...]:
        """Return the other visits of the local day."""
        day = at.astimezone(self.zone).date()
        others = [
            other
            for other in self.others
            if other.id != order.id and other.appointment.start_at.astimezone(self.zone).date() == day
        ]
        return plan_day(others, self.travel, self.now)

    def _slots(self) -> Iterator[datetime]:
        """Yield every full and half hour of the working time that is still ahead."""
        for span in self.working:
            at = _next_slot(max(span.start_at, self.now), self.zone)
            while at < span.end_at:
                yield at
                at += SLOT

    def _against(self, order: WorkOrder, start_at: datetime, legs: tuple[Leg, ...]) -> Iterator[Hindrance]:
        if start_at <= self.now:
            yield Hindrance(Obstacle.PAST)
        end_at = start_at + timedelta(minutes=order.planned_minutes)
        if self.working and not any(span.start_at <= start_at and end_at <= span.end_at for span in self.working):
            yield Hindrance(Obstacle.CLOSED)
        # What has begun comes first, whatever was promised for it; only what is ahead can be made late.
        after = next((leg for leg in legs if leg.state is LegState.AHEAD and _begins(leg) > start_at), None)
        before = next(
            (leg for leg in reversed(legs) if leg.state is not LegState.AHEAD or _begins(leg) <= start_at), None
        )
        origin = before.order.customer.site if before is not None else None
        plan = plan_departure(start_at, self.travel.estimate(order.customer.site, start_at, origin))
        free_at = before.over_at if before is not None else self.now
        if free_at + plan.travel > start_at - LEAST_EARLY:
            obstacle = Obstacle.JOB_BEFORE if before is not None else Obstacle.TOO_SOON
            possible_at = free_at + plan.travel + LEAST_EARLY
            yield Hindrance(obstacle, before.id if before is not None else None, possible_at)
        if after is not None:
            yield from self._against_the_next(order, end_at, after)
        spares_at = spares_of(order).expected_at
        if spares_at is not None and spares_at > plan.leave_by_at:
            yield Hindrance(Obstacle.SPARES, None, spares_at + (start_at - plan.leave_by_at))

    def _against_the_next(self, order: WorkOrder, end_at: datetime, after: Leg) -> Iterator[Hindrance]:
        begins_at = _begins(after)
        way = self.travel.estimate(after.order.customer.site, begins_at, order.customer.site).median
        if end_at + way > begins_at - LEAST_EARLY:
            yield Hindrance(Obstacle.JOB_AFTER, after.id, spare=begins_at - end_at - way)


@dataclass(frozen=True, slots=True)
class Spares:
    """When the spares of an order can be had: the last date of those on their way, and how many have no date."""

    expected_at: datetime | None
    undated: int


def spares_of(order: WorkOrder) -> Spares:
    """Return the spares that were asked for and are not handed over yet (ANA-6); a refused one is nobody's arrival."""
    told = {supply.requisition: supply for supply in sorted(order.supplies, key=lambda supply: supply.at)}
    waiting = [one for one in order.visit.planning.requisitions if one.withdrawn_at is None]
    over = (RequisitionState.HANDED_OVER, RequisitionState.REFUSED)
    open_ones = [told.get(one.id) for one in waiting if one.id not in told or told[one.id].state not in over]
    dates = [one.expected_at for one in open_ones if one is not None and one.expected_at is not None]
    return Spares(max(dates, default=None), len(open_ones) - len(dates))


def _begins(leg: Leg) -> datetime:
    return leg.order.appointment.start_at


def _next_slot(at: datetime, zone: tzinfo) -> datetime:
    """Return the first full or half local hour that is not before `at`."""
    local = at.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    slots = -((midnight - local) // SLOT)
    return midnight + slots * SLOT
