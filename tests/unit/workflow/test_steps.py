from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.events import (
    Arrived,
    Departed,
    Event,
    GatePassed,
    ReportSigned,
    StepReopened,
    StepSkipped,
    VisitClosed,
)
from fieldapp.domain.ids import GateId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Moment, Phase
from fieldapp.domain.views.visit import StepLook
from fieldapp.domain.work_order import Cancellation, OrderState, WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.steps import next_step, rows
from tests.factories import (
    NOW,
    ORDER_ID,
    STEPS,
    complete_step,
    make_asset,
    make_order,
    make_report,
    repair_process,
    save_answer,
)


def after(*events: Event) -> WorkOrder:
    order = make_order()
    for event in events:
        order = apply(order, event)
    return order


def done(*steps: str) -> WorkOrder:
    return after(*(complete_step(step) for step in steps))


def following(order: WorkOrder) -> str | None:
    step = next_step(repair_process(), order)
    return step.id if step is not None else None


def looks(order: WorkOrder, current: str) -> dict[str, StepLook]:
    return {row.id: row.look for row in rows(repair_process(), order, StepId(current), "zh")}


def skip(step: str) -> StepSkipped:
    return StepSkipped(at=NOW, order_id=ORDER_ID, step=StepId(step), reason="同一故障")


def test_rows_show_every_step_in_the_language_asked() -> None:
    chinese = rows(repair_process(), make_order(), StepId("accept"), "zh")
    english = rows(repair_process(), make_order(), StepId("accept"), "en")
    assert "".join(row.title for row in chinese) == "接单分析联系自检出发在途到达复诊维修测试清理交接报告签字归档"
    assert [row.title for row in english][:4] == ["Accept", "Analyse", "Call", "Toolkit"]
    assert (chinese[7].action, english[7].action) == ("完成复诊", "Finish diagnosis")


def test_rows_group_into_the_four_parts_of_a_visit() -> None:
    phases = [row.phase for row in rows(repair_process(), make_order(), StepId("accept"), "zh")]
    assert [phases.count(phase) for phase in Phase] == [4, 3, 5, 3]
    assert phases == sorted(phases, key=list(Phase).index)


def test_a_step_looks_done_current_skipped_locked_or_open() -> None:
    order = after(complete_step("accept"), skip("analyse"), complete_step("call"))
    look = looks(order, "kit")
    assert (look["accept"], look["analyse"], look["call"]) == (StepLook.DONE, StepLook.SKIPPED, StepLook.DONE)
    assert (look["kit"], look["depart"], look["sign"]) == (StepLook.CURRENT, StepLook.OPEN, StepLook.LOCKED)


def test_the_step_that_is_looked_at_again_is_current_although_it_is_done() -> None:
    assert looks(done("accept"), "accept")["accept"] is StepLook.CURRENT


@pytest.mark.req("PRO-3")
def test_a_lock_opens_when_its_gate_was_passed_with_a_reason() -> None:
    passed = GatePassed(
        at=NOW, order_id=ORDER_ID, gate=GateId("sign-before-close"), step=StepId("close"), reason="没人在家"
    )
    assert looks(make_order(), "kit")["close"] is StepLook.LOCKED
    assert looks(after(passed), "kit")["close"] is StepLook.OPEN


@pytest.mark.req("PRO-1")
def test_the_usual_way_leads_through_all_fifteen_steps_and_ends() -> None:
    order, way = make_order(), []
    while (step := next_step(repair_process(), order)) is not None:
        way.append(step.id)
        order = apply(order, complete_step(step.id))
        if step.id == "sign":
            order = apply(order, ReportSigned(at=NOW, order_id=ORDER_ID, report=make_report()))
    assert tuple(way) == STEPS


@pytest.mark.req("PRO-3")
def test_a_call_made_before_the_analysis_leads_to_the_analysis() -> None:
    assert following(done("accept", "call")) == "analyse"


