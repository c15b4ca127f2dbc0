"""Accept an order (ACC-5); where nothing of it is in doubt, the step of that name is done with it (ACC-2)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import GateClosed, NotFound, Refused
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import OrderId
from fieldapp.domain.process import StepRecord
from fieldapp.domain.work_order import OrderState
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.take_warranty import taken_warranty


@dataclass(frozen=True, slots=True)
class AcceptOrder:
    """Record that the engineer takes the order; a second press changes nothing."""

    complete: CompleteStep

    def __call__(self, order_id: OrderId) -> None:
        """Accept. An order with gaps is accepted, too; its step stays open, and asks for them.

        Raises NotFound("order.unknown"), Refused("order.not-open") for an order that is over.
        """
        with self.complete.begin() as work:
            if open_order(work, order_id).state is OrderState.ACCEPTED:
                return
        self._with_its_step(order_id)
        self._if_still_waiting(order_id)

    def _with_its_step(self, order_id: OrderId) -> None:
        """Complete the step that records the acceptance, unless gaps, questions or a missing form stand before it.

        Where somebody accepted before this engineer, or he did before he handed it back, the step is done already.
        """
        queries = self.complete.queries
        try:
            process = queries.process(queries.order(order_id).pin)
            step = next(step for step in process.steps if step.records is StepRecord.ACCEPTANCE)
            self.complete(order_id, step.id)
        except (GateClosed, NotFound):
            return
        except Refused as refused:
            if refused.code != "step.incomplete":
                raise

    def _if_still_waiting(self, order_id: OrderId) -> None:
        with self.complete.begin() as work:
            order, at = open_order(work, order_id), self.complete.clock.now()
            if order.state is not OrderState.ACCEPTED:
                learnt = taken_warranty(self.complete.queries, order, at)
                work.append(*learnt, OrderAccepted(order_id=order_id, at=at))
                work.commit()
