"""What an order lacks: master data, and a symptom that says nothing (ACC-2, ACC-3)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.contact import Detail
from fieldapp.domain.doubt import Doubt, DoubtKind
from fieldapp.domain.work_order import Symptom, WorkOrder
from fieldapp.workflow.completeness import doubts, is_concrete, is_usable_phone
from tests.factories import make_contact, make_order

PROCESS = Path(__file__).parents[3] / "resources" / "process" / "repair.toml"
VAGUE = tuple(tomllib.loads(PROCESS.read_text(encoding="utf-8"))["phrasing"]["vague"])


def order_with(**symptom: str) -> WorkOrder:
    return make_order(symptom=Symptom(**{"what": "压缩机不启动", "since": "昨天", "impact": "停售", **symptom}))


def test_an_order_with_everything_leaves_no_doubt() -> None:
    assert doubts(make_order(), VAGUE) == ()


@pytest.mark.req("ACC-2")
def test_each_gap_of_customer_and_asset_is_a_doubt_of_its_own_with_what_would_close_it() -> None:
    full = make_order()
    customer = replace(
        full.customer, contact=make_contact(phone="138 0000"), site=replace(full.customer.site, address="  ")
    )
    asset = replace(full.asset, model="", purchased_on=None)

    found = doubts(replace(full, customer=customer, asset=asset), VAGUE)

    assert found == (
        Doubt(DoubtKind.ADDRESS_MISSING, (Detail.ADDRESS,)),
        Doubt(DoubtKind.PHONE_UNUSABLE, (Detail.CONTACT_PHONE,)),
        Doubt(DoubtKind.MODEL_MISSING, (Detail.MODEL, Detail.SERIAL_NUMBER)),
        Doubt(DoubtKind.PURCHASE_MISSING, (Detail.PURCHASED_ON,)),
    )


@pytest.mark.req("ACC-2")
def test_a_phone_number_that_is_not_there_is_missing_and_not_unusable() -> None:
    full = make_order()
    nobody = replace(full, customer=replace(full.customer, contact=make_contact(phone=" ")))

    assert [doubt.kind for doubt in doubts(nobody, VAGUE)] == [DoubtKind.PHONE_MISSING]


@pytest.mark.req("ACC-2")
@pytest.mark.parametrize(
    "number",
    ["138 0000 4127", "+86 138-0000-4127", "0571-8765 4321", "400-820-1234", "13800004127 转 2", "+49 30 12345678"],
)
def test_a_number_that_can_be_dialled_is_usable(number: str) -> None:
    assert is_usable_phone(number)


@pytest.mark.req("ACC-2")
@pytest.mark.parametrize("number", ["无", "12345", "138000041", "1380000412a", "010-12", "同上"])
def test_a_number_that_rings_nowhere_is_not_usable(number: str) -> None:
    assert not is_usable_phone(number)


@pytest.mark.req("ACC-3")
@pytest.mark.parametrize(
    "said", ["设备坏了", "机器坏了，请维修一下", "我们店里的机器有问题啊！", "It is broken, please repair", "不知道"]
)
def test_a_symptom_of_listed_phrases_and_little_words_alone_is_asked_further(said: str) -> None:
    [vague] = doubts(order_with(what=said), VAGUE)

    assert vague == Doubt(DoubtKind.SYMPTOM_VAGUE, (Detail.ALARM_CODE, Detail.TRIED))


@pytest.mark.req("ACC-3")
@pytest.mark.parametrize("said", ["冷冻室 −4 ℃ 且在上升", "漏水", "E5", "compressor noisy", "压缩机不启动"])
def test_a_symptom_that_says_something_is_taken_as_it_is(said: str) -> None:
    assert doubts(order_with(what=said), VAGUE) == ()


@pytest.mark.req("ACC-3")
def test_an_alarm_code_says_what_a_vague_symptom_does_not() -> None:
    assert doubts(order_with(what="坏了", alarm_code="E02"), VAGUE) == ()


@pytest.mark.req("ACC-3")
def test_onset_and_scope_that_nobody_asked_for_are_listed_beside_the_symptom() -> None:
    found = doubts(order_with(what="坏了", since="", impact=" "), VAGUE)

    assert [(doubt.kind, doubt.asks) for doubt in found] == [
        (DoubtKind.SYMPTOM_VAGUE, (Detail.ALARM_CODE, Detail.TRIED, Detail.SINCE, Detail.IMPACT)),
        (DoubtKind.ONSET_MISSING, (Detail.SINCE,)),
        (DoubtKind.IMPACT_MISSING, (Detail.IMPACT,)),
    ]


def test_without_any_words_and_code_the_symptom_is_missing() -> None:
    found = doubts(order_with(what=" ", tried="断电重启"), VAGUE)

    assert [(doubt.kind, doubt.asks) for doubt in found] == [(DoubtKind.SYMPTOM_MISSING, (Detail.ALARM_CODE,))]


def test_a_phrase_that_is_not_on_the_company_s_list_counts_as_something() -> None:
    assert is_concrete("罢工", VAGUE)
    assert not is_concrete("罢工", (*VAGUE, "罢工"))
