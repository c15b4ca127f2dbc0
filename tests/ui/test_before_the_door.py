"""Between the call and the door: confirmed once more, moved before leaving, nobody at home."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from fieldapp.domain.contact import ContactMeans
from fieldapp.domain.events import Departed, KitItemChecked
from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.planning import PartQuantity, PlanLabel, RepairPlan
from fieldapp.domain.planning_events import PlansChosen
from tests.factories import ORDER_ID, local
from tests.ui.pages import Screen, screen

__all__ = ["screen"]


def at_departure(screen: Screen, clock: str = "09:03") -> None:
    screen.device.set_clock(clock)
    screen.device.complete("accept", "analyse", "call", "kit")
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("depart")
    screen.settle()


def at_the_door(screen: Screen) -> None:
    at_departure(screen)
    screen.device.do(Departed(order_id=ORDER_ID, at=local("09:34")))
    screen.device.complete("depart")
    screen.device.set_clock("10:01")
    screen.device.screens.visit.openStep("arrive")
    screen.settle()


@pytest.mark.req("CON-6")
def test_the_visit_is_confirmed_by_a_prepared_message_with_time_engineer_and_spares(screen: Screen) -> None:
    at_departure(screen)
    checked = KitItemChecked(
        order_id=ORDER_ID, at=local("09:00"), need="spare-ts-02", present=True, source=CaptureSource.SCANNER
    )
    screen.device.do(checked)
    screen.device.screens.visit.contact.ask("confirm")
    screen.settle()
    message = "您好，霁川工程师周明远约 09:52 到，检修商用冷柜 CF-680，带蒸发器温度传感器。"
    assert screen.find("message").property("text") == message
    screen.tap("copyMessage")
    assert QGuiApplication.clipboard().text() == message
    assert screen.device.screens.visit.contact.smsUrl.startswith("sms:13800004127?body=%E6%82%A8")
    screen.tap("confirmVisit")

    [made] = screen.device.order().visit.contact.confirmations
    assert made.means is ContactMeans.MESSAGE
    assert local("09:52") <= made.expected_arrival_at < local("09:53")
    assert screen.reads("09:03 发过消息确认")


@pytest.mark.req("CON-6")
def test_the_message_calls_a_part_of_a_plan_by_the_name_of_the_catalogue(screen: Screen) -> None:
    device = screen.device
    device.store.state.current[ORDER_ID] = replace(device.order(), kit_needs=())
    at_departure(screen)
    parts = (PartQuantity(part_number=PartNumber("TS-02")),)
    plan = RepairPlan(label=PlanLabel.A, cause="传感器漂移", measure="换传感器", parts=parts)
    device.do(PlansChosen(order_id=ORDER_ID, at=local("09:00"), plans=(plan,)))
    device.do(
        KitItemChecked(
            order_id=ORDER_ID, at=local("09:01"), need="spare-ts-02", present=True, source=CaptureSource.HAND
        )
    )
    device.screens.visit.contact.ask("confirm")
    screen.settle()

    assert screen.find("message").property("text").endswith("，带蒸发器温度传感器。")
    device.screens.visit.openStep("kit")
    screen.settle()
    assert [row.title for row in device.screens.visit.bag.needs.rows()] == ["蒸发器温度传感器"]


@pytest.mark.req("CON-6")
def test_a_confirmation_of_a_time_that_was_moved_since_counts_no_more(screen: Screen) -> None:
    at_departure(screen)
    contact = screen.device.screens.visit.contact
    contact.confirm("call")
    screen.settle()
    assert contact.confirmedText == "09:03 打过电话确认"

    screen.device.set_clock("09:04")
    contact.move(local("16:00").isoformat(), "客户要求", True)
    screen.settle()
    assert contact.confirmedText == ""


@pytest.mark.req("CON-5")
def test_who_can_only_be_late_is_offered_another_time_before_he_leaves(screen: Screen) -> None:
    at_departure(screen)
    assert not screen.has("mustMove")
    screen.device.set_clock("09:50")
    screen.device.screens.visit.openStep("depart")
    screen.settle()
    assert screen.reads("先道歉、说明、改好时间，再出发")
    screen.tap("moveNow")
    screen.tap("offer-0")
    screen.tap("moveReason-2")
    screen.tap("confirmMove")

    order = screen.device.order()
    assert order.appointment.start_at > local("10:00")
    assert not screen.has("mustMove")
    assert screen.device.screens.visit.current == "depart"


@pytest.mark.req("TRV-3")
def test_nobody_at_home_leaves_a_card_with_photo_and_the_order_waits(screen: Screen, tmp_path: Path) -> None:
    at_the_door(screen)
    screen.tap("more")
    screen.tap("moreNobody")
    card = screen.device.screens.visit.card
    card.keepPhone("400 000 6680")
    Image.new("RGB", (640, 480), "white").save(tmp_path / "door.jpg")
    card.pictures.choose("photo", QUrl.fromLocalFile(str(tmp_path / "door.jpg")), 0)
    screen.settle()
    assert screen.reads("改约请拨 400 000 6680，或告诉我们您方便的时间。")
    screen.tap("confirmCard")

    visit = screen.device.order().visit
    [met] = visit.contact.nobody_home
    assert met.card.splitlines()[0] == "霁川 上门留言"
    assert "周明远 11月23日 10:01" in met.card
    assert met.photo is not None
    assert screen.device.store.blob(met.photo)
    assert (screen.device.screens.visit.current, visit.answer(StepId("close"), "outcome")) == (
        "close",
        "waiting_for_customer",
    )
    assert screen.device.settings == {"card_phone": "400 000 6680"}


@pytest.mark.req("TRV-3")
def test_before_leaving_and_after_being_let_in_no_card_is_offered(screen: Screen) -> None:
    at_departure(screen)
    assert not screen.device.screens.visit.card.possible
    screen.tap("more")
    assert screen.has("moreMove")
    assert not screen.has("moreNobody")
