"""By telephone and at closed doors: every call that goes otherwise, with the tablet closed and opened in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from fieldapp.device import Device
from fieldapp.domain.contact import ContactMeans, Detail
from fieldapp.domain.errors import Refused
from fieldapp.domain.going import Going, going
from fieldapp.domain.ids import StepId
from fieldapp.domain.sla import ClockName
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.scheduling.alarms import AlarmKind
from fieldapp.usecases.save_answer import NewFile
from tests.factories import ORDER_ID, local
from tests.journeys.company import Company, answer, order, sync, work_through

Record = dict[str, Any]
CARD = "霁川 上门留言\n工程师 周明远 10:04 到访，没能遇到您。\n改约请拨 400 000 6680"
PHOTO = NewFile("image/jpeg", b"\xff\xd8 the card in the door \xff\xd9")
SOLVED = {"outcome": "solved_by_phone", "solution": "操作不当，已讲解用法", "expected_solution": "当天恢复使用"}


def reopened(jichuan: Company, *deeds: Callable[[Device], object]) -> None:
    """Do one thing after another, each on a tablet that was closed and opened before."""
    for deed in deeds:
        with jichuan.tablet() as device:
            deed(device)
        jichuan.clock.pass_time(timedelta(minutes=1))


def prepared(jichuan: Company) -> Callable[[Device], None]:
    return lambda device: work_through(device, jichuan.clock, "call")


def complete(step: str) -> Callable[[Device], None]:
    return lambda device: device.complete_step(ORDER_ID, StepId(step))


def says(jichuan: Company, **answers: str) -> Callable[[Device], None]:
    """Fill in the call's form."""

    def fill(device: Device) -> None:
        form = device.show_visit(ORDER_ID, "zh", StepId("call")).form_sha256
        for name, value in answers.items():
            jichuan.clock.pass_time(timedelta(seconds=5))
            device.save_answer(ORDER_ID, StepId("call"), {name: value}, form)

    return fill


def at_the_centre(jichuan: Company) -> Record:
    """Deliver everything and return the order as the centre has it."""
    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        assert device.queries.sync_status().waiting == 0
    return jichuan.record()["order"]  # type: ignore[no-any-return]


def shown(device: Device) -> str:
    """The step at which the visit opens."""
    return device.show_visit(ORDER_ID, "zh").current


@pytest.mark.req("CON-2", "TRV-3", "PRO-4", "SYN-1", "SITE-9")
def test_no_answer_then_by_the_address_then_nobody_home_ends_waiting_for_the_customer(jichuan: Company) -> None:
    clock = jichuan.clock
    reopened(
        jichuan,
        prepared(jichuan),
        says(jichuan, outcome="no_answer"),
        lambda device: device.contact.no_answer(ORDER_ID, clock.now() + timedelta(minutes=10)),
    )
    with jichuan.tablet() as device:
        assert shown(device) == "call"
        [planned] = device.show_alarms().calls()
        assert planned.alarm.kind is AlarmKind.CALL_AGAIN
        clock.wall_at = local("09:31")
        says(jichuan, outcome="no_answer")(device)
        assert device.contact.show(order(device)).retries == ()
        device.contact.go_by_address(ORDER_ID, "电话没人接，照地址去", "打不通，按 10:00 的预约照地址去")
    reopened(jichuan, lambda device: work_through_after(device, jichuan, "arrive"))
    clock.wall_at = local("10:04")
    reopened(jichuan, lambda device: device.contact.nobody_met(ORDER_ID, CARD, PHOTO))
    with jichuan.tablet() as device:
        assert shown(device) == "close"
        complete("close")(device)

    record = at_the_centre(jichuan)
    visit = record["visit"]
    assert (record["state"], visit["outcome"], visit["reports"]) == ("closed", "waiting_for_customer", [])
    assert [call["outcome"] for call in visit["calls"]] == ["no_answer", "no_answer"]
    assert [(gate["gate"], gate["reason"]) for gate in visit["passed_gates"]] == [
        ("call-before-depart", "电话没人接，照地址去")
    ]
    assert [message["to"] for message in visit["contact"]["messages"]] == ["dispatcher"]
    [met] = visit["contact"]["nobody_home"]
    assert (met["card"], met["photo"]) == (CARD, sha256(PHOTO.content).hexdigest())


