"""Go back to a step that was done: after a failed test, or because something was forgotten (SITE-6)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import Refused
from fieldapp.domain.events import StepReopened
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.work_order import OrderState
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class ReopenStep:
    """Open the step again; its answers stay."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, step: StepId, reason: str = "") -> None:
        """Reopen. Raises Refused("order.not-open") once the visit is closed."""
        with self.begin() as work:
            order = work.order(order_id)
            if order.state is OrderState.CLOSED:
                raise Refused("order.not-open", number=order.number)
            if step in order.visit.steps:
                work.append(StepReopened(order_id=order_id, at=self.clock.now(), step=step, reason=reason.strip()))
                work.commit()
