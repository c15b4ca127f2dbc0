"""The ledger of the vans: every line that comes in, once (PRT-2)."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from fieldapp.centre.database.tables import stock_movement
from fieldapp.centre.devices.feed import Feed, engineer_scope
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.part import StockMovement
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import DocumentKind


def enter(connection: Connection, feed: Feed, owner: EngineerId, movement: StockMovement) -> None:
    """Add the line to the ledger and tell the owner's devices; a line that is there already is left as it is."""
    if connection.execute(select(stock_movement.c.id).where(stock_movement.c.id == movement.id)).one_or_none():
        return
    connection.execute(
        insert(stock_movement).values(
            id=movement.id,
            engineer_id=owner,
            part_number=movement.part_number,
            quantity=movement.quantity,
            order_number=movement.order_number,
            document=encode(movement),
        )
    )
    feed.put(engineer_scope(owner), DocumentKind.STOCK_MOVEMENT, movement.id, movement)


def of_order(connection: Connection, order_number: str) -> tuple[StockMovement, ...]:
    """Return the lines that an order wrote, in the order they came."""
    query = select(stock_movement.c.document).where(stock_movement.c.order_number == order_number)
    lines = [decode(document, StockMovement) for document in connection.execute(query).scalars()]
    return tuple(sorted(lines, key=lambda line: (line.at, line.id)))
