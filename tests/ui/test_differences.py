"""Two values side by side on the order: seen without a dialog, taken by one tap, taken back by another (SYN-2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.clash import Author, Clash, ClashPlace, ClashSide, ClashState
from fieldapp.domain.contact import Detail
from fieldapp.domain.ids import EngineerId, StepId
from fieldapp.domain.work_order import WorkOrder
from tests.factories import ORDER_ID, local
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]

OWN = Author(name="周明远", engineer=EngineerId("zhou"))


def difference(order: WorkOrder, new: str = "137 0000 2222") -> Clash:
    stands = order.customer.contact.phone
    return Clash(
        id="T1:9/1",
        place=ClashPlace(detail=Detail.CONTACT_PHONE),
        base=ClashSide(author=Author(name=""), value="138 0000 0000"),
        stood=ClashSide(author=Author(name="许婧"), value=stands, at=local("08:40")),
        lost=ClashSide(author=OWN, value=new, at=local("08:52")),
    )


def answers_differ() -> Clash:
    return Clash(
        id="T2:4/1",
        place=ClashPlace(step=StepId("kit"), name="floor_mat"),
        base=ClashSide(author=Author(name="")),
        stood=ClashSide(author=OWN, value="OK", at=local("08:50")),
        lost=ClashSide(author=OWN, value="", at=local("08:45")),
    )


def with_differences(screen: Screen, *clashes: Clash) -> None:
    order = screen.device.order()
    screen.device.store.state.current[ORDER_ID] = replace(order, clashes=clashes or (difference(order),))


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("size", [(1280, 800), PORTRAIT])
def test_both_values_stand_side_by_side_and_one_tap_takes_the_other(screen: Screen, size: tuple[int, int]) -> None:
    screen.resize(size)
    with_differences(screen)
    screen.open("order", ORDER_ID)

    assert screen.reads("1 处不一致")
    assert screen.find("differences").isVisible()
    assert screen.reads("137 0000 2222")
    screen.tap("swapDifference")
    screen.settle()

    order = screen.device.order()
    assert (order.customer.contact.phone, order.clashes[0].state) == ("137 0000 2222", ClashState.SWAPPED)
    assert screen.reads("不一致的地方都已决定")
    screen.tap("swapDifference")
    screen.settle()
    assert screen.device.order().clashes[0].state is ClashState.KEPT


def test_what_stands_can_be_kept_by_a_tap(screen: Screen) -> None:
    with_differences(screen)
    before = screen.device.order().customer.contact.phone
    screen.open("order", ORDER_ID)

    screen.tap("keepDifference")
    screen.settle()

    order = screen.device.order()
    assert (order.customer.contact.phone, order.clashes[0].state) == (before, ClashState.KEPT)


def test_an_order_without_a_difference_shows_none(screen: Screen) -> None:
    screen.open("order", ORDER_ID)

    assert not screen.reads("不一致")


@pytest.mark.req("SYN-2")
def test_the_visit_says_how_many_differ_and_leads_to_the_order(screen: Screen) -> None:
    with_differences(screen)
    screen.open("visit", ORDER_ID)

    assert screen.reads("1 处不一致")
    screen.tap("headerDifferences")

    assert screen.find("differences").isVisible()


def test_the_visit_says_so_in_portrait_too(screen: Screen) -> None:
    screen.resize(PORTRAIT)
    with_differences(screen)
    screen.open("visit", ORDER_ID)

    assert screen.reads("1 处不一致")
