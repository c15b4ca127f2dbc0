"""A message to the office: one tap on a sentence, one to send, stored without network."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import Recipient, Reply, Topic
from fieldapp.domain.events import AnswerSaved, Arrived, Departed
from fieldapp.domain.ids import Sha256, StepId
from fieldapp.ui.bus import changed_by_pull
from tests.factories import FORM_SHA256, ORDER_ID, local, make_message
from tests.ui.pages import Screen, screen

__all__ = ["screen"]
PHOTO = Sha256("c" * 64)


@pytest.mark.req("ACC-2")
def test_the_dispatcher_is_asked_from_an_order_with_the_sentences_that_the_page_offers(screen: Screen) -> None:
    screen.open("orders")
    screen.device.screens.orders.order.message.ask("dispatcher", "missing_details", ["电话打不通", "缺型号"])
    screen.settle()
    assert screen.find("sendMessage").property("blocked")
    screen.tap("phrase-0")
    screen.tap("phrase-1")
    screen.tap("phrase-0")
    screen.tap("sendMessage")

    [message] = screen.device.order().visit.contact.messages
    assert (message.to, message.topic, message.text) == (Recipient.DISPATCHER, Topic.MISSING_DETAILS, "缺型号")
    assert not screen.has("sendMessage")


@pytest.mark.req("SITE-5")
def test_who_is_stuck_at_the_site_sends_the_record_so_far_to_the_technical_lead(screen: Screen) -> None:
    device = screen.device
    device.do(
        Departed(order_id=ORDER_ID, at=local("09:34")),
        Arrived(order_id=ORDER_ID, at=local("09:52")),
        AnswerSaved(
            order_id=ORDER_ID,
            at=local("10:10"),
            step=StepId("work"),
            name="before",
            value=f"{PHOTO}.jpg",
            form_sha256=FORM_SHA256,
        ),
    )
    screen.open("visit", ORDER_ID)
    screen.tap("more")
    screen.tap("moreMessage")
    assert screen.has("messageRecord")
    screen.tap("phrase-1")
    screen.tap("sendMessage")

    [message] = device.order().visit.contact.messages
    assert (message.to, message.topic) == (Recipient.TECHNICAL_LEAD, Topic.STUCK)
    assert message.attachments == (PHOTO,)
    assert message.text == "读数与资料不符，请帮忙判断\n随附记录：已填 0 项，照片 1 张，用料 0 件，电话 0 次"


def test_what_was_typed_stays_when_a_sentence_is_tapped_or_the_recipient_changed(screen: Screen) -> None:
    screen.open("visit", ORDER_ID)
    message = screen.device.screens.visit.message
    message.askForHelp()
    screen.settle()
    screen.find("messageText").setProperty("text", "三楼没人")
    screen.tap("phrase-0")
    screen.tap("choice_manager")
    assert screen.find("messageText").property("text") == "三楼没人\n请回电给我"
    screen.tap("sendMessage")
    [sent] = screen.device.order().visit.contact.messages
    assert (sent.to, sent.text) == (Recipient.MANAGER, "三楼没人\n请回电给我")


def test_a_sheet_opened_for_something_else_begins_empty(screen: Screen) -> None:
    screen.open("visit", ORDER_ID)
    message = screen.device.screens.visit.message
    message.ask("dispatcher", "other", [])
    message.write("三楼没人")
    message.ask("dispatcher", "other", [])
    assert message.text == "三楼没人"
    message.ask("technical_lead", "stuck", [])
    assert message.text == ""


@pytest.mark.req("ACC-2", "SITE-5")
def test_the_order_shows_what_was_written_how_far_it_has_come_and_the_answer(screen: Screen) -> None:
    device = screen.device
    device.do(make_message(at=local("09:00"), topic=Topic.MISSING_DETAILS, text="缺楼层"))
    screen.open("orders")
    device.screens.orders.showTab("messages")
    screen.settle()
    assert screen.reads("缺楼层")
    assert screen.reads("等待上传")

    [sent] = device.store.state.outbox
    sent.state = "accepted"
    reply = Reply(id="r-1", at=local("09:10"), sender="许婧", text="三楼 302", answers="tablet-1:1")
    device.store.state.current[ORDER_ID] = replace(device.order(), replies=(reply,))
    device.bus.publish(changed_by_pull(["work_order"], [ORDER_ID]))
    screen.settle()
    assert screen.reads("三楼 302")
    assert screen.reads("许婧 答复")
    assert screen.reads("已答复")
    assert [row.look for row in device.screens.orders.order.message.entries.rows()] == ["reply", "answered"]

    screen.tap("writeMessage")
    assert screen.has("sendMessage")


def test_a_send_button_tapped_twice_writes_one_message(screen: Screen) -> None:
    screen.open("orders")
    message = screen.device.screens.orders.order.message
    message.ask("dispatcher", "other", ["请回电"])
    message.tapPhrase("请回电")

    message.send()
    message.send()
    screen.settle()

    assert [one.text for one in screen.device.order().visit.contact.messages] == ["请回电"]
    assert not message.ready
