"""Which questions of which forms a process reads, so that no form version is published without them (PRO-2, KIT-1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.ids import FormId, StepId
from fieldapp.domain.process import AnswerPlace, Condition, ConditionKind, Process, StepRecord

_KIT = FormId("kit")
_RECORDED = {StepRecord.CALL: ("outcome", "remark"), StepRecord.CLOSURE: ("outcome",)}
"""Answers that become part of a step's own fact (CON-2, PRO-4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededAnswer:
    """A question that a process reads; `field` "" stands for any question of the form.

    `values` are choices that must be offered. `reader` says who reads it: `gate floor-mat`, `report tests`, `kit`.
    """

    form: FormId
    field: str
    reader: str
    values: tuple[str, ...] = ()


def needed_answers(process: Process) -> tuple[NeededAnswer, ...]:
    """Return everything that gates, report, comparison, toolkit and the records of steps read."""
    forms = {step.id: step.form for step in process.steps}
    found = [*_of_gates(process, forms), *_of_comparison(process, forms)]
    for source in process.report:
        reader = f"report {source.section}"
        found += [NeededAnswer(form=forms[source.step], field=field, reader=reader) for field in source.fields]
    if _KIT in forms.values():
        found += [NeededAnswer(form=_KIT, field=item, reader="kit") for item in process.kit_items]
    for step in process.steps:
        reader = f"step {step.id}"
        found += [NeededAnswer(form=step.form, field=f, reader=reader) for f in _RECORDED.get(step.records, ())]
    return tuple(dict.fromkeys(found))


def _of_gates(process: Process, forms: dict[StepId, FormId]) -> Iterator[NeededAnswer]:
    for gate in process.gates:
        for condition in (gate.requires, gate.only_when):
            if condition is not None and condition.step is not None and _asks_answer(condition):
                yield NeededAnswer(
                    form=forms[condition.step], field=condition.field, values=condition.values, reader=f"gate {gate.id}"
                )


def _asks_answer(condition: Condition) -> bool:
    return condition.kind in (ConditionKind.ANSWER_IS, ConditionKind.NO_ANSWER_IS)


def _of_comparison(process: Process, forms: dict[StepId, FormId]) -> Iterator[NeededAnswer]:
    if process.comparison is None:
        return
    places: tuple[AnswerPlace, ...] = (process.comparison.expected, process.comparison.found)
    for place in places:
        values = process.comparison.unnamed
        yield NeededAnswer(form=forms[place.step], field=place.field, values=values, reader="comparison")
