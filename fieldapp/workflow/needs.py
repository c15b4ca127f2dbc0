"""Which questions of which forms a process reads, so that no form version is published without them (PRO-2, KIT-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from fieldapp.domain.ids import FormId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import AnswerPlace, Condition, ConditionKind, Process, Step, StepRecord
from fieldapp.domain.visit import CallOutcome, Satisfaction
from fieldapp.workflow.kit import LOANER, YES

_KIT = FormId("kit")
_ANALYSE = FormId("analyse")
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
    """Return everything that gates, report, comparison, toolkit and the records of steps read."""
    forms = {step.id: step.form for step in process.steps}
    found = [*_of_conditions(process, forms), *_of_comparison(process, forms), *_of_what_follows(process, forms)]
    for source in process.report:
        reader = f"report {source.section}"
        found += [NeededAnswer(form=forms[source.step], field=field, reader=reader) for field in source.fields]
    if _KIT in forms.values():
        found += [NeededAnswer(form=_KIT, field=item, reader="kit") for item in process.kit_items]
    if _ANALYSE in forms.values():
        found.append(NeededAnswer(form=_ANALYSE, field=LOANER, reader="kit", values=(YES,)))
    for step in process.steps:
        found += _of_step(step)
    return tuple(dict.fromkeys(found))


def _of_step(step: Step) -> Iterator[NeededAnswer]:
    reader = f"step {step.id}"
    for field, words in _RECORDED.get(step.records, {}).items():
        only = () if words is None else tuple(str(word.value) for word in words)
        yield NeededAnswer(form=step.form, field=field, reader=reader, only=only)
    if step.id == _REPORT:
        yield NeededAnswer(form=step.form, field=_HOURS, reader=reader)


def _of_conditions(process: Process, forms: dict[StepId, FormId]) -> Iterator[NeededAnswer]:
    asked = [(f"step {step.id}", asked) for step in process.steps for asked in (step.only_when, step.and_when)]
    for gate in process.gates:
        asked += [(f"gate {gate.id}", gate.requires), (f"gate {gate.id}", gate.only_when)]
    for reader, condition in asked:
        if condition is not None and condition.step is not None and _asks_answer(condition):
            yield NeededAnswer(
                form=forms[condition.step], field=condition.field, values=condition.values, reader=reader
            )


def _of_what_follows(process: Process, forms: dict[StepId, FormId]) -> Iterator[NeededAnswer]:
    """Return what opens a machine's file, and what may become an order (SITE-14)."""
    if process.installation is not None:
        for place in (process.installation.serial_number, process.installation.accepted_on):
            yield NeededAnswer(form=forms[place.step], field=place.field, reader="installation")
    for source in process.findings:
        yield NeededAnswer(form=forms[source.step], field=source.field, values=source.values, reader="findings")


def _asks_answer(condition: Condition) -> bool:
    return condition.kind in (ConditionKind.ANSWER_IS, ConditionKind.NO_ANSWER_IS)


def _of_comparison(process: Process, forms: dict[StepId, FormId]) -> Iterator[NeededAnswer]:
    if process.comparison is None:
        return
    places: tuple[AnswerPlace, ...] = (process.comparison.expected, process.comparison.found)
    for place in places:
        values = process.comparison.unnamed
        yield NeededAnswer(form=forms[place.step], field=place.field, values=values, reader="comparison")
