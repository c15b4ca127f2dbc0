"""Which form a step asks of an order: the one for its kind of machine or fault, else the plain one (SITE-3, SITE-6)."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.domain.events import AnswerSaved
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.process import Condition, Process, Step, Variant
from fieldapp.domain.replacing import replace
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import WorkOrder


def form_of(step: Step, order: WorkOrder) -> FormId:
    """Return the form: of the first variant that fits model and alarm code; the plain one where none fits.

    A step that holds answers, or is over, keeps the form that they were given in also when the model or the code is
    corrected later: nothing is lost, and no answer stands under another form's question.
    """
    kept = order.visit.step_forms.get(step.id)
    if kept in step.forms and _stands(order, step.id):
        return kept
    return next((variant.form for variant in step.variants if _fits(variant, order)), step.form)


def steps_asking(process: Process, order: WorkOrder, form_id: FormId) -> tuple[StepId, ...]:
    """Return the steps that ask this order's machine in that form."""
    return tuple(step.id for step in process.steps if form_of(step, order) == form_id)


def forms_of(process: Process) -> tuple[FormId, ...]:
    """Return every form that an order of the process may come to, each once: those of every variant, too."""
    return tuple(dict.fromkeys(form for step in process.steps for form in step.forms))


def as_asked(process: Process, order: WorkOrder) -> Process:
    """Return the process with the report's sources of this order: those of forms that it was not asked in are out."""
    asked = {step.id: form_of(step, order) for step in process.steps}
    return replace(
        process, report=tuple(source for source in process.report if source.form in (None, asked[source.step]))
    )


def answered_in(order: WorkOrder, given: Sequence[AnswerSaved]) -> dict[StepId, FormId]:
    """Return `step_forms` once these answers to one step stand: the first of them says in which form they are given."""
    step = given[0].step
    found = dict(order.visit.step_forms)
    standing = {name for name, value in order.visit.answers.get(step, {}).items() if value}
    for event in given:
        form_id = None if standing else _form_named(order, event.form_sha256)
        if form_id is not None:
            found[step] = form_id
        (standing.add if event.value else standing.discard)(event.name)
    return found


def _form_named(order: WorkOrder, sha256: Sha256) -> FormId | None:
    """Return the form that a version belongs to, also one that the order moved away from; None if that is not clear."""
    named = {form_id for form_id, pinned in order.pin.forms.items() if pinned == sha256}
    named |= {move.form_id for move in order.visit.form_moves if sha256 in (move.from_sha256, move.to_sha256)}
    return named.pop() if len(named) == 1 else None


def _stands(order: WorkOrder, step: StepId) -> bool:
    progress = order.visit.steps.get(step)
    is_over = progress is not None and progress.state is not StepState.BEGUN
    return is_over or any(order.visit.answers.get(step, {}).values())


def _fits(variant: Variant, order: WorkOrder) -> bool:
    model, code = order.asset.model.strip().casefold(), order.symptom.alarm_code.strip().casefold()
    of_model = not variant.models or any(model.startswith(name.casefold()) for name in variant.models)
    of_code = not variant.alarm_codes or code in {named.casefold() for named in variant.alarm_codes}
    return of_model and of_code and _was_answered(variant.only_when, order)


def _was_answered(asked: Condition | None, order: WorkOrder) -> bool:
    if asked is None or asked.step is None:
        return asked is None
    return order.visit.answer(asked.step, asked.field) in asked.values
