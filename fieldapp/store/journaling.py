"""Between database and journal: what a transaction adds, what the journal is behind by, and playing it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from fieldapp.domain.errors import BadInput, NotFound
from fieldapp.domain.events import OrderEvent, RecordedEvent
from fieldapp.domain.ids import DeviceId, OrderId, Sha256
from fieldapp.store import ledger, meta, order_rows, origins, outbox_rows
from fieldapp.store.instants import to_us
from fieldapp.store.journal import Entry, JournalBlob, Place, Record
from fieldapp.store.tables import BLOB, BLOB_CONTENT, ORDER_CURRENT, OUTBOX
from fieldapp.wire.codec import chain, to_json
from fieldapp.wire.messages import EventRow

WAITING = outbox_rows.EventState.WAITING.value


def entry(recorded: RecordedEvent, row: EventRow, order_number: str) -> Entry:
    """Return what outbox and journal keep of an event that was just recorded; `row` is the event as it travels."""
    return Entry(row=row, digest=recorded.digest, recorded_us=to_us(recorded.event.at), order_number=order_number)


def since(connection: Connection, place: Place, known_files: Iterable[Sha256]) -> Record:
    """Return everything recorded after `place`, read from the database, with the files that wait and are not known.

    Where the outbox goes on behind a later place (after a recovery), the record begins there.
    """
    base = meta.read(connection, meta.OUTBOX_BASE, Place)
    place = base if base is not None and base.seq > place.seq else place
    query = (
        select(OUTBOX, ORDER_CURRENT.c.number)
        .join_from(OUTBOX, ORDER_CURRENT, OUTBOX.c.order_id == ORDER_CURRENT.c.order_id, isouter=True)
        .where(OUTBOX.c.seq > place.seq)
        .order_by(OUTBOX.c.seq)
    )
    firsts = {one.seq: one for one in origins.of_events(connection, place.seq + 1, 2**63 - 1)}
    entries = tuple(
        Entry(
            row=outbox_rows.as_sent(row),
            digest=Sha256(row.digest),
            recorded_us=row.recorded_us,
            order_number=row.number or "",
            origin=firsts.get(row.seq),
        )
        for row in connection.execute(query)
    )
    return Record(after=place, entries=entries, blobs=files(connection, waiting_files(connection) - set(known_files)))


def waiting_files(connection: Connection) -> frozenset[Sha256]:
    """Return the names of the files that the centre does not have."""
    names = connection.execute(select(BLOB.c.sha256).where(BLOB.c.state != "delivered")).scalars()
    return frozenset(Sha256(name) for name in names)


def files(connection: Connection, names: Iterable[str]) -> tuple[JournalBlob, ...]:
    """Return these files as the journal keeps them."""
    return tuple(_file(connection, Sha256(name)) for name in sorted(names))


def place_of_outcomes(connection: Connection) -> Place:
    """Return the place before the first event without an outcome: a new journal begins there."""
    first = connection.execute(
        select(OUTBOX.c.seq).where(OUTBOX.c.state == WAITING).order_by(OUTBOX.c.seq).limit(1)
    ).scalar_one_or_none()
    if first is None:
        head = outbox_rows.head(connection)
        return Place(seq=head.seq, digest=head.digest)
    before = outbox_rows.digest_at(connection, first - 1)
    return Place() if before is None else Place(seq=first - 1, digest=before)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Of the enrolment, what names events."""

    device_id: DeviceId


@dataclass(slots=True)
class Replayed:
    """What playing the journal back did: events put back, and those of them whose order is not here, by its number."""

    events: int = 0
    files: int = 0
    without_order: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    """Numbers that were given and whose event is in no record that follows on what is here."""


def replay(connection: Connection, records: Iterable[Record]) -> Replayed:
    """Put back every event and file that the database does not have, in order, as far as the hash chain holds."""
    done = Replayed()
    head = outbox_rows.head(connection)
    place = Place(seq=head.seq, digest=head.digest)
    furthest = place
    at_the_centre = True  # what came before the first record of all had its outcome when the journal began
    for record in sorted(records, key=lambda record: record.after.seq):
        for blob in record.blobs:
            done.files += _put_file_back(connection, blob)
        if record.after.seq > place.seq:
            done.lost += 0 if at_the_centre else record.after.seq - place.seq
            outbox_rows.go_on_behind(connection, record.after.seq, record.after.digest)
            place = record.after
        at_the_centre = False
        place = _put_entries_back(connection, record, place, done)
        furthest = max(furthest, record.end, key=lambda end: end.seq)
    if furthest.seq > place.seq:
        done.lost += furthest.seq - place.seq
        outbox_rows.go_on_behind(connection, furthest.seq, furthest.digest)
    return done


def _put_entries_back(connection: Connection, record: Record, place: Place, done: Replayed) -> Place:
    """Put back what follows on `place` and return the new end; another history behind it is left out.

    A number that the record leaves out was given, too. The record is authentic, so what comes behind it is put back.
    """
    for kept in record.entries:
        gap = kept.row.seq - place.seq - 1
        if gap < 0:
            continue
        if gap == 0 and chain(place.digest, to_json(kept.row)) != kept.digest:
            break
        done.lost += gap
        _put_event_back(connection, kept, done)
        place = Place(seq=kept.row.seq, digest=kept.digest)
    return place


def _put_event_back(connection: Connection, kept: Entry, done: Replayed) -> None:
    """Write the row, and what follows from it as far as its order is here; else the next pull brings order and all."""
    outbox_rows.write(connection, (kept,))
    origins.write(connection, [kept.origin] if kept.origin is not None else [])
    done.events += 1
    try:
        event = outbox_rows.event_of_sent(kept.row)
    except BadInput:
        return
    known = meta.read(connection, meta.ENROLMENT, _Known)
    if known is not None:
        ledger.restore_own(connection, known.device_id, kept.row.seq, event)
    if isinstance(event, OrderEvent):
        try:
            order_rows.put_back(connection, event)
        except NotFound:
            _count_missing(done, event.order_id, kept.order_number)


def _count_missing(done: Replayed, order_id: OrderId, number: str) -> None:
    name = number or order_id
    done.without_order[name] = done.without_order.get(name, 0) + 1


def _file(connection: Connection, name: Sha256) -> JournalBlob:
    row = connection.execute(
        select(BLOB, BLOB_CONTENT.c.content)
        .join_from(BLOB, BLOB_CONTENT, BLOB.c.sha256 == BLOB_CONTENT.c.sha256, isouter=True)
        .where(BLOB.c.sha256 == name)
    ).one()
    return _blob_of(row)


def _blob_of(row: Row[Any]) -> JournalBlob:
    return JournalBlob(
        sha256=Sha256(row.sha256),
        media_type=row.media_type,
        size=row.size,
        recorded_us=row.recorded_us,
        file_key=row.file_key,
        content=row.content or b"",
    )


def _put_file_back(connection: Connection, blob: JournalBlob) -> int:
    """Write a file's row and content; return 1, or 0 for one that is here."""
    if connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256 == blob.sha256)).first() is not None:
        return 0
    row: dict[str, object] = {
        "sha256": blob.sha256,
        "media_type": blob.media_type,
        "size": blob.size,
        "state": "waiting",
        "code": "",
        "recorded_us": blob.recorded_us,
        "file_key": blob.file_key,
    }
    connection.execute(insert(BLOB), row)
    if blob.file_key is None:
        connection.execute(insert(BLOB_CONTENT), {"sha256": blob.sha256, "content": blob.content})
    return 1
