"""What a call with the customer brought, as one group of events (CON-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.contact import Recipient, Topic
from fieldapp.domain.contact_events import MessageSent
from fieldapp.domain.errors import Refused
from fieldapp.domain.events import CallMade, Event, StepCompleted
from fieldapp.domain.going import Going, going
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Process, Step, StepRecord
from fieldapp.domain.visit import CallOutcome, Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.step_end import StepEnd

OUTCOME = "outcome"
TOLD = {CallOutcome.UPSET: "agreed", CallOutcome.REFUSED: "refusal", CallOutcome.SOLVED_BY_PHONE: "solution"}
"""Questions of the call's form that say how an outcome went; where the form has none, its remark does."""
OWN_VERB = frozenset({CallOutcome.RESCHEDULED, CallOutcome.NO_ANSWER, CallOutcome.OTHER_ENGINEER})
"""Outcomes that take more than the form asks: a new time, when to try again, who goes instead."""


@dataclass(frozen=True, slots=True)
class RecordCall:
    """Says what a filled-in call form comes to; `message_id` is free for one message."""

    end: StepEnd
    process: Process
    message_id: str

    def __call__(self, order: WorkOrder, step: Step, at: datetime) -> tuple[Event, ...]:
        """Return the call and what it leads to by itself.

        A solution by phone leaves the step open until the call-back; a refusal tells the dispatcher and prepares the
        closing. Raises Refused("call.needs-more") for an outcome with a use case of its own,
        Refused("call.nothing-corrected") where details were called wrong and none was corrected.
        """
        outcome = CallOutcome(order.visit.answer(step.id, OUTCOME))
        done = StepCompleted(order_id=order.id, at=at, step=step.id)
        made = CallMade(order_id=order.id, at=at, outcome=outcome, remark=told(order.visit, step, outcome))
        if said_last(order.visit, made):
            return () if going(order.visit) is Going.CALL_BACK_OWED else (done,)
        if outcome in OWN_VERB:
            raise Refused("call.needs-more")
        if outcome is CallOutcome.CORRECTED and not corrected_since(order.visit):
            raise Refused("call.nothing-corrected")
        if outcome is CallOutcome.SOLVED_BY_PHONE:
            return (made,)
        if outcome is CallOutcome.REFUSED:
            return (made, self._to_the_centre(order, made), *self._closing(order, Outcome.REFUSED, at), done)
        return (made, done)

    def _to_the_centre(self, order: WorkOrder, made: CallMade) -> MessageSent:
        return MessageSent(
            order_id=order.id,
            at=made.at,
            message_id=self.message_id,
            to=Recipient.DISPATCHER,
            topic=Topic.OTHER,
            text=made.remark,
        )

    def _closing(self, order: WorkOrder, outcome: Outcome, at: datetime) -> tuple[Event, ...]:
        return closing(self.end, self.process, order, outcome, at)


def closing(end: StepEnd, process: Process, order: WorkOrder, outcome: Outcome, at: datetime) -> tuple[Event, ...]:
    """Return the outcome as the closing step will ask for it, so that nobody has to say it twice."""
    step = next(step for step in process.steps if step.records is StepRecord.CLOSURE)
    return end.answer(order, step, OUTCOME, outcome.value, at)


def call_step(process: Process) -> Step | None:
    """Return the step that is the call with the customer, None where the process has none."""
    return next((step for step in process.steps if step.records is StepRecord.CALL), None)


def told(visit: Visit, step: Step, outcome: CallOutcome) -> str:
    """Return in the engineer's words how the call went."""
    return visit.answer(step.id, TOLD.get(outcome, "remark")) or visit.answer(step.id, "remark")


def said_last(visit: Visit, call: CallMade) -> bool:
    """Tell whether the last recorded call says the same: the step was reopened and nothing about the call changed."""
    return bool(visit.calls) and (visit.calls[-1].outcome, visit.calls[-1].remark) == (call.outcome, call.remark)


def corrected_since(visit: Visit) -> bool:
    """Tell whether a detail was corrected that no recorded call stands for yet."""
    fixed = visit.contact.corrections
    return bool(fixed) and (not visit.calls or fixed[-1].at >= visit.calls[-1].at)
