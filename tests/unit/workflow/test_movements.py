"""The ledger's lines: one for each event that moves a part, none for any other."""

from __future__ import annotations

import pytest

from fieldapp.domain.events import Event, PartConsumed, PartUseReversed
from fieldapp.domain.ids import DeviceId, EventId
from fieldapp.domain.part import MovementKind, StockMovement
from fieldapp.workflow.movements import STOCK_EVENTS, movement_of
from tests.factories import hand_back, make_events

HERE = EventId(DeviceId("tablet-1"), 7)
ALL_EVENTS = (*make_events(), hand_back())


def line(event: Event) -> StockMovement:
    movement = movement_of(HERE, event, "WX-261123-004")
    assert movement is not None
    return movement


def of_type(kind: type[Event]) -> Event:
    return next(event for event in ALL_EVENTS if isinstance(event, kind))


@pytest.mark.req("PRT-2")
def test_a_used_part_leaves_the_van_under_the_identity_of_its_event() -> None:
    event = of_type(PartConsumed)
    assert isinstance(event, PartConsumed)
    movement = line(event)
    assert (movement.id, movement.kind, movement.quantity) == ("tablet-1:7", MovementKind.USED, -event.quantity)
    assert (movement.part_number, movement.serial_number, movement.lot, movement.at, movement.order_number) == (
        event.part_number, event.serial_number, event.lot, event.at, "WX-261123-004",
    )  # fmt: skip


@pytest.mark.req("PRT-2")
def test_an_undone_use_brings_back_what_was_used() -> None:
    event = of_type(PartUseReversed)
    assert isinstance(event, PartUseReversed)
    movement = line(event)
    assert (movement.kind, movement.quantity, movement.part_number) == (
        MovementKind.REVERSED, event.quantity, event.part_number,
    )  # fmt: skip


def test_exactly_the_stock_events_write_a_line() -> None:
    moving = {event.kind for event in ALL_EVENTS if movement_of(HERE, event, "") is not None}
    assert moving == STOCK_EVENTS
