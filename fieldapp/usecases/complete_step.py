"""Complete a step: its form must be filled, its gates open, and its fact is written with it (PRO-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from fieldapp.domain.errors import GateClosed, Refused
from fieldapp.domain.events import (
    AnswerSaved,
    Arrived,
    CallMade,
    Departed,
    Event,
    OrderAccepted,
    StepCompleted,
    VisitClosed,
)
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.process import Moment, Step, StepRecord
from fieldapp.domain.visit import CallOutcome, Outcome, Visit
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.forms.session import FormSession
from fieldapp.usecases.form_shelf import ROOT, FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.workflow.apply import apply
from fieldapp.workflow.gates import closed_gates


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
        Refused("step.sign-by-signing") for the step that only a signature completes, Refused("order.not-open").
        """
        with self.begin() as work:
            if work.order(order_id).visit.is_done(step_id):
                return
            order = open_order(work, order_id)
            step = self.queries.process(order.pin).step(step_id)
            if step.records is StepRecord.SIGNATURE:
                raise Refused("step.sign-by-signing")
            at = self.clock.now()
            self._check(order, step, Moment.ENTER)
            form = self.forms.session(order, step, "zh", self.clock.now)
            answers = self._ended(order, step, form, at)
            ended = reduce(apply, answers, order)
            self._check(ended, step, Moment.COMPLETE)
            _refuse_open_questions(form)
            work.append(*answers, *_facts(ended, step, at), StepCompleted(order_id=order_id, at=at, step=step_id))
            work.commit()

    def _ended(self, order: WorkOrder, step: Step, form: FormSession, at: datetime) -> tuple[AnswerSaved, ...]:
        """Return what is still to be stored of the form as filled in.

        Those are defaults and calculations that nobody touched, and what only stands when the form ends.
        """
        form.finalise()
        sha256 = self.forms.definition(order, step.form)[0]
        return tuple(
            AnswerSaved(
                order_id=order.id,
                at=at,
                step=step.id,
                name=path.removeprefix(ROOT),
                value=value,
                form_sha256=sha256,
            )
            for path, value in sorted(form.answers().items())
            if order.visit.answer(step.id, path.removeprefix(ROOT)) != value
        )

    def _check(self, order: WorkOrder, step: Step, moment: Moment) -> None:
        """Hold the gates against the order as it stands inside the transaction."""
        gates = closed_gates(self.queries.process(order.pin), order, step.id, moment)
        if gates:
            raise GateClosed("gate.closed", gate=gates[0].id, zh=gates[0].words.zh, en=gates[0].words.en)


def _refuse_open_questions(form: FormSession) -> None:
    """Raise Refused("step.incomplete") with the first open question."""
    problems = form.problems()
    if problems:
        raise Refused("step.incomplete", question=problems[0].path.rpartition("/")[2], count=len(problems))


def _facts(order: WorkOrder, step: Step, at: datetime) -> tuple[Event, ...]:
    """Return what completing this step says beside its completion; facts that stand already are not said again."""
    visit = order.visit
    if step.records is StepRecord.ACCEPTANCE and order.state is OrderState.ASSIGNED:
        return (OrderAccepted(order_id=order.id, at=at),)
    if step.records is StepRecord.CALL:
        outcome = CallOutcome(visit.answer(step.id, "outcome"))
        made = CallMade(order_id=order.id, at=at, outcome=outcome, remark=visit.answer(step.id, "remark"))
        return () if _said_last(visit, made) else (made,)
    if step.records is StepRecord.DEPARTURE and visit.arrived_at is None:
        # Tapped by mistake, reopened, tapped again: the later one is true, but nobody leaves after arriving.
        return (Departed(order_id=order.id, at=at),)
    if step.records is StepRecord.ARRIVAL and visit.arrived_at is None:
        return (Arrived(order_id=order.id, at=at),)
    if step.records is StepRecord.CLOSURE:
        return (VisitClosed(order_id=order.id, at=at, outcome=Outcome(visit.answer(step.id, "outcome"))),)
    return ()


def _said_last(visit: Visit, call: CallMade) -> bool:
    """Tell whether the last recorded call says the same: the step was reopened and nothing about the call changed."""
    return bool(visit.calls) and (visit.calls[-1].outcome, visit.calls[-1].remark) == (call.outcome, call.remark)
