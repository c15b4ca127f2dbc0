"""What an event moves on the van (PRT-2): the same line of the ledger on the tablet and at the centre."""

from __future__ import annotations

from fieldapp.domain.events import Event, PartConsumed, PartUseReversed
from fieldapp.domain.ids import EventId
from fieldapp.domain.part import MovementKind, StockMovement

STOCK_EVENTS = frozenset({PartConsumed.kind, PartUseReversed.kind})
"""Kinds of the events for which `movement_of` returns a line."""


def movement_of(event_id: EventId, event: Event, order_number: str) -> StockMovement | None:
    """Return the line that the event writes: used parts leave the van, reversed ones come back; else None.

    The line has the identity of its event, so that it is one line however often the event comes.
    """
    if isinstance(event, PartConsumed):
        kind, quantity, lot = MovementKind.USED, -event.quantity, event.lot
    elif isinstance(event, PartUseReversed):
        kind, quantity, lot = MovementKind.REVERSED, event.quantity, None
    else:
        return None
    return StockMovement(
        id=str(event_id),
        kind=kind,
        part_number=event.part_number,
        quantity=quantity,
        at=event.at,
        serial_number=event.serial_number,
        lot=lot,
        order_number=order_number,
    )
