from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.errors import Refused
from fieldapp.domain.events import Departed
from fieldapp.domain.work_order import Cancellation, OrderState
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.show_today import ShowToday
from tests.factories import ORDER_ID, SHANGHAI
from tests.fakes.tablet import Tablet
from tests.unit.usecases.conftest import HOME


def cancel(tablet: Tablet) -> None:
    told = Cancellation(at=tablet.clock.now(), by="许婧", reason="客户已自行解决")
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, state=OrderState.CANCELLED, cancellation=told)


@pytest.mark.req("SYN-3")
def test_an_order_cancelled_before_anybody_set_out_takes_no_more_and_says_who_did_it(tablet: Tablet) -> None:
    cancel(tablet)
    with tablet.store.begin() as work, pytest.raises(Refused, match=r"order\.cancelled"):
        open_order(work, ORDER_ID)


@pytest.mark.req("SYN-3")
def test_a_visit_under_way_takes_answers_also_after_the_office_cancelled(tablet: Tablet) -> None:
    tablet.record(Departed(order_id=ORDER_ID, at=tablet.clock.now()))
    cancel(tablet)
    tablet.answer("work", remark="已拆下传感器")
    assert tablet.order.visit.answer("work", "remark") == "已拆下传感器"
    assert tablet.order.state is OrderState.CANCELLED


@pytest.mark.req("SYN-3")
def test_a_cancelled_visit_stands_in_its_day_as_over_and_is_not_next(tablet: Tablet) -> None:
    cancel(tablet)
    today = ShowToday(tablet.store, tablet.clock, DistanceTravel(HOME), zone=SHANGHAI)()
    [row] = today.visits
    assert row.state is OrderState.CANCELLED
    assert row.finished_at == tablet.clock.now()
    assert today.next_order is None
    assert today.done == 0
