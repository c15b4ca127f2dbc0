"""What ending a step asks of its form and its gates; shared by every use case that ends one (PRO-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from fieldapp.domain.errors import GateClosed, Refused
from fieldapp.domain.events import AnswerSaved
from fieldapp.domain.ids import StepId
from fieldapp.domain.money import Money
from fieldapp.domain.process import Moment, Process, Step
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.session import FormSession
from fieldapp.usecases.answering import answered
from fieldapp.usecases.bill_so_far import due_at_gate
from fieldapp.usecases.form_shelf import ROOT, FormShelf
from fieldapp.usecases.ports import Clock
from fieldapp.workflow.apply import apply
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.prefill import derived
from fieldapp.workflow.step_form import form_of


@dataclass(frozen=True, slots=True)
class StepEnd:
    """Ends the form of a step as filled in."""

    clock: Clock
    forms: FormShelf

    def __call__(self, order: WorkOrder, process: Process, step: Step, at: datetime) -> tuple[AnswerSaved, ...]:
        """Return what is still to be stored of the form, once gates and questions let the step end.

        Raises GateClosed("gate.closed"), Refused("step.incomplete") naming the first open question.
        """
        due = due_at_gate(self.forms.queries, process, order, step.id)
        check_gates(process, order, step.id, Moment.ENTER, due)
        repeated = self._derived(order, process, step, at)
        order = reduce(apply, repeated, order)
        form = self.forms.session(order, step, "zh", self.clock.now)
        answers = (*repeated, *self._ended(order, step, form, at))
        check_gates(process, reduce(apply, answers, order), step.id, Moment.COMPLETE)
        _refuse_open_questions(form)
        return answers

    def answer(self, order: WorkOrder, step: Step, name: str, value: str, at: datetime) -> tuple[AnswerSaved, ...]:
        """Return the answer to one question of a step as an event; nothing where it stands already.

        A form without that question is left alone: its author asks it otherwise.
        """
        sha256, form = self.forms.definition(order, form_of(step, order))
        if order.visit.answer(step.id, name) == value or ROOT + name not in form.controls:
            return ()
        return (answered(order, step.id, name, value, sha256, at),)

    def _derived(self, order: WorkOrder, process: Process, step: Step, at: datetime) -> tuple[AnswerSaved, ...]:
        """Return the answers that only repeat the record, where the form does not say so yet (CON-4).

        What the record takes back is taken back where it is seen, on the page, and not by the tap that ends the step.
        """
        said = ((name, value) for name, value in derived(process, order, step.id).items() if value)
        return tuple(one for name, value in said for one in self.answer(order, step, name, value, at))

    def _ended(self, order: WorkOrder, step: Step, form: FormSession, at: datetime) -> tuple[AnswerSaved, ...]:
        """Return defaults and calculations that nobody touched, and what only stands when the form ends."""
        form.finalise()
        sha256 = self.forms.definition(order, form_of(step, order))[0]
        return tuple(
            answered(order, step.id, path.removeprefix(ROOT), value, sha256, at)
            for path, value in sorted(form.answers().items())
            if order.visit.answer(step.id, path.removeprefix(ROOT)) != value
        )


def check_gates(process: Process, order: WorkOrder, step: StepId, moment: Moment, due: Money | None = None) -> None:
    """Hold the gates against the order as it stands inside the transaction. Raises GateClosed("gate.closed")."""
    gates = closed_gates(process, order, step, moment, due)
    if gates:
        raise GateClosed("gate.closed", gate=gates[0].id, zh=gates[0].words.zh, en=gates[0].words.en)


def _refuse_open_questions(form: FormSession) -> None:
    problems = form.problems()
    if problems:
        raise Refused("step.incomplete", question=problems[0].path.rpartition("/")[2], count=len(problems))
