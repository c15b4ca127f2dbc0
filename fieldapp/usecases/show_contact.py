"""What the engineer needs around a call: is the time possible, which others are, when to try again (CON-1, CON-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldapp.domain.going import Going, call_again_at, call_back_due_at, going
from fieldapp.domain.part import Part
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.toolkit import KitNeed
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.departure import last_departure
from fieldapp.scheduling.lateness import rounded_up
from fieldapp.scheduling.windows import OFFERED, WindowAnswer
from fieldapp.usecases.booking import booking
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.workflow.kit import packed_needs

RETRIES = (timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=45))
"""How long after a call that nobody answered the next ones are proposed."""
TALK = timedelta(minutes=5)
"""A retry must leave time for the call itself before the departure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """One order seen from the telephone.

    `answer` is about the time the customer wants, or the appointment where he wants none or got it. `offers` are the
    nearest windows that are free, by time. `retries` are empty when waiting longer would break the appointment: then
    one goes by the address.
    """

    order: WorkOrder
    going: Going
    answer: WindowAnswer
    offers: tuple[TimeWindow, ...]
    retries: tuple[datetime, ...]
    call_again_at: datetime | None
    call_back_due_at: datetime | None
    leave_by_at: datetime
    arrive_at: datetime
    too_late_to_leave: bool
    """Whoever leaves now is not there by the appointment's start, on a day like most (CON-5)."""
    brought: tuple[tuple[KitNeed, Part | None], ...] = ()
    """What the order added and is in the bag, each spare with what the catalogue calls it (CON-6)."""


@dataclass(frozen=True, slots=True)
class ShowContact:
    """Read what stands around the order from data on the tablet alone."""

    queries: Queries
    plan: PlanWay
    clock: Clock

    def __call__(self, order: WorkOrder) -> ContactView:
        """Return the order as the telephone needs it."""
        now, plan = self.clock.now(), self.plan(order)
        free = booking(self.plan, now)
        wanted = wanted_window(order)
        found = free.nearest(order, wanted, OFFERED + 2)
        offers = [window for window in found if window not in (wanted, order.appointment)][:OFFERED]
        on_the_way = order.visit.departed_at is not None or order.visit.arrived_at is not None
        return ContactView(
            order=order,
            going=going(order.visit),
            answer=free.answer(order, wanted),
            offers=tuple(sorted(offers, key=lambda window: window.start_at)),
            retries=tuple(retries(now, plan.leave_by_at, back=going(order.visit) is Going.CALL_BACK_OWED)),
            call_again_at=call_again_at(order.visit),
            call_back_due_at=call_back_due_at(order.visit, self.plan.leads(order).call_back),
            leave_by_at=plan.leave_by_at,
            arrive_at=plan.arrive_at,
            too_late_to_leave=plan.has_way and not on_the_way and now > last_departure(plan),
            brought=tuple((need, self._part(need)) for need in packed_needs(order)),
        )

    def _part(self, need: KitNeed) -> Part | None:
        return self.queries.part(need.part_number) if need.part_number is not None else None


def wanted_window(order: WorkOrder) -> TimeWindow:
    """Return the time the customer wants, as long as the appointment; once another was agreed on, that one."""
    agreed = any(change.taken for change in order.visit.contact.appointment_changes)
    wanted = order.wanted_visit_at
    if wanted is None or agreed or wanted == order.appointment.start_at:
        return order.appointment
    return TimeWindow(wanted, wanted + (order.appointment.end_at - order.appointment.start_at))


def retries(now: datetime, leave_by_at: datetime, *, back: bool) -> list[datetime]:
    """Return when to call again: full five minutes, and before one has to leave; a call-back waits for no way."""
    proposed = [rounded_up(now + wait) for wait in RETRIES]
    return proposed if back else [at for at in proposed if at + TALK <= leave_by_at]
