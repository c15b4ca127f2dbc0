"""Outbox rows: how an event, its clock evidence and its place in the chain lie in the table (SYNC.md rules 1, 12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from fieldapp.domain.errors import BadInput, Refused, StoreError
from fieldapp.domain.events import Event
from fieldapp.domain.ids import Sha256
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.domain.views.sync import DEVICE_REVOKED
from fieldapp.store import meta, order_files
from fieldapp.store.instants import from_us, span_from_us, span_to_us, to_us
from fieldapp.store.journal import Entry
from fieldapp.store.kept import damage, decode
from fieldapp.store.prepared import prepared
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.codec import CHAIN_START, Json, encode, event_from_json, event_to_json
from fieldapp.wire.messages import EventRow
from fieldapp.wire.versions import EVENT_BYTES

EMPTIED = b""
"""The body of an event whose content was given up (`pruning.py`); no event's own JSON is that short."""

_TOLD_BESIDE = frozenset({"at", "order_id", "form_sha256"})
_LONGEST = 300
_NO_FIELDS = encode({})
_INSERT = prepared(insert(OUTBOX))
_LAST = prepared(
    select(OUTBOX.c.seq, OUTBOX.c.group_no, OUTBOX.c.digest).where(
        OUTBOX.c.seq == select(func.max(OUTBOX.c.seq).label("last")).scalar_subquery()
    )
)
_COUNT = prepared(select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state == bindparam("state")))
_FIRST_WAITING = prepared(select(func.min(OUTBOX.c.seq)).where(OUTBOX.c.state == bindparam("state")))
_FOLLOWING = """
SELECT seq, group_no, kind, version, body, wall_us, monotonic_us, boot_id, offset_us, offset_measured_us
FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?
"""
_AT_ONCE = 100
_DIGEST = prepared(select(OUTBOX.c.digest).where(OUTBOX.c.seq == bindparam("seq")))


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
    """Return the end of the outbox: its last row, or a later place that a recovery found to be used up."""
    last = connection.exec_driver_sql(_LAST).one_or_none()
    end = Head() if last is None else Head(seq=last.seq, group=last.group_no, digest=Sha256(last.digest))
    base = meta.read(connection, meta.OUTBOX_BASE, Head)
    return end if base is None or base.seq <= end.seq else base


def go_on_behind(connection: Connection, seq: int, digest: Sha256) -> None:
    """Let the outbox go on behind event `seq`, whose row is not here: its number is never given again."""
    before = head(connection)
    if seq > before.seq:
        group = before.group + seq - before.seq
        meta.write(connection, meta.OUTBOX_BASE, Head(seq=seq, group=group, digest=digest))


def count_waiting(connection: Connection) -> int:
    """Return how many events have no outcome yet."""
    return int(connection.exec_driver_sql(_COUNT, {"state": EventState.WAITING.value}).scalar_one())


def acknowledged_seq(connection: Connection) -> int:
    """Return the number before the first event without an outcome: the centre must know everything up to it."""
    first = connection.exec_driver_sql(_FIRST_WAITING, {"state": EventState.WAITING.value}).scalar_one()
    return head(connection).seq if first is None else int(first) - 1


def refuse_unsure_numbers(connection: Connection) -> None:
    """Make sure that the next number was never given before. Raises StoreError("store.contact-first")."""
    report = meta.read(connection, meta.RECOVERY, RecoveryReport)
    if report is not None and report.needs_contact:
        raise StoreError("store.contact-first")


def refuse_once_leaving(connection: Connection) -> None:
    """Make sure that nothing is recorded that nobody would ever fetch. Raises Refused("device.revoked")."""
    if meta.read(connection, meta.LEAVING, bool):
        raise Refused(DEVICE_REVOKED)


def digest_at(connection: Connection, seq: int) -> Sha256 | None:
    """Return the chain's value after event `seq`, None for a number that is not here."""
    if seq == 0:
        return CHAIN_START
    found = connection.exec_driver_sql(_DIGEST, {"seq": seq}).scalar_one_or_none()
    if found is not None:
        return Sha256(found)
    base = meta.read(connection, meta.OUTBOX_BASE, Head)
    return base.digest if base is not None and base.seq == seq else None


def last_evidence(connection: Connection) -> ClockEvidence | None:
    """Return the clock reading of the newest event."""
    last = connection.execute(select(OUTBOX).order_by(OUTBOX.c.seq.desc()).limit(1)).one_or_none()
    return None if last is None else _evidence(last)


