"""What the bag must hold: standard list, order, plans, loaner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.events import KitItemChecked
from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.planning import PartQuantity, PlanLabel, RepairPlan
from fieldapp.domain.planning_events import PlansChosen
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.kit import added_needs, has_label, is_packed, kit_count, packed_items, packed_needs
from tests.factories import NOW, ORDER_ID, make_order, repair_process


def part(number: str, quantity: int = 1) -> PartQuantity:
    return PartQuantity(part_number=PartNumber(number), quantity=quantity)


A = RepairPlan(label=PlanLabel.A, cause="传感器漂移", measure="换传感器", parts=(part("TS-02", 2),), tools=("热风枪",))
B = RepairPlan(
    label=PlanLabel.B, cause="控制板", measure="换板", parts=(part("CB-680"), part("TS-02")), software=("IC-Tool",)
)


def planned(*plans: RepairPlan) -> WorkOrder:
    return apply(make_order(), PlansChosen(at=NOW, order_id=ORDER_ID, plans=plans))


def answered(**analysis: str) -> WorkOrder:
    order = make_order()
    return replace(order, visit=replace(order.visit, answers={StepId("analyse"): analysis}))


def ids(order: WorkOrder) -> list[str]:
    return [need.id for need in added_needs(order)]


@pytest.mark.req("KIT-1")
@pytest.mark.req("ANA-2")
def test_parts_tools_and_software_of_both_plans_join_what_the_order_asks_for() -> None:
    needs = added_needs(planned(A, B))

    assert [(need.id, need.kind, need.quantity) for need in needs] == [
        ("spare-ts-02", KitNeedKind.SPARE, 2),
        ("spare-ck-07", KitNeedKind.SPARE, 1),
        ("tool-热风枪", KitNeedKind.TOOL, 1),
        ("spare-cb-680", KitNeedKind.SPARE, 1),
        ("software-IC-Tool", KitNeedKind.SOFTWARE, 1),
    ]


@pytest.mark.req("KIT-1", "ANA-2")
def test_a_tool_that_the_order_brings_and_the_plan_names_in_one_language_stands_once() -> None:
    gun = KitNeed(id="tool-1", kind=KitNeedKind.TOOL, name_zh="热风枪", name_en="Heat gun")
    order = replace(planned(replace(A, tools=("Heat gun",))), kit_needs=(gun,))
    assert [need.id for need in added_needs(order) if need.kind is KitNeedKind.TOOL] == ["tool-1"]


def test_plans_taken_back_leave_what_the_order_itself_asks_for() -> None:
    assert ids(apply(planned(A, B), PlansChosen(at=NOW, order_id=ORDER_ID, plans=()))) == ["spare-ts-02", "spare-ck-07"]


@pytest.mark.req("ANA-5")
def test_a_loaner_is_to_be_brought_when_the_analysis_says_so() -> None:
    assert "loaner" in ids(answered(on_site="maybe", loaner="yes"))
    assert "loaner" not in ids(answered(on_site="maybe", loaner="no"))
    assert "loaner" not in ids(answered())


def test_a_loaner_that_the_office_asked_for_is_not_asked_for_twice() -> None:
    order = answered(loaner="yes")
    office = replace(order.kit_needs[0], id="loaner-cf680", kind=KitNeedKind.LOANER)

    assert ids(replace(order, kit_needs=(office,))) == ["loaner-cf680"]


@pytest.mark.req("KIT-1")
def test_the_count_of_the_bag_counts_standard_list_and_added_things() -> None:
    order = planned(B)
    packed = apply(
        order,
        KitItemChecked(order_id=ORDER_ID, at=NOW, need="spare-cb-680", present=True, source=CaptureSource.SCANNER),
    )
    kit = {StepId("kit"): {"floor_mat": "OK", "tools": "", "badge": "OK", "missing_reason": "OK"}}
    packed = replace(packed, visit=replace(packed.visit, answers=kit))
    process = repair_process()

    assert packed_items(process, packed) == ("floor_mat", "badge")
    assert [need.id for need in packed_needs(packed)] == ["spare-cb-680"]
    assert kit_count(process, packed) == (3, len(process.kit_items) + 4)
    assert not any(is_packed(order, need) for need in added_needs(order))


@pytest.mark.req("KIT-3")
@pytest.mark.parametrize("kind", KitNeedKind)
def test_spares_and_loaners_bear_a_label_to_scan_and_nothing_else_does(kind: KitNeedKind) -> None:
    number = PartNumber("TS-02") if kind is KitNeedKind.SPARE else None
    need = KitNeed(id="one", kind=kind, name_zh="一件", name_en="One", part_number=number)
    assert has_label(need) is (kind in (KitNeedKind.SPARE, KitNeedKind.LOANER))
