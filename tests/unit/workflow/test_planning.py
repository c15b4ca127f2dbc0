"""Plans, requisitions and proposals of one order."""

from __future__ import annotations

import pytest

from fieldapp.domain.ids import PartNumber
from fieldapp.domain.planning import PartQuantity, PlanLabel, RepairPlan
from fieldapp.domain.planning_events import PartsRequested, PartsRequestWithdrawn, PlansChosen, SeverityProposed
from fieldapp.domain.sla import Severity
from fieldapp.workflow.apply import apply
from tests.factories import NOW, ORDER_ID, local, make_order

A = RepairPlan(label=PlanLabel.A, cause="传感器漂移", measure="更换传感器")
B = RepairPlan(label=PlanLabel.B, cause="接插件进水", measure="更换接插件")
ONE = (PartQuantity(part_number=PartNumber("TS-02")),)


@pytest.mark.req("ANA-2")
def test_plans_chosen_later_stand_in_the_place_of_the_earlier_ones() -> None:
    first = apply(make_order(), PlansChosen(at=NOW, order_id=ORDER_ID, plans=(A,)))
    second = apply(first, PlansChosen(at=NOW, order_id=ORDER_ID, plans=(A, B)))
    none = apply(second, PlansChosen(at=NOW, order_id=ORDER_ID, plans=()))

    assert [order.visit.planning.plans for order in (first, second, none)] == [(A,), (A, B), ()]


@pytest.mark.req("ANA-6")
def test_a_requisition_stands_until_it_is_withdrawn_and_one_asked_twice_is_one() -> None:
    asked = PartsRequested(at=NOW, order_id=ORDER_ID, requisition_id="tab-1:4", lines=ONE, needed_by=local("09:30"))
    other = PartsRequested(at=NOW, order_id=ORDER_ID, requisition_id="tab-1:5", lines=ONE)
    order = apply(apply(apply(make_order(), asked), asked), other)

    after = apply(order, PartsRequestWithdrawn(at=local("09:25"), order_id=ORDER_ID, requisition_id="tab-1:4"))
    again = apply(after, PartsRequestWithdrawn(at=local("09:26"), order_id=ORDER_ID, requisition_id="tab-1:4"))

    assert [one.withdrawn_at for one in order.visit.planning.requisitions] == [None, None]
    assert [one.withdrawn_at for one in after.visit.planning.requisitions] == [local("09:25"), None]
    assert again == after


@pytest.mark.req("SLA-4")
def test_a_proposed_level_is_recorded_and_the_order_keeps_its_own() -> None:
    order = make_order(severity=Severity.MAJOR)

    after = apply(order, SeverityProposed(at=NOW, order_id=ORDER_ID, severity=Severity.LOW, reason="不影响营业"))

    assert after.severity is Severity.MAJOR
    assert [one.severity for one in after.visit.planning.severity_proposals] == [Severity.LOW]
