"""The events of an order in the words of the desk."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from fieldapp.centre.archive import ArchivedEvent, OrderRecord
from fieldapp.centre.pages.event_rows import event_rows
from fieldapp.centre.pages.record_rows import Row, Words
from fieldapp.centre.vocabulary import Vocabulary
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.ids import DeviceId
from fieldapp.wire.messages import Outcome, Verdict
from tests.factories import NOW, make_clock_evidence, make_order, repair_process
from tests.fakes.shipped import shipped_words


def row(kind: str, outcome: Outcome, language: str = "zh", **data: object) -> Row:
    entry = ArchivedEvent(
        device_id=DeviceId("T1"),
        seq=7,
        kind=kind,
        data=data,
        clock=make_clock_evidence(),
        received_at=NOW,
        outcome=outcome,
    )
    record = OrderRecord(order=make_order(), events=(entry,), movements=(), documents=())
    vocabulary = Vocabulary(process=repair_process(), forms={}, moved={}, now=lambda: NOW)
    [told] = event_rows(record, vocabulary, Words(shipped_words(), language, ZoneInfo("Asia/Shanghai")))
    return told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_event_that_a_tablet_can_send_has_words_without_a_code_in_them(language: str) -> None:
    taken = Outcome(seq=7, verdict=Verdict.ACCEPTED)
    told = [row(event.kind, taken, language).title for event in EVENT_TYPES]
    assert [title for title in told if re.search(r"[a-z_]\.[a-z]|centre", title)] == []
    assert len(set(told)) == len(told)


def test_an_event_names_its_step_and_what_the_centre_said_in_a_sentence() -> None:
    taken = row("step.completed", Outcome(seq=7, verdict=Verdict.ACCEPTED), step="test")
    assert (taken.title, taken.detail, taken.figure) == ("完成步骤", "测试·已接收", "T1:7")
    parked = Outcome(seq=7, verdict=Verdict.PARKED, code="order.not-assigned", fields={"number": "WX-1"})
    reason = shipped_words().error("order.not-assigned", "zh", number="WX-1").what
    assert row("order.accepted", parked).detail == f"待办公室处理：{reason}"


def test_an_event_of_a_newer_tablet_shows_its_kind() -> None:
    assert row("battery.died", Outcome(seq=7, verdict=Verdict.PARKED)).title == "新版终端的记录（battery.died）"
