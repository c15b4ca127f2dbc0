"""Every job type beside the repair from the acceptance to the close, on the demo company's own orders (PRO-1, SITE-14).

Steps are taken as the process offers them; answers are the quickest that its forms take. At the end of each journey the
tablet has met its centre, and the centre has the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fieldapp.centre.archive import OrderRecord, read_record
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.publish import Published, publish
from fieldapp.device import Device
from fieldapp.domain.errors import GateClosed
from fieldapp.domain.ids import CalendarId, GateId, OrderId, StepId
from fieldapp.domain.opening import OrderOrigin
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import AnswerPlace, JobType, StepRecord
from fieldapp.domain.sla import ClockName, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.visit import Acceptance, Satisfaction
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.scheduling.data_files import read_profile
from fieldapp.usecases.open_new_order import NewOrder
from fieldapp.usecases.show_findings import ShowFindings
from fieldapp.workflow.process_file import read_process
from tests.factories import RESOURCES
from tests.fakes.job_answers import JOB_ANSWERS
from tests.journeys.company import Company, signature, sync

INSPECTION, REMOTE, BY_PHONE = (OrderId(f"wo-xj-261123-00{number}") for number in (1, 2, 3))
TRAINING, INSTALLATION = OrderId("wo-px-261123-001"), OrderId("wo-az-261123-001")
CHANGE, EXCHANGE = OrderId("wo-bg-261123-001"), OrderId("wo-th-261123-001")
HANDED_BACK = (INSPECTION, TRAINING, CHANGE, EXCHANGE, INSTALLATION)
NEWER = "2099010101"
SPOKEN = Acceptance(signer_name="孙师傅", strokes=(), satisfaction=Satisfaction.SATISFIED, by_phone=True)
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
            device.sign_report(draft, SPOKEN if away else signature())
            continue
        answer(
            device,
            company,
            order_id,
            str(step),
            {**JOB_ANSWERS[str(form_of(device, order_id, step))], **changes.get(str(step), {})},
        )
        pass_details(device, order_id, step)
        device.complete_step(order_id, step)
    return taken


def form_of(device: Device, order_id: OrderId, step: StepId) -> str:
    order = device.queries.order(order_id)
    return str(device.queries.process(order.pin).step(step).form)


def pass_details(device: Device, order_id: OrderId, step: StepId) -> None:
    """What the desk did not know of a machine, the engineer finds there: not part of these journeys."""
    for gate in device.show_visit(order_id, "zh", step).gates:
        if gate.id == "details-known":
            device.pass_gate(order_id, GateId(gate.id), "customer")


def at_the_centre(company: Company, *names: str) -> list[OrderRecord]:
    """What the centre has of the orders with these numbers or ids."""
    database = Database.open(company.centre.data)
    try:
        with database.read() as connection:
            return [read_record(connection, name, FolderBlobs(company.centre.data / "blobs")) for name in names]
    finally:
        database.close()


def delivered(company: Company) -> None:
    company.open_centre()
    with company.tablet() as device:
        assert sync(device).state is SyncState.IDLE


WHOLE_ROAD = ["kit", "depart", "travel", "arrive"]


JOBS: dict[OrderId, list[str]] = {
    INSPECTION: ["accept", "way", "call", *WHOLE_ROAD, "inspect", "care", "report", "sign", "close"],
    TRAINING: ["accept", "way", "call", *WHOLE_ROAD, "train", "report", "sign", "close"],
    CHANGE: ["accept", "call", *WHOLE_ROAD, "change", "test", "clean", "report", "sign", "close"],
    EXCHANGE: ["accept", "call", *WHOLE_ROAD, "exchange", "clean", "report", "sign", "close"],
}
FOUND = {"findings": "yes", "finding_urgency": "now", "finding_told": "OK"}
AFAR = ["accept", "way", "call", "inspect", "care", "report", "sign", "close"]


@pytest.mark.req("PRO-1", "PRO-4", "SITE-14")
def test_every_job_goes_its_own_way_without_network_and_the_centre_has_all_of_it(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        taken = {order_id: follow(device, jichuan, order_id) for order_id in JOBS}
        afar = {
            way: follow(device, jichuan, order_id, way={"way": way})
            for order_id, way in ((REMOTE, "remote"), (BY_PHONE, "phone"))
        }
        done = {order_id: device.queries.order(order_id) for order_id in (*JOBS, REMOTE, BY_PHONE)}
        for order in done.values():
            assert device.queries.blob(order.visit.reports[-1].document_sha256).startswith(b"%PDF-")

    assert taken == JOBS
    assert afar == {"remote": AFAR, "phone": AFAR}
    for order_id in (REMOTE, BY_PHONE):
        visit = done[order_id].visit
        assert (visit.departed_at, visit.arrived_at, visit.outcome) == (None, None, Outcome.SOLVED)
        assert [report.acceptance for report in visit.reports] == [SPOKEN], "nobody was there to sign"

    delivered(jichuan)

    for order_id, record in zip(done, at_the_centre(jichuan, *done), strict=True):
        assert (record.order.state, record.order.visit.outcome) == (OrderState.CLOSED, Outcome.SOLVED)
        assert [(one.signed, one.by_phone) for one in record.documents] == [(order_id in JOBS, order_id not in JOBS)]


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
            answer(device, jichuan, INSPECTION, step, JOB_ANSWERS[form_of(device, INSPECTION, StepId(step))])
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
        follow(device, jichuan, INSPECTION, inspect={"electrics": "bad", **FOUND})
        printed = device.draft_report(opened.id, "zh").content.order_number
        assert printed == provisional

    delivered(jichuan)

    with jichuan.tablet() as device:
        order = device.queries.order(opened.id)
        assert order.numbers == ("WX-261123-017", provisional)
        assert device.draft_report(opened.id, "zh").content.order_number == f"WX-261123-017 / {provisional}"
        for number in order.numbers:
            assert [one.id for one in device.queries.search_orders(number, 5)] == [opened.id]
    *both, source = at_the_centre(jichuan, *order.numbers, "XJ-261123-001")
    assert [record.order.number for record in both] == ["WX-261123-017", "WX-261123-017"]
    assert [(one.number, one.centre_number) for one in source.order.visit.opened_here] == [
        (provisional, "WX-261123-017")
    ]
    assert " / ".join(order.numbers) in jichuan.centre._command("show", provisional)


def finding(device: Device, place: AnswerPlace | None) -> NewOrder:
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


@pytest.mark.req("PRO-3", "KIT-2", "SITE-6")
def test_no_reason_passes_the_mat_or_makes_a_failed_test_solved(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        for order_id in (*JOBS, INSTALLATION):
            with pytest.raises(GateClosed):
                device.pass_gate(order_id, GateId("floor-mat"), "customer")
            with pytest.raises(GateClosed, match="floor-mat"):
                device.complete_step(order_id, StepId("depart"))
        for order_id, step, failed in ((INSTALLATION, "trial", "quiet"), (CHANGE, "test", "others_unchanged")):
            given = JOB_ANSWERS[form_of(device, order_id, StepId(step))]
            answer(device, jichuan, order_id, step, {**given, failed: "fail"})
            with pytest.raises(GateClosed):
                device.complete_step(order_id, StepId(step))
            device.skip_step(order_id, StepId(step), "no_time")
            answer(device, jichuan, order_id, "close", {"outcome": "solved"})
            gates = device.show_visit(order_id, "zh", StepId("close")).gates
            assert any(gate.id.startswith("solved-needs-passed") and not gate.may_pass for gate in gates)


@pytest.mark.req("ACC-5")
def test_orders_are_handed_back_with_every_reason_and_straight_to_a_colleague_who_agrees(jichuan: Company) -> None:
    """Each with its time; offline, and known to the centre with the next sync."""
    at: dict[OrderId, datetime] = {}
    with jichuan.tablet() as device:
        for order_id, reason in zip(HANDED_BACK, HandBackReason, strict=True):
            jichuan.clock.pass_time(timedelta(minutes=1))
            at[order_id] = device.clock.now()
            device.hand_back(order_id, reason, "写明了", "陶志远" if reason is HandBackReason.TO_COLLEAGUE else "")
        listed = {row.order_id for row in device.show_today().visits}
        assert not listed & set(HANDED_BACK)

    delivered(jichuan)

    for record, reason in zip(at_the_centre(jichuan, *HANDED_BACK), HandBackReason, strict=True):
        given = record.order.hand_back
        assert record.order.state is OrderState.HANDED_BACK
        assert given is not None
        assert (given.reason, given.remark, given.at) == (reason, "写明了", at[record.order.id])
        assert bool(given.colleague) is (reason is HandBackReason.TO_COLLEAGUE)


@pytest.mark.req("SLA-6")
def test_an_order_under_another_contract_goes_by_the_table_that_came_down_for_it(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        usual, technical = device.show_order(INSPECTION), device.show_order(REMOTE)

        assert usual.profile is not None
        assert technical.profile is not None
        assert (usual.profile.id, technical.profile.id) == ("standard", "technical")
        assert device.queries.sla_profile(technical.profile.id) == technical.profile
        assert device.queries.calendar(CalendarId("china")) is not None
        assert technical.order.limits.respond == timedelta(hours=8)
        names = {clock.name for clock in technical.limits} - {clock.name for clock in usual.limits}
        assert {ClockName.ANSWER, ClockName.TECHNICAL_RESPONSE} <= names


@pytest.mark.req("PRO-2")
def test_an_order_keeps_its_process_while_a_newer_one_is_published_and_new_orders_begin_with_that(
    jichuan: Company,
) -> None:
    publish_without_cleaning(jichuan)
    delivered(jichuan)

    with jichuan.tablet() as device:
        begun = device.queries.order(CHANGE)
        opened = device.open_new_order(replace(finding(device, None), job_type=JobType.CHANGE))

        assert opened.pin.process_version == NEWER
        assert begun.pin.process_version != NEWER
        assert follow(device, jichuan, CHANGE) == JOBS[CHANGE]
        assert follow(device, jichuan, opened.id) == [step for step in JOBS[CHANGE] if step != "clean"]


def publish_without_cleaning(company: Company) -> None:
    """Publish, as the desk would, a process of changes that leaves the cleaning out."""
    text = (RESOURCES / "process" / "change.toml").read_text(encoding="utf-8")
    shipped = read_process(text)
    steps = tuple(step for step in shipped.steps if step.id != "clean")
    report = tuple(source for source in shipped.report if source.step != "clean")
    newer = replace(shipped, version=NEWER, steps=steps, report=report)
    profile = read_profile((RESOURCES / "sla" / "standard.toml").read_text(encoding="utf-8"))
    database = Database.open(company.centre.data)
    with database.write() as connection:
        feed = Feed()
        publish(connection, feed, Published(processes=(newer,), forms=(), profiles=(profile,)), company.clock.now())
        feed.flush(connection)
    database.close()
