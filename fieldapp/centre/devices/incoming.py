"""Taking a device's batch: where it begins, whether it is the same history, and what became of each event."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from functools import partial
from itertools import groupby

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from fieldapp.centre import facts, stock
from fieldapp.centre.database.defects import is_defect
from fieldapp.centre.database.excerpt import is_key
from fieldapp.centre.database.tables import device, event
from fieldapp.centre.desk import opened, orders, register
from fieldapp.centre.devices import opening, origins, writers
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.identity import KnownDevice, engineer_name
from fieldapp.centre.devices.ruling import Book, not_applied, openings_in, rule_group
from fieldapp.domain.clock_doubt import TimeDoubt, time_doubt
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import EventId, OrderId, Sha256
from fieldapp.domain.opening_events import OrderOpened
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.domain.work_order import WorkOrder
from fieldapp.support.lines import noted
from fieldapp.wire.codec import CHAIN_START, chain, decode, encode
from fieldapp.wire.messages import EventRow, Outcome, SyncRequest, Verdict
from fieldapp.wire.versions import EVENT_BYTES

_log = logging.getLogger(__name__)

_LARGEST_GROUP = 2**63 - 1
_LARGEST_VERSION = 2**31 - 1


def receive(
    connection: Connection,
    feed: Feed,
    sender: KnownDevice,
    request: SyncRequest,
    now: datetime,
    zone: tzinfo,
    *,
    one_by_one: bool = False,
) -> tuple[Outcome, ...]:
    """Take the request's events and return an outcome for each, the stored one for those that are known already.

    `zone` is the company's: the history of a machine tells days. `one_by_one` writes each group by itself and parks
    those that cannot be written: slower, for a batch in which a defect came to light (`is_defect`).
    Raises CentreRefused("sequence-gap" | "device-forked"); then nothing was taken.
    """
    state = connection.execute(select(device).where(device.c.id == sender.id).with_for_update()).one()
    rows = request.events
    _check_sequence(rows, state.last_seq)
    digests = _check_history(connection, sender, request)
    known = [row for row in rows if row.seq <= state.last_seq]
    fresh = rows[len(known) :]
    outcomes = _stored_outcomes(connection, sender, known)
    if fresh:
        batch = origins.looked_up(connection, sender, request, fresh, digests[len(known) :])
        ruling = rule_one_by_one if one_by_one else rule
        new = ruling(connection, feed, sender, batch.fresh(fresh), now, zone, origin=batch)
        words = {outcome.seq: outcome for outcome in (*new, *batch.known.values())}
        ruled = tuple(words[row.seq] for row in fresh)
        _store(connection, sender, fresh, ruled, digests[len(known) :], now, batch)
        moved_on = {"last_seq": fresh[-1].seq, "chain": digests[-1], "seen_at": now}
        connection.execute(update(device).where(device.c.id == sender.id).values(**moved_on))
        outcomes += ruled
    return outcomes


def mark_forked(connection: Connection, sender: KnownDevice, now: datetime) -> None:
    """Remember, for the office, when another history came under this device's name."""
    connection.execute(update(device).where(device.c.id == sender.id).values(forked_at=now))


def _check_sequence(rows: Sequence[EventRow], last_seq: int) -> None:
    if not rows:
        return
    first = rows[0].seq
    gapless = all(row.seq == first + place for place, row in enumerate(rows))
    if not gapless or not 1 <= first <= last_seq + 1:
        raise CentreRefused("sequence-gap", last_seq=last_seq)
    if not all(0 <= row.group <= _LARGEST_GROUP and 0 <= row.version <= _LARGEST_VERSION for row in rows):
        raise CentreRefused("wire.malformed", detail="group or version out of range")


