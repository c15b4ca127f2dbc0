"""What a forked tablet had not sent is kept under a name of its own (SYNC.md rule 12; invariant fork_detected).

Two histories came under one device's name; the first that was heard is its history. The other one's events are numbered
anew under a device that is made for them: their clocks and contents stay as they were signed. Its name comes of the
first event in which the two part, so that the same file, or a longer one of the same tablet, finds it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from fieldapp.centre.database.tables import device, event
from fieldapp.centre.devices import bundle_log
from fieldapp.centre.devices.bundle_log import BroughtBundle
from fieldapp.centre.devices.bundles import OpenBundle, opened, take_files
from fieldapp.centre.devices.identity import KnownDevice
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.wire.bundles import BundleHead
from fieldapp.wire.codec import CHAIN_START, chain, encode, to_json
from fieldapp.wire.messages import EventOrigin, EventRow, SyncRequest
from fieldapp.wire.versions import MOST_BATCH_EVENTS

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID_LENGTH = 8
_A_QUERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """How many events were kept under which name; `known` ones of the bundle were at the centre already."""

    device_id: DeviceId
    events: int
    known: int
    files: int


def take_over(centre: LocalCentre, path: Path, brought_by: str) -> TakenOver:
    """Keep what a bundle tells and the centre does not know under a device of its own; once more changes nothing.

    Raises Refused("bundle.nothing-to-take-over") where all of it is known, BadInput("bundle.…") as `bundles.opened`.
    """
    with opened(centre, path) as bundle:
        rows = tuple(row for request in bundle.requests() for row in request.events)
        with centre.database.read() as connection:
            unknown = _unknown(connection, bundle.sender, rows)
        if not unknown:
            raise Refused("bundle.nothing-to-take-over", device=bundle.sender.id)
        other = centre.database.transact(lambda connection: _made_for(connection, centre, bundle, unknown[0]))
        known = replace(centre, sender=other)
        before = known.hello().last_seq
        for request in _renumbered(unknown, bundle.head, _origins(bundle)):
            known.sync(request)
        files = take_files(known, bundle.file)
        fresh = known.hello().last_seq - before
        with centre.database.write() as connection:
            _retire(connection, centre, other)
            bundle_log.note(connection, _line(centre, bundle.head, brought_by, fresh, len(files.delivered)))
    return TakenOver(device_id=other.id, events=fresh, known=len(rows) - len(unknown), files=len(files.delivered))


def _unknown(connection: Connection, sender: KnownDevice, rows: Sequence[EventRow]) -> tuple[EventRow, ...]:
    """Return the rows from the first on that is not in the tablet's history as it lies here."""
    for start in range(0, len(rows), _A_QUERY):
        part = rows[start : start + _A_QUERY]
        query = select(event).where(event.c.device_id == sender.id, event.c.seq.in_([row.seq for row in part]))
        stored = {row.seq: (row.kind, row.group_number, row.data, row.clock) for row in connection.execute(query)}
        for place, row in enumerate(part, start):
            if stored.get(row.seq) != (row.kind[:80], row.group, encode(row.data), encode(row.clock)):
                return tuple(rows[place:])
    return ()


def _made_for(connection: Connection, centre: LocalCentre, bundle: OpenBundle, first: EventRow) -> KnownDevice:
    """Return the device for events that begin with `first`; it is made where it is not there yet. It has no token."""
    sender = bundle.sender
    device_id = _name_of(sender.id, first)
    if connection.execute(select(device.c.id).where(device.c.id == device_id)).one_or_none() is None:
        now = centre.settings.now()
        row = {
            "id": device_id,
            "engineer_id": sender.engineer_id,
            "name": f"= {sender.id}",
            "public_key": sender.public_key,
            "token_sha256": "",
            "app_version": bundle.head.program[:40],
            "enrolled_at": now,
            "seen_at": now,
            "chain": CHAIN_START,
        }
        connection.execute(insert(device).values(**row))
    return KnownDevice(id=device_id, engineer_id=sender.engineer_id, public_key=sender.public_key, revoked=True)


def _retire(connection: Connection, centre: LocalCentre, other: KnownDevice) -> None:
    """Show the device as what it is: nobody works with it, and nothing comes from it any more."""
    now = centre.settings.now()
    mine = (device.c.id == other.id, device.c.removed_at.is_(None))
    connection.execute(update(device).where(*mine).values(revoked_at=now, removed_at=now))


def _name_of(device_id: DeviceId, first: EventRow) -> DeviceId:
    digest = hashlib.sha256(b"forked\0" + device_id.encode() + encode(to_json(first))).digest()
    return DeviceId("".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_ID_LENGTH]))


def _origins(bundle: OpenBundle) -> dict[int, EventOrigin]:
    """Return by number where each event of the tablet was first written: under its name, if it does not say another.

    The tablet may bring them itself one day, under this name or a new one of its own. A black box says it of each
    event, also behind a hole; of a bundle it is the chain's value, which is counted up here.
    """
    origins: dict[int, EventOrigin] = {}
    ends = {bundle.head.after: bundle.head.chain_before}
    for request in bundle.requests():
        value = ends.get(request.events[0].seq - 1) if request.events else None
        if value is None:
            origins |= {one.seq: one for one in request.origins}
            continue
        found = []
        for row in request.events:
            value = chain(value, to_json(row))
            found.append(EventOrigin(seq=row.seq, device_id=bundle.sender.id, first_seq=row.seq, chain=value))
        if value == request.chain:
            ends[found[-1].seq] = value
            origins |= {one.seq: one for one in found}
        origins |= {one.seq: one for one in request.origins}
    return origins


def _renumbered(
    rows: Sequence[EventRow], head: BundleHead, origins: Mapping[int, EventOrigin]
) -> Iterator[SyncRequest]:
    """Yield the events as a device's own from 1 on, groups whole as they were."""
    value: Sha256 = CHAIN_START
    batch: list[EventRow] = []
    firsts: list[EventOrigin] = []

    def request() -> SyncRequest:
        return SyncRequest(epoch=head.epoch, events=tuple(batch), chain=value, origins=tuple(firsts))

    for seq, row in enumerate(rows, start=1):
        if len(batch) >= MOST_BATCH_EVENTS and row.group != batch[-1].group:
            yield request()
            batch, firsts = [], []
        batch.append(replace(row, seq=seq))
        if row.seq in origins:
            firsts.append(replace(origins[row.seq], seq=seq))
        value = chain(value, to_json(batch[-1]))
    yield request()


def _line(centre: LocalCentre, head: BundleHead, brought_by: str, events: int, files: int) -> BroughtBundle:
    return BroughtBundle(
        device_id=head.device_id,
        brought_by=brought_by,
        brought_at=centre.settings.now(),
        made_at=head.made_at,
        first_seq=head.after + 1,
        last_seq=head.until,
        new_events=events,
        files=files,
        code="device-forked",
    )
