"""Nobody answers and waiting longer would break the appointment: go by the address, tell the centre (CON-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.contact import Recipient, Topic
from fieldapp.domain.contact_events import MessageSent
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.events import CallMade, Event, GatePassed, StepSkipped
from fieldapp.domain.ids import OrderId
from fieldapp.domain.process import ConditionKind, Override, Process, Step
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import OUTCOME, call_step


@dataclass(frozen=True, slots=True)
class GoByAddress:
    """Leave the call out, open what waits for it and tell the dispatcher, all as one group."""

    begin: Begin
    clock: Clock
    queries: Queries

    def __call__(self, order_id: OrderId, reason: str, message: str) -> None:
        """Go on without having spoken; `reason` stands in the report, `message` goes to the dispatcher.

        Raises Refused("call.not-tried") while nobody tried to call, BadInput("reason.missing"),
        Refused("order.not-open"), Refused("step.done-already") once the customer was spoken with.
        """
        if not reason.strip() or not message.strip():
            raise BadInput("reason.missing")
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            process = self.queries.process(order.pin)
            step = call_step(process)
            if step is None or order.visit.is_done(step.id):
                raise Refused("step.done-already")
            work.append(
                *_try(order, step, at),
                *_opened(process, order, step, reason.strip(), at),
                StepSkipped(order_id=order_id, at=at, step=step.id, reason=reason.strip()),
                MessageSent(
                    order_id=order_id,
                    at=at,
                    message_id=work.next_id(),
                    to=Recipient.DISPATCHER,
                    topic=Topic.OTHER,
                    text=message.strip(),
                ),
            )
            work.commit()


def _try(order: WorkOrder, step: Step, at: datetime) -> tuple[Event, ...]:
    """Return the call that was tried just now, if the form says so; one try at least there must have been."""
    if order.visit.answer(step.id, OUTCOME) == CallOutcome.NO_ANSWER.value:
        return (CallMade(order_id=order.id, at=at, outcome=CallOutcome.NO_ANSWER),)
    if not order.visit.calls or order.visit.calls[-1].outcome is not CallOutcome.NO_ANSWER:
        raise Refused("call.not-tried")
    return ()


def _opened(process: Process, order: WorkOrder, step: Step, reason: str, at: datetime) -> Iterator[Event]:
    """Yield the gates that wait for the call, passed with the reason."""
    for gate in process.gates:
        waits = gate.requires.kind is ConditionKind.STEP_DONE and gate.requires.step == step.id
        if waits and gate.override is Override.REASON:
            yield GatePassed(order_id=order.id, at=at, gate=gate.id, step=gate.step, reason=reason)
