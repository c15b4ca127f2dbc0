"""Orders as they lie here: the pulled base, and the current state which is base plus unconfirmed events (SYNC.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    exists,
    literal_column,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.errors import NotFound, StoreError
from fieldapp.domain.events import OrderEvent
from fieldapp.domain.ids import EngineerId, OrderId, Scope
from fieldapp.domain.opening_events import OrderOpened
from fieldapp.domain.standing import ended_at
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import entries, meta, outbox_rows
from fieldapp.store.instants import to_us
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.packing import packed, unpacked
from fieldapp.store.prepared import prepared
from fieldapp.store.tables import ORDER_BASE, ORDER_CURRENT, OUTBOX, PLACE
from fieldapp.workflow.apply import apply, apply_all
from fieldapp.workflow.clashes import with_own_words
from fieldapp.workflow.opening import opened

_AT_THE_CENTRE = (EventState.ACCEPTED.value, EventState.CLASH.value)

_STATES = {"waiting": EventState.WAITING.value, "accepted": _AT_THE_CENTRE[0], "clash": _AT_THE_CENTRE[1]}


def _put(table: Table) -> str:
    """Return the statement that writes a row of the table or replaces that of the same order."""
    row = insert(table)
    others = {column.name: row.excluded[column.name] for column in table.c if not column.primary_key}
    return prepared(row.on_conflict_do_update(index_elements=[table.c.order_id], set_=others))


_PUT_BASE, _PUT_CURRENT = _put(ORDER_BASE), _put(ORDER_CURRENT)
_CURRENT = prepared(select(ORDER_CURRENT.c.document).where(ORDER_CURRENT.c.order_id == bindparam("order")))
_BASE = prepared(select(ORDER_BASE.c.document).where(ORDER_BASE.c.order_id == bindparam("order")))
_AT_CENTRE_SINCE = OUTBOX.c.state.in_((bindparam("accepted"), bindparam("clash"))) & (
    OUTBOX.c.seq > bindparam("covered")
)
_NOT_IN_BASE = prepared(
    select(OUTBOX)
    .where(OUTBOX.c.order_id == bindparam("order"))
    .where(or_(OUTBOX.c.state == bindparam("waiting"), _AT_CENTRE_SINCE))
    .order_by(OUTBOX.c.seq)
)
_WAITING = prepared(
    select(OUTBOX.c.seq).where(OUTBOX.c.order_id == bindparam("order"), OUTBOX.c.state == bindparam("waiting"))
)


def _held_statement() -> str:
    """Return the statement of an order in sight that was given, or opened here and not yet in the documents."""
    seen = (ORDER_CURRENT.c.order_id == bindparam("order"), ORDER_CURRENT.c.hidden == literal_column("0"))
    opening = (OUTBOX.c.order_id == bindparam("order"), OUTBOX.c.kind == bindparam("opening"))
    at_the_centre = OUTBOX.c.state.in_((bindparam("accepted"), bindparam("clash")))
    opened_here = exists().where(*opening, or_(~at_the_centre, OUTBOX.c.seq > bindparam("covered")))
    given = exists().where(ORDER_BASE.c.order_id == bindparam("order"))
    return prepared(select(ORDER_CURRENT.c.document).where(*seen, or_(given, opened_here)))


_HELD = _held_statement()


def _open_or(*which: ColumnElement[bool]) -> str:
    """Return the statement of the orders that are open or meet the condition.

    Each half is looked up in an index of its own. As one condition SQLite would walk through all of the past: an order
    lies in its row before the columns that say whether it ended.
    """
    seen = ORDER_CURRENT.c.hidden == literal_column("0")
    ids = select(ORDER_CURRENT.c.order_id)
    halves = union(ids.where(seen, ORDER_CURRENT.c.ended_us.is_(None)), ids.where(seen, *which))
    query = select(ORDER_CURRENT.c.document).where(ORDER_CURRENT.c.order_id.in_(halves))
    return prepared(query.order_by(ORDER_CURRENT.c.appointment_us, ORDER_CURRENT.c.number))


_LISTED = _open_or(ORDER_CURRENT.c.ended_us > bindparam("ended_after"))
_OF_DAY = _open_or(
    ORDER_CURRENT.c.appointment_us >= bindparam("begin"), ORDER_CURRENT.c.appointment_us < bindparam("end")
)


def current(connection: Connection, order_id: OrderId) -> WorkOrder:
    """Return the order as it stands. Raises NotFound("order.unknown")."""
    order = _one(connection, _CURRENT, {"order": order_id})
    if order is None:
        raise NotFound("order.unknown", order=order_id)
    return order


def held(connection: Connection, order_id: OrderId) -> WorkOrder | None:
    """Return the order as the engineer sees it, None for one that is not his, even if unsent work keeps it in sight.

    One that he opened is his until the centre's documents hold it; from then on it is whose they say (ACC-7, SYN-3).
    """
    covered = meta.read(connection, meta.COVERED_SEQ, int) or 0
    return _one(connection, _HELD, {"order": order_id, "covered": covered, "opening": OrderOpened.kind, **_STATES})


def listed(connection: Connection, ended_after: datetime) -> tuple[WorkOrder, ...]:
    """Return the orders that are open or ended later than `ended_after`, by appointment."""
    return _documents(connection, _LISTED, {"ended_after": to_us(ended_after)})


def of_day(connection: Connection, day: TimeWindow) -> tuple[WorkOrder, ...]:
    """Return the orders that are open or have their appointment within the day, by appointment."""
    return _documents(connection, _OF_DAY, {"begin": to_us(day.start_at), "end": to_us(day.end_at)})


def _one(connection: Connection, statement: str, values: dict[str, object]) -> WorkOrder | None:
    document = connection.exec_driver_sql(statement, values).scalar()
    return None if document is None else unpacked(document, WorkOrder)


def _documents(connection: Connection, statement: str, values: dict[str, int]) -> tuple[WorkOrder, ...]:
    rows = connection.exec_driver_sql(statement, values)
    return tuple(unpacked(row.document, WorkOrder) for row in rows)


def searched(connection: Connection, typed: str, most: int) -> tuple[WorkOrder, ...]:
    """Return the orders that hold every word that was typed, newest appointment first."""
    keys = entries.found(connection, entries.ORDERS, typed, most)
    query = select(ORDER_CURRENT.c.order_id, ORDER_CURRENT.c.document).where(ORDER_CURRENT.c.order_id.in_(keys))
    documents = {row.order_id: row.document for row in connection.execute(query)}
    return tuple(unpacked(documents[key], WorkOrder) for key in keys)


def number_of(connection: Connection, order_id: OrderId) -> str:
    """Return the number on paper, "" for an order that is not here any more."""
    query = select(ORDER_CURRENT.c.number).where(ORDER_CURRENT.c.order_id == order_id)
    return connection.execute(query).scalar_one_or_none() or ""


def write_current(connection: Connection, order: WorkOrder) -> None:
    """Write what local events made of an order; whether it is hidden stays as it is."""
    values = {"document": packed(order), "state": order.state.value, "ended_us": _ended_us(order)}
    connection.execute(update(ORDER_CURRENT).where(ORDER_CURRENT.c.order_id == order.id).values(**values))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engineer:
    """What an order that is opened here needs of the enrolment."""

    engineer_id: EngineerId
    engineer_name: str


def made_here(connection: Connection, event: OrderOpened) -> WorkOrder:
    """Return the order that this tablet's engineer opens. Raises StoreError("store.not-enrolled")."""
    who = meta.read(connection, meta.ENROLMENT, _Engineer)
    if who is None:
        raise StoreError("store.not-enrolled")
    return opened(event, who.engineer_id, who.engineer_name)


