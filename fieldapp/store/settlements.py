"""What became of own events that the centre had parked: taken up with the pull that tells it (SYN-8)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from fieldapp.domain.ids import OrderId
from fieldapp.store import ledger
from fieldapp.store.identity import enrolment
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import Settlement, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An own event that waits no longer; `order_id` is None for one of no order."""

    order_id: OrderId | None
    kind: str


def take_up(connection: Connection, told: Settlement) -> Settled | None:
    """Write what became of an own parked event; None where it is another tablet's, or known already."""
    if told.device_id != enrolment(connection).device_id:
        return None
    outcome = told.outcome
    mine = (OUTBOX.c.seq == outcome.seq, OUTBOX.c.state == EventState.PARKED.value)
    found = connection.execute(select(OUTBOX.c.order_id, OUTBOX.c.kind).where(*mine)).one_or_none()
    if found is None:
        return None
    connection.execute(
        update(OUTBOX)
        .where(*mine)
        .values(
            state=EventState(outcome.verdict.value).value,
            code=outcome.code,
            fields=encode(outcome.fields),
            acknowledged_us=to_us(told.at),
        )
    )
    if outcome.verdict is Verdict.REJECTED:
        ledger.remove_own(connection, outcome.seq)
    return Settled(order_id=None if found.order_id is None else OrderId(found.order_id), kind=found.kind)
