"""Ticking what the order adds to the bag, by hand and by label."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.planning import PlanLabel, RepairPlan
from fieldapp.domain.planning_events import PlansChosen
from fieldapp.domain.work_order import HandBackReason
from fieldapp.usecases.check_kit_item import CheckKitItem, CheckKitLabel
from fieldapp.usecases.hand_back_order import HandBackOrder
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet, code

SENSOR_NEED = "spare-ts-02"


def by_hand(tablet: Tablet, present: bool = True, need: str = SENSOR_NEED) -> None:
    CheckKitItem(tablet.store.begin, tablet.clock)(ORDER_ID, need, present)


def by_label(tablet: Tablet, **label: str) -> str:
    return CheckKitLabel(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code(**label)).id


@pytest.mark.req("KIT-1")
def test_a_tick_by_hand_is_marked_as_such_and_can_be_taken_back(tablet: Tablet) -> None:
    by_hand(tablet)
    assert (tablet.order.visit.kit[SENSOR_NEED].present, tablet.order.visit.kit[SENSOR_NEED].source) == (
        True,
        CaptureSource.HAND,
    )

    by_hand(tablet, present=False)

    assert not tablet.order.visit.kit[SENSOR_NEED].present
    assert tablet.kinds == ["kit.checked", "kit.checked"]


def test_a_tick_that_stands_already_is_not_recorded_again(tablet: Tablet) -> None:
    by_hand(tablet, present=False)
    by_label(tablet)
    by_hand(tablet)

    assert tablet.kinds == ["kit.checked"]
    assert tablet.order.visit.kit[SENSOR_NEED].source is CaptureSource.PICTURE


@pytest.mark.req("KIT-1")
def test_a_label_ticks_its_spare_with_the_serial_also_over_a_tick_by_hand(tablet: Tablet) -> None:
    by_hand(tablet)

    assert by_label(tablet) == SENSOR_NEED

    assert tablet.order.visit.kit[SENSOR_NEED].serial_number == "2608-11937"


@pytest.mark.parametrize(
    ("number", "error", "refusal"),
    [
        ("XX-99", NotFound, r"part\.unknown"),
        ("DS-68", Refused, r"kit\.not-needed"),
        ("TS-02", Refused, r"kit\.already-checked"),
    ],
)
def test_a_label_that_ticks_nothing_says_why(tablet: Tablet, number: str, error: type[Exception], refusal: str) -> None:
    by_label(tablet)

    with pytest.raises(error, match=refusal):
        by_label(tablet, number=number)

    assert tablet.kinds == ["kit.checked"]


def test_a_tick_of_a_need_that_the_order_does_not_have_is_refused(tablet: Tablet) -> None:
    with pytest.raises(NotFound, match=r"kit\.unknown"):
        by_hand(tablet, need="spare-none")


def test_ticks_after_hand_back_are_refused(tablet: Tablet) -> None:
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.PARTS)

    with pytest.raises(Refused, match=r"order\.not-open"):
        by_hand(tablet)
    with pytest.raises(Refused, match=r"order\.not-open"):
        by_label(tablet)


@pytest.mark.req("ANA-5")
@pytest.mark.parametrize(("serial", "tracked"), [("CF320-25A-00071", "CF320-25A-00071"), (None, "CF320-LOAN None")])
def test_a_units_own_label_ticks_the_loaner_with_its_serial(tablet: Tablet, serial: str | None, tracked: str) -> None:
    tablet.answer("analyse", on_site="maybe", loaner="yes")

    ticked = CheckKitLabel(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code("CF320-LOAN", serial)).id

    assert (ticked, tablet.order.visit.kit["loaner"].serial_number) == ("loaner", tracked)
    with pytest.raises(Refused, match=r"kit\.already-checked"):
        CheckKitLabel(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code("CF320-LOAN", "X"))


def test_a_typed_number_that_no_part_has_is_not_taken_for_the_loaner(tablet: Tablet) -> None:
    tablet.answer("analyse", loaner="yes")

    with pytest.raises(NotFound, match=r"part\.unknown"):
        CheckKitLabel(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code("TS-03", None, source="hand"))


def test_a_tool_of_the_plan_is_ticked_by_hand(tablet: Tablet) -> None:
    plan = RepairPlan(label=PlanLabel.A, cause="x", measure="y", tools=("热风枪",))
    tablet.record(PlansChosen(order_id=ORDER_ID, at=tablet.clock.now(), plans=(plan,)))

    by_hand(tablet, need="tool-热风枪")

    assert tablet.order.visit.kit["tool-热风枪"].present
