"""Process files: TOML whose keys are the fields of `domain.process.Process` (PRO-2)."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Condition, ConditionKind, Gate, Process, StepRecord
from fieldapp.domain.type_building import TYPE_BUILDING
from fieldapp.domain.unread_keys import unread_keys

_NEEDS: dict[ConditionKind, tuple[str, ...]] = {
    ConditionKind.ANSWER_IS: ("step", "field", "values"),
    ConditionKind.NO_ANSWER_IS: ("step", "values"),
    ConditionKind.STEP_DONE: ("step",),
    ConditionKind.DETAILS_KNOWN: (),
    ConditionKind.VISIT_GOES_ON: (),
    ConditionKind.WORK_GOES_ON: (),
    ConditionKind.PAYER_SETTLED: (),
    ConditionKind.QUOTE_AGREED: (),
    ConditionKind.PRICE_KEPT: (),
    ConditionKind.ADDED_EXPLAINED: (),
    ConditionKind.SIGNED_OR_REFUSED: (),
}
"""Which fields each kind of condition must have; all others must be left out."""

_ONCE = (StepRecord.ACCEPTANCE, StepRecord.SIGNATURE, StepRecord.CLOSURE)
"""Facts without which no order can begin or end."""

_AT_THE_BILL = StepRecord.SIGNATURE
"""The step at which a bill can be held against the price that was agreed to."""


def read_process(text: str) -> Process:
    """Return the process that `text` describes.

    Raises BadInput, each naming the place: "process.not-toml" (detail), "process.malformed" (detail),
    "process.key-unknown" (place), "process.no-steps" (process), "process.twice" (place, id),
    "process.step-unknown" (place, step), "process.condition" (place, kind, field) for a condition with a field too few
    or too many, "process.record" (process, record) where not exactly one step accepts, signs or closes,
    "process.zone" (zone), "process.variant" (place) for a form of a step that would stand in for the plain one always,
    "process.form-unasked" (place, form, step) for a report that reads a form which its step never asks.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadInput("process.not-toml", detail=str(fault)) from fault
    try:
        with TYPE_BUILDING:
            process = msgspec.convert(raw, Process, strict=True)
    except msgspec.ValidationError as fault:
        raise BadInput("process.malformed", detail=str(fault)) from fault
    for place in unread_keys(raw, msgspec.to_builtins(process)):
        raise BadInput("process.key-unknown", place=place)
    _check(process)
    return process


def _check(process: Process) -> None:
    """Hold together what the file says at different places."""
    if not process.steps:
        raise BadInput("process.no-steps", process=process.id)
    _check_once("steps", (step.id for step in process.steps))
    _check_once("gates", (gate.id for gate in process.gates))
    for record in _ONCE:
        if [step.records for step in process.steps].count(record) != 1:
            raise BadInput("process.record", process=process.id, record=record.value)
    steps = {step.id for step in process.steps}
    _check_steps(process, steps)
    for gate in process.gates:
        _check_gate(gate, steps)
        if gate.requires.kind is ConditionKind.PRICE_KEPT and process.step(gate.step).records is not _AT_THE_BILL:
            raise BadInput("process.condition", place=f"gates.{gate.id}", kind=gate.requires.kind.value, field="step")
    for place, named in _named_steps(process):
        _check_step(place, named, steps)
    _check_sources(process)
    _check_zone(process.zone)


def _check_steps(process: Process, steps: set[StepId]) -> None:
    for step in process.steps:
        for name, condition in (("only_when", step.only_when), ("and_when", step.and_when)):
            if condition is not None:
                _check_only_when(f"steps.{step.id}.{name}", condition, steps)
        for index, variant in enumerate(step.variants):
            place, asked = f"steps.{step.id}.variants[{index}]", variant.only_when
            if asked is not None:
                _check_condition(f"{place}.only_when", asked, steps)
            by_answer = asked is not None and asked.kind is ConditionKind.ANSWER_IS
            if (asked is not None and not by_answer) or not (variant.models or variant.alarm_codes or by_answer):
                raise BadInput("process.variant", place=place)


def _check_sources(process: Process) -> None:
    for index, source in enumerate(process.report):
        if source.form is not None and source.form not in process.step(source.step).forms:
            place = f"report[{index}].form"
            raise BadInput("process.form-unasked", place=place, form=source.form, step=source.step)


def _named_steps(process: Process) -> Iterator[tuple[str, StepId]]:
    """Yield every step that the file names beside its conditions, with the place where it does."""
    for index, source in enumerate(process.report):
        yield f"report[{index}].step", source.step
    for index, verdict in enumerate(process.verdicts):
        yield f"verdicts[{index}].step", verdict.step
    for index, found in enumerate(process.findings):
        yield f"findings[{index}].step", found.step
    if process.installation is not None:
        yield "installation.serial_number.step", process.installation.serial_number.step
        yield "installation.accepted_on.step", process.installation.accepted_on.step
    if process.comparison is not None:
        yield "comparison.expected.step", process.comparison.expected.step
        yield "comparison.found.step", process.comparison.found.step


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise BadInput("process.zone", zone=zone) from fault


def _check_once(place: str, ids: Iterable[str]) -> None:
    for name, count in Counter(ids).items():
        if count > 1:
            raise BadInput("process.twice", place=place, id=name)


def _check_gate(gate: Gate, steps: set[StepId]) -> None:
    place = f"gates.{gate.id}"
    _check_step(f"{place}.step", gate.step, steps)
    _check_condition(f"{place}.requires", gate.requires, steps)
    if gate.only_when is not None:
        _check_only_when(f"{place}.only_when", gate.only_when, steps)


def _check_only_when(place: str, condition: Condition, steps: set[StepId]) -> None:
    """Hold a condition of belonging or of counting: the bill is known to gates alone."""
    if condition.kind is ConditionKind.PRICE_KEPT:
        raise BadInput("process.condition", place=place, kind=condition.kind.value, field="kind")
    _check_condition(place, condition, steps)


def _check_condition(place: str, condition: Condition, steps: set[StepId]) -> None:
    needs = _NEEDS[condition.kind]
    for field in ("step", "field", "values"):
        if bool(getattr(condition, field)) is not (field in needs):
            raise BadInput("process.condition", place=place, kind=condition.kind.value, field=field)
    if condition.step is not None:
        _check_step(f"{place}.step", condition.step, steps)


def _check_step(place: str, step: StepId, steps: set[StepId]) -> None:
    if step not in steps:
        raise BadInput("process.step-unknown", place=place, step=step)
