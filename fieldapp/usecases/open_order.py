"""The order a use case may change: one whose visit is not over (PRO-4, ACC-5)."""

from __future__ import annotations

from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.usecases.ports import UnitOfWork

OVER = (OrderState.CLOSED, OrderState.HANDED_BACK)
"""States in which nothing more is recorded for the order by this tablet."""


def open_order(work: UnitOfWork, order_id: OrderId) -> WorkOrder:
    """Return the order as it stands in the transaction.

    Raises NotFound("order.unknown"), Refused("order.not-open") once it was closed or handed back.
    """
    order = work.order(order_id)
    if order.state in OVER:
        raise Refused("order.not-open", number=order.number)
    return order
