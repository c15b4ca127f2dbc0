from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason
from fieldapp.domain.contact_events import CallPlanned, DelayNoted, NobodyMet
from fieldapp.domain.events import Arrived, CallMade, Departed, GatePassed, KitItemChecked
from fieldapp.domain.going import Going, Road, call_again_at, going, is_to_leave, road_of
from fieldapp.domain.ids import EngineerId, GateId, StepId
from fieldapp.domain.messages import does_not_wait
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.process import Moment
from fieldapp.domain.sla_profile import ClockMoment
from fieldapp.domain.visit import CallOutcome, EarlierWay
from fieldapp.scheduling.moments import moments_of
from fieldapp.workflow.apply import apply_all
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.reassigning import for_the_next, is_of_the_sender_alone, noted_late
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID, complete_step, local, make_order, repair_process, save_answer

LATE = DelayNoted(
    order_id=ORDER_ID,
    at=local("08:50"),
    reason=DelayReason.TRAFFIC,
    expected_at=local("10:40"),
    means=ContactMeans.CALL,
    answer=CustomerAnswer.WANTS_SOMEBODY_ELSE,
)
UNTIL_THE_ROAD = (
    *(complete_step(step) for step in ("accept", "analyse", "call")),
    CallMade(order_id=ORDER_ID, at=local("08:30"), outcome=CallOutcome.CONFIRMED),
    save_answer("kit", "floor_mat", "OK"),
    GatePassed(
        order_id=ORDER_ID, at=local("08:32"), step=StepId("accept"), gate=GateId("details-known"), reason="找不到人"
    ),
    GatePassed(
        order_id=ORDER_ID, at=local("08:35"), step=StepId("depart"), gate=GateId("kit-before-depart"), reason="急"
    ),
    complete_step("kit"),
    Departed(order_id=ORDER_ID, at=local("08:40")),
    complete_step("depart"),
    LATE,
)
AT_THE_CUSTOMERS = (
    complete_step("travel"),
    Arrived(order_id=ORDER_ID, at=local("10:40")),
    complete_step("arrive"),
    save_answer("diagnose", "cause", "传感器"),
    complete_step("diagnose"),
)


@pytest.mark.req("TRV-1", "CON-3", "KIT-2")
def test_the_next_engineer_checks_his_own_bag_and_takes_his_own_way_and_keeps_what_was_agreed() -> None:
    order = for_the_next(apply_all(make_order(), UNTIL_THE_ROAD))

    assert is_to_leave(order)
    step = next_step(repair_process(), order)
    assert step is not None
    assert step.id == "kit"
    assert StepId("kit") not in order.visit.answers
    assert [delay.answer for delay in order.visit.contact.delays] == [CustomerAnswer.WANTS_SOMEBODY_ELSE]
    assert order.visit.is_done(StepId("call"))
    assert [call.outcome for call in order.visit.calls] == [CallOutcome.CONFIRMED]


@pytest.mark.req("CON-2", "CON-3")
def test_a_call_that_was_to_be_made_again_goes_on_with_the_order_unless_somebody_was_there_since() -> None:
    nobody_answered = (
        CallMade(order_id=ORDER_ID, at=local("08:30"), outcome=CallOutcome.NO_ANSWER),
        CallPlanned(order_id=ORDER_ID, at=local("08:30"), call_at=local("09:15")),
    )
    assert call_again_at(for_the_next(apply_all(make_order(), nobody_answered)).visit) == local("09:15")
    there = apply_all(make_order(), (*nobody_answered, *AT_THE_CUSTOMERS))
    assert call_again_at(for_the_next(there).visit) is None


@pytest.mark.req("CON-3", "KIT-2", "PRO-3")
def test_given_on_after_somebody_was_there_the_record_stays_and_the_next_one_packs_and_drives_himself() -> None:
    there = apply_all(make_order(), (*UNTIL_THE_ROAD, *AT_THE_CUSTOMERS))
    order = for_the_next(there)

    assert (order.visit.departed_at, order.visit.arrived_at) == (None, None)
    assert order.visit.earlier_ways == (
        EarlierWay(engineer=there.assignee, departed_at=local("08:40"), arrived_at=local("10:40")),
    )
    assert order.visit.is_done(StepId("diagnose"))
    assert order.visit.answer(StepId("diagnose"), "cause") == "传感器"
    assert is_to_leave(order)
    step = next_step(repair_process(), order)
    assert step is not None
    assert step.id == "kit"
    closed = closed_gates(repair_process(), order, StepId("depart"), Moment.COMPLETE)
    assert "kit-before-depart" in [gate.id for gate in closed]


