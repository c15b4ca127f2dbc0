"""Events that were parked: listed, and settled once, a whole group at a time (SYNC.md rules 2, 5; SYN-8).

The word that an event got when it came is never changed: a device that sends it again hears the same. What became of it
since stands beside, and comes down as a document of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import ColumnElement, Connection, Table, and_, insert, select

from fieldapp.centre.database.excerpt import is_key
from fieldapp.centre.database.moved_events import moved_event
from fieldapp.centre.database.settlements import settlement
from fieldapp.centre.database.tables import device, engineer, event, work_order
from fieldapp.centre.desk import orders
from fieldapp.centre.devices import incoming, origins
from fieldapp.centre.devices.feed import Feed, engineer_scope
from fieldapp.centre.devices.identity import KnownDevice
from fieldapp.centre.devices.ruling import ORDER_WAITING, openings_in
from fieldapp.domain.errors import BadInput, NotFound, Refused
from fieldapp.domain.ids import DeviceId, EngineerId, EventId, OrderId
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import DocumentKind, EventRow, Outcome, Settlement, Verdict

PROGRAM = "fieldapp"
"""Who settles what a newer program understands: nobody of the office."""

_LONGEST_NUMBER = 19
"""Digits: what fits into the database's whole numbers."""

_OF_THE_PROGRAM = ("event.unknown", "event.version-unknown", "event.not-applied")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEvent:
    """One event that waits for the office, with its reason; `order_number` is "" for an order that is not here."""

    device_id: DeviceId
    row: EventRow
    engineer_id: EngineerId
    engineer_name: str
    order_number: str
    received_at: datetime
    outcome: Outcome

    @property
    def id(self) -> EventId:
        """Return `device:seq`."""
        return EventId(self.device_id, self.row.seq)


def waiting(connection: Connection) -> tuple[ParkedEvent, ...]:
    """Return the parked events that nobody settled, in the order of their coming."""
    return _waiting(connection)


def _waiting(connection: Connection, *only: ColumnElement[bool]) -> tuple[ParkedEvent, ...]:
    query = (
        select(event, engineer.c.id.label("engineer_id"), engineer.c.name.label("engineer_name"), work_order.c.number)
        .join(device, device.c.id == event.c.device_id)
        .join(engineer, engineer.c.id == device.c.engineer_id)
        .join(work_order, work_order.c.id == event.c.order_id, isouter=True)
        .join(settlement, _same_event(settlement), isouter=True)
        .join(moved_event, _same_event(moved_event) & moved_event.c.chain.is_(None), isouter=True)
        .where(event.c.verdict == Verdict.PARKED.value, settlement.c.seq.is_(None), moved_event.c.seq.is_(None))
        .where(*only)
        .order_by(event.c.received_at, event.c.device_id, event.c.seq)
    )
    return tuple(
        ParkedEvent(
            device_id=DeviceId(found.device_id),
            row=EventRow(
                seq=found.seq,
                group=found.group_number,
                kind=found.kind,
                version=found.version,
                data=decode(found.data, dict[str, object]),
                clock=decode(found.clock, ClockEvidence),
            ),
            engineer_id=EngineerId(found.engineer_id),
            engineer_name=found.engineer_name,
            order_number=found.number or "",
            received_at=found.received_at,
            outcome=incoming.outcome_of(found),
        )
        for found in connection.execute(query)
    )


def accept(connection: Connection, feed: Feed, name: str, by: str, now: datetime, zone: tzinfo) -> tuple[Outcome, ...]:
    """Apply a parked event now, with all of its group, as the office wants it; return the word on each.

    A request of an engineer who has the order no more counts then. Raises NotFound("parked.unknown"),
    Refused("parked.settled"), and Refused("parked.not-understood", reason=…) where this program still cannot take it:
    then nothing was changed.
    """
    group = _group_of(connection, name)
    first, rows = group[0], [one.row for one in group]
    sender = KnownDevice(id=first.device_id, engineer_id=first.engineer_id, public_key="")
    origin = origins.remembered(connection, first.device_id, rows)
    outcomes = incoming.rule_one_by_one(connection, feed, sender, rows, now, zone, by_office=True, origin=origin)
    if any(outcome.verdict in (Verdict.PARKED, Verdict.REJECTED) for outcome in outcomes):
        reason = next(one for one in outcomes if not one.code.startswith("event.group-"))
        raise Refused("parked.not-understood", event=str(EventId(first.device_id, reason.seq)), reason=reason.code)
    _settle(connection, feed, group, outcomes, "", by, now)
    for follower in _followers(connection, rows):
        with suppress(Refused):  # it waits on, for a reason of its own, or went with another one of its group
            accept(connection, feed, str(follower.id), by, now, zone)
    return outcomes


