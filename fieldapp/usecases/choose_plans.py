"""Write which ways of repair are planned: plan A, and plan B where there is one (ANA-2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.ids import OrderId
from fieldapp.domain.planning_events import PlansChosen
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock
from fieldapp.workflow.plans import Plans

Change = Callable[[Plans], Plans]
"""What a tap makes of the plans that stand, such as `workflow.plans.with_entry`."""


@dataclass(frozen=True, slots=True)
class ChoosePlans:
    """Change the plans as they stand in the transaction, so that two quick taps both count."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, change: Change) -> None:
        """Write the plans that come out; the same ones write nothing. Raises Refused("order.not-open")."""
        with self.begin() as work:
            order = open_order(work, order_id)
            before = order.visit.planning.plans
            plans = change(before)
            if plans != before:
                work.append(PlansChosen(order_id=order_id, at=self.clock.now(), plans=plans))
            work.commit()