def _check_history(connection: Connection, sender: KnownDevice, request: SyncRequest) -> list[Sha256]:
    """Return the chain's value after each event of the request; what is stored and what is declared must agree."""
    rows = request.events
    if not rows:
        return []
    query = select(event.c.seq, event.c.digest).where(
        event.c.device_id == sender.id, event.c.seq.between(rows[0].seq - 1, rows[-1].seq)
    )
    stored = {row.seq: Sha256(row.digest) for row in connection.execute(query)}
    value = stored.get(rows[0].seq - 1, CHAIN_START)
    digests = []
    for row in rows:
        value = chain(value, row)
        if stored.get(row.seq, value) != value:
            raise CentreRefused("device-forked", seq=row.seq)
        digests.append(value)
    if value != request.chain:
        raise CentreRefused("device-forked", seq=rows[-1].seq)
    return digests


def _stored_outcomes(connection: Connection, sender: KnownDevice, rows: Sequence[EventRow]) -> tuple[Outcome, ...]:
    if not rows:
        return ()
    query = select(event).where(event.c.device_id == sender.id, event.c.seq.between(rows[0].seq, rows[-1].seq))
    return tuple(outcome_of(row) for row in connection.execute(query.order_by(event.c.seq)))


def outcome_of(row: Row[tuple[object, ...]]) -> Outcome:
    """Return the outcome stored in a row of the event table."""
    return Outcome(seq=row.seq, verdict=Verdict(row.verdict), code=row.code, fields=decode(row.fields, dict[str, str]))


def rule(
    connection: Connection,
    feed: Feed,
    sender: KnownDevice,
    rows: Sequence[EventRow],
    now: datetime,
    zone: tzinfo,
    *,
    by_office: bool = False,
    origin: origins.Batch = origins.NATIVE,
    waiting: frozenset[OrderId] = frozenset(),
) -> tuple[Outcome, ...]:
    """Apply the events group by group and write what they changed; `by_office` grants what was parked for it.

    `origin` knows which of them were written under another name, `waiting` names orders whose opening was just parked.
    """
    named = {order_id for row in rows if (order_id := _order_id(row)) is not None}
    named |= opening.sources_in(rows)
    allowed = orders.ever_assigned(connection, sender.engineer_id, named)
    ids = {row.seq: origin.first_id(sender.id, row.seq) for row in rows if row.kind == OrderOpened.kind}
    intake = opened.prepare(connection, opening.claims_of(rows, ids), opening.named_in(rows), now, zone)
    before = orders.read_several(connection, allowed)
    book = Book(
        sender=sender.engineer_id,
        orders=before,
        sender_name=engineer_name(connection, sender.engineer_id),
        intake=intake,
        ask=writers.asked(connection, sender.id, rows),
        by_office=by_office,
        has_forgotten=bool(facts.former_epochs(connection)),
        first_ids=ids,
        waiting=waiting | opening.parked(connection, sender.engineer_id, named - allowed),
    )
    outcomes: tuple[Outcome, ...] = ()
    for _, group in groupby(rows, key=lambda row: row.group):
        book, ruled = rule_group(book, sender.id, list(group))
        outcomes += ruled
    _write(connection, feed, before, book, now, zone)
    return outcomes


def rule_one_by_one(
    connection: Connection,
    feed: Feed,
    sender: KnownDevice,
    rows: Sequence[EventRow],
    now: datetime,
    zone: tzinfo,
    *,
    by_office: bool = False,
    origin: origins.Batch = origins.NATIVE,
) -> tuple[Outcome, ...]:
    """Do what `rule` does, each group behind a savepoint: one that a defect keeps out is parked with its reason.

    What such a group wrote and told is undone, and nothing of the others.
    """
    outcomes: tuple[Outcome, ...] = ()
    waiting: frozenset[OrderId] = frozenset()
    for _, members in groupby(rows, key=lambda row: row.group):
        group = list(members)
        work = partial(rule, sender=sender, rows=group, now=now, zone=zone, by_office=by_office)
        work = partial(work, origin=origin, waiting=waiting)
        try:
            try:
                outcomes += _by_itself(connection, feed, work)
            except IntegrityError:
                outcomes += _by_itself(connection, feed, work)  # what another worker entered by now is seen
        except Exception as defect:
            if not is_defect(defect):
                raise
            first = EventId(sender.id, group[0].seq)
            _log.exception("the group of event %s could not be written", first, extra=noted(event=str(first)))
            outcomes += not_applied(group, group[0])
        if outcomes[-1].verdict is Verdict.PARKED:
            waiting |= openings_in(group)
    return outcomes


