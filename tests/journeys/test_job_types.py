"""Every job type beside the repair from the acceptance to the close, on the demo company's own orders (PRO-1, SITE-14).

Steps are taken as the process offers them; answers are the quickest that its forms take. At the end of each journey the
tablet has met its centre, and the centre has the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from fieldapp.device import Device
from fieldapp.domain.errors import GateClosed
from fieldapp.domain.ids import GateId, OrderId, StepId
from fieldapp.domain.opening import OrderOrigin
from fieldapp.domain.process import AnswerPlace, JobType, StepRecord
from fieldapp.domain.sla import Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.visit import Outcome, Refusal
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.usecases.open_new_order import NewOrder
from fieldapp.usecases.show_findings import ShowFindings
from tests.fakes.job_answers import JOB_ANSWERS
from tests.journeys.company import Company, signature, sync

INSPECTION, REMOTE, BY_PHONE = (OrderId(f"wo-xj-261123-00{number}") for number in (1, 2, 3))
TRAINING, INSTALLATION = OrderId("wo-px-261123-001"), OrderId("wo-az-261123-001")
CHANGE, EXCHANGE = OrderId("wo-bg-261123-001"), OrderId("wo-th-261123-001")
ABSENT = Refusal(reason="absent", witness_remark="电话办理，客户不在场，报告由中心寄出")
NEW_SERIAL = "AH08-26K-00031"


def answer(device: Device, company: Company, order_id: OrderId, step: str, given: Mapping[str, str]) -> None:
    form = device.show_visit(order_id, "zh", StepId(step)).form_sha256
    for name, value in given.items():
        company.clock.pass_time(timedelta(seconds=10))
        device.save_answer(order_id, StepId(step), {name: value}, form)


def follow(device: Device, company: Company, order_id: OrderId, **changes: Mapping[str, str]) -> list[str]:
    """Take every step that is offered next until the order is closed; return which those were."""
    taken: list[str] = []
    while device.queries.order(order_id).state is not OrderState.CLOSED:
        view = device.show_visit(order_id, "zh")
        step = view.current
        assert step not in taken, f"{step} is offered twice"
        taken.append(str(step))
        records = next(row.records for row in view.steps if row.id == step)
        if records is StepRecord.SIGNATURE:
            away = device.queries.order(order_id).visit.arrived_at is None
            draft = device.draft_report(order_id, "zh")
            device.sign_report(draft, ABSENT if away else signature())
            continue
        answer(
            device,
            company,
            order_id,
            str(step),
            {**JOB_ANSWERS[str(view_form(device, order_id, step))], **changes.get(str(step), {})},
        )
        pass_details(device, order_id, step)
        device.complete_step(order_id, step)
    return taken


def view_form(device: Device, order_id: OrderId, step: StepId) -> str:
    order = device.queries.order(order_id)
    return str(device.queries.process(order.pin).step(step).form)


def pass_details(device: Device, order_id: OrderId, step: StepId) -> None:
    """What the desk did not know of a machine, the engineer finds there: not part of these journeys."""
    for gate in device.show_visit(order_id, "zh", step).gates:
        if gate.id == "details-known":
            device.pass_gate(order_id, GateId(gate.id), "customer")


def at_the_centre(company: Company, number: str) -> dict[str, Any]:
    return json.loads(company.centre._command("show", number, "--json"))  # type: ignore[no-any-return]


def delivered(company: Company) -> None:
    company.open_centre()
    with company.tablet() as device:
        assert sync(device).state is SyncState.IDLE


WHOLE_ROAD = ["kit", "depart", "travel", "arrive"]


@pytest.mark.req("PRO-1", "PRO-4")
@pytest.mark.parametrize(
    ("order_id", "steps"),
    [
        (INSPECTION, ["accept", "way", "call", *WHOLE_ROAD, "inspect", "care", "report", "sign", "close"]),
        (TRAINING, ["accept", "way", "call", *WHOLE_ROAD, "train", "report", "sign", "close"]),
        (CHANGE, ["accept", "call", *WHOLE_ROAD, "change", "test", "clean", "report", "sign", "close"]),
        (EXCHANGE, ["accept", "call", *WHOLE_ROAD, "exchange", "clean", "report", "sign", "close"]),
    ],
    ids=["inspection on site", "training", "change", "exchange"],
)
def test_a_job_goes_its_own_way_without_network_and_the_centre_has_all_of_it(
    jichuan: Company, order_id: OrderId, steps: list[str]
) -> None:
    with jichuan.tablet() as device:
        assert follow(device, jichuan, order_id) == steps
        order = device.queries.order(order_id)
        pdf = device.queries.blob(order.visit.reports[-1].document_sha256)
        assert pdf.startswith(b"%PDF-")

    delivered(jichuan)

    record = at_the_centre(jichuan, order.number)
    assert (record["order"]["state"], record["order"]["visit"]["outcome"]) == ("closed", "solved")
    assert [one["signed"] for one in record["documents"]] == [True]


@pytest.mark.req("PRO-1", "SITE-14")
@pytest.mark.parametrize(("order_id", "way"), [(REMOTE, "remote"), (BY_PHONE, "phone")])
def test_an_inspection_from_afar_has_no_road_and_its_report_says_that_nobody_was_there_to_sign(
    jichuan: Company, order_id: OrderId, way: str
) -> None:
    with jichuan.tablet() as device:
        steps = follow(device, jichuan, order_id, way={"way": way})
        order = device.queries.order(order_id)

    assert steps == ["accept", "way", "call", "inspect", "care", "report", "sign", "close"]
    assert (order.visit.departed_at, order.visit.arrived_at, order.visit.outcome) == (None, None, Outcome.SOLVED)
    [report] = order.visit.reports
    assert report.refusal == ABSENT


@pytest.mark.req("SITE-14", "CON-4")
def test_an_installation_opens_the_file_of_its_machine_and_starts_its_warranty(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        steps = follow(device, jichuan, INSTALLATION, unpack={"serial_number": NEW_SERIAL})
        order = device.queries.order(INSTALLATION)
        assert steps[6:10] == ["unpack", "configure", "trial", "take_over"]
        taken = order.visit.on_site.installed
        assert taken is not None
        assert (order.asset.serial_number, order.asset.in_warranty(taken.accepted_on)) == (NEW_SERIAL, True)
        assert device.queries.asset(order.asset.id) is None

    delivered(jichuan)

    with jichuan.tablet() as device:
        file = device.queries.asset(order.asset.id)
        assert file is not None
        assert (file.serial_number, file.warranty_until_on) == (NEW_SERIAL, order.asset.warranty_until_on)
        assert [record.order_number for record in file.history] == [order.number]


@pytest.mark.req("SITE-14", "ACC-7")
def test_a_finding_becomes_an_order_that_is_worked_on_before_the_centre_knows_of_it(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        steps = ["accept", "way", "call", *WHOLE_ROAD]
        for step in steps:
            answer(device, jichuan, INSPECTION, step, JOB_ANSWERS[view_form(device, INSPECTION, StepId(step))])
            pass_details(device, INSPECTION, StepId(step))
            device.complete_step(INSPECTION, StepId(step))
        answer(device, jichuan, INSPECTION, "inspect", {"electrics": "bad"})
        show = ShowFindings(device.queries, device.forms, device.clock)
        [found] = show(INSPECTION, "zh")
        assert (found.label, found.words, found.finding.severity) == ("电源和接线", "不正常", Severity.MAJOR)

        opened = device.open_new_order(finding(device, found.finding.place))
        provisional = opened.number
        device.accept(opened.id)
        [now] = show(INSPECTION, "zh")
        assert now.finding.opened is not None
        assert [one.id for one in device.queries.search_orders(provisional, 5)] == [opened.id]
        follow(device, jichuan, INSPECTION, inspect={"electrics": "bad", "findings": "no"})
        printed = device.draft_report(opened.id, "zh").content.order_number
        assert printed == provisional

    delivered(jichuan)

    with jichuan.tablet() as device:
        order = device.queries.order(opened.id)
        assert order.numbers == ("WX-261123-017", provisional)
        assert device.draft_report(opened.id, "zh").content.order_number == f"WX-261123-017 / {provisional}"
        for number in order.numbers:
            assert [one.id for one in device.queries.search_orders(number, 5)] == [opened.id]
    for number in order.numbers:
        assert at_the_centre(jichuan, number)["order"]["number"] == "WX-261123-017"
    source = at_the_centre(jichuan, "XJ-261123-001")["order"]["visit"]["opened_here"]
    assert [(one["number"], one["centre_number"]) for one in source] == [(provisional, "WX-261123-017")]


def finding(device: Device, place: AnswerPlace) -> NewOrder:
    order = device.queries.order(INSPECTION)
    start = device.clock.now() + timedelta(days=1)
    return NewOrder(
        origin=OrderOrigin.FINDING,
        job_type=JobType.REPAIR,
        customer=order.customer,
        asset=order.asset,
        what="电源和接线：不正常",
        appointment=TimeWindow(start, start + timedelta(minutes=30)),
        planned_minutes=60,
        source=INSPECTION,
        place=place,
    )


@pytest.mark.req("PRO-3")
def test_steps_are_taken_as_real_life_needs_and_the_call_waits_for_nothing(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        for step in ("call", "kit", "accept"):
            answer(device, jichuan, CHANGE, step, JOB_ANSWERS[step])
            pass_details(device, CHANGE, StepId(step))
            device.complete_step(CHANGE, StepId(step))

        assert device.show_visit(CHANGE, "zh").current == "depart"


@pytest.mark.req("PRO-3", "KIT-2")
@pytest.mark.parametrize("order_id", [INSPECTION, TRAINING, INSTALLATION, CHANGE, EXCHANGE])
def test_no_reason_passes_the_mat(jichuan: Company, order_id: OrderId) -> None:
    with jichuan.tablet() as device:
        with pytest.raises(GateClosed):
            device.pass_gate(order_id, GateId("floor-mat"), "customer")
        with pytest.raises(GateClosed, match="floor-mat"):
            device.complete_step(order_id, StepId("depart"))


@pytest.mark.req("PRO-3", "SITE-6")
@pytest.mark.parametrize(
    ("order_id", "step", "failed"), [(INSTALLATION, "trial", "quiet"), (CHANGE, "test", "others_unchanged")]
)
def test_no_reason_makes_a_failed_test_solved(jichuan: Company, order_id: OrderId, step: str, failed: str) -> None:
    with jichuan.tablet() as device:
        answer(
            device, jichuan, order_id, step, {**JOB_ANSWERS[view_form(device, order_id, StepId(step))], failed: "fail"}
        )
        with pytest.raises(GateClosed):
            device.complete_step(order_id, StepId(step))
        device.skip_step(order_id, StepId(step), "no_time")
        answer(device, jichuan, order_id, "close", {"outcome": "solved"})
        gates = [gate for gate in device.show_visit(order_id, "zh", StepId("close")).gates if not gate.may_pass]

    assert any(gate.id.startswith("solved-needs-passed") for gate in gates)


@pytest.mark.req("ACC-5")
@pytest.mark.parametrize("reason", [reason for reason in HandBackReason if reason is not HandBackReason.TO_COLLEAGUE])
def test_an_order_is_handed_back_with_its_reason_and_the_time(jichuan: Company, reason: HandBackReason) -> None:
    assert handed_back(jichuan, lambda device: device.hand_back(TRAINING, reason, "写明了")) == (
        reason.value, "写明了", ""
    )  # fmt: skip


@pytest.mark.req("ACC-5")
def test_an_order_goes_straight_to_a_colleague_who_agrees(jichuan: Company) -> None:
    def to_tao(device: Device) -> None:
        device.hand_back(TRAINING, HandBackReason.TO_COLLEAGUE, "", "陶志远")

    assert handed_back(jichuan, to_tao) == ("to_colleague", "", "陶志远")


def handed_back(company: Company, hand_back: Callable[[Device], None]) -> tuple[str, str, str]:
    with company.tablet() as device:
        hand_back(device)
        at = device.clock.now()
        assert TRAINING not in {row.order_id for row in device.show_today().visits}
    delivered(company)
    order = at_the_centre(company, "PX-261123-001")["order"]
    given = order["hand_back"]
    assert order["state"] == "handed_back"
    assert given["at"].startswith(f"{at:%Y-%m-%dT%H:%M}")
    return given["reason"], given["remark"], given["colleague"]