def write_opened(connection: Connection, order: WorkOrder) -> None:
    """Write an order that local events brought into being, so that it is listed and found like any other (ACC-7)."""
    _replace_current(connection, order)


def put_back(connection: Connection, event: OrderEvent) -> None:
    """Apply an own event that a recovery found again. Raises NotFound("order.unknown") where its order is not here."""
    if isinstance(event, OrderOpened):
        write_opened(connection, made_here(connection, event))
    else:
        write_current(connection, apply(current(connection, event.order_id), event))


def write_base(connection: Connection, order: WorkOrder, scope: Scope, epoch: str) -> None:
    """Write the centre's document; the current state follows by `rebuild`."""
    values = {"order_id": order.id, "document": packed(order), "scope": scope, "epoch": epoch}
    connection.exec_driver_sql(_PUT_BASE, values)


def take_away(connection: Connection, order_id: OrderId, scope: Scope) -> None:
    """Hide an order that was revoked or deleted and remove it once the centre has everything that was done on it.

    Until then it stays in sight: the engineer sees that his work is kept and will be delivered (SYN-3).
    A revoke of a scope that does not hold the order any more (granted in another since) changes nothing.
    """
    mine = (ORDER_BASE.c.order_id == order_id, ORDER_BASE.c.scope == scope)
    if connection.execute(delete(ORDER_BASE).where(*mine)).rowcount and not has_waiting(connection, order_id):
        _hide(connection, order_id)


