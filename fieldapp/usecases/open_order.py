"""The order a use case may change: one whose visit is not over (PRO-4, ACC-5)."""

from __future__ import annotations

from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import OrderId
from fieldapp.domain.standing import is_over
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.usecases.ports import UnitOfWork


def open_order(work: UnitOfWork, order_id: OrderId) -> WorkOrder:
    """Return the order as it stands in the transaction.

    Raises NotFound("order.unknown"), Refused("order.not-open") once it was closed or handed back,
    Refused("order.cancelled") once the office had cancelled it before anybody set out.
    """
    order = work.order(order_id)
    if is_over(order):
        cancelled = order.state is OrderState.CANCELLED and order.visit.closed_at is None
        raise Refused("order.cancelled" if cancelled else "order.not-open", number=order.number)
    return order
