"""The ledger of the vans: every line that comes in, once (PRT-2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select

from fieldapp.centre.database.tables import stock_movement
from fieldapp.centre.devices.feed import Feed, engineer_scope
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.part import StockMovement
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import DocumentKind

_LINES_A_QUERY = 500


def enter(connection: Connection, feed: Feed, owner: EngineerId, movements: Iterable[StockMovement]) -> None:
    """Add lines to the ledger and tell the owner's devices; a line that is there already is left as it is."""
    told: dict[str, StockMovement] = {}
    for movement in movements:
        told.setdefault(movement.id, movement)
    known = _known(connection, list(told))
    fresh = {name: movement for name, movement in told.items() if name not in known}
    if fresh:
        connection.execute(insert(stock_movement), [_columns(owner, movement) for movement in fresh.values()])
    for name, movement in fresh.items():
        feed.put(engineer_scope(owner), DocumentKind.STOCK_MOVEMENT, name, movement)


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return those of the ids that the ledger has."""
    found: set[str] = set()
    for start in range(0, len(ids), _LINES_A_QUERY):
        part = ids[start : start + _LINES_A_QUERY]
        found.update(connection.execute(select(stock_movement.c.id).where(stock_movement.c.id.in_(part))).scalars())
    return found


def _columns(owner: EngineerId, movement: StockMovement) -> dict[str, object]:
    return {
        "id": movement.id,
        "engineer_id": owner,
        "part_number": movement.part_number,
        "quantity": movement.quantity,
        "order_number": movement.order_number,
        "document": encode(movement),
    }


def of_order(connection: Connection, order_number: str) -> tuple[StockMovement, ...]:
    """Return the lines that an order wrote, in the order they came."""
    query = select(stock_movement.c.document).where(stock_movement.c.order_number == order_number)
    lines = [decode(document, StockMovement) for document in connection.execute(query).scalars()]
    return tuple(sorted(lines, key=lambda line: (line.at, line.id)))
