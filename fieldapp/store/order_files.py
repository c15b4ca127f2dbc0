"""Which order a file belongs to, so that an order says what of it the centre does not have (SYNC.md rule 11)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, case, func, insert, select

from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.views.sync import FilesWaiting
from fieldapp.store.tables import BLOB, ORDER_FILE
from fieldapp.wire.codec import encode

_HASH = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_OF_FORMS = ("form_sha256", "from_sha256", "to_sha256")
"""Fields of events that name a form's version, which is no file of the order's."""
_NOT_AT_THE_CENTRE = ("waiting", "refused")


def note(connection: Connection, events: Iterable[Mapping[str, object]]) -> None:
    """Remember which files events name, given as the fields that travel.

    Whatever looks like a content hash counts: what is the name of no file here is never asked for.
    """
    rows = [
        {"sha256": name, "order_id": order_id}
        for fields in events
        if isinstance(order_id := fields.get("order_id"), str)
        for name in _named(fields)
    ]
    if rows:
        connection.execute(insert(ORDER_FILE).prefix_with("OR IGNORE"), rows)


def _named(fields: Mapping[str, object]) -> set[str]:
    told = encode({name: value for name, value in fields.items() if name not in _OF_FORMS})
    return {found.decode() for found in _HASH.findall(told)}


def waiting(connection: Connection) -> dict[OrderId, FilesWaiting]:
    """Return what of each order the centre does not have; orders without such files are left out."""
    photos = func.sum(case((BLOB.c.media_type.like("image/%"), 1), else_=0))
    query = (
        select(ORDER_FILE.c.order_id, photos.label("photos"), func.count().label("files"))
        .join_from(BLOB, ORDER_FILE, BLOB.c.sha256 == ORDER_FILE.c.sha256)
        .where(BLOB.c.state.in_(_NOT_AT_THE_CENTRE))
        .group_by(ORDER_FILE.c.order_id)
    )
    return {
        OrderId(row.order_id): FilesWaiting(photos=int(row.photos), papers=int(row.files) - int(row.photos))
        for row in connection.execute(query)
    }


def orders_of(connection: Connection, sha256: Sha256) -> frozenset[OrderId]:
    """Return the orders that name a file."""
    query = select(ORDER_FILE.c.order_id).where(ORDER_FILE.c.sha256 == sha256)
    return frozenset(OrderId(order_id) for order_id in connection.execute(query).scalars())