def work_through_after(device: Device, jichuan: Company, until: str) -> None:
    """Go on after the call was left out."""
    for step in ("kit", "depart", "travel", "arrive"):
        if step == until:
            return
        answer(device, jichuan.clock, step)
        device.complete_step(ORDER_ID, StepId(step))


@pytest.mark.req("ANA-3", "SLA-2", "SITE-9", "SYN-1")
def test_a_misuse_solved_by_phone_that_comes_back_at_the_call_back_becomes_a_visit(jichuan: Company) -> None:
    reopened(jichuan, prepared(jichuan), says(jichuan, **SOLVED), complete("call"))
    with jichuan.tablet() as device:
        assert (shown(device), going(order(device).visit)) == ("call", Going.CALL_BACK_OWED)
        [planned] = device.show_alarms().calls()
        assert (planned.alarm.kind, planned.alarm.at) == (
            AlarmKind.CALL_BACK,
            order(device).visit.calls[0].at + timedelta(hours=2),
        )
        jichuan.clock.wall_at = planned.alarm.at
        clocks = {clock.name: clock for clock in device.show_order(ORDER_ID).clocks}
        device.contact.call_back(ORDER_ID, solved=False, wants_visit=True, remark="又报警了")
        after = {clock.name: clock for clock in device.show_order(ORDER_ID).clocks}
        assert after[ClockName.RESOLVE] == clocks[ClockName.RESOLVE]
        assert after[ClockName.RESOLVE].stopped_at is None

    with jichuan.tablet() as device:
        assert (shown(device), going(order(device).visit)) == ("kit", Going.GOES_ON)
        with pytest.raises(Refused):
            device.contact.call_back(ORDER_ID, solved=True)
    contact = at_the_centre(jichuan)["visit"]["contact"]
    assert [(back["solved"], back["wants_visit"], back["remark"]) for back in contact["call_backs"]] == [
        (False, True, "又报警了")
    ]


@pytest.mark.req("ANA-3", "PRO-4", "SYN-1")
def test_a_call_back_that_confirms_the_solution_closes_the_order_without_visit_and_signature(jichuan: Company) -> None:
    reopened(
        jichuan,
        prepared(jichuan),
        says(jichuan, **SOLVED),
        complete("call"),
        lambda device: device.contact.call_back(ORDER_ID, solved=True),
    )
    with jichuan.tablet() as device:
        assert [step.id for step in device.show_visit(ORDER_ID, "zh").steps] == ["accept", "analyse", "call", "close"]
        assert shown(device) == "close"
        complete("close")(device)

    record = at_the_centre(jichuan)
    assert (record["state"], record["visit"]["outcome"]) == ("closed", "solved_by_phone")
    assert (record["visit"]["departed_at"], record["visit"]["reports"]) == (None, [])
    assert record["visit"]["calls"][0]["remark"] == SOLVED["solution"]


@pytest.mark.req("CON-2")
def test_an_upset_customer_is_heard_answered_and_agreed_with_and_the_visit_goes_on(jichuan: Company) -> None:
    heard = {"outcome": "upset", "heard_out": "OK", "answered": "OK", "apologised": "OK"}
    reopened(jichuan, prepared(jichuan), says(jichuan, **heard))
    with jichuan.tablet() as device:
        with pytest.raises(Refused, match=r"step\.incomplete"):
            complete("call")(device)
        says(jichuan, agreed="主管今天回电")(device)
        complete("call")(device)
        assert shown(device) == "kit"

    visit = at_the_centre(jichuan)["visit"]
    assert [(call["outcome"], call["remark"]) for call in visit["calls"]] == [("upset", "主管今天回电")]
    assert visit["answers"]["call"]["heard_out"] == "OK"


