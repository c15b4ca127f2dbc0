from __future__ import annotations

from dataclasses import replace
from functools import reduce

import pytest

from fieldapp.domain.events import Event
from fieldapp.domain.ids import StepId
from fieldapp.domain.process import AnswerPlace, Comparison
from fieldapp.domain.views.visit import Compared
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.comparison import compare
from tests.factories import make_order, repair_process, save_answer

CAUSE = AnswerPlace(step=StepId("diagnose"), field="cause")
SENSOR, BOARD, OTHER = "sensor_drift", "board", "other"


def after(*events: Event) -> WorkOrder:
    return reduce(apply, events, make_order())


def answers(expected: str = "", found: str = "") -> tuple[Event, ...]:
    return tuple(
        save_answer(step, field, value)
        for step, field, value in (("analyse", "expected_cause", expected), ("diagnose", "cause", found))
        if value
    )


@pytest.mark.req("SITE-2")
@pytest.mark.parametrize(
    ("expected", "found", "same"), [(SENSOR, SENSOR, True), (SENSOR, BOARD, False), (OTHER, BOARD, False)]
)
def test_the_diagnosis_is_held_against_the_analysis_with_both_values(expected: str, found: str, same: bool) -> None:
    order = after(*answers(expected, found))
    assert compare(repair_process(), order) == Compared(at=CAUSE, same=same, expected=expected, found=found)


@pytest.mark.req("SITE-2")
@pytest.mark.parametrize(("expected", "found"), [("", ""), (SENSOR, ""), ("", SENSOR)])
def test_nothing_is_compared_while_one_of_the_two_is_not_answered(expected: str, found: str) -> None:
    assert compare(repair_process(), after(*answers(expected, found))) is None


def test_two_causes_without_a_name_are_no_agreement() -> None:
    assert compare(repair_process(), after(*answers(OTHER, OTHER))) is None


def test_a_process_without_a_comparison_compares_nothing() -> None:
    process = replace(repair_process(), comparison=None)
    assert compare(process, after(*answers(SENSOR, SENSOR))) is None


def test_steps_and_fields_are_those_that_the_process_names() -> None:
    places = Comparison(
        expected=AnswerPlace(step=StepId("accept"), field="first"), found=AnswerPlace(step=StepId("test"), field="last")
    )
    order = after(*answers(SENSOR, BOARD), save_answer("accept", "first", "x"), save_answer("test", "last", "x"))
    assert compare(replace(repair_process(), comparison=places), order) == Compared(
        at=places.found, same=True, expected="x", found="x"
    )
