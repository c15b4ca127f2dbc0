"""What will ring, and when: a list that a timer on the tablet can ring off without network (DEP-2, TRV-4, SLA-3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from fieldapp.domain.going import call_again_at, call_back_due_at
from fieldapp.domain.ids import OrderId
from fieldapp.domain.messages import CALLS_HIMSELF_AFTER, unheard_delay
from fieldapp.domain.sla import ClockName, SlaClock
from fieldapp.domain.standing import is_over
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.day import Leg, LegState
from fieldapp.scheduling.departure import last_departure


class AlarmKind(Enum):
    """What an alarm is about; of two at the same moment the more pressing comes first."""

    LATE = "late"
    """From now on nobody who leaves is there by the appointment's start."""
    LEAVE = "leave"
    NOTICE = "notice"
    """The last moment to tell a delay that is foreseen an hour ahead (TRV-1)."""
    UNHEARD = "unheard"
    """The dispatcher has not acknowledged a delay for five minutes: the engineer calls the customer himself (TRV-2)."""
    CALL_BACK = "call_back"
    """To hear whether the solution by phone holds (ANA-3)."""
    CALL_AGAIN = "call_again"
    """Because nobody answered (CON-2)."""
    OVERRUN = "overrun"
    """The job before has used up its planned time while this departure nears (TRV-4)."""
    DECIDE = "decide"
    CLOCK_LATEST = "clock_latest"
    CLOCK_DUE = "clock_due"
    CLOCK_WARNING = "clock_warning"


_PRESSING = {kind: place for place, kind in enumerate(AlarmKind)}


_SUBJECT = {
    AlarmKind.DECIDE: "departure",
    AlarmKind.LEAVE: "departure",
    AlarmKind.LATE: "departure",
    AlarmKind.NOTICE: "notice",
    AlarmKind.UNHEARD: "unheard",
    AlarmKind.OVERRUN: "overrun",
    AlarmKind.CALL_BACK: "call",
    AlarmKind.CALL_AGAIN: "call",
    AlarmKind.CLOCK_WARNING: "clock",
    AlarmKind.CLOCK_DUE: "clock",
    AlarmKind.CLOCK_LATEST: "clock",
}
"""What an alarm says the next thing about: of these, a later one says all that an earlier one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One thing that rings at `at`; `clock` says which clock, for the kinds that are about one."""

    kind: AlarmKind
    at: datetime
    order_id: OrderId
    clock: ClockName | None = None


RUNG_BY_THE_DAY = frozenset(
    {ClockName.DEPARTURE_DECISION, ClockName.ARRIVAL, ClockName.DELAY_NOTICE, ClockName.CALL_BACK}
)
"""Clocks whose moments the departures of the day and the planned calls ring already; twice would be noise."""


def alarms(
    legs: Sequence[Leg], clocks: Mapping[OrderId, Iterable[SlaClock]], calls: Iterable[WorkOrder] = ()
) -> tuple[Alarm, ...]:
    """Return every alarm of the day, of the clocks and of the calls owed on the orders `calls`, by time.

    It is what rings if nothing further happens.
    Whatever happens (a departure, a call, a clock that stops) takes its alarms away: make the list anew then. Alarms
    whose moment is past stay in it as long as they are true; `ringing` picks those to ring now.
    """
    by_id = {leg.id: leg for leg in legs}
    found = [alarm for leg in legs for alarm in _departure(leg, None if leg.before is None else by_id[leg.before])]
    called = list(calls)
    found += [alarm for order in called for alarm in _call(order, clocks.get(order.id, ()))]
    known = {*by_id, *(order.id for order in called)}
    for order_id, running in clocks.items():
        own = [clock for clock in running if clock.name not in RUNG_BY_THE_DAY or order_id not in known]
        found += [alarm for clock in own for alarm in _clock(order_id, clock)]
    return tuple(sorted(found, key=_order))


