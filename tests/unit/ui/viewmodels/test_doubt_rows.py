"""Gaps of an order as cards: question, details that close it, what the register offers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import ContactRecord, Detail, Message, Recipient, Reply, Topic
from fieldapp.domain.doubt import Doubt, DoubtKind
from fieldapp.ui.viewmodels.doubt_rows import doubt_names, doubt_rows
from fieldapp.ui.words import Words
from tests.factories import SHANGHAI, local, make_asset, make_order
from tests.fakes.shipped import shipped_words

MODEL = Doubt(DoubtKind.MODEL_MISSING, (Detail.MODEL, Detail.SERIAL_NUMBER))
BOUGHT = Doubt(DoubtKind.PURCHASE_MISSING, (Detail.PURCHASED_ON,))


def words(language: str = "zh") -> Words:
    return Words(shipped_words, SHANGHAI, language)


@pytest.mark.req("ACC-3")
def test_a_missing_model_is_offered_from_the_register_that_knows_the_serial_number() -> None:
    [model, bought] = doubt_rows((MODEL, BOUGHT), make_asset(), words(), make_order())

    assert (model.offered, model.offer, model.details) == ("model", "CF-680", "model serial_number")
    assert (bought.offered, bought.offer) == ("purchased_on", "2024-04-18")


def test_a_machine_that_the_register_does_not_know_offers_nothing() -> None:
    [row] = doubt_rows((MODEL,), None, words(), make_order())

    assert (row.offered, row.offer) == ("", "")


@pytest.mark.req("ACC-2")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_gap_has_its_name_and_a_question_for_each_detail_that_closes_it(language: str) -> None:
    said = words(language)
    for kind in DoubtKind:
        assert not doubt_names((Doubt(kind, ()),), said).startswith("ui.")
    for detail in (*MODEL.asks, *BOUGHT.asks, Detail.ADDRESS, Detail.CONTACT_PHONE, Detail.TRIED, Detail.IMPACT):
        [row] = doubt_rows((Doubt(DoubtKind.MODEL_MISSING, (detail,)),), None, said, make_order())
        assert row.question.endswith(("?", "？"))


@pytest.mark.req("ACC-2")
def test_a_gap_says_when_the_dispatcher_was_asked_and_then_what_he_answered() -> None:
    order = make_order()
    question = doubt_rows((BOUGHT,), None, words(), order)[0].question
    message = Message(
        id="t:1", at=local("08:53"), to=Recipient.DISPATCHER, topic=Topic.MISSING_DETAILS, text=f"请问：{question}"
    )
    asked = replace(order, visit=replace(order.visit, contact=ContactRecord(messages=(message,))))
    reply = Reply(id="r1", at=local("09:10"), sender="许婧", text="2025 年 3 月", answers="t:1")

    [model, bought] = doubt_rows((MODEL, BOUGHT), None, words(), asked)
    [answered] = doubt_rows((BOUGHT,), None, words(), replace(asked, replies=(reply,)))

    assert (model.asked, bought.asked) == ("", "08:53 问过调度，等答复")
    assert answered.asked == "许婧答：2025 年 3 月"
