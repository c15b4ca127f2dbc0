"""What became of own events that the centre had parked: taken up with the pull that tells it (SYN-8)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from fieldapp.domain.ids import EventId, OrderId
from fieldapp.store import ledger
from fieldapp.store.identity import enrolment
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import KNOWN_AS, Settlement, Verdict

_OPEN = (EventState.PARKED.value, EventState.WAITING.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An own event that waits no longer; `order_id` is None for one of no order."""

    order_id: OrderId | None
    kind: str


def take_up(connection: Connection, told: Settlement) -> Settled | None:
    """Write what became of an own parked event; None where it is another tablet's, or known already.

    That it was parked may not be known here yet: the answer that said so was lost, and the office was quicker than the
    next one. Then this is the word on it, and the outcome that follows changes nothing.
    """
    seq = _number_here(connection, told)
    if seq is None:
        return None
    outcome = replace(told.outcome, seq=seq)
    mine = (OUTBOX.c.seq == outcome.seq, OUTBOX.c.state.in_(_OPEN))
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


def _number_here(connection: Connection, told: Settlement) -> int | None:
    """Return the number of the event on this tablet: its own, or of one that counts under another name."""
    if told.device_id == enrolment(connection).device_id:
        return told.outcome.seq
    counts_as = str(EventId(told.device_id, told.outcome.seq))
    parked = select(OUTBOX.c.seq, OUTBOX.c.fields).where(OUTBOX.c.state == EventState.PARKED.value)
    for row in connection.execute(parked):
        if decode(row.fields, dict[str, str]).get(KNOWN_AS) == counts_as:
            return int(row.seq)
    return None
