"""What waits for the centre once more is seen once more: also what it had refused before it was restored (rule 3)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import order_rows, outbox_rows
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.packing import unpacked
from fieldapp.store.tables import ORDER_CURRENT, OUTBOX
from fieldapp.workflow.apply import apply_all
from fieldapp.workflow.clashes import with_own_words


def refused_after(connection: Connection, after_seq: int) -> frozenset[OrderId]:
    """Return the orders of events behind `after_seq` that have an outcome and no effect: they were never taken."""
    refused = (EventState.PARKED.value, EventState.REJECTED.value)
    mine = (OUTBOX.c.seq > after_seq, OUTBOX.c.state.in_(refused), OUTBOX.c.order_id.is_not(None))
    return frozenset(connection.execute(select(OUTBOX.c.order_id).where(*mine).distinct()).scalars())


def see_again(connection: Connection, order_ids: Iterable[OrderId]) -> None:
    """Apply everything that waits for an outcome once more to what these orders are now.

    Their bases are of a time in which some of it was taken: applied again it changes nothing (`workflow.apply`), but in
    its place between others it says which of two answers is the later one.
    """
    for order_id in order_ids:
        shown = select(ORDER_CURRENT.c.document).where(ORDER_CURRENT.c.order_id == order_id)
        document = connection.execute(shown).scalar_one_or_none()
        if document is None:
            continue  # taken away with its last outcome: it comes down again before there is anything to see
        waits = (OUTBOX.c.order_id == order_id, OUTBOX.c.state == EventState.WAITING.value)
        rows = connection.execute(select(OUTBOX).where(*waits).order_by(OUTBOX.c.seq)).all()
        events = [outbox_rows.event_of(row) for row in rows]
        order_rows.write_opened(connection, with_own_words(apply_all(unpacked(document, WorkOrder), events), events))
