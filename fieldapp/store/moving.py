"""Another name for this tablet: everything that it keeps comes along under new numbers (SYNC.md rule 12).

Its history was forked, its data were a restored copy, or the office gave it another identity. Whether the centre has an
event already does not matter: it knows each by where it was first written, and takes it once. So all of them wait anew,
and a centre that is restored later can still be offered everything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.store import former_name, identity_card, ledger, meta, origins, outbox_rows, seen_again
from fieldapp.store.database import Database
from fieldapp.store.failures import translated
from fieldapp.store.identity import Enrolment, begin_epoch, enrolment
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.codec import CHAIN_START, chain, encode, to_json
from fieldapp.wire.messages import EventOrigin
from fieldapp.wire.versions import HISTORY_LOST

_OF_THE_FORMER_NAME = (
    *(meta.COVERED_SEQ, meta.BACKED_UP_SEQ, meta.PRUNED_SEQ, meta.OUTBOX_BASE),
    *(meta.LEAVING, meta.SEALED_FOR),
)


def become(database: Database, key: bytes, known: Enrolment, epoch: str) -> int:
    """Go on under another name with everything that is kept; return how many events came along.

    `key` is the open store's: the card beside it bears the new name, too.
    Raises StoreError("store.other-engineer"); then nothing was changed. Cut off behind its first transaction, the next
    opening does the second.
    """
    with database.writing() as connection:
        moved = move(connection, known, epoch)
    with database.writing() as connection:
        former_name.leave(connection, database.folder, database.journal)
    card = identity_card.read(database.folder, key)
    if card is not None:
        with translated():
            identity_card.keep(database.folder, key, replace(card, enrolment=known))
    return moved


def move(connection: Connection, known: Enrolment, epoch: str) -> int:
    """Become the device that `known` names; return how many events came along.

    Documents and cursors stay: they are the engineer's. Raises StoreError("store.other-engineer") for the identity of
    somebody else, whose orders and van these are not; then nothing was changed.
    """
    before = enrolment(connection)
    if before.engineer_id != known.engineer_id:
        raise StoreError("store.other-engineer", engineer=before.engineer_name)
    if before.device_id == known.device_id:
        return 0
    rejected = (OUTBOX.c.state == EventState.REJECTED.value, OUTBOX.c.kind != HISTORY_LOST)
    refused = connection.execute(select(OUTBOX.c.seq).where(*rejected)).scalars().all()
    numbers = _write_anew(connection, before.device_id)
    ledger.rename_own(connection, before.device_id, known.device_id, numbers)
    for seq in refused:  # their lines were taken out; what waits again counts again
        row = connection.execute(select(OUTBOX).where(OUTBOX.c.seq == numbers[seq])).one()
        ledger.restore_own(connection, known.device_id, row.seq, outbox_rows.event_of(row))
    for key in _OF_THE_FORMER_NAME:
        meta.forget(connection, key)
    report = meta.read(connection, meta.RECOVERY, RecoveryReport)
    if report is not None:
        meta.write(connection, meta.RECOVERY, replace(report, needs_contact=False))
    meta.write(connection, meta.ENROLMENT, known)
    if meta.read(connection, meta.EPOCH, str) != epoch:
        begin_epoch(connection, epoch)
    # All of it waits, and so is seen: also what a revoked tablet had delivered, for which nothing came down to it.
    named = select(OUTBOX.c.order_id).where(OUTBOX.c.order_id.is_not(None)).distinct()
    seen_again.see_again(connection, connection.execute(named).scalars().all())
    meta.write(connection, meta.MOVING, True)
    return len(numbers)


def _write_anew(connection: Connection, device_id: DeviceId) -> dict[int, int]:
    """Number what is kept from 1 on, in its order and its groups; return the new numbers by the old ones."""
    known = {one.seq: one for one in origins.of_events(connection, 1, 2**63 - 1)}
    # What was declared lost, and what gave up its content to a verified backup, is not here any more.
    whole = (OUTBOX.c.kind != HISTORY_LOST, OUTBOX.c.body != outbox_rows.EMPTIED)
    rows = connection.execute(select(OUTBOX).where(*whole).order_by(OUTBOX.c.seq)).all()
    connection.execute(delete(origins.MOVED_EVENT))
    connection.execute(delete(OUTBOX))
    digest, numbers, firsts, written = CHAIN_START, {}, [], []
    for seq, row in enumerate(rows, start=1):
        first = known.get(row.seq) or EventOrigin(
            seq=row.seq, device_id=device_id, first_seq=row.seq, chain=Sha256(row.digest)
        )
        digest = chain(digest, to_json(replace(outbox_rows.as_sent(row), seq=seq)))
        numbers[row.seq] = seq
        firsts.append(replace(first, seq=seq))
        written.append(_renumbered(row, seq, digest))
    if written:
        connection.execute(insert(OUTBOX), written)
    origins.write(connection, firsts)
    return numbers


def _renumbered(row: Row[Any], seq: int, digest: Sha256) -> dict[str, object]:
    """Return the columns of a row under its new number; it waits."""
    waiting = {"state": EventState.WAITING.value, "code": "", "fields": encode({}), "acknowledged_us": None}
    return {**row._mapping, **waiting, "seq": seq, "digest": digest}
