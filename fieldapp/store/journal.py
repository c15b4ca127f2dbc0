"""The journal: every event and its files once more, beside the database, until a backup holds them (SYN-2, SITE-9).

A record is written after the transaction's commit and before its tap is acknowledged. So the database is the truth
while it is whole; the journal is what is left when it is not, and the witness that tells a log that silently lost its
end. Files of the journal begin where a backup was made: `000000000124.journal` holds event 124 and those after it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import Sha256
from fieldapp.store import journal_file
from fieldapp.store.durable import sync_folder
from fieldapp.store.journal_file import JournalFile
from fieldapp.wire.codec import CHAIN_START, decode, encode
from fieldapp.wire.messages import EventOrigin, EventRow

FOLDER = "journal"
SUFFIX = ".journal"
_LENGTH = 4
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place between two events: the number of the one before it, and the chain's value there."""

    seq: int = 0
    digest: Sha256 = CHAIN_START


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One outbox row, and the number on paper of its order: words for the engineer if the order itself is gone."""

    row: EventRow
    digest: Sha256
    recorded_us: int
    order_number: str
    origin: EventOrigin | None = None
    """Where it was first written, if this tablet had another name then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalBlob:
    """One file: its row, and its content where that lies in the database (`file_key` is None)."""

    sha256: Sha256
    media_type: str
    size: int
    recorded_us: int
    file_key: bytes | None
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one transaction recorded after the place `after`; one without entries begins a file.

    `covered` names the files that waited for delivery then and are in the backup behind which it begins.
    """

    after: Place
    entries: tuple[Entry, ...] = ()
    blobs: tuple[JournalBlob, ...] = ()
    covered: tuple[Sha256, ...] = ()

    @property
    def end(self) -> Place:
        """Return the place behind it."""
        return Place(seq=self.entries[-1].row.seq, digest=self.entries[-1].digest) if self.entries else self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the journal's files tell together; with `holes` or a `torn_end`, something may be missing."""

    records: tuple[Record, ...] = ()
    holes: int = 0
    torn_end: bool = False
    whole_until: int = 0
    """Length of the newest file up to its last whole record."""

    @property
    def end(self) -> Place | None:
        """Return the place behind the last event, None for a journal that tells nothing."""
        return max((record.end for record in self.records), key=lambda place: place.seq, default=None)

    @property
    def may_miss_its_end(self) -> bool:
        """Tell whether events may have been recorded last of which nothing is known, not even how many."""
        return self.end is None or self.torn_end

    @property
    def files(self) -> frozenset[Sha256]:
        """Return the names of the files that it, or the backup before it, holds."""
        held = {blob.sha256 for record in self.records for blob in record.blobs}
        return frozenset(held.union(*(record.covered for record in self.records)))


@dataclass(slots=True)
class Journal:
    """The journal of an open database; for the thread that holds its write lock."""

    folder: Path
    box: journal_file.Box
    end: Place | None = None
    """Behind the last event written; None before the first file is begun."""
    files: set[Sha256] = field(default_factory=set)
    _file: JournalFile | None = None

    def take_up(self, *, keep_torn_end: bool = False) -> None:
        """Read the newest file and go on behind its last whole record; a torn end may be kept as a witness.

        Raises OSError.
        """
        newest = _paths(self.folder)[-1:]
        story = read_story(newest, self.box)
        self.end, self.files = story.end, set(story.files)
        if self.end is not None:
            self._file = JournalFile(newest[0], self.box, None if keep_torn_end else story.whole_until)

    def begin(self, after: Place, covered: Collection[Sha256] = ()) -> None:
        """Begin a file behind a place that a backup holds, with the `covered` files, or the centre. Raises OSError."""
        self.folder.mkdir(exist_ok=True, mode=0o700)
        if self._file is not None:
            self._file.close()
            self._file = None
        path = self.folder / f"{after.seq + 1:012d}{SUFFIX}"
        path.unlink(missing_ok=True)
        self._file = JournalFile(path, self.box)
        self._file.append(packed(Record(after=after, covered=tuple(sorted(covered)))))
        self.end, self.files = after, set(covered)

    def append(self, record: Record) -> None:
        """Write a record durably. A disk that refuses it costs no work: the database has it, and `end` stays behind."""
        if self._file is None:
            return
        try:
            self._file.append(packed(record))
        except OSError as fault:
            _log.warning("journal not written: errno %s", fault.errno)
            return
        self.end = record.end
        self.files |= {blob.sha256 for blob in record.blobs}

    def drop_before(self, seq: int) -> None:
        """Remove files that hold nothing after event `seq`. Raises OSError."""
        paths = _paths(self.folder)
        for path, following in pairwise(paths):
            if _first(following) <= seq + 1:
                path.unlink()
                sync_folder(self.folder)

    def forget(self) -> None:
        """Let go of the files, which are to be removed: the journal begins anew."""
        self.close()
        self.end, self.files = None, set()

    def close(self) -> None:
        """Close the file; what was written is durable already."""
        if self._file is not None:
            self._file.close()
            self._file = None


def box_of(key: bytes) -> journal_file.Box:
    """Return what seals and opens the journal of a store with this key."""
    return journal_file.journal_box(key)


def whole_story(folder: Path, box: journal_file.Box) -> Story:
    """Return what all files of the journal tell. Raises OSError."""
    return read_story(_paths(folder), box)


def read_story(paths: Sequence[Path], box: journal_file.Box) -> Story:
    """Return what these files tell, oldest first."""
    records: list[Record] = []
    holes, torn, whole_until = 0, False, 0
    for path in paths:
        reading = journal_file.read(path, box)
        holes += reading.holes
        torn, whole_until = reading.torn_end, reading.whole_until
        for body in reading.bodies:
            try:
                records.append(unpacked(body))
            except BadInput:
                holes += 1
    return Story(records=tuple(records), holes=holes, torn_end=torn, whole_until=whole_until)


def packed(record: Record) -> bytes:
    """Return a record's bytes: length of its JSON, the JSON without the files' contents, then those."""
    bare = tuple(replace(blob, content=b"") for blob in record.blobs)
    head = encode(replace(record, blobs=bare))
    return b"".join((len(head).to_bytes(_LENGTH, "big"), head, *(blob.content for blob in record.blobs)))


def unpacked(body: bytes) -> Record:
    """Return the record. Raises BadInput("wire.malformed") for one of another program."""
    at = _LENGTH + int.from_bytes(body[:_LENGTH], "big")
    bare = decode(body[_LENGTH:at], Record)
    blobs = []
    for blob in bare.blobs:
        size = 0 if blob.file_key is not None else blob.size
        content, at = body[at : at + size], at + size
        blobs.append(replace(blob, content=content))
    return replace(bare, blobs=tuple(blobs))


def _paths(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"))


def _first(path: Path) -> int:
    """Return the number of the first event that a file may hold."""
    return int(path.stem)
