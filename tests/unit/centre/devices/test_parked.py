"""What waits for the office, at its command line and on its page (SYN-8)."""

from __future__ import annotations

import pytest

from fieldapp.centre.desk import orders
from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.work_order import OrderState, WorkOrder
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW
from tests.unit.centre.devices.conftest import Run


def late(desk: Desk, tablet: Tablet) -> tuple[WorkOrder, str]:
    """The engineer accepts, without network, what was given to somebody else meanwhile."""
    order = desk.order()
    desk.tablet(EngineerId("tao"))
    desk.assign(order, EngineerId("tao"))
    tablet.write(OrderAccepted(order_id=order.id, at=NOW))
    tablet.sync()
    return order, f"{tablet.device_id}:1"


def state(desk: Desk, order: WorkOrder) -> OrderState:
    with desk.database.read() as connection:
        return orders.find(connection, order.number).state


@pytest.mark.req("SYN-8")
def test_the_list_tells_who_and_why_and_a_word_settles_it(desk: Desk, tablet: Tablet, run: Run) -> None:
    assert run("parked").out == "没有待处理的记录\n"
    order, event = late(desk, tablet)

    listed = run("parked").out
    assert all(word in listed for word in (event, "接单", "周明远", order.number))
    assert event in run("parked", event, "--accept", "--by", "许婧").out

    assert state(desk, order) is OrderState.ACCEPTED
    assert run("parked").out == "没有待处理的记录\n"


def test_what_is_declined_leaves_the_order_alone(desk: Desk, tablet: Tablet, run: Run) -> None:
    order, event = late(desk, tablet)

    run("parked", event, "--decline", "陶志远已经在路上", "--by", "许婧")

    assert state(desk, order) is OrderState.ASSIGNED
    assert run("parked").out == "没有待处理的记录\n"


def test_an_event_without_a_word_is_refused(desk: Desk, tablet: Tablet, run: Run) -> None:
    _, event = late(desk, tablet)

    with pytest.raises(BadInput, match=r"parked\.no-word"):
        run("parked", event)
    for word in (("--accept",), ("--decline", "重复")):
        with pytest.raises(BadInput, match=r"parked\.no-event"):
            run("parked", *word)
