"""Another engineer goes: the call says so and the order is handed on with it (CON-3, ACC-5)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import CallMade, OrderHandedBack
from fieldapp.domain.ids import OrderId
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import HandBackReason
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class SendSomebodyElse:
    """Write call and hand-back as one group, to a colleague who agreed or to the centre."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, reason: HandBackReason, remark: str = "", colleague: str = "") -> None:
        """Pass the order on. Raises BadInput("order.colleague-missing"), Refused("order.not-open")."""
        if reason is HandBackReason.TO_COLLEAGUE and not colleague.strip():
            raise BadInput("order.colleague-missing")
        with self.begin() as work:
            open_order(work, order_id)
            at = self.clock.now()
            work.append(
                CallMade(order_id=order_id, at=at, outcome=CallOutcome.OTHER_ENGINEER, remark=remark.strip()),
                OrderHandedBack(
                    order_id=order_id, at=at, reason=reason, remark=remark.strip(), colleague=colleague.strip()
                ),
            )
            work.commit()