def ringing(coming: Iterable[Alarm], since: datetime, now: datetime) -> tuple[Alarm, ...]:
    """Return the alarms to ring at `now`: those that fell due after `since`, when it was last asked.

    After a long sleep only the last word rings: who can only be late need not hear that he might have decided.
    """
    fallen_due = sorted((alarm for alarm in coming if since < alarm.at <= now), key=_order)
    last = {(alarm.order_id, alarm.clock, _SUBJECT[alarm.kind]): alarm for alarm in fallen_due}
    late = {alarm.order_id for alarm in last.values() if alarm.kind is AlarmKind.LATE}
    said_by_late = (AlarmKind.NOTICE, AlarmKind.OVERRUN)
    left = [alarm for alarm in last.values() if alarm.kind not in said_by_late or alarm.order_id not in late]
    return tuple(sorted(left, key=_order))


def next_ring(coming: Iterable[Alarm], now: datetime) -> datetime | None:
    """Return when the next alarm rings after `now`: what a timer is set to; None when nothing is ahead."""
    return min((alarm.at for alarm in coming if alarm.at > now), default=None)


def _order(alarm: Alarm) -> tuple[datetime, int, str, str]:
    return alarm.at, _PRESSING[alarm.kind], alarm.order_id, alarm.clock.value if alarm.clock else ""


def _departure(leg: Leg, before: Leg | None) -> Iterator[Alarm]:
    if leg.state is not LegState.AHEAD:
        return
    plan, order_id = leg.plan, leg.id
    yield Alarm(kind=AlarmKind.DECIDE, at=plan.decide_at, order_id=order_id)
    yield Alarm(kind=AlarmKind.LEAVE, at=plan.leave_by_at, order_id=order_id)
    yield Alarm(kind=AlarmKind.LATE, at=last_departure(plan), order_id=order_id)
    if leg.arrive_at > plan.appointment_at and not _told(leg):
        yield Alarm(kind=AlarmKind.NOTICE, at=plan.notice_by_at, order_id=order_id)
    if before is not None and before.state is LegState.AT_WORK:
        planned_end = before.arrive_at + timedelta(minutes=before.order.planned_minutes)
        at = max(planned_end, plan.decide_at)
        if at < last_departure(plan):
            yield Alarm(kind=AlarmKind.OVERRUN, at=at, order_id=order_id)


def _call(order: WorkOrder, clocks: Iterable[SlaClock]) -> Iterator[Alarm]:
    """Yield the calls that are owed or planned; an order that is over asks for none.

    A call-back is due when the order's profile says so, where it has a clock for it (SLA-6).
    """
    if is_over(order):
        return
    unheard = unheard_delay(order)
    if unheard is not None:
        yield Alarm(kind=AlarmKind.UNHEARD, at=unheard.at + CALLS_HIMSELF_AFTER, order_id=order.id)
    back_at, again_at = call_back_due_at(order.visit), call_again_at(order.visit)
    if back_at is not None:
        running = (one.due_at for one in clocks if one.name is ClockName.CALL_BACK and one.stopped_at is None)
        back_at = next(running, back_at)
        yield Alarm(kind=AlarmKind.CALL_BACK, at=back_at, order_id=order.id)
    elif again_at is not None:
        yield Alarm(kind=AlarmKind.CALL_AGAIN, at=again_at, order_id=order.id)


def _told(leg: Leg) -> bool:
    """Tell whether the customer has heard a time that the expected arrival still keeps, from whoever comes now."""
    order = leg.order
    told = [delay for delay in order.visit.contact.delays if delay.told and delay.at >= order.assigned_at]
    return bool(told) and told[-1].expected_at >= leg.arrive_at


def _clock(order_id: OrderId, clock: SlaClock) -> Iterator[Alarm]:
    """Yield what a running clock rings: its warning, its end, and what is tolerated at most (SLA-3)."""
    if clock.stopped_at is not None or clock.paused_at is not None:
        return
    if clock.warning_at < clock.due_at and not clock.reminder:
        yield Alarm(kind=AlarmKind.CLOCK_WARNING, at=clock.warning_at, order_id=order_id, clock=clock.name)
    yield Alarm(kind=AlarmKind.CLOCK_DUE, at=clock.due_at, order_id=order_id, clock=clock.name)
    if clock.latest_at is not None and clock.latest_at > clock.due_at:
        yield Alarm(kind=AlarmKind.CLOCK_LATEST, at=clock.latest_at, order_id=order_id, clock=clock.name)
