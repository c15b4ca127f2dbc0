"""Steps: how the stepper draws them, and which one the single big button leads to."""

from __future__ import annotations

from fieldapp.domain.ids import StepId
from fieldapp.domain.process import ConditionKind, Gate, Moment, Override, Phase, Process, Step, StepRecord
from fieldapp.domain.standing import is_over
from fieldapp.domain.views.visit import StepLook, StepRow
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.workflow.gates import closed_gates, holds

_PHASES = tuple(Phase)
_OPENED_HERE = (ConditionKind.PAYER_SETTLED, ConditionKind.QUOTE_AGREED)
"""Locks that the step's own page opens."""
_TO_THE_DOOR = (Phase.PREPARE, Phase.ROAD)


def steps_of(process: Process, order: WorkOrder) -> tuple[Step, ...]:
    """Return the steps of this very visit: those of the process that its answers so far leave in.

    What was begun stays in sight, also when an answer given later would have left it out.
    """
    return tuple(step for step in process.steps if step.id in order.visit.steps or belongs(step, process, order))


def belongs(step: Step, process: Process, order: WorkOrder) -> bool:
    """Tell whether the step is of this visit as things stand; one that was begun may not be any more."""
    asked = (condition for condition in (step.only_when, step.and_when) if condition is not None)
    return all(holds(condition, process, order) for condition in asked)


def rows(process: Process, order: WorkOrder, current: StepId, language: str) -> tuple[StepRow, ...]:
    """Return every step of the visit as the stepper draws it, titles in "zh" or "en"."""
    return tuple(
        StepRow(
            id=step.id,
            title=step.title.in_language(language),
            action=step.action.in_language(language),
            phase=step.phase,
            records=step.records,
            look=_look(process, order, step, current),
        )
        for step in steps_of(process, order)
    )


def _look(process: Process, order: WorkOrder, step: Step, current: StepId) -> StepLook:
    if step.id == current:
        return StepLook.CURRENT
    progress = order.visit.steps.get(step.id)
    if progress is not None and progress.state is StepState.DONE:
        return StepLook.DONE
    if progress is not None and progress.state is StepState.SKIPPED:
        return StepLook.SKIPPED
    if closed_gates(process, order, step.id, Moment.ENTER):
        return StepLook.LOCKED
    return StepLook.OPEN


def next_step(process: Process, order: WorkOrder) -> Step | None:
    """Return the step to do next, or None when nothing is left.

    The first that is neither done nor skipped and may be entered, beginning with the phase that was reached: who is at
    the customer's is not sent back to the road, but a call made before the analysis leads to the analysis (PRO-3). What
    another engineer did at the customer's before brings nobody there: who gets the order then goes himself (KIT-2).
    What was left behind comes last; when every open step is locked, the first of them. A lock that the step's own page
    opens does not lead past it: who pays, the price (SITE-12), why a step that was left out need not come first.
    """
    if order.state is OrderState.CLOSED or (order.state is OrderState.CANCELLED and is_over(order)):
        return None
    steps = steps_of(process, order)
    # A step that was begun and has dropped out since is in sight, but nobody is sent there.
    open_steps = [step for step in steps if not _is_over(order, step) and belongs(step, process, order)]
    elsewhere = bool(order.visit.earlier_ways) and any(step.records is StepRecord.ARRIVAL for step in open_steps)
    own = _TO_THE_DOOR if elsewhere else _PHASES
    reached = max(
        (_PHASES.index(step.phase) for step in steps if _is_over(order, step) and step.phase in own), default=0
    )
    ahead = [step for step in open_steps if _PHASES.index(step.phase) >= reached]
    for step in (*ahead, *open_steps):
        closed = closed_gates(process, order, step.id, Moment.ENTER)
        if all(_is_opened_here(gate, order) for gate in closed):
            return step
    return next(iter(open_steps), None)


def _is_opened_here(gate: Gate, order: WorkOrder) -> bool:
    """Tell whether a lock is opened on the locked step itself; a step that was left out is not come back to for it."""
    asked = gate.requires
    if asked.kind is ConditionKind.STEP_DONE and asked.step is not None and gate.override is Override.REASON:
        progress = order.visit.steps.get(asked.step)
        return progress is not None and progress.state is StepState.SKIPPED
    return asked.kind in _OPENED_HERE


def _is_over(order: WorkOrder, step: Step) -> bool:
    progress = order.visit.steps.get(step.id)
    return progress is not None and progress.state is not StepState.BEGUN
