"""Go back to a step that was done: after a failed test, or because something was forgotten (SITE-6)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.events import StepReopened
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.visit import StepState
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock


@dataclass(frozen=True, slots=True)
class ReopenStep:
    """Open the step again; its answers stay."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, step: StepId, reason: str = "") -> None:
        """Reopen; a step that was not done or skipped is open as it is.

        Raises Refused("order.not-open") once the visit is closed or the order was handed back.
        """
        with self.begin() as work:
            progress = open_order(work, order_id).visit.steps.get(step)
            if progress is not None and progress.state is not StepState.BEGUN:
                work.append(StepReopened(order_id=order_id, at=self.clock.now(), step=step, reason=reason.strip()))
                work.commit()
