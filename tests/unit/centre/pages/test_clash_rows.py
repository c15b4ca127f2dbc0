"""What the office reads of two values that met: the row says what the order says now (SYN-2)."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from fieldapp.centre.pages.clash_rows import clash_rows
from fieldapp.centre.pages.record_rows import Words
from fieldapp.centre.vocabulary import Vocabulary
from fieldapp.domain.clash import Author, Clash, ClashPlace, ClashSide, ClashState
from fieldapp.domain.contact import Detail
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.clashes import decided
from fieldapp.workflow.contact import with_detail
from tests.factories import NOW, local, make_order
from tests.fakes.shipped import shipped_words

PHONE = ClashPlace(detail=Detail.CONTACT_PHONE)


def side(phone: str, name: str) -> ClashSide:
    return ClashSide(author=Author(name=name), value=phone, at=local("09:10"))


BEFORE, OURS, OFFICE, OTHER = side("1", "周明远"), side("2", "周明远"), side("3", "许婧"), side("4", "陶锐")
FIRST = Clash(id="a:1", place=PHONE, base=BEFORE, stood=OFFICE, lost=OURS)
SECOND = Clash(id="b:1", place=PHONE, base=BEFORE, stood=OFFICE, lost=OTHER)


def titles(order: WorkOrder) -> list[str]:
    vocabulary = Vocabulary(process=None, forms={}, moved={}, now=lambda: NOW)
    words = Words(shipped_words(), "en", ZoneInfo("Asia/Shanghai"))
    return [row.title.partition(": ")[2] for row in clash_rows(order, vocabulary, words)]


@pytest.mark.req("SYN-2")
def test_every_row_of_a_field_says_what_counts_whichever_of_them_was_decided() -> None:
    order = replace(with_detail(make_order(), Detail.CONTACT_PHONE, "3"), clashes=(FIRST, SECOND))
    assert titles(order) == [
        "3 (许婧 09:10) counts; the other is 2 (周明远 09:10)",
        "3 (许婧 09:10) counts; the other is 4 (陶锐 09:10)",
    ]

    after = decided(order, FIRST, ClashState.SWAPPED, over=OFFICE, by="许婧", at=NOW)

    assert titles(after) == [
        "2 (周明远 09:10) counts; the other is 3 (许婧 09:10)",
        "2 counts by now; the two were 3 (许婧 09:10) and 4 (陶锐 09:10)",
    ]
