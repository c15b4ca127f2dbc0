"""Complete a step: its form must be filled, its gates open, and its fact is written with it (PRO-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce

from fieldapp.domain.errors import Refused
from fieldapp.domain.events import Arrived, Departed, Event, OrderAccepted, StepCompleted, VisitClosed
from fieldapp.domain.ids import OrderId, SerialNumber, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Process, Step, StepRecord
from fieldapp.domain.site_events import AssetInstalled
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import RecordCall
from fieldapp.usecases.step_end import StepEnd
from fieldapp.usecases.take_warranty import taken_warranty
from fieldapp.usecases.verdict_outcome import verdict_outcome
from fieldapp.workflow.apply import apply


@dataclass(frozen=True, slots=True)
class CompleteStep:
    """Write StepCompleted and the step's own fact (accepted, called, departed, arrived, closed) as one group."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf

    def __call__(self, order_id: OrderId, step_id: StepId) -> None:
        """Complete the step; a second press on a step that is done changes nothing.

        Raises GateClosed("gate.closed"), Refused("step.incomplete") naming the first open question,
        Refused("step.sign-by-signing") for the step that only a signature completes, Refused("order.not-open"), and
        what `RecordCall` raises for the step that is a call.
        """
        with self.begin() as work:
            if work.order(order_id).visit.is_done(step_id):
                return
            order = open_order(work, order_id)
            process = self.queries.process(order.pin)
            step = process.step(step_id)
            if step.records is StepRecord.SIGNATURE:
                raise Refused("step.sign-by-signing")
            at, end = self.clock.now(), StepEnd(self.clock, self.forms)
            learnt = taken_warranty(self.queries, order, at)
            order = reduce(apply, learnt, order)
            answers = end(order, process, step, at)
            ended = reduce(apply, answers, order)
            answers = (*answers, *verdict_outcome(end, process, ended, step, at))
            if step.records is StepRecord.CALL:
                facts = RecordCall(end, process, work.next_id())(ended, step, at)
            else:
                facts = (*_facts(ended, process, step, at), StepCompleted(order_id=order_id, at=at, step=step_id))
            if answers or facts:
                work.append(*learnt, *answers, *facts)
            work.commit()


def _installed(order: WorkOrder, process: Process, step: Step, at: datetime) -> tuple[AssetInstalled, ...]:
    """Return that the customer took over a machine, where completing this step says so (SITE-14)."""
    asked = process.installation
    if asked is None or step.id != asked.accepted_on.step:
        return ()
    serial = order.visit.answer(asked.serial_number.step, asked.serial_number.field).strip()
    try:
        day = date.fromisoformat(order.visit.answer(step.id, asked.accepted_on.field))
    except ValueError as fault:
        raise Refused("step.incomplete", question=asked.accepted_on.field, count=1) from fault
    return (AssetInstalled(order_id=order.id, at=at, serial_number=SerialNumber(serial), accepted_on=day),)


def _facts(order: WorkOrder, process: Process, step: Step, at: datetime) -> tuple[Event, ...]:
    """Return what completing this step says beside its completion; facts that stand already are not said again."""
    visit = order.visit
    if step.records is StepRecord.ACCEPTANCE and order.state is OrderState.ASSIGNED:
        return (OrderAccepted(order_id=order.id, at=at),)
    if step.records is StepRecord.DEPARTURE and visit.arrived_at is None:
        # Tapped by mistake, reopened, tapped again: the later one is true, but nobody leaves after arriving.
        return (Departed(order_id=order.id, at=at),)
    if step.records is StepRecord.ARRIVAL and visit.arrived_at is None:
        return (Arrived(order_id=order.id, at=at),)
    if step.records is StepRecord.CLOSURE:
        return (VisitClosed(order_id=order.id, at=at, outcome=Outcome(visit.answer(step.id, "outcome"))),)
    return _installed(order, process, step, at)
