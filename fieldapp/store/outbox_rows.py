"""Outbox rows: how an event, its clock evidence and its place in the chain lie in the table (SYNC.md rules 1, 12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from fieldapp.domain.events import Event, OrderEvent, RecordedEvent
from fieldapp.domain.ids import Sha256
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.store.instants import from_us, span_from_us, span_to_us, to_us
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.codec import CHAIN_START, Json, chain, decode, encode, event_from_json, event_to_json, to_json
from fieldapp.wire.messages import EventRow


class EventState(Enum):
    """What is known of an event's fate; all but `WAITING` are the centre's stored word."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    CLASH = "clash"
    PARKED = "parked"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """End of the outbox: where the next event continues."""

    seq: int = 0
    group: int = 0
    digest: Sha256 = CHAIN_START


def head(connection: Connection) -> Head:
    """Return the end of the outbox."""
    last = connection.execute(
        select(OUTBOX.c.seq, OUTBOX.c.group_no, OUTBOX.c.digest).order_by(OUTBOX.c.seq.desc()).limit(1)
    ).one_or_none()
    return Head() if last is None else Head(seq=last.seq, group=last.group_no, digest=Sha256(last.digest))


def last_evidence(connection: Connection) -> ClockEvidence | None:
    """Return the clock reading of the newest event."""
    last = connection.execute(select(OUTBOX).order_by(OUTBOX.c.seq.desc()).limit(1)).one_or_none()
    return None if last is None else _evidence(last)


def next_digest(after: Sha256, seq: int, group: int, event: Event, clock: ClockEvidence) -> Sha256:
    """Return the chain's value after this event: over the row exactly as it travels."""
    return chain(after, to_json(_wire_row(seq, group, event.kind, event.version, event_to_json(event), clock)))


def write(connection: Connection, events: list[RecordedEvent]) -> None:
    """Append rows to the outbox."""
    connection.execute(insert(OUTBOX), [_values(recorded) for recorded in events])


def as_sent(row: Row[Any]) -> EventRow:
    """Return an outbox row as it travels."""
    data: Json = decode(row.body, dict[str, object])
    return _wire_row(row.seq, row.group_no, row.kind, row.version, data, _evidence(row))


def event_of(row: Row[Any]) -> Event:
    """Return the event of an outbox row. Raises BadInput("event.unknown") for one of a later program."""
    return event_from_json(row.kind, row.version, decode(row.body, dict[str, object]))


def _wire_row(seq: int, group: int, kind: str, version: int, data: Json, clock: ClockEvidence) -> EventRow:
    return EventRow(seq=seq, group=group, kind=kind, version=version, data=data, clock=clock)


def _values(recorded: RecordedEvent) -> dict[str, object]:
    event, clock = recorded.event, recorded.clock
    return {
        "seq": recorded.seq,
        "group_no": recorded.group,
        "order_id": event.order_id if isinstance(event, OrderEvent) else None,
        "kind": event.kind,
        "version": event.version,
        "body": encode(event),
        "wall_us": to_us(clock.wall_at),
        "monotonic_us": span_to_us(clock.monotonic),
        "boot_id": clock.boot_id,
        "offset_us": None if clock.server_offset is None else span_to_us(clock.server_offset),
        "offset_measured_us": None if clock.offset_measured_at is None else to_us(clock.offset_measured_at),
        "digest": recorded.digest,
        "state": EventState.WAITING.value,
        "code": "",
        "fields": encode({}),
        "recorded_us": to_us(event.at),
        "acknowledged_us": None,
    }


def _evidence(row: Row[Any]) -> ClockEvidence:
    return ClockEvidence(
        wall_at=from_us(row.wall_us),
        monotonic=span_from_us(row.monotonic_us),
        boot_id=row.boot_id,
        server_offset=None if row.offset_us is None else span_from_us(row.offset_us),
        offset_measured_at=None if row.offset_measured_us is None else from_us(row.offset_measured_us),
    )
