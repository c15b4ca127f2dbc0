"""Which questions of which forms a process reads, so that no form version is published without them (PRO-2, KIT-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product
from types import MappingProxyType

from fieldapp.domain.ids import FormId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import AnswerPlace, Condition, ConditionKind, Process, Step, StepRecord
from fieldapp.domain.visit import CallOutcome, Satisfaction
from fieldapp.workflow.kit import ANALYSE, KIT, LOANER, YES

_REPORT = StepId("report")
_HOURS = "labour_hours"

_RECORDED: Mapping[StepRecord, Mapping[str, type[Enum] | None]] = MappingProxyType(
    {
        StepRecord.CALL: {"outcome": CallOutcome, "remark": None},
        StepRecord.CLOSURE: {"outcome": Outcome},
        StepRecord.SIGNATURE: {
            "agreed": None,
            "satisfaction": Satisfaction,
            "customer_remark": None,
            "refused": None,
            "refusal_reason": None,
            "witness_remark": None,
        },
    }
)
"""Answers that are part of a step's own fact, and the closed list that each is one of (CON-2, PRO-4, REP-3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededAnswer:
    """A question that a process reads; `field` "" stands for any question of the form.

    `values` are choices that must be offered; `only` all that may be, () where any may. `reader` says who reads it:
    `gate floor-mat`, `report tests`, `kit`.
    """

    form: FormId
    field: str
    reader: str
    values: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


def needed_answers(process: Process) -> tuple[NeededAnswer, ...]:
    """Return everything that gates, report, comparison, toolkit and the records of steps read.

    Every form of a step owes it: the engine reads the same answers whichever machine the step was asked of. Only what
    the report takes out of one form is owed by that form alone.
    """
    found = [
        *_of_conditions(process),
        *_of_comparison(process),
        *_of_what_follows(process),
        *_of_report(process),
        *_of_kit(process),
    ]
    for step in process.steps:
        found += _of_step(step)
    return tuple(dict.fromkeys(found))


def _of_report(process: Process) -> Iterator[NeededAnswer]:
    for source in process.report:
        forms = process.step(source.step).forms if source.form is None else (source.form,)
        for form, field in product(forms, source.fields):
            yield NeededAnswer(form=form, field=field, reader=f"report {source.section}")


def _of_kit(process: Process) -> Iterator[NeededAnswer]:
    for step in process.steps:
        for form in step.forms:
            if step.id == KIT:
                yield from (NeededAnswer(form=form, field=item, reader="kit") for item in process.kit_items)
            if step.id == ANALYSE:
                yield NeededAnswer(form=form, field=LOANER, reader="kit", values=(YES,))


def _of_step(step: Step) -> Iterator[NeededAnswer]:
    reader = f"step {step.id}"
    for form in step.forms:
        for field, words in _RECORDED.get(step.records, {}).items():
            only = () if words is None else tuple(str(word.value) for word in words)
            yield NeededAnswer(form=form, field=field, reader=reader, only=only)
        if step.id == _REPORT:
            yield NeededAnswer(form=form, field=_HOURS, reader=reader)


def _of_conditions(process: Process) -> Iterator[NeededAnswer]:
    asked = [(f"step {step.id}", asked) for step in process.steps for asked in (step.only_when, step.and_when)]
    for gate in process.gates:
        asked += [(f"gate {gate.id}", gate.requires), (f"gate {gate.id}", gate.only_when)]
    for reader, condition in asked:
        if condition is not None and condition.step is not None and _asks_answer(condition):
            place = AnswerPlace(step=condition.step, field=condition.field)
            yield from _at(process, place, reader, condition.values)


def _of_what_follows(process: Process) -> Iterator[NeededAnswer]:
    """Return what opens a machine's file, and what may become an order (SITE-14)."""
    if process.installation is not None:
        for place in (process.installation.serial_number, process.installation.accepted_on):
            yield from _at(process, place, "installation")
    for source in process.findings:
        yield from _at(process, AnswerPlace(step=source.step, field=source.field), "findings", source.values)


def _asks_answer(condition: Condition) -> bool:
    return condition.kind in (ConditionKind.ANSWER_IS, ConditionKind.NO_ANSWER_IS)


def _of_comparison(process: Process) -> Iterator[NeededAnswer]:
    if process.comparison is not None:
        for place in (process.comparison.expected, process.comparison.found):
            yield from _at(process, place, "comparison", process.comparison.unnamed)


def _at(process: Process, place: AnswerPlace, reader: str, values: tuple[str, ...] = ()) -> Iterator[NeededAnswer]:
    """Return that every form of the step asks the question."""
    for form in process.step(place.step).forms:
        yield NeededAnswer(form=form, field=place.field, values=values, reader=reader)
