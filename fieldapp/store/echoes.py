"""Orders that come back as they stand here: the centre made of this tablet's events what the tablet had made of them.

Nearly every order that a push brings down is one. Its base is what lies here already; to read, build, compare and write
all of it anew was half of what a pushed event cost the tablet.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection

from fieldapp.domain.ids import OrderId, Scope
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import entries
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.packing import content

_STANDING = """
SELECT document, number, appointment_us FROM order_current WHERE order_id = ? AND hidden = 0
AND EXISTS (SELECT 1 FROM order_base WHERE order_base.order_id = order_current.order_id)
"""
_ADOPT = """
UPDATE order_base SET scope = ?, epoch = ?,
document = (SELECT document FROM order_current WHERE order_current.order_id = order_base.order_id)
WHERE order_id = ?
"""
_PLACE = "UPDATE order_current SET number = ?, appointment_us = ? WHERE order_id = ?"
_WITH_MORE = """
SELECT DISTINCT order_id FROM outbox
WHERE order_id IN (SELECT value FROM json_each(?)) AND (state = ? OR (state IN (?, ?) AND seq > ?))
"""
_STATES = (EventState.WAITING.value, EventState.ACCEPTED.value, EventState.CLASH.value)


def adopt(connection: Connection, order: WorkOrder, document: bytes, scope: Scope, epoch: str) -> bool:
    """Make what stands here the base of the order if it is `document`, the centre's, to the letter; tell whether it is.

    `order` is the document read. One that is hidden, or has no base, is never adopted: that it came is news. Beside the
    document, what it is listed and found by is brought in step: a tap does not write that.
    """
    here = connection.exec_driver_sql(_STANDING, (order.id,)).one_or_none()
    if here is None or content(here.document) != document:
        return False
    place = order.number, to_us(order.appointment.start_at)
    if place != (here.number, here.appointment_us):
        connection.exec_driver_sql(_PLACE, (*place, order.id))
    connection.exec_driver_sql(_ADOPT, (scope, epoch, order.id))
    entries.keep_order(connection, order)
    return True


def as_they_are(connection: Connection, adopted: Collection[OrderId], covered_seq: int) -> frozenset[OrderId]:
    """Return the adopted orders that need not be built anew: no event of theirs is to be added to the base.

    Those are the events without outcome, and the accepted ones after `covered_seq`, as in `order_rows.rebuild`.
    """
    if not adopted:
        return frozenset()
    asked = (json.dumps(sorted(adopted)), *_STATES, covered_seq)
    return frozenset(adopted) - set(connection.exec_driver_sql(_WITH_MORE, asked).scalars())
