"""Old events give up their content once a verified backup of the centre holds them; number and hash stay (rule 3).

Emptied is what the centre took more than thirty days ago and what its last answer called backed up. What it refused or
parked stays whole: the engineer reads it. A row without content is one that is not here any more: where an older backup
comes back, its number is declared lost, never sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from fieldapp.store import meta
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EMPTIED, EventState
from fieldapp.store.tables import OUTBOX

KEPT = timedelta(days=30)
"""For how long everything stays whole, however well it is backed up."""

_TAKEN = (EventState.ACCEPTED.value, EventState.CLASH.value)
_AT_ONCE = 2000
"""Rows that one transaction looks at: a tap waits for it."""


def prune(connection: Connection, now: datetime) -> bool:
    """Empty the next old events; return whether more of them may follow at once. Where none is due, nothing changes."""
    if meta.read(connection, meta.RESYNC, bool):
        return False  # what the documents hold is being found out anew
    begin = meta.read(connection, meta.PRUNED_SEQ, int) or 0
    reach = min(meta.read(connection, key, int) or 0 for key in (meta.BACKED_UP_SEQ, meta.COVERED_SEQ))
    end = min(reach, begin + _AT_ONCE, _first_young(connection, begin, reach, now) - 1)
    if end <= begin:
        return False
    old = (OUTBOX.c.seq > begin, OUTBOX.c.seq <= end, OUTBOX.c.state.in_(_TAKEN))
    connection.execute(update(OUTBOX).where(*old).values(body=EMPTIED))
    meta.write(connection, meta.PRUNED_SEQ, end)
    return True


def _first_young(connection: Connection, begin: int, reach: int, now: datetime) -> int:
    """Return the first number in the range whose event is young or has no outcome, the one behind it for none."""
    border_us = to_us(now - KEPT)
    young = (func.coalesce(OUTBOX.c.acknowledged_us, border_us) >= border_us) | (OUTBOX.c.recorded_us >= border_us)
    within = (OUTBOX.c.seq > begin, OUTBOX.c.seq <= min(reach, begin + _AT_ONCE))
    first = connection.execute(select(func.min(OUTBOX.c.seq)).where(*within, young)).scalar_one()
    return reach + 1 if first is None else int(first)