def decline(connection: Connection, feed: Feed, name: str, reason: str, by: str, now: datetime) -> None:
    """Put a parked event away with all of its group; its engineer reads the reason.

    Raises BadInput("reason.missing"), NotFound("parked.unknown"), Refused("parked.settled").
    """
    if not reason.strip():
        raise BadInput("reason.missing")
    group = _group_of(connection, name)
    fields = {"reason": reason.strip(), "by": by}
    outcomes = tuple(
        Outcome(seq=one.row.seq, verdict=Verdict.REJECTED, code="event.declined", fields=fields) for one in group
    )
    _settle(connection, feed, group, outcomes, reason.strip(), by, now)
    for follower in _followers(connection, [one.row for one in group]):
        with suppress(Refused):  # it went with another one of its group
            decline(connection, feed, str(follower.id), reason, by, now)


def dispatcher(connection: Connection, name: str) -> str:
    """Return who looks after the order that a parked event is about, "" for one that is not known.

    Raises NotFound("parked.unknown"), Refused("parked.settled").
    """
    named = {str(one.row.data.get("order_id", "")) for one in _group_of(connection, name)}
    found = orders.read_several(connection, [OrderId(one) for one in named if is_key(one)])
    return next((order.dispatcher for order in found.values()), "")


def _followers(connection: Connection, rows: Sequence[EventRow]) -> tuple[ParkedEvent, ...]:
    """Return what waits because the orders that these events open had to wait."""
    opened = openings_in(rows)
    if not opened:
        return ()
    return _waiting(connection, event.c.order_id.in_(sorted(opened)), event.c.code == ORDER_WAITING)


def take_up(connection: Connection, feed: Feed, now: datetime, zone: tzinfo) -> int:
    """Apply the parked groups that this program understands by now; return how many events that were.

    Called at the start. What waits for a word of the office goes on waiting.
    """
    causes = _waiting(connection, event.c.code.in_(_OF_THE_PROGRAM))
    taken = 0
    for cause in causes:
        try:
            with connection.begin_nested():
                own = Feed()  # what is undone must not be told
                taken += len(accept(connection, own, str(cause.id), PROGRAM, now, zone))
        except Refused:
            continue  # not known to this program either, or settled with another one of its group
        feed.add(own)
    return taken


def _group_of(connection: Connection, name: str) -> tuple[ParkedEvent, ...]:
    """Return the event of this name with all of its group."""
    device_id, _, number = name.rpartition(":")
    if not (is_key(device_id) and number.isascii() and number.isdigit() and len(number) < _LONGEST_NUMBER):
        raise NotFound("parked.unknown", event=name)
    own = (event.c.device_id == device_id, event.c.seq == int(number), event.c.verdict == Verdict.PARKED.value)
    query = select(event.c.group_number, settlement.c.seq).join(settlement, _same_event(settlement), isouter=True)
    said = connection.execute(query.where(*own)).one_or_none()
    if said is not None and said.seq is not None:
        raise Refused("parked.settled", event=name)
    group = event.c.group_number == (None if said is None else said.group_number)
    found = () if said is None else _waiting(connection, event.c.device_id == device_id, group)
    if name not in {str(one.id) for one in found}:
        raise NotFound("parked.unknown", event=name)
    return found


def _settle(
    connection: Connection,
    feed: Feed,
    group: tuple[ParkedEvent, ...],
    outcomes: tuple[Outcome, ...],
    reason: str,
    by: str,
    now: datetime,
) -> None:
    for one, outcome in zip(group, outcomes, strict=True):
        own = {"device_id": one.device_id, "seq": outcome.seq, "verdict": outcome.verdict.value}
        connection.execute(insert(settlement).values(**own, reason=reason, settled_by=by, settled_at=now))
        told = Settlement(device_id=one.device_id, outcome=outcome, order_number=one.order_number, by=by, at=now)
        feed.put(engineer_scope(one.engineer_id), DocumentKind.SETTLEMENT, str(one.id), told)


def _same_event(table: Table) -> ColumnElement[bool]:
    return and_(table.c.device_id == event.c.device_id, table.c.seq == event.c.seq)
