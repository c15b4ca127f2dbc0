"""Accept an order (ACC-5)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import OrderState
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class AcceptOrder:
    """Record that the engineer takes the order; a second press changes nothing."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId) -> None:
        """Accept. Raises Refused("order.not-open") for an order handed back or closed."""
        with self.begin() as work:
            if open_order(work, order_id).state is OrderState.ACCEPTED:
                return
            work.append(OrderAccepted(order_id=order_id, at=self.clock.now()))
            work.commit()
