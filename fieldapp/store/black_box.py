"""What this tablet has not delivered, read out of whatever still opens: the database, or the journal beside it (SYN-8).

It changes nothing but what opening the store repairs by itself. The journal may tell of events that the centre has by
now: too much is no harm, for they are known by their numbers and contents.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from fieldapp.domain.errors import NotFound, StoreBusy, StoreDamaged, StoreError
from fieldapp.domain.ids import Sha256
from fieldapp.store import blob_files, identity_card, journal, origins, outbox_rows
from fieldapp.store.blobs import BlobQueue
from fieldapp.store.clock import DeviceClock
from fieldapp.store.database import Database, open_database
from fieldapp.store.failures import translated
from fieldapp.store.identity import Identity
from fieldapp.store.identity_card import IdentityCard
from fieldapp.store.journal import JournalBlob
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.messages import EventOrigin, EventRow

STORE, JOURNAL = "store", "journal"
_BLOBS = "blobs"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """Events in order, each with the chain's value behind it, and files by name.

    `source` says where they were read, `holes` how many stretches of the journal could not be.
    """

    card: IdentityCard
    epoch: str
    rows: tuple[tuple[EventRow, Sha256], ...]
    files: tuple[Sha256, ...]
    origins: tuple[EventOrigin, ...]
    content: Callable[[Sha256], tuple[str, bytes]]
    source: str
    holes: int = 0


def read_unsent(folder: Path, key: bytes, clock: DeviceClock, take: Callable[[Unsent], None]) -> None:
    """Hand what waits to `take`, while the store is held open for it.

    Raises StoreBusy where another copy of the program has the store, StoreError("bundle.no-company-key") where this
    tablet never had contact or even its card cannot be read.
    """
    card = identity_card.read(folder, key)
    if card is None:
        raise StoreError("bundle.no-company-key")
    try:
        database = open_database(folder, key, clock)
    except StoreBusy:
        raise
    except StoreError as damage:
        _log.info("the store does not open, its journal is read", exc_info=damage)
        take(_of_journal(folder, key, card))
        return
    with closing(database):
        try:
            unsent = _of_store(database, card)
        except StoreDamaged as damage:
            _log.info("the store cannot be read, its journal is", exc_info=damage)
            unsent = _of_journal(folder, key, card)
        take(unsent)


def of_this_name(card: IdentityCard, database: Database) -> IdentityCard:
    """Return the card with the name that the database has: one that was written before it changed bears another."""
    known = Identity(database).enrolment()
    return card if known is None else replace(card, enrolment=known)


def _of_store(database: Database, card: IdentityCard) -> Unsent:
    query = select(OUTBOX).where(OUTBOX.c.state == EventState.WAITING.value).order_by(OUTBOX.c.seq)
    with database.reading() as connection:
        rows = tuple((outbox_rows.as_sent(row), Sha256(row.digest)) for row in connection.execute(query))
        firsts = origins.of_events(connection, rows[0][0].seq, rows[-1][0].seq) if rows else ()
    blobs = BlobQueue(database)
    return Unsent(
        card=of_this_name(card, database),
        epoch=Identity(database).epoch(),
        rows=rows,
        origins=firsts,
        files=blobs.undelivered(),
        content=blobs.content,
        source=STORE,
    )


def _of_journal(folder: Path, key: bytes, card: IdentityCard) -> Unsent:
    """Read the journal's records without the database; where two tell of one number, the later one counts."""
    with translated():
        story = journal.whole_story(folder / journal.FOLDER, journal.box_of(key))
    entries = {entry.row.seq: entry for record in story.records for entry in record.entries}
    rows = [entries[seq] for seq in sorted(entries)]
    blobs = {blob.sha256: blob for record in story.records for blob in record.blobs}

    def content(sha256: Sha256) -> tuple[str, bytes]:
        return _content(folder, blobs, sha256)

    return Unsent(
        card=card,
        epoch="",
        rows=tuple((entry.row, entry.digest) for entry in rows),
        origins=tuple(entry.origin for entry in rows if entry.origin is not None),
        files=tuple(sorted(blobs)),
        content=content,
        source=JOURNAL,
        holes=story.holes,
    )


def _content(folder: Path, blobs: dict[Sha256, JournalBlob], sha256: Sha256) -> tuple[str, bytes]:
    """Return media type and content. Raises NotFound("blob.unknown"), StoreDamaged("blob.damaged")."""
    blob = blobs.get(sha256)
    if blob is None:
        raise NotFound("blob.unknown", sha256=sha256)
    if blob.file_key is None:
        return blob.media_type, blob.content
    return blob.media_type, blob_files.unseal(folder / _BLOBS, sha256, blob.file_key)