@pytest.mark.req("CON-2", "PRO-4")
def test_a_customer_who_refuses_the_visit_is_told_to_the_centre_and_the_order_closes_as_refused(
    jichuan: Company,
) -> None:
    said = {"outcome": "refused", "heard_out": "OK", "refusal": "自己已经修好"}
    reopened(jichuan, prepared(jichuan), says(jichuan, **said), complete("call"))
    with jichuan.tablet() as device:
        assert (shown(device), going(order(device).visit)) == ("close", Going.REFUSED)
        complete("close")(device)

    record = at_the_centre(jichuan)
    assert (record["state"], record["visit"]["outcome"]) == ("closed", "refused")
    assert [message["text"] for message in record["visit"]["contact"]["messages"]] == ["自己已经修好"]


@pytest.mark.req("CON-1", "CON-2", "CON-5", "CON-6", "SYN-1")
def test_another_time_is_offered_agreed_on_and_confirmed_once_more(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        prepared(jichuan)(device)
        old = order(device).appointment
        new = device.contact.show(order(device)).offers[0]
        device.contact.move(ORDER_ID, new, "客户要求", customer_agrees=True)
    with jichuan.tablet() as device:
        assert (order(device).appointment, shown(device)) == (new, "kit")
        device.contact.confirm(ORDER_ID, ContactMeans.CALL, device.contact.show(order(device)).arrive_at)

    record = at_the_centre(jichuan)
    [change] = record["visit"]["contact"]["appointment_changes"]
    assert (change["reason"], change["customer_agrees"], change["taken"]) == ("客户要求", True, True)
    assert change["new"] == record["appointment"] != change["old"]
    assert [made["means"] for made in record["visit"]["contact"]["confirmations"]] == ["call"]
    with jichuan.tablet() as device:
        assert order(device).appointment == new
        assert order(device).visit.contact.appointment_changes[0].old == old


@pytest.mark.req("CON-3", "ACC-5")
def test_a_new_time_that_is_not_accepted_goes_to_another_engineer(jichuan: Company) -> None:
    late = TimeWindow(local("16:00"), local("16:30"))
    reopened(
        jichuan,
        prepared(jichuan),
        lambda device: device.contact.move(ORDER_ID, late, "上一单延误", customer_agrees=False),
        lambda device: device.contact.send_somebody_else(ORDER_ID, HandBackReason.TO_COLLEAGUE, "", "陶志远"),
    )
    with jichuan.tablet() as device:
        assert order(device).state is OrderState.HANDED_BACK

    record = at_the_centre(jichuan)
    assert (record["state"], record["hand_back"]["colleague"]) == ("handed_back", "陶志远")
    outcomes = [call["outcome"] for call in record["visit"]["calls"]]
    assert outcomes == [CallOutcome.RESCHEDULED.value, CallOutcome.OTHER_ENGINEER.value]


@pytest.mark.req("CON-2", "CON-4", "CON-7", "SYN-1")
def test_a_corrected_address_and_day_of_purchase_are_worked_with_at_once_and_reach_the_centre(
    jichuan: Company,
) -> None:
    reopened(jichuan, prepared(jichuan), says(jichuan, outcome="corrected"))
    with jichuan.tablet() as device:
        with pytest.raises(Refused, match=r"call\.nothing-corrected"):
            complete("call")(device)
        before = device.show_order(ORDER_ID)
        device.contact.correct(ORDER_ID, {Detail.ADDRESS: "青澜路 90 号 3 楼", Detail.PURCHASED_ON: "2022-04-18"})
        after = device.show_order(ORDER_ID)
        assert after.departure.leave_by_at < before.departure.leave_by_at
        assert (before.in_warranty, after.in_warranty) == (True, False)
    reopened(jichuan, complete("call"))
    with jichuan.tablet() as device:
        assert shown(device) == "kit"

    record = at_the_centre(jichuan)
    assert record["customer"]["site"]["address"] == "青澜路 90 号 3 楼"
    details = record["visit"]["contact"]["corrections"]
    assert [(one["correction"]["detail"], one["taken"]) for one in details] == [
        ("address", True),
        ("purchased_on", True),
    ]
    assert details[0]["correction"]["old"] == before.order.customer.site.address