def to_send(seq: int, group: int, event: Event, clock: ClockEvidence) -> EventRow:
    """Return an event as it travels: the chain goes over this row, and outbox and journal keep it.

    The outbox keeps instants, not zones: read in another zone they would be other letters, and the centre would take
    the device for a copy of itself. Raises BadInput("event.too-large") for one that no centre would take.
    """
    measured_at = clock.offset_measured_at
    clock = replace(
        clock,
        wall_at=clock.wall_at.astimezone(UTC),
        offset_measured_at=None if measured_at is None else measured_at.astimezone(UTC),
    )
    data = event_to_json(event)
    size = len(encode(data))
    if size > EVENT_BYTES:
        raise BadInput("event.too-large", bytes=size, limit=EVENT_BYTES)
    return _wire_row(seq, group, event.kind, event.version, data, clock)


def write(connection: Connection, entries: Iterable[Entry]) -> None:
    """Append rows to the outbox; they wait for their outcome."""
    written = tuple(entries)
    connection.exec_driver_sql(_INSERT, [values_of_sent(kept.row, kept.digest, kept.recorded_us) for kept in written])
    order_files.note(connection, [kept.row.data for kept in written])


def following(connection: Connection, start: int, most: int) -> Iterator[Row[Any]]:
    """Yield the rows behind number `start`, in order, for `as_sent`; a batch is full before all of them are read."""
    rows = connection.exec_driver_sql(_FOLLOWING, (start, most))
    for some in rows.partitions(_AT_ONCE):
        yield from some


def as_sent(row: Row[Any]) -> EventRow:
    """Return an outbox row as it travels."""
    data = decode(row.body, Json)
    return _wire_row(row.seq, row.group_no, row.kind, row.version, data, _evidence(row))


def event_of(row: Row[Any]) -> Event:
    """Return the event of an outbox row. Raises BadInput("event.unknown") for one of a later program."""
    try:
        return event_from_json(row.kind, row.version, decode(row.body, Json))
    except BadInput as fault:
        raise damage(fault) from fault


def content(row: Row[Any]) -> str:
    """Return what an event says, a line a field, also of a kind that this program does not know; long values are cut.

    Order, moment and form are left out: they are told beside, or tell a reader nothing.
    """
    said = decode(row.body, Json)
    told = {name: value for name, value in said.items() if name not in _TOLD_BESIDE and value not in ("", None, [])}
    return "\n".join(f"{name}: {_in_short(value)}" for name, value in sorted(told.items()))


def _in_short(value: object) -> str:
    text = value if isinstance(value, str) else encode(value).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def event_of_sent(row: EventRow) -> Event:
    """Return the event of a row as it travels. Raises BadInput("event.unknown") for one of a later program."""
    return event_from_json(row.kind, row.version, row.data)


def values_of_sent(row: EventRow, digest: Sha256, recorded_us: int) -> dict[str, object]:
    """Return the columns of a row as it travels; it waits for its outcome."""
    order_id = row.data.get("order_id")
    return {
        "seq": row.seq,
        "group_no": row.group,
        "order_id": order_id if isinstance(order_id, str) else None,
        "kind": row.kind,
        "version": row.version,
        "body": encode(row.data),
        **_clock_values(row.clock),
        "digest": digest,
        "state": EventState.WAITING.value,
        "code": "",
        "fields": _NO_FIELDS,
        "recorded_us": recorded_us,
        "acknowledged_us": None,
    }


def _wire_row(seq: int, group: int, kind: str, version: int, data: Json, clock: ClockEvidence) -> EventRow:
    return EventRow(seq=seq, group=group, kind=kind, version=version, data=data, clock=clock)


def _clock_values(clock: ClockEvidence) -> dict[str, object]:
    return {
        "wall_us": to_us(clock.wall_at),
        "monotonic_us": span_to_us(clock.monotonic),
        "boot_id": clock.boot_id,
        "offset_us": None if clock.server_offset is None else span_to_us(clock.server_offset),
        "offset_measured_us": None if clock.offset_measured_at is None else to_us(clock.offset_measured_at),
    }


def _evidence(row: Row[Any]) -> ClockEvidence:
    server_offset, offset_measured_at = _comparison(row.offset_us, row.offset_measured_us)
    return ClockEvidence(
        wall_at=from_us(row.wall_us),
        monotonic=span_from_us(row.monotonic_us),
        boot_id=row.boot_id,
        server_offset=server_offset,
        offset_measured_at=offset_measured_at,
    )


@lru_cache(maxsize=8)
def _comparison(offset_us: int | None, measured_us: int | None) -> tuple[timedelta | None, datetime | None]:
    """Return a comparison with the centre's clock; hundreds of events share one."""
    offset = None if offset_us is None else span_from_us(offset_us)
    return offset, None if measured_us is None else from_us(measured_us)
