"""The call-back after a solution by phone: solved for good, or a visit after all (ANA-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.contact_events import CallBackMade
from fieldapp.domain.errors import Refused
from fieldapp.domain.events import Event, StepCompleted
from fieldapp.domain.going import Going, going
from fieldapp.domain.ids import OrderId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Process
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import call_step, closing
from fieldapp.usecases.step_end import StepEnd


@dataclass(frozen=True, slots=True)
class RecordCallBack:
    """Write the call-back and what it leads to as one group: the closing is prepared, or the visit goes on."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf

    def __call__(self, order_id: OrderId, *, solved: bool, wants_visit: bool = False, remark: str = "") -> None:
        """Record the call-back; clocks that run go on running where it did not settle the matter.

        Raises Refused("call.no-call-back-owed"), Refused("order.not-open").
        """
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            if going(order.visit) is not Going.CALL_BACK_OWED:
                raise Refused("call.no-call-back-owed")
            made = CallBackMade(order_id=order_id, at=at, solved=solved, wants_visit=wants_visit, remark=remark.strip())
            process = self.queries.process(order.pin)
            work.append(made, *_call_over(process, order, at), *self._closing(process, order, made))
            work.commit()

    def _closing(self, process: Process, order: WorkOrder, made: CallBackMade) -> tuple[Event, ...]:
        if not made.solved or made.wants_visit:
            return ()
        return closing(StepEnd(self.clock, self.forms), process, order, Outcome.SOLVED_BY_PHONE, made.at)


def _call_over(process: Process, order: WorkOrder, at: datetime) -> tuple[Event, ...]:
    step = call_step(process)
    if step is None or order.visit.is_done(step.id):
        return ()
    return (StepCompleted(order_id=order.id, at=at, step=step.id),)
