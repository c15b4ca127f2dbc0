"""Find the visit that was under way, so that a restart reopens it and not the list of the day (SITE-9)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import OrderId
from fieldapp.domain.standing import is_over
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.usecases.ports import Queries


@dataclass(frozen=True, slots=True)
class ResumeVisit:
    """Name the order whose visit was on the screen last and still goes on."""

    queries: Queries

    def __call__(self) -> OrderId | None:
        """Return the order; None where there is no place, or its order is closed, given back or gone."""
        last = self.queries.last_place()
        going_on = (order for order in self.queries.orders() if not is_over(order))
        under_way = (order.id for order in going_on if _begun(order))
        return next((order_id for order_id in under_way if order_id == last), None)


def _begun(order: WorkOrder) -> bool:
    """Tell whether there is more than a look at the order: accepted, or something was answered before that."""
    return order.state is not OrderState.ASSIGNED or any(order.visit.answers.values())
