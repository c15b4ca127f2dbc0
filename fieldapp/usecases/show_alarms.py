"""What may ring on this tablet: departures, overruns, clocks, and calls that are owed (DEP-2, TRV-4, SLA-3, CON-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.sla import ClockName, SlaClock
from fieldapp.domain.standing import is_over
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.alarms import Alarm, AlarmKind, alarms, ringing
from fieldapp.scheduling.day import Leg, plan_day
from fieldapp.scheduling.lateness import Lateness, lateness
from fieldapp.usecases.plan_way import PlanWay, whole_day
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.usecases.record_call import call_step
from fieldapp.usecases.show_clocks import ShowClocks

CALLS = frozenset({AlarmKind.CALL_BACK, AlarmKind.CALL_AGAIN})
CLOCKS = frozenset({AlarmKind.CLOCK_WARNING, AlarmKind.CLOCK_DUE, AlarmKind.CLOCK_LATEST})
OFFICE_CLOCKS = frozenset(
    {
        ClockName.REPORT,
        ClockName.FILING,
        ClockName.FOLLOW_UP_1,
        ClockName.FOLLOW_UP_2,
        ClockName.FOLLOW_UP_3,
        ClockName.INSPECTION,
    }
)
"""Clocks that end with something only the centre hears of: they are shown, and ring nobody on the road."""
CLOCK_RINGS = timedelta(hours=1)
"""How long a clock is still said; afterwards the order itself says that it is overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One alarm with what it takes to say it.

    `leg` is the visit of today it is about and `late` how late that one will be; `before` names the customer of the job
    before it; `step` is where a call is recorded; `limit` is the clock.
    """

    alarm: Alarm
    order: WorkOrder
    leg: Leg | None = None
    late: Lateness | None = None
    before: str = ""
    step: StepId | None = None
    limit: SlaClock | None = None


@dataclass(frozen=True, slots=True)
class Alarms:
    """Everything that rings by itself on a day, derived from the orders: nothing of it is remembered elsewhere."""

    day: date
    rings: tuple[Ring, ...]

    def standing(self, now: datetime) -> tuple[Ring, ...]:
        """Return what has fallen due by `now` and still holds: of each subject the last word, by time."""
        of_alarm = {ring.alarm: ring for ring in self.rings}
        begun = now - timedelta(days=365)
        found = ringing(of_alarm, begun, now)
        return tuple(of_alarm[one] for one in found if one.kind not in CLOCKS or now - one.at < CLOCK_RINGS)

    def calls(self) -> tuple[Ring, ...]:
        """Return the calls to make, the earliest first."""
        return tuple(ring for ring in self.rings if ring.alarm.kind in CALLS)


@dataclass(frozen=True, slots=True)
class ShowAlarms:
    """Read them from data on the tablet alone; a restart finds the same."""

    queries: Queries
    plan: PlanWay
    clock: Clock
    clocks: ShowClocks

    def __call__(self) -> Alarms:
        """Return the alarms of the clock's day, by time; made anew whenever something happens, and every minute."""
        now, zone = self.clock.now(), self.plan.zone
        day = now.astimezone(zone).date()
        orders = {order.id: order for order in self.queries.orders_of_day(whole_day(day, zone))}
        planned = [one for one in orders.values() if one.appointment.start_at.astimezone(zone).date() == day]
        legs = {leg.id: leg for leg in plan_day(planned, self.plan.travel, now, self.plan.early, self.plan.leads)}
        limits = self._limits(orders.values(), legs)
        found = alarms(tuple(legs.values()), limits, orders.values())
        return Alarms(day, tuple(self._ring(one, orders, legs, limits, now) for one in found if self._can(one, orders)))

    def _limits(self, orders: Iterable[WorkOrder], legs: Mapping[OrderId, Leg]) -> dict[OrderId, tuple[SlaClock, ...]]:
        """Return the clocks that may ring, of every order that is open."""
        open_ones = [order for order in orders if not is_over(order)]
        leave = self._leave_by(open_ones, legs)
        return {
            order.id: tuple(clock for clock in self.clocks(order, leave[order.id]) if clock.name not in OFFICE_CLOCKS)
            for order in open_ones
        }

    def _leave_by(self, orders: Iterable[WorkOrder], legs: Mapping[OrderId, Leg]) -> dict[OrderId, datetime]:
        """Return when to leave for each order; every day that orders are of is read once, not once an order."""
        found = {order_id: leg.plan.leave_by_at for order_id, leg in legs.items()}
        days: dict[date, tuple[WorkOrder, ...]] = {}
        for order in orders:
            if order.id not in found:
                day = order.appointment.start_at.astimezone(self.plan.zone).date()
                if day not in days:
                    days[day] = self.queries.orders_of_day(whole_day(day, self.plan.zone))
                found[order.id] = self.plan(order, days[day]).leave_by_at
        return found

    def _can(self, alarm: Alarm, orders: Mapping[OrderId, WorkOrder]) -> bool:
        """Tell whether there is something to do: a call needs a step that records it."""
        return alarm.kind not in CALLS or self._call_step(orders[alarm.order_id]) is not None

    def _ring(
        self,
        alarm: Alarm,
        orders: Mapping[OrderId, WorkOrder],
        legs: Mapping[OrderId, Leg],
        limits: Mapping[OrderId, tuple[SlaClock, ...]],
        now: datetime,
    ) -> Ring:
        order, leg = orders[alarm.order_id], legs.get(alarm.order_id)
        clocks = limits.get(alarm.order_id, ())
        return Ring(
            alarm=alarm,
            order=order,
            leg=leg,
            late=lateness(leg, now) if leg is not None else None,
            before=orders[leg.before].customer.name if leg is not None and leg.before is not None else "",
            step=self._call_step(order) if alarm.kind in CALLS else None,
            limit=next((clock for clock in clocks if clock.name is alarm.clock), None),
        )

    def _call_step(self, order: WorkOrder) -> StepId | None:
        step = call_step(self.queries.process(order.pin))
        return step.id if step is not None else None