@pytest.mark.req("PRO-3")
def test_who_is_at_the_customers_is_not_sent_back_to_the_road_or_the_kit() -> None:
    assert following(done("accept", "call", "arrive", "diagnose")) == "work"


def test_a_skipped_step_is_not_asked_for_again() -> None:
    assert following(after(complete_step("accept"), skip("analyse"))) == "call"


@pytest.mark.req("SITE-6")
def test_a_failed_test_leads_back_to_the_work_and_then_to_the_test_again() -> None:
    order = done("accept", "call", "kit", "depart", "arrive", "diagnose", "work")
    order = apply(order, save_answer("test", "no_alarm", "fail"))
    order = apply(order, StepReopened(at=NOW, order_id=ORDER_ID, step=StepId("work"), reason="no_alarm"))
    assert following(order) == "work"
    assert following(apply(order, complete_step("work"))) == "test"


def test_what_was_left_behind_comes_when_everything_ahead_is_locked() -> None:
    order = done("accept", "arrive", "work", "test", "clean", "hand_over")
    assert following(order) == "diagnose"


@pytest.mark.req("PRO-3", "SITE-2")
def test_who_left_the_diagnosis_out_gives_the_reason_at_the_work_and_is_not_led_past_it() -> None:
    order = apply(done("accept", "arrive"), skip("diagnose"))
    assert following(order) == "work"
    assert [gate.id for gate in closed_gates(repair_process(), order, StepId("work"), Moment.ENTER)] == [
        "diagnose-before-work"
    ]


@pytest.mark.req("PRO-3", "SITE-12")
def test_a_price_that_was_not_shown_yet_comes_next_and_is_not_led_past() -> None:
    order = done("accept", "call", "kit", "depart", "arrive", "diagnose")
    unpaid = replace(order, asset=make_asset(warranty_until_on=date(2026, 11, 1)))
    assert [gate.id for gate in closed_gates(repair_process(), unpaid, StepId("work"), Moment.ENTER)] == [
        "price-before-work"
    ]
    assert following(unpaid) == "work"


def test_the_first_locked_step_is_named_when_nothing_else_is_left() -> None:
    order = after(*(complete_step(step) for step in STEPS[:7]), *(skip(step) for step in STEPS[7:12]))
    assert following(order) == "report"


def test_a_closed_order_has_no_next_step() -> None:
    assert following(after(VisitClosed(at=NOW, order_id=ORDER_ID, outcome=Outcome.CANCELLED))) is None


@pytest.mark.req("PRO-3")
@given(st.permutations(STEPS[:12]))
def test_the_first_twelve_steps_may_be_entered_in_any_order_but_the_work_after_the_diagnosis(way: list[str]) -> None:
    order = make_order()
    for step in way:
        undiagnosed = step == "work" and not order.visit.is_done(StepId("diagnose"))
        closed = [gate.id for gate in closed_gates(repair_process(), order, StepId(step), Moment.ENTER)]
        assert closed == (["diagnose-before-work"] if undiagnosed else [])
        order = apply(order, complete_step(step))
    assert following(order) == "report"


def cancelled(*events: Event) -> WorkOrder:
    told = Cancellation(at=NOW, by="许婧", reason="客户已自行解决")
    return replace(after(*events), state=OrderState.CANCELLED, cancellation=told)


@pytest.mark.req("SYN-3")
def test_a_cancelled_order_asks_for_nothing_more_unless_somebody_had_set_out() -> None:
    assert following(cancelled(complete_step("accept"))) is None

    on_the_way = (*(complete_step(step) for step in STEPS[:5]), Departed(at=NOW, order_id=ORDER_ID))
    assert following(cancelled(*on_the_way)) == "close"

    there = (*on_the_way, complete_step("travel"), Arrived(at=NOW, order_id=ORDER_ID))
    assert following(cancelled(*there)) == "arrive"