def _by_itself(connection: Connection, feed: Feed, work: Callable[..., tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    told = Feed()
    with connection.begin_nested():
        outcomes = work(connection, told)
    feed.add(told)
    return outcomes


def _write(
    connection: Connection, feed: Feed, before: dict[OrderId, WorkOrder], book: Book, now: datetime, zone: tzinfo
) -> None:
    """Write what the events have changed: of an order that stands as it did before them, nothing."""
    for order_id in sorted(book.fresh):
        opened.enter(connection, feed, book.orders[order_id], now)
    touched = [book.orders[order_id] for order_id in sorted(book.touched | book.fresh)]
    changed = [order for order in touched if order != before.get(order.id)]
    orders.save(connection, feed, [order for order in changed if order.id not in book.fresh], now)
    for order in changed:
        if _taken_over_anew(before.get(order.id), order):
            register.open_file(connection, feed, order)
    register.note_visits(connection, feed, changed, zone)
    stock.enter(connection, feed, book.sender, book.movements)


def _taken_over_anew(before: WorkOrder | None, after: WorkOrder) -> bool:
    """Tell whether these events took a machine over, or named the model of one that was: others write nothing of it."""
    if before is None or before.visit.on_site.installed != after.visit.on_site.installed:
        return True
    return after.visit.on_site.installed is not None and before.asset.model == "" != after.asset.model


def _order_id(row: EventRow) -> OrderId | None:
    named = row.data.get("order_id")
    return OrderId(named) if isinstance(named, str) and is_key(named) else None


def _store(
    connection: Connection,
    sender: KnownDevice,
    rows: Sequence[EventRow],
    outcomes: Sequence[Outcome],
    digests: Sequence[Sha256],
    now: datetime,
    batch: origins.Batch,
) -> None:
    doubts = _doubts(connection, sender, rows)
    connection.execute(
        insert(event),
        [
            {
                "device_id": sender.id,
                "seq": row.seq,
                "group_number": row.group,
                "kind": row.kind,
                "version": row.version,
                "order_id": None if row.seq in batch.known else _order_id(row),
                "data": _kept(row),
                "clock": encode(row.clock),
                "digest": digest,
                "received_at": now,
                "verdict": outcome.verdict.value,
                "code": outcome.code,
                "fields": encode(outcome.fields),
                "time_doubt": doubt.value if doubt else None,
            }
            for row, outcome, digest, doubt in zip(rows, outcomes, digests, doubts, strict=True)
        ],
    )
    origins.note(connection, sender, batch, rows)


def _kept(row: EventRow) -> bytes:
    """Return the data as they are stored; of an event that is rejected for its size only its place in the chain."""
    data = encode(row.data)
    return data if len(data) <= EVENT_BYTES else encode({})


def _doubts(connection: Connection, sender: KnownDevice, rows: Sequence[EventRow]) -> list[TimeDoubt | None]:
    """Return whether each event's times prove something, in the light of the one before it (SYNC.md rule 10)."""
    query = select(event.c.clock, event.c.time_doubt).where(event.c.device_id == sender.id)
    last = connection.execute(query.where(event.c.seq == rows[0].seq - 1)).one_or_none()
    before = None if last is None else decode(last.clock, ClockEvidence)
    doubt = None if last is None or last.time_doubt is None else TimeDoubt(last.time_doubt)
    found: list[TimeDoubt | None] = []
    for row in rows:
        doubt = time_doubt(row.clock, before, doubt)
        before = row.clock
        found.append(doubt)
    return found
