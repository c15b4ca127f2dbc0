"""What may ring on this tablet: departures of the day, and calls that are planned or owed (DEP-2, CON-2, ANA-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.going import call_again_at, call_back_due_at
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.standing import is_over
from fieldapp.domain.views.today import Today
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.plan_way import whole_day
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.record_call import call_step
from fieldapp.usecases.show_today import ShowToday


class CallKind(Enum):
    """Why the customer is to be called."""

    BACK = "call_back"
    """To hear whether the solution by phone holds (ANA-3)."""
    AGAIN = "call_again"
    """Because nobody answered (CON-2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCall:
    """One call to make at `at`; `step` is where it is recorded."""

    order_id: OrderId
    customer_name: str
    kind: CallKind
    at: datetime
    step: StepId


@dataclass(frozen=True, slots=True)
class Alarms:
    """Everything that rings by itself, derived from the orders: nothing of it is remembered elsewhere."""

    today: Today
    calls: tuple[PlannedCall, ...]


@dataclass(frozen=True, slots=True)
class ShowAlarms:
    """Read them from data on the tablet alone; a restart finds the same."""

    queries: Queries
    show_today: ShowToday

    def __call__(self) -> Alarms:
        """Return the day and the calls of every open order, the earliest call first."""
        today = self.show_today()
        day = whole_day(today.day, self.show_today.zone)
        calls = [call for order in self.queries.orders_of_day(day) if (call := self._call(order)) is not None]
        return Alarms(today, tuple(sorted(calls, key=lambda call: (call.at, call.order_id))))

    def _call(self, order: WorkOrder) -> PlannedCall | None:
        if is_over(order):
            return None
        back, again = call_back_due_at(order.visit), call_again_at(order.visit)
        at, step = back or again, call_step(self.queries.process(order.pin))
        if at is None or step is None:
            return None
        return PlannedCall(
            order_id=order.id,
            customer_name=order.customer.name,
            kind=CallKind.BACK if back is not None else CallKind.AGAIN,
            at=at,
            step=step.id,
        )
