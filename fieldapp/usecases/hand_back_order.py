"""Hand an order back, or straight to a colleague who agrees (ACC-5)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import OrderHandedBack
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import HandBackReason
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class HandBackOrder:
    """Record reason and time; the centre learns it with the next sync."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, reason: HandBackReason, remark: str = "", colleague: str = "") -> None:
        """Hand back. Raises BadInput("order.colleague-missing"), Refused("order.not-open")."""
        if reason is HandBackReason.TO_COLLEAGUE and not colleague.strip():
            raise BadInput("order.colleague-missing")
        with self.begin() as work:
            open_order(work, order_id)
            work.append(
                OrderHandedBack(
                    order_id=order_id,
                    at=self.clock.now(),
                    reason=reason,
                    remark=remark.strip(),
                    colleague=colleague.strip(),
                )
            )
            work.commit()
