"""The ledger of the van (PRT-2): movements are added, never totalled; own ones count at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.events import Event, OrderEvent
from fieldapp.domain.ids import DeviceId, EventId, PartNumber, SerialNumber
from fieldapp.domain.part import MovementKind, StockMovement
from fieldapp.store import order_rows
from fieldapp.store.instants import from_us, to_us
from fieldapp.store.prepared import prepared
from fieldapp.store.tables import STOCK_MOVEMENT
from fieldapp.workflow.movements import movement_of


def _put(*replaced: str) -> str:
    """Return the statement that writes a line; of one that is there already, only these columns."""
    row = insert(STOCK_MOVEMENT)
    values = {name: row.excluded[name] for name in replaced}
    return prepared(row.on_conflict_do_update(index_elements=[STOCK_MOVEMENT.c.id], set_=values))


_PUT_OWN = _put("seq")
_PUT_PULLED = _put(*(column.name for column in STOCK_MOVEMENT.c if not column.primary_key))


def write_own(connection: Connection, movement: StockMovement, seq: int) -> None:
    """Add the line of an own event; if the centre's line is already here, mark it as own again."""
    connection.exec_driver_sql(_PUT_OWN, {**_values(movement), "seq": seq, "epoch": ""})


def restore_own(
    connection: Connection, device_id: DeviceId, seq: int, event: Event, first: EventId | None = None
) -> None:
    """Make sure that an event which is offered again counts, whatever the centre had said before.

    `first` is the id under which it was first written, if that is another: then the centre's line may bear it.
    """
    order_id = event.order_id if isinstance(event, OrderEvent) else None
    number = "" if order_id is None else order_rows.number_of(connection, order_id)
    movement = movement_of(EventId(device_id, seq), event, number)
    if movement is None:
        return
    if first is not None:
        told = _values(movement)
        same = [STOCK_MOVEMENT.c[name] == told[name] for name in ("part_number", "quantity", "at_us", "serial_number")]
        connection.execute(delete(STOCK_MOVEMENT).where(STOCK_MOVEMENT.c.id == str(first), *same))
    write_own(connection, movement, seq)


def rename_own(connection: Connection, before: DeviceId, now: DeviceId, numbers: Mapping[int, int]) -> None:
    """Let the lines of own events bear this tablet's new name; `numbers` are those of its events by the former ones.

    A line that came down stays the centre's: the event that is sent again will change nothing there.
    """
    mine = select(STOCK_MOVEMENT.c.seq).where(STOCK_MOVEMENT.c.seq.is_not(None)).order_by(STOCK_MOVEMENT.c.seq)
    for old in connection.execute(mine).scalars().all():
        if old in numbers:  # never a higher number now: the lines behind it still have theirs
            line = update(STOCK_MOVEMENT).where(STOCK_MOVEMENT.c.id == str(EventId(before, old)))
            connection.execute(line.values(seq=numbers[old], id=str(EventId(now, numbers[old]))))


def write_pulled(connection: Connection, lines: Iterable[StockMovement], epoch: str) -> None:
    """Take over the centre's lines; each replaces the own line of the same event."""
    rows = [{**_values(movement), "seq": None, "epoch": epoch} for movement in lines]
    if rows:
        connection.exec_driver_sql(_PUT_PULLED, rows)


def remove_pulled(connection: Connection, movement_id: str) -> None:
    """Remove a line that the centre took out of this device's sight."""
    connection.execute(delete(STOCK_MOVEMENT).where(STOCK_MOVEMENT.c.id == movement_id))


def remove_own(connection: Connection, seq: int) -> None:
    """Take the line of an event out that the centre refused; the event itself stays in the outbox."""
    connection.execute(delete(STOCK_MOVEMENT).where(STOCK_MOVEMENT.c.seq == seq))


def remove_other_epochs(connection: Connection, epoch: str) -> None:
    """After everything was pulled anew: remove lines that the restored centre does not have, except own ones."""
    old = STOCK_MOVEMENT.c.epoch != epoch
    connection.execute(delete(STOCK_MOVEMENT).where(old, STOCK_MOVEMENT.c.seq.is_(None)))


def balance(connection: Connection, number: PartNumber) -> int:
    """Return the sum of a part's movements."""
    query = select(func.coalesce(func.sum(STOCK_MOVEMENT.c.quantity), 0))
    return int(connection.execute(query.where(STOCK_MOVEMENT.c.part_number == number)).scalar_one())


def movements(connection: Connection, number: PartNumber | None) -> tuple[StockMovement, ...]:
    """Return the ledger, newest first."""
    mine: tuple[ColumnElement[bool], ...] = () if number is None else (STOCK_MOVEMENT.c.part_number == number,)
    query = select(STOCK_MOVEMENT).where(*mine).order_by(STOCK_MOVEMENT.c.at_us.desc(), STOCK_MOVEMENT.c.id.desc())
    return tuple(_movement(row) for row in connection.execute(query))


def part_of_serial(connection: Connection, serial: SerialNumber) -> PartNumber | None:
    """Return the part that carries this serial, if it is on the van now."""
    total = func.sum(STOCK_MOVEMENT.c.quantity)
    query = (
        select(STOCK_MOVEMENT.c.part_number)
        .where(STOCK_MOVEMENT.c.serial_number == serial)
        .group_by(STOCK_MOVEMENT.c.part_number)
        .having(total > 0)
    )
    found = connection.execute(query.limit(1)).scalar_one_or_none()
    return None if found is None else PartNumber(found)


def _values(movement: StockMovement) -> dict[str, object]:
    return {
        "id": movement.id,
        "kind": movement.kind.value,
        "part_number": movement.part_number,
        "quantity": movement.quantity,
        "at_us": to_us(movement.at),
        "serial_number": movement.serial_number,
        "lot": movement.lot,
        "order_number": movement.order_number,
    }


def _movement(row: Row[Any]) -> StockMovement:
    return StockMovement(
        id=row.id,
        kind=MovementKind(row.kind),
        part_number=row.part_number,
        quantity=row.quantity,
        at=from_us(row.at_us),
        serial_number=row.serial_number,
        lot=row.lot,
        order_number=row.order_number,
    )