@pytest.mark.req("KIT-2", "PRO-3")
def test_the_next_one_goes_his_way_step_by_step_and_goes_on_where_the_first_stopped() -> None:
    order = for_the_next(apply_all(make_order(), (*UNTIL_THE_ROAD, *AT_THE_CUSTOMERS)))
    walked = []
    for at in ("13:00", "13:05", "13:20", "13:40"):
        step = next_step(repair_process(), order)
        assert step is not None
        walked.append(step.id)
        there = (Arrived(order_id=ORDER_ID, at=local(at)),) if step.id == "arrive" else ()
        order = apply_all(order, (*there, complete_step(step.id)))

    following = next_step(repair_process(), order)
    assert walked == ["kit", "depart", "travel", "arrive"]
    assert following is not None
    assert following.id == "work"
    assert order.visit.arrived_at == local("13:40")


@pytest.mark.req("CON-3", "SLA-2")
def test_the_clocks_of_the_customer_keep_who_was_there_first_and_the_alarms_ask_for_who_comes_next() -> None:
    there = apply_all(make_order(), (*UNTIL_THE_ROAD, *AT_THE_CUSTOMERS))
    order = replace(for_the_next(there), assigned_at=local("11:00"))

    assert moments_of(order)[ClockMoment.ARRIVED] == moments_of(there)[ClockMoment.ARRIVED]
    assert not does_not_wait(order), "the delay that the customer did not want to wait for is over"
    assert road_of(order.visit) == Road()
    late_again = apply_all(order, (replace(LATE, at=local("12:50"), expected_at=local("14:00")),))
    assert does_not_wait(late_again)


@pytest.mark.req("CON-2", "CON-3")
def test_a_refusal_on_the_phone_that_ended_in_a_visit_all_the_same_does_not_stop_the_next_one() -> None:
    refused = CallMade(order_id=ORDER_ID, at=local("08:31"), outcome=CallOutcome.REFUSED)
    order = for_the_next(apply_all(make_order(), (*UNTIL_THE_ROAD, refused, *AT_THE_CUSTOMERS)))

    assert going(order.visit) is Going.GOES_ON
    again = apply_all(order, (replace(refused, at=local("12:00")),))
    assert going(again.visit) is Going.REFUSED


@pytest.mark.req("SYN-3", "CON-3")
def test_what_the_first_says_late_of_his_way_is_kept_with_his_name_and_brings_nobody_there() -> None:
    order = replace(make_order(), assignee=EngineerId("tao"))
    for event in (Departed(order_id=ORDER_ID, at=local("08:40")), Arrived(order_id=ORDER_ID, at=local("09:55"))):
        assert is_of_the_sender_alone(event)
        order = noted_late(order, event, EngineerId("zhou"))

    assert order.visit.arrived_at is None
    assert order.visit.earlier_ways == (
        EarlierWay(engineer=EngineerId("zhou"), departed_at=local("08:40"), arrived_at=local("09:55")),
    )
    assert noted_late(order, save_answer("kit", "floor_mat", "OK"), EngineerId("zhou")) == order


@pytest.mark.req("SYN-3", "TRV-3")
def test_a_closed_door_that_the_first_tells_of_late_does_not_turn_the_next_one_away() -> None:
    order = replace(make_order(), assignee=EngineerId("tao"))
    order = apply_all(order, (Departed(order_id=ORDER_ID, at=local("09:40")),))
    met = NobodyMet(order_id=ORDER_ID, at=local("10:10"), card="来过")
    assert is_of_the_sender_alone(met)
    told = noted_late(order, met, EngineerId("zhou"))

    assert [going(told.visit), road_of(told.visit).departed_at] == [Going.GOES_ON, local("09:40")]
    assert told.visit.earlier_ways == (EarlierWay(engineer=EngineerId("zhou"), nobody_met_at=local("10:10")),)
    assert noted_late(told, met, EngineerId("zhou")) == told


def test_who_had_not_set_out_leaves_no_way_behind() -> None:
    assert for_the_next(make_order()).visit.earlier_ways == ()


@pytest.mark.req("CON-3", "PRO-3")
def test_a_reason_that_the_first_gave_for_his_own_bag_opens_no_gate_for_the_next() -> None:
    order = for_the_next(apply_all(make_order(), UNTIL_THE_ROAD))

    assert [passed.gate for passed in order.visit.passed_gates] == ["details-known"]


@pytest.mark.req("SYN-3", "PRO-3")
def test_a_reason_for_leaving_is_the_senders_alone_and_one_for_the_gaps_of_the_order_is_not() -> None:
    passed = [event for event in UNTIL_THE_ROAD if isinstance(event, GatePassed)]

    assert [(event.step, is_of_the_sender_alone(event)) for event in passed] == [("accept", False), ("depart", True)]


@pytest.mark.req("SYN-3", "KIT-2")
def test_what_the_first_packed_late_is_not_in_the_bag_of_the_next() -> None:
    packed = KitItemChecked(
        order_id=ORDER_ID, at=local("08:36"), need="spare-ts-02", present=True, source=CaptureSource.SCANNER
    )
    assert is_of_the_sender_alone(packed)
    assert noted_late(make_order(), packed, EngineerId("zhou")).visit.kit == {}
