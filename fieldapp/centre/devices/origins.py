"""Each event once, under whichever name it comes: by where and how it was first written (SYNC.md rule 12).

A tablet that gets another name brings everything that it keeps under new numbers. A copy of it may have brought the
same events before, under the old name or a third one. Whichever came first counts; the others get its word and change
nothing. Events of two engineers are never one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, insert, or_, select

from fieldapp.centre.database.moved_events import moved_event
from fieldapp.centre.database.settlements import settlement
from fieldapp.centre.database.tables import device, event
from fieldapp.centre.devices.identity import KnownDevice
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import DeviceId, EventId, Sha256
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import KNOWN_AS, EventOrigin, EventRow, Outcome, SyncRequest, Verdict

_SETTLED = (settlement.c.verdict.label("settled"), settlement.c.reason, settlement.c.settled_by)
_Question: TypeAlias = Select[tuple[Any, ...]]
_GROUP_CODES = ("event.group-rejected", "event.group-parked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The fresh events of a request with their places of origin, and the word on those that are known already."""

    origins: dict[int, EventOrigin]
    """By number, of those that were written under another name."""
    known: dict[int, Outcome]

    def fresh(self, rows: Sequence[EventRow]) -> list[EventRow]:
        """Return the events that count: nobody brought them before."""
        return [row for row in rows if row.seq not in self.known]

    def first_id(self, sender: DeviceId, seq: int) -> EventId:
        """Return the id under which an event was first written: an order that was opened by it bears it."""
        origin = self.origins.get(seq)
        return EventId(sender, seq) if origin is None else EventId(origin.device_id, origin.first_seq)


NATIVE = Batch(origins={}, known={})
"""Nothing of a batch was ever written under another name."""


def looked_up(
    connection: Connection,
    sender: KnownDevice,
    request: SyncRequest,
    rows: Sequence[EventRow],
    chains: Sequence[Sha256],
) -> Batch:
    """Return what is known of these events of a request under other names; `chains` are the values after them.

    Where a batch names other devices they are held until its end, so that none of them brings the same at this moment.
    Raises CentreRefused("wire.malformed") for an origin of no event of the request.
    """
    numbers = {row.seq for row in request.events}
    if not all(origin.seq in numbers and 1 <= origin.first_seq < 2**63 for origin in request.origins):
        raise CentreRefused("wire.malformed", detail="an origin of no event of the request")
    origins = {origin.seq: origin for origin in request.origins}
    named = sorted({origin.device_id for origin in request.origins})
    if named:
        connection.execute(select(device.c.id).where(device.c.id.in_(named)).order_by(device.c.id).with_for_update())
    places = [
        origins.get(row.seq) or EventOrigin(seq=row.seq, device_id=sender.id, first_seq=row.seq, chain=digest)
        for row, digest in zip(rows, chains, strict=True)
    ]
    return Batch(origins=origins, known=_known_of(connection, sender, places, moved=bool(named)) if places else {})


def remembered(connection: Connection, sender: DeviceId, rows: Sequence[EventRow]) -> Batch:
    """Return what `note` kept of these events of a device."""
    mine = (moved_event.c.device_id == sender, moved_event.c.seq.in_([row.seq for row in rows]))
    origins = {
        row.seq: EventOrigin(
            seq=row.seq, device_id=DeviceId(row.first_device), first_seq=row.first_seq, chain=Sha256(row.chain or "")
        )
        for row in connection.execute(select(moved_event).where(*mine))
    }
    return Batch(origins=origins, known={})


def note(connection: Connection, sender: KnownDevice, batch: Batch, rows: Sequence[EventRow]) -> None:
    """Remember the origin of events that were written under another name, and of all that changed nothing."""
    lines = []
    for row in rows:
        origin, is_again = batch.origins.get(row.seq), row.seq in batch.known
        if origin is None and not is_again:
            continue
        first = batch.first_id(sender.id, row.seq)
        lines.append(
            {
                "device_id": sender.id,
                "seq": row.seq,
                "engineer_id": sender.engineer_id,
                "first_device": first.device_id,
                "first_seq": first.seq,
                "chain": None if is_again or origin is None else origin.chain,
            }
        )
    if lines:
        connection.execute(insert(moved_event), lines)


def _known_of(
    connection: Connection, sender: KnownDevice, places: Sequence[EventOrigin], *, moved: bool
) -> dict[int, Outcome]:
    """Return the word on those of these events that came before, by their number now."""
    by_origin = {(place.device_id, place.first_seq, place.chain): place for place in places}
    known: dict[int, Outcome] = {}
    for row in connection.execute(_under_third_names(sender, places)):
        place = by_origin.get((row.first_device, row.first_seq, row.chain))
        if place is not None:
            known[place.seq] = _word_on(row, place.seq)
    if moved:  # under its own name an event of the sender is known by its number
        for row in connection.execute(_under_first_names(sender, places)):
            place = by_origin.get((row.device_id, row.seq, row.digest))
            if place is not None:
                known[place.seq] = _word_on(row, place.seq)
    return known


def _under_third_names(sender: KnownDevice, places: Sequence[EventOrigin]) -> _Question:
    """Return the question which of these events came under a name that was not their first."""
    mine = (moved_event.c.engineer_id == sender.engineer_id, moved_event.c.chain.is_not(None))
    return (
        select(moved_event.c.first_device, moved_event.c.first_seq, moved_event.c.chain, event, *_SETTLED)
        .join_from(moved_event, event, _same(moved_event.c.device_id, moved_event.c.seq))
        .join(settlement, _same(settlement.c.device_id, settlement.c.seq), isouter=True)
        .where(*mine, _in_reach(moved_event.c.first_device, moved_event.c.first_seq, places))
    )


def _under_first_names(sender: KnownDevice, places: Sequence[EventOrigin]) -> _Question:
    """Return the question which of these events came under their first name."""
    return (
        select(event, *_SETTLED)
        .join(device, device.c.id == event.c.device_id)
        .join(settlement, _same(settlement.c.device_id, settlement.c.seq), isouter=True)
        .where(device.c.engineer_id == sender.engineer_id, _in_reach(event.c.device_id, event.c.seq, places))
    )


def _same(device_id: ColumnElement[str], seq: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(device_id == event.c.device_id, seq == event.c.seq)


def _in_reach(
    device_id: ColumnElement[str], seq: ColumnElement[int], places: Sequence[EventOrigin]
) -> ColumnElement[bool]:
    """Return the condition that an event lies between the first and the last of these places of its device."""
    reach: dict[DeviceId, list[int]] = {}
    for place in places:
        reach.setdefault(place.device_id, []).append(place.first_seq)
    return or_(*(and_(device_id == name, seq.between(min(said), max(said))) for name, said in reach.items()))


def _word_on(row: Row[Any], seq: int) -> Outcome:
    """Return the word on an event that is known, as it stands by now: the office may have settled it since."""
    verdict, code, fields = Verdict(row.verdict), row.code, decode(row.fields, dict[str, str])
    if row.settled is not None:
        verdict = Verdict(row.settled)
        code = "event.declined" if verdict is Verdict.REJECTED else ""
        fields = {"reason": row.reason, "by": row.settled_by} if verdict is Verdict.REJECTED else {}
    elif code in _GROUP_CODES and fields.get("seq", "").isdecimal():
        fields = {**fields, "seq": str(seq + int(fields["seq"]) - row.seq)}  # its neighbours came along with it
    return Outcome(
        seq=seq, verdict=verdict, code=code, fields={**fields, KNOWN_AS: str(EventId(row.device_id, row.seq))}
    )
