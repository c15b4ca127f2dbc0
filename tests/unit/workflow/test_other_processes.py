"""The processes beside the repair (PRO-1): an inspection by phone has no road, an installation no signature unready."""

from __future__ import annotations

import pytest

from fieldapp.domain.events import CallMade, Event
from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Moment, Process
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.process_file import read_process
from fieldapp.workflow.steps import next_step, rows
from tests.factories import NOW, ORDER_ID, RESOURCES, complete_step, make_order, save_answer

ROAD = {"kit", "depart", "travel", "arrive"}


def shipped(name: str) -> Process:
    return read_process((RESOURCES / "process" / f"{name}.toml").read_text(encoding="utf-8"))


def after(*events: Event) -> WorkOrder:
    order = make_order()
    for event in events:
        order = apply(order, event)
    return order


def shown(process: Process, order: WorkOrder) -> list[str]:
    return [row.id for row in rows(process, order, StepId("accept"), "zh")]


@pytest.mark.req("PRO-1")
@pytest.mark.parametrize("way", ["phone", "remote"])
def test_an_inspection_from_afar_leads_from_the_call_to_the_inspection(way: str) -> None:
    process = shipped("inspection")
    order = after(complete_step("accept"), save_answer("way", "way", way), complete_step("way"), complete_step("call"))

    following = next_step(process, order)

    assert following is not None
    assert following.id == "inspect"
    assert not ROAD & set(shown(process, order))


@pytest.mark.req("PRO-1")
@pytest.mark.parametrize("answers", [(), (save_answer("way", "way", "on_site"),)], ids=["not said yet", "on site"])
def test_an_inspection_on_site_or_undecided_has_the_whole_road(answers: tuple[Event, ...]) -> None:
    order = after(*answers)

    assert set(shown(shipped("inspection"), order)) >= ROAD
    assert [gate.id for gate in closed_gates(shipped("inspection"), order, StepId("depart"), Moment.COMPLETE)] == [
        "floor-mat",
        "accept-before-depart",
        "call-before-depart",
        "kit-before-depart",
    ]


def test_a_step_that_was_done_stays_in_sight_when_the_way_is_changed_afterwards() -> None:
    order = after(save_answer("kit", "floor_mat", "OK"), complete_step("kit"), save_answer("way", "way", "phone"))

    assert ROAD & set(shown(shipped("inspection"), order)) == {"kit"}


@pytest.mark.req("PRO-1", "SITE-6")
def test_an_installation_whose_trial_run_failed_is_neither_handed_over_nor_solved() -> None:
    process = shipped("installation")
    failed = after(save_answer("trial", "quiet", "fail"), save_answer("close", "outcome", "solved"))
    mended = apply(failed, save_answer("trial", "quiet", "pass"))

    assert [gate.id for gate in closed_gates(process, failed, StepId("trial"), Moment.COMPLETE)] == ["trial-passed"]
    assert "solved-needs-passed-trial" in [
        gate.id for gate in closed_gates(process, failed, StepId("close"), Moment.COMPLETE)
    ]
    assert closed_gates(process, mended, StepId("trial"), Moment.COMPLETE) == ()


@pytest.mark.req("PRO-1", "CON-2")
@pytest.mark.parametrize("name", ["change", "exchange", "inspection", "installation", "training"])
def test_a_customer_who_wants_no_visit_leaves_nothing_to_do_but_to_close(name: str) -> None:
    process = shipped(name)
    refused = CallMade(at=NOW, order_id=ORDER_ID, outcome=CallOutcome.REFUSED)
    order = after(complete_step("accept"), save_answer("way", "way", "on_site"), complete_step("way"), refused)
    order = apply(order, complete_step("call"))

    following = next_step(process, order)

    assert following is not None
    assert following.id == "close"
    assert set(shown(process, order)) <= {"accept", "way", "call", "close"}
    assert closed_gates(process, order, StepId("close"), Moment.ENTER) == ()


@pytest.mark.req("PRO-3")
@pytest.mark.parametrize("name", ["change", "exchange", "inspection", "installation", "training"])
def test_the_mat_stands_before_every_road(name: str) -> None:
    gates = {gate.id: gate.override.value for gate in shipped(name).gates}

    assert (gates["floor-mat"], gates["floor-mat-on-arrival"]) == ("never", "never")
    assert gates["accept-before-depart"] == "reason"
