from __future__ import annotations

import pytest

from fieldapp.domain.events import Event, StepCompleted, VisitClosed
from fieldapp.domain.ids import StepId
from fieldapp.workflow.depot_stops import is_near_depot
from fieldapp.workflow.kit import KIT
from tests.factories import NOW, ORDER_ID, make_events


@pytest.mark.req("SYN-7")
def test_a_packed_bag_and_a_closed_visit_are_near_the_depot_and_nothing_else_is() -> None:
    packed = StepCompleted(at=NOW, order_id=ORDER_ID, step=KIT)
    told: list[Event] = [packed, StepCompleted(at=NOW, order_id=ORDER_ID, step=StepId("work")), *make_events()]

    near = [event for event in told if is_near_depot(event)]

    assert packed in near
    assert any(isinstance(event, VisitClosed) for event in near)
    assert {event.kind for event in near} == {StepCompleted.kind, VisitClosed.kind}
    assert {event.step for event in near if isinstance(event, StepCompleted)} == {KIT}
