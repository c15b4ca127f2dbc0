"""Outcomes: what a visit may end with as it stands (PRO-4). Which outcome needs a signature is data of the process."""

from __future__ import annotations

from dataclasses import replace

from fieldapp.domain.process import ConditionKind, Gate, Moment, Process, Step, StepRecord
from fieldapp.domain.visit import Outcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.gates import closed_gates

_FIELD = "outcome"


def against(process: Process, order: WorkOrder, outcome: Outcome) -> tuple[Gate, ...]:
    """Return the gates that stand against closing the visit with `outcome` now; empty: it may be closed so."""
    step = closing_step(process)
    answers = {**order.visit.answers.get(step.id, {}), _FIELD: outcome.value}
    supposed = replace(order, visit=replace(order.visit, answers={**order.visit.answers, step.id: answers}))
    return tuple(gate for moment in Moment for gate in closed_gates(process, supposed, step.id, moment))


def possible_outcomes(process: Process, order: WorkOrder) -> tuple[Outcome, ...]:
    """Return the outcomes of the closed list with which the visit may be closed as it stands."""
    return tuple(outcome for outcome in Outcome if not against(process, order, outcome))


def needs_signature(process: Process, outcome: Outcome) -> bool:
    """Tell whether the process lets `outcome` end a visit only with a signature or the recorded refusal to sign.

    That is so where a gate at completing the closing step requires it, always or when this outcome is chosen.
    """
    step = closing_step(process)
    return any(
        gate.requires.kind is ConditionKind.SIGNED_OR_REFUSED
        and (gate.only_when is None or outcome.value in gate.only_when.values)
        for gate in process.gates
        if gate.step == step.id and gate.moment is Moment.COMPLETE
    )


def closing_step(process: Process) -> Step:
    """Return the step that ends the visit; `read_process` sees to it that there is exactly one."""
    return next(step for step in process.steps if step.records is StepRecord.CLOSURE)
