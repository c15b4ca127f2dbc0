"""The published processes that orders begin with or have begun with."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, and_, select

from fieldapp.centre.database.tables import change, current, live_row
from fieldapp.centre.devices.feed import REFERENCE
from fieldapp.domain.process import Process
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import DocumentKind

_PROCESS = DocumentKind.PROCESS.value


def processes_in_use(connection: Connection, open_orders: Iterable[WorkOrder]) -> tuple[Process, ...]:
    """Return each process version that new orders begin with, or that one of the orders is pinned to."""
    begun_with = select(current.c.key, current.c.version).where(current.c.kind == _PROCESS)
    wanted = {f"{row.key}@{row.version}" for row in connection.execute(begun_with)}
    wanted |= {f"{order.pin.process_id}@{order.pin.process_version}" for order in open_orders}
    same_row = and_(change.c.scope == live_row.c.scope, change.c.number == live_row.c.number)
    query = select(change.c.document).select_from(live_row.join(change, same_row)).order_by(live_row.c.key)
    of_kind = query.where(live_row.c.scope == REFERENCE, live_row.c.kind == _PROCESS)
    rows = connection.execute(of_kind.where(live_row.c.key.in_(sorted(wanted)))).scalars()
    return tuple(decode(document, Process) for document in rows)
