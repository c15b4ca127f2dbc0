"""From an order that says nothing to a packed bag: questions, analysis, requisition, kit, synced in between."""

from __future__ import annotations

from functools import partial

import pytest

from fieldapp.device import Device
from fieldapp.domain.contact import Detail, Recipient, Topic
from fieldapp.domain.doubt import DoubtKind
from fieldapp.domain.errors import GateClosed
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.planning import RequisitionState
from fieldapp.domain.views.analysis import Analysis, Experience
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scanning.typed import typed_part_code
from fieldapp.usecases.send_message import SendMessage
from fieldapp.workflow.kit import added_needs
from fieldapp.workflow.plans import with_entry
from fieldapp.workflow.supplies import SpareState, spare_lines
from tests.journeys.company import Company, sync

ORDER, NUMBER = OrderId("wo-261123-013"), "WX-261123-013"
"""Badly taken: "设备坏了", no code, no since, and a model that the order does know."""
ANALYSE = StepId("analyse")


def order(device: Device) -> WorkOrder:
    return device.queries.order(ORDER)


def fill(device: Device, **answers: str) -> None:
    form = device.show_visit(ORDER, "zh", ANALYSE).form_sha256
    device.save_answer(ORDER, ANALYSE, answers, form)


def analysis(device: Device) -> Analysis:
    return device.planning.show(order(device))


def spare(device: Device, number: str) -> tuple[SpareState, bool]:
    lines = spare_lines(order(device), device.queries.stock)
    return next((line.state, line.late) for line in lines if line.part_number == number)


def ask_and_accept(device: Device) -> None:
    """Accepted with its gaps; the dispatcher is asked, the customer answers what he knows."""
    device.accept(ORDER)
    assert order(device).state is OrderState.ACCEPTED
    kinds = [doubt.kind for doubt in device.show_order(ORDER).doubts]
    assert kinds == [DoubtKind.SYMPTOM_VAGUE, DoubtKind.ONSET_MISSING, DoubtKind.IMPACT_MISSING]
    with pytest.raises(GateClosed, match=r"gate\.closed"):
        device.complete_step(ORDER, StepId("accept"))

    send = SendMessage(device.save_answer.begin, device.clock)
    send(ORDER, Recipient.DISPATCHER, Topic.MISSING_DETAILS, "显示屏上报什么代码？从什么时候开始的？")
    device.contact.correct(
        ORDER, {Detail.ALARM_CODE: "I2", Detail.SINCE: "昨晚", Detail.IMPACT: "岛柜一端停用", Detail.TRIED: "断电一次"}
    )
    assert device.show_order(ORDER).doubts == ()
    device.complete_step(ORDER, StepId("accept"))


def plan_it(device: Device) -> None:
    """The library's entry fills the plan; it came back, he knows, so a colleague is asked; the fan is requested."""
    seen = analysis(device)
    assert (seen.experience, seen.of_code > 0, seen.asset.history != ()) == (Experience.REPAIRED, True, True)
    fan = next(entry for entry in seen.entries if entry.id == "ci15-i2-fan")
    device.planning.choose(ORDER, partial(with_entry, entry=fan, language="zh"))
    assert {need.id for need in added_needs(order(device))} >= {"spare-fm-14", "tool-钳形电流表"}

    fill(
        device,
        expected_cause="other",
        experience=Experience.FAILED.value,
        on_site="maybe",
        take_away="no",
        loaner="yes",
    )
    with pytest.raises(GateClosed):
        device.complete_step(ORDER, ANALYSE)
    fill(device, documents_read="OK", colleague_said="罗静秋：逐只测电流", can_repair="yes")
    device.complete_step(ORDER, ANALYSE)

    assert spare(device, "FM-14") == (SpareState.MISSING, False)
    assert device.planning.request(ORDER)
    assert spare(device, "FM-14") == (SpareState.REQUESTED, False)


def pack(device: Device) -> None:
    """The bag asks for the fan, the clamp meter and the loaner, whose serial is kept."""
    assert spare(device, "FM-14") == (SpareState.REQUESTED, True)
    assert {"spare-fm-14", "tool-钳形电流表", "loaner"} <= {need.id for need in added_needs(order(device))}
    device.check_kit_label(ORDER, typed_part_code("(21)CI15-25C-00811"))
    device.check_kit(ORDER, "tool-钳形电流表", True)
    assert order(device).visit.kit["loaner"].serial_number == "CI15-25C-00811"


@pytest.mark.req("ACC-2", "ACC-3", "ANA-2", "ANA-4", "ANA-5", "ANA-6", "KIT-1")
def test_a_vague_order_is_asked_about_analysed_and_packed_for_and_the_depots_word_comes_down(jichuan: Company) -> None:
    for deed in (ask_and_accept, plan_it):
        with jichuan.tablet() as device:
            deed(device)
    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
    requisition = RequisitionState.IN_TRANSIT
    jichuan.centre._command("supply", NUMBER, requisition.value, "--expected", "2026-11-23T19:00+08:00")
    told = jichuan.centre._command("show", NUMBER)
    assert "FM-14" in told
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        jichuan.cut_the_line()
        pack(device)
