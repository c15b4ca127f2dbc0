"""What a device shows: the centre's document, with the device's own unconfirmed events applied again (rule 6)."""

from __future__ import annotations

from tests.simulation.documents import Document, Field, swapped, with_fact, with_value
from tests.simulation.messages import TAKEN, Event, Kind
from tests.simulation.outbox import Outbox


def shown(row: Document, outbox: Outbox, covered: int) -> Document:
    """Return the row with the events behind `covered` that wait for a verdict or were taken."""
    first = max(covered - outbox.pruned, 0)
    for event, verdict in zip(outbox.events[first:], outbox.verdicts[first:], strict=True):
        if event.order == row.order and (verdict is None or verdict in TAKEN):
            row = _again(row, event)
    return row


def _again(row: Document, event: Event) -> Document:
    """Apply one event once more; what the office decides is only asked for, and a fact that is there is there."""
    payload = event.payload
    value = payload if isinstance(payload, int) else payload[event.version == 3]
    if event.kind is Kind.EDIT:
        return row if event.field == Field.APPOINTMENT else with_value(row, event.field, value)
    if event.kind is Kind.SWAP:
        return row if event.field == Field.APPOINTMENT else swapped(row, event.field, value)
    if event.kind in (Kind.FACT, Kind.PART, Kind.REQUEST) and event.fact not in row.log:
        return with_fact(row, event.fact, value if event.kind is Kind.PART else 0)
    return row
