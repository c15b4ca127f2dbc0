"""Several writers at one order: none of them takes away what another one wrote (SYNC.md rules 2, 4, 6)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from fieldapp.domain.ids import StepId
from fieldapp.domain.work_order import WorkOrder
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import consume, save_answer

TABLETS = 4
ROUNDS = 6


@pytest.mark.req("SYN-2", "PRT-2")
def test_append_only_union_of_what_several_tablets_write_to_one_order_at_the_same_moment(desk: Desk) -> None:
    order = desk.order()
    tablets = [desk.tablet() for _ in range(TABLETS)]

    def work(place: int) -> None:
        for turn in range(ROUNDS):
            write(tablets[place], order, f"n{place}-{turn}")

    with ThreadPoolExecutor(TABLETS) as crew:
        list(crew.map(work, range(TABLETS)))

    record, everything = desk.record(order), {f"n{place}-{turn}" for place in range(TABLETS) for turn in range(ROUNDS)}
    assert set(record.order.visit.answers[StepId("work")]) == everything
    assert {use.id for use in record.order.visit.parts} == everything
    assert len(record.movements) == len(everything)


def write(tablet: Tablet, order: WorkOrder, name: str) -> None:
    tablet.write(save_answer("work", name, "x", order_id=order.id), consume(name, order_id=order.id))
    tablet.sync(begin=len(tablet.rows) - 1)
