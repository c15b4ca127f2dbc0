"""Professional wording is offered for the engineer's own text."""

from __future__ import annotations

import pytest

from fieldapp.domain.process import Phrase
from fieldapp.workflow.wording import offered
from tests.factories import repair_process

PHRASES = repair_process().phrasing.phrases


@pytest.mark.req("ACC-4")
@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("传感器可能坏了", "传感器疑似硬件故障"),
        ("风机坏了，柜子漏水", "风机发生故障，柜子渗漏"),
        ("probably broken fan", "suspected hardware fault fan"),
        ("更换温度传感器", ""),
        ("", ""),
    ],
)
def test_plain_words_are_offered_as_the_trade_writes_them_the_longest_phrase_first(text: str, offer: str) -> None:
    assert offered("remark", text, PHRASES) == offer


@pytest.mark.req("ACC-4")
def test_the_customers_words_get_no_offer() -> None:
    assert offered("customer_remark", "可能坏了", PHRASES) == ""


@pytest.mark.req("ACC-4")
def test_an_offer_that_was_taken_is_not_offered_again() -> None:
    grows = (Phrase(plain="漏水", professional="渗漏水"),)

    taken = offered("remark", "柜子漏水", grows)

    assert (taken, offered("remark", taken, grows)) == ("柜子渗漏水", "")
