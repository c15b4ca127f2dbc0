from __future__ import annotations

from dataclasses import replace
from functools import reduce

import pytest

from fieldapp.domain.errors import StoreDamaged
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store.packing import packed, unpacked
from fieldapp.wire.codec import encode
from fieldapp.workflow.apply import apply, apply_all
from tests.factories import make_events, make_order, save_answer

FIELDS = ("name", "quantity", "price", "total")
ROWS = [save_answer("work", f"/data/part[{row}]/{field}", f"{row}") for row in range(1, 501) for field in FIELDS]


def test_an_order_as_earlier_programs_wrote_it_in_plain_json_is_read() -> None:
    order = reduce(apply, make_events(), make_order())
    assert unpacked(encode(order), WorkOrder) == order


def test_an_order_with_a_whole_visit_takes_half_a_page_of_the_file() -> None:
    order = reduce(apply, make_events(), make_order())
    assert len(packed(order)) * 2 < len(encode(order))
    assert unpacked(packed(order), WorkOrder) == order


def test_a_short_document_stays_as_it_is() -> None:
    window = make_order().appointment
    assert packed(window) == encode(window)


def test_an_order_with_two_thousand_answers_takes_a_fifth_of_its_json_at_most_and_comes_back_equal() -> None:
    order = apply_all(make_order(), ROWS)
    assert len(packed(order)) * 5 < len(encode(order))
    assert unpacked(packed(order), WorkOrder) == order


def test_a_long_document_that_is_cut_short_or_no_json_is_refused() -> None:
    document = packed(replace(make_order(), wishes="慢" * 20_000))
    for broken in (document[:-9], b"\0" + document, b""):
        with pytest.raises(StoreDamaged) as refusal:
            unpacked(broken, WorkOrder)
        assert refusal.value.code == "store.unreadable"
