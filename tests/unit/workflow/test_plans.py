"""Plan A and plan B, by taps on the fault library's entries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.events import PartConsumed
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import FaultEntryId, PartNumber
from fieldapp.domain.on_site import SiteRecord, TakenAway
from fieldapp.domain.planning import PlanLabel
from fieldapp.domain.planning_events import PlansChosen
from fieldapp.workflow.apply import apply, apply_all
from fieldapp.workflow.plans import Plans, first, with_entry, with_tool, without_tool, worked
from tests.factories import NOW, ORDER_ID, consume, make_order


def entry(name: str, fallback: str = "", **fields: tuple[str, ...]) -> FaultEntry:
    return FaultEntry(
        id=FaultEntryId(name),
        models=("CF-680",),
        code="E02",
        symptom_zh="不降温",
        symptom_en="Does not cool",
        cause_zh=f"{name}坏",
        cause_en=f"{name} is broken",
        measure_zh=f"换{name}",
        measure_en=f"Replace {name}",
        fallback_zh=fallback,
        parts=tuple(PartNumber(part) for part in fields.get("parts", ())),
        tools_zh=fields.get("tools", ()),
    )


SENSOR = entry("sensor", parts=("TS-02", "TS-02"), tools=("热风枪",))
BOARD = entry("board", parts=("CB-680",))
FAN = entry("fan", fallback="用周转机接替", parts=("FM-12",))


def built_in(part: str) -> PartConsumed:
    return consume(part, part_number=PartNumber(part), raw=part)


def told(plans: Plans) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(plan.label.value, plan.measure, tuple(part.part_number for part in plan.parts)) for plan in plans]


@pytest.mark.req("ANA-2")
def test_a_picked_entry_fills_in_cause_measure_parts_and_tools_in_the_engineers_language() -> None:
    [plan] = with_entry((), SENSOR, "zh")
    [english] = with_entry((), SENSOR, "en")

    assert (plan.cause, plan.measure, plan.tools) == ("sensor坏", "换sensor", ("热风枪",))
    assert told((plan,)) == [("a", "换sensor", ("TS-02",))]
    assert (english.cause, english.tools) == ("sensor is broken", ("热风枪",))


@pytest.mark.req("ANA-2")
def test_the_second_entry_is_plan_b_and_a_third_takes_its_place() -> None:
    two = with_entry(with_entry((), SENSOR, "zh"), BOARD, "zh")

    assert told(two) == [("a", "换sensor", ("TS-02",)), ("b", "换board", ("CB-680",))]
    assert told(with_entry(two, FAN, "zh"))[1] == ("b", "换fan", ("FM-12",))


def test_what_an_entry_falls_back_on_is_plan_b_and_goes_with_it() -> None:
    with_b = with_entry((), FAN, "zh")

    assert told(with_b) == [("a", "换fan", ("FM-12",)), ("b", "用周转机接替", ())]
    assert with_entry(with_b, FAN, "zh") == ()
    assert told(with_entry(with_b, SENSOR, "zh"))[1] == ("b", "换sensor", ("TS-02",))


def test_an_entry_tapped_again_is_put_back_and_the_other_moves_up() -> None:
    two = with_entry(with_entry((), SENSOR, "zh"), BOARD, "zh")

    assert told(with_entry(two, SENSOR, "zh")) == [("a", "换board", ("CB-680",))]


def test_the_plan_that_is_tried_first_is_a() -> None:
    two = with_entry(with_entry((), SENSOR, "zh"), BOARD, "zh")

    assert [plan[1] for plan in told(first(two, PlanLabel.B))] == ["换board", "换sensor"]
    assert first(two, PlanLabel.A) == two


@pytest.mark.req("ANA-2")
def test_special_tools_and_software_are_named_once_and_taken_off_again() -> None:
    [plan] = with_tool(with_tool(with_entry((), BOARD, "zh"), "热风枪 "), "IC-Tool 3", software=True)
    again = with_tool((plan,), "热风枪")

    assert (plan.tools, plan.software) == (("热风枪",), ("IC-Tool 3",))
    assert again == (plan,)
    assert without_tool(without_tool(again, "热风枪"), "IC-Tool 3") == with_entry((), BOARD, "zh")
    assert with_tool((), "热风枪") == ()


@pytest.mark.req("ANA-2")
def test_the_plan_that_worked_is_the_one_whose_own_part_was_built_in() -> None:
    two = with_entry(with_entry((), SENSOR, "zh"), BOARD, "zh")
    planned = apply(make_order(), PlansChosen(order_id=ORDER_ID, at=NOW, plans=two))

    assert worked(make_order()) is None
    assert worked(planned) is None
    assert worked(apply(planned, built_in("TS-02"))) is PlanLabel.A
    assert worked(apply(planned, built_in("DS-68"))) is None
    assert worked(apply_all(planned, (built_in("TS-02"), built_in("CB-680")))) is PlanLabel.B


@pytest.mark.req("ANA-2", "SITE-10")
def test_no_plan_worked_where_the_machine_was_taken_away() -> None:
    planned = apply(make_order(), PlansChosen(order_id=ORDER_ID, at=NOW, plans=with_entry((), SENSOR, "zh")))
    gone = TakenAway(at=NOW, accessories="-", condition="-", return_on=NOW.date())
    left = replace(planned, visit=replace(planned.visit, on_site=SiteRecord(taken_away=(gone,))))

    assert worked(apply(planned, built_in("TS-02"))) is PlanLabel.A
    assert worked(apply(left, built_in("TS-02"))) is None


@pytest.mark.req("ANA-2")
def test_a_plan_without_parts_that_was_the_first_choice_is_taken_for_the_one_that_worked() -> None:
    cleaning = replace(with_entry((), SENSOR, "zh")[0], parts=())
    planned = apply(make_order(), PlansChosen(order_id=ORDER_ID, at=NOW, plans=(cleaning,)))

    assert worked(planned) is PlanLabel.A
