"""What the record of a visit answers by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fieldapp.domain.ids import StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.planning import PlanLabel, RepairPlan
from fieldapp.domain.site_events import AssetBroughtBack, AssetTakenAway
from fieldapp.domain.visit import StepProgress, StepState, Visit
from fieldapp.workflow.apply import apply
from fieldapp.workflow.on_site import work_goes_on
from fieldapp.workflow.plans import worked
from fieldapp.workflow.prefill import REPORT, expected_outcome, hours_by_hand, hours_on_site, prefill
from tests.factories import local, make_asset, make_order, repair_process

PASSED = {"cools_down": "pass", "no_alarm": "pass"}


def visit(until: str = "11:25", **changes: Any) -> Visit:
    done = {StepId("test"): StepProgress(state=StepState.DONE, at=local(until))}
    return replace(Visit(), arrived_at=local("10:00"), steps=done, answers={StepId("test"): PASSED}, **changes)


@pytest.mark.req("USE-1", "REP-2")
def test_the_report_of_a_machine_in_warranty_needs_no_answer_about_hours_and_money() -> None:
    order = make_order(visit=visit())
    assert prefill(repair_process(), order, StepId("report")) == {
        "labour_hours": "1.5",
        "chargeable": "warranty",
        "payment": "none",
    }


@pytest.mark.req("SITE-12")
def test_out_of_warranty_the_customer_is_charged_and_says_how_he_pays() -> None:
    order = make_order(visit=visit(), asset=make_asset(warranty_until_on=date(2026, 11, 22)))
    assert prefill(repair_process(), order, StepId("report"))["chargeable"] == "charge"
    assert "payment" not in prefill(repair_process(), order, StepId("report"))


@pytest.mark.parametrize(("until", "hours"), [("10:05", "0.25"), ("11:00", "1"), ("11:10", "1.25"), ("20:00", "10")])
def test_hours_are_told_in_quarters(until: str, hours: str) -> None:
    assert str(hours_on_site(visit(until))) == hours


@pytest.mark.req("REP-1")
def test_hours_that_any_step_ends_with_were_reckoned_and_others_typed() -> None:
    later = StepProgress(state=StepState.DONE, at=local("12:00"))
    done = replace(visit("11:00"), steps={**visit("11:00").steps, StepId("hand_over"): later})
    said = {hours: replace(done, answers={REPORT: {"labour_hours": hours}}) for hours in ("1", "2", "1.5", "")}
    assert {hours: hours_by_hand(one) for hours, one in said.items()} == {
        "1": False,
        "2": False,
        "1.5": True,
        "": False,
    }


def test_before_anything_was_done_at_the_site_there_are_no_hours() -> None:
    assert hours_on_site(Visit()) is None
    assert hours_on_site(visit("09:40")) is None
    assert hours_on_site(replace(visit(), steps={})) is None


@pytest.mark.req("PRO-4", "SITE-6")
def test_solved_is_proposed_only_after_a_test_that_passed() -> None:
    process = repair_process()
    failed = replace(visit(), answers={StepId("test"): {**PASSED, "no_alarm": "fail"}})
    assert expected_outcome(process, visit()) is Outcome.SOLVED
    assert expected_outcome(process, failed) is None
    assert expected_outcome(process, replace(visit(), steps={})) is None
    assert prefill(process, make_order(visit=visit()), StepId("close")) == {"outcome": "solved"}


def test_other_steps_are_left_to_the_engineer() -> None:
    assert prefill(repair_process(), make_order(visit=visit()), StepId("diagnose")) == {}


@pytest.mark.req("SITE-10", "ANA-5", "PRO-4")
def test_a_machine_that_is_back_on_the_same_visit_is_repaired_as_if_it_had_never_left() -> None:
    process = repair_process()
    order = make_order(visit=visit())
    [plan] = (RepairPlan(label=PlanLabel.A, cause="传感器漂移", measure="更换传感器"),)
    order = replace(order, visit=replace(order.visit, planning=replace(order.visit.planning, plans=(plan,))))
    taken = AssetTakenAway(
        order_id=order.id, at=local("10:20"), accessories="无", condition="完好", return_on=date(2026, 11, 30)
    )
    away = apply(order, taken)
    assert not work_goes_on(process, away.visit)
    assert (expected_outcome(process, away.visit), worked(away)) == (Outcome.TAKEN_AWAY, None)

    back = apply(away, AssetBroughtBack(order_id=order.id, at=local("10:30")))
    assert work_goes_on(process, back.visit)
    assert (expected_outcome(process, back.visit), worked(back)) == (Outcome.SOLVED, PlanLabel.A)


@pytest.mark.req("REP-1", "USE-1")
def test_the_measure_of_the_plan_that_worked_is_what_was_done() -> None:
    order = make_order(visit=visit())
    plans = (RepairPlan(label=PlanLabel.A, cause="传感器漂移", measure="更换传感器 TS-02，清除报警"),)
    order = replace(order, visit=replace(order.visit, planning=replace(order.visit.planning, plans=plans)))
    filled = prefill(repair_process(), order, StepId("report"))
    assert (filled["plan_worked"], filled["solution"]) == ("a", "更换传感器 TS-02，清除报警")
