from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.events import Event
from fieldapp.domain.ids import StepId
from fieldapp.domain.process import AnswerPlace, Process
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.findings import findings
from fieldapp.workflow.process_file import read_process
from tests.factories import RESOURCES, make_order, repair_process, save_answer
from tests.openings import make_branched

ELECTRICS = AnswerPlace(step=StepId("inspect"), field="electrics")


def inspection() -> Process:
    return read_process((RESOURCES / "process" / "inspection.toml").read_text(encoding="utf-8"))


def after(*events: Event) -> WorkOrder:
    order = make_order()
    for event in events:
        order = apply(order, event)
    return order


INSPECTED = (
    save_answer("inspect", "appearance", "good"),
    save_answer("inspect", "noise", "attention"),
    save_answer("inspect", "electrics", "bad"),
    save_answer("inspect", "finding", "端子发热"),
)


@pytest.mark.req("SITE-14")
def test_what_is_not_in_order_comes_first_then_what_needs_an_eye_then_what_was_written() -> None:
    found = findings(inspection(), after(*INSPECTED))

    assert [(one.place.field, one.severity) for one in found] == [
        ("electrics", Severity.MAJOR),
        ("noise", Severity.NORMAL),
        ("finding", Severity.NORMAL),
    ]
    assert all(one.opened is None for one in found)


@pytest.mark.req("SITE-14")
def test_a_finding_names_the_order_that_it_became() -> None:
    event = make_branched()
    order = after(*INSPECTED, replace(event, opened=replace(event.opened, place=ELECTRICS)))

    assert [
        one.place for one in findings(inspection(), order) if one.opened == replace(event.opened, place=ELECTRICS)
    ] == [ELECTRICS]


def test_an_answer_that_was_cleared_is_no_finding() -> None:
    order = after(save_answer("inspect", "finding", "端子发热"), save_answer("inspect", "finding", " "))

    assert findings(inspection(), order) == ()


def test_a_process_that_looks_for_nothing_finds_nothing() -> None:
    assert findings(repair_process(), after(*INSPECTED)) == ()