def rebuild(
    connection: Connection, order_ids: Iterable[OrderId], covered_seq: int, pulled: Mapping[OrderId, WorkOrder]
) -> dict[OrderId, WorkOrder]:
    """Write the current state of these orders anew: base plus events that it does not hold yet, in their order.

    Those are the events without outcome, and the accepted ones after `covered_seq`. Without a base, what is not sent
    yet keeps the order alive; an order of this tablet's own that the centre does not have stands whole (ACC-7).
    `pulled` are bases that this transaction wrote. Returns those with a base, as they stand now: each is held.
    """
    standing: dict[OrderId, WorkOrder] = {}
    for order_id in order_ids:
        base = pulled.get(order_id) or _one(connection, _BASE, {"order": order_id})
        if base is None:
            own = _opened_here(connection, order_id)
            if own is not None:
                write_opened(connection, own)
            elif not has_waiting(connection, order_id):
                connection.execute(delete(ORDER_CURRENT).where(ORDER_CURRENT.c.order_id == order_id))
                connection.execute(delete(PLACE).where(PLACE.c.order_id == order_id))
                entries.remove(connection, entries.ORDERS, order_id)
            continue
        rows = connection.exec_driver_sql(_NOT_IN_BASE, {"order": order_id, "covered": covered_seq, **_STATES})
        said = [(row.state == EventState.WAITING.value, outbox_rows.event_of(row)) for row in rows]
        order = apply_all(base, (event for _, event in said))
        standing[order_id] = with_own_words(order, (event for waits, event in said if waits))
        _replace_current(connection, standing[order_id])
    return standing


def _opened_here(connection: Connection, order_id: OrderId) -> WorkOrder | None:
    """Return an order that this tablet opened and the centre did not take, as all of its own events make it."""
    whole = (OUTBOX.c.order_id == order_id, OUTBOX.c.body != outbox_rows.EMPTIED)
    query = select(OUTBOX).where(*whole).order_by(OUTBOX.c.seq)
    rows = connection.execute(query).all()
    if not rows or rows[0].kind != OrderOpened.kind or rows[0].state in _AT_THE_CENTRE:
        return None
    first, *later = (outbox_rows.event_of(row) for row in rows)
    if not isinstance(first, OrderOpened):
        return None
    return apply_all(made_here(connection, first), later)


def unconfirmed(connection: Connection, after_seq: int) -> frozenset[OrderId]:
    """Return the orders with events that the centre accepted but that pulled documents may not hold yet."""
    at_centre = (OUTBOX.c.seq > after_seq, OUTBOX.c.state.in_(_AT_THE_CENTRE), OUTBOX.c.order_id.is_not(None))
    return frozenset(connection.execute(select(OUTBOX.c.order_id).where(*at_centre).distinct()).scalars())


def touched_between(connection: Connection, after_seq: int, until_seq: int) -> frozenset[OrderId]:
    """Return the orders that own events of this range are about."""
    between = (OUTBOX.c.seq > after_seq, OUTBOX.c.seq <= until_seq, OUTBOX.c.order_id.is_not(None))
    return frozenset(connection.execute(select(OUTBOX.c.order_id).where(*between).distinct()).scalars())


def remove_other_epochs(connection: Connection, epoch: str) -> frozenset[OrderId]:
    """After everything was pulled anew: drop bases that the restored centre does not have; return their orders.

    As with `take_away`, what the engineer did and the centre does not have yet stays in sight until it has it.
    """
    old = ORDER_BASE.c.epoch != epoch
    gone = frozenset(connection.execute(select(ORDER_BASE.c.order_id).where(old)).scalars())
    connection.execute(delete(ORDER_BASE).where(old))
    for order_id in gone:
        if not has_waiting(connection, order_id):
            _hide(connection, order_id)
    return gone


def has_waiting(connection: Connection, order_id: OrderId) -> bool:
    """Tell whether events of this order have no outcome yet."""
    return connection.exec_driver_sql(_WAITING, {"order": order_id, **_STATES}).first() is not None


def _hide(connection: Connection, order_id: OrderId) -> None:
    connection.execute(update(ORDER_CURRENT).where(ORDER_CURRENT.c.order_id == order_id).values(hidden=1))
    entries.remove(connection, entries.ORDERS, order_id)


def _replace_current(connection: Connection, order: WorkOrder) -> None:
    values = {
        "order_id": order.id,
        "document": packed(order),
        "number": order.number,
        "state": order.state.value,
        "appointment_us": to_us(order.appointment.start_at),
        "ended_us": _ended_us(order),
        "hidden": 0,
    }
    connection.exec_driver_sql(_PUT_CURRENT, values)
    entries.keep_order(connection, order)


def _ended_us(order: WorkOrder) -> int | None:
    """Return when the order ended for this engineer: closed, handed back or cancelled."""
    at = ended_at(order)
    return None if at is None else to_us(at)
