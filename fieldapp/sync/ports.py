"""What sync needs of the device's store and keys, as Protocols: `store` and `trust` fit without being imported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from fieldapp.domain.ids import OrderId, Scope, Sha256
from fieldapp.domain.views.sync import SyncProgress
from fieldapp.wire.messages import EventOrigin, EventRow, SealedKey, SnapshotPage, SyncAnswer
from fieldapp.wire.tus import UploadPlace

Report = Callable[[SyncProgress], None]
"""Is called with every step of a running sync, on the thread that runs it."""

Cancelled = Callable[[], bool]
"""Is asked between any two steps; True ends the run there."""


class Batch(Protocol):
    """Events to send, whole groups only; `chain` is the hash chain's value after the last one."""

    @property
    def events(self) -> tuple[EventRow, ...]:
        """The rows in order."""
        ...

    @property
    def chain(self) -> Sha256:
        """Value after the last row; after the last acknowledged event when there are none."""
        ...

    @property
    def origins(self) -> tuple[EventOrigin, ...]:
        """Where those rows were first written that this tablet wrote when it had another name."""
        ...


class Applied(Protocol):
    """What one answer changed on this device."""

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of documents that changed."""
        ...

    @property
    def orders(self) -> frozenset[OrderId]:
        """Orders that changed."""
        ...

    @property
    def outcomes(self) -> int:
        """How many events got their verdict."""
        ...

    @property
    def changes(self) -> int:
        """How many changes were new."""
        ...


class Wanted(Protocol):
    """A snapshot that is wanted: from which row on, at which number; None to begin it."""

    @property
    def scope(self) -> Scope:
        """The scope."""
        ...

    @property
    def after(self) -> str:
        """The end of the last page that is here."""
        ...

    @property
    def number(self) -> int | None:
        """The scope's number that its pages belong to."""
        ...


class Outbox(Protocol):
    """The events of this device, in order."""

    def last_seq(self) -> int:
        """Return the number of the newest event, 0 if there is none."""
        ...

    def acknowledged_seq(self) -> int:
        """Return the number before the first event without an outcome."""
        ...

    def waiting(self) -> int:
        """Return how many events have no outcome."""
        ...

    def digest_at(self, seq: int) -> Sha256 | None:
        """Return the chain's value after event `seq`, None for a number that is not here."""
        ...

    def batch(self, most_events: int, most_bytes: int) -> Batch:
        """Return the next events without outcome, at least one group if any waits."""
        ...

    def batch_after(self, start: int, most_events: int, most_bytes: int) -> Batch:
        """Return the events behind number `start` in the same measure, before those up to it have an outcome."""
        ...

    def reconcile(self, last_seq: int, digest: Sha256) -> None:
        """Settle with the centre's last event and chain what a recovery of this device left open."""
        ...

    def offer_again(self, after_seq: int, digest: Sha256) -> None:
        """Let every event after `after_seq` wait once more; what is not here any more is declared in its place."""
        ...


class Inbox(Protocol):
    """The only writer of what comes down."""

    def cursors(self) -> dict[Scope, int]:
        """Return the last number applied per scope."""
        ...

    def apply(self, answer: SyncAnswer) -> Applied:
        """Apply an answer whole or not at all.

        Raises CentreAnswerInvalid("centre.gap"), CentreRefused("epoch-changed").
        """
        ...

    def paused(self) -> tuple[Scope, ...]:
        """Return the scopes of which only the rest of a snapshot is to come."""
        ...

    def snapshots(self) -> Sequence[Wanted]:
        """Return the snapshots that are to be fetched, or fetched on."""
        ...

    def apply_snapshot(self, page: SnapshotPage, *, begins: bool, is_whole: bool) -> Applied | None:
        """Take over rows of a page: `begins` with the snapshot's first rows, `is_whole` with the last of the page.

        None where another road has overtaken it.
        """
        ...

    def drop_snapshot(self, scope: Scope, *, again: bool) -> None:
        """Begin the snapshot of a scope again from its beginning at the next run, or do without it."""
        ...


class Blobs(Protocol):
    """Files that wait for delivery, and files that are to come."""

    def undelivered(self) -> tuple[Sha256, ...]:
        """Return what the centre does not have, in the order of delivery."""
        ...

    def content(self, sha256: Sha256) -> tuple[str, bytes]:
        """Return media type and content. Raises NotFound, StoreDamaged."""
        ...

    def delivered(self, sha256: Sha256, epoch: str | None = None) -> frozenset[OrderId]:
        """Note that the centre, in this life of it, has it; return the orders that wait for it no more.

        Raises CentreRefused("epoch-changed") where the device follows another life than `epoch` by now.
        """
        ...

    def refused(self, sha256: Sha256, code: str) -> None:
        """Note why it did not go through."""
        ...

    def wanted(self) -> tuple[Sha256, ...]:
        """Return what the orders here need of the centre's files and what is not here, in the order of fetching."""
        ...

    def sizes(self, names: Collection[Sha256]) -> Mapping[Sha256, int]:
        """Return how many bytes these files have, waiting or wanted."""
        ...

    def upload_place(self, sha256: Sha256) -> UploadPlace | None:
        """Return where a file's upload goes on, None where none is under way."""
        ...

    def note_upload(self, sha256: Sha256, place: UploadPlace) -> None:
        """Remember how far the centre said that a file has come."""
        ...

    def forget_upload(self, sha256: Sha256) -> None:
        """Let the next delivery of a file begin anew."""
        ...

    def pieces(self, sha256: Sha256) -> bytes:
        """Return what has come of a wanted file, from its first byte on."""
        ...

    def keep_piece(self, sha256: Sha256, start: int, content: bytes) -> None:
        """Keep a piece of a file that is not whole yet."""
        ...

    def drop_pieces(self, sha256: Sha256) -> None:
        """Forget what has come of a file."""
        ...

    def drop_pieces_but(self, wanted: Collection[Sha256]) -> None:
        """Forget what has come of files that are wanted no more."""
        ...

    def fetched(self, sha256: Sha256, media_type: str, content: bytes) -> None:
        """Keep a file of the centre whose hash was checked."""
        ...


class Identity(Protocol):
    """What the device knows about itself and its centre."""

    def epoch(self) -> str:
        """Return the centre's database life as last seen."""
        ...

    def adopt_epoch(self, epoch: str) -> None:
        """Begin anew with a restored centre: all scopes from the start."""
        ...

    def note_server_time(self, server_time: datetime, round_trip: timedelta) -> None:
        """Learn the centre's time from an answer that just came in."""
        ...

    def note_leaving(self) -> bool:
        """Remember that this device is revoked, and record nothing from now on; False while something waits here."""
        ...

    def is_leaving(self) -> bool:
        """Tell whether that was noted."""
        ...

    def stay(self) -> None:
        """Note that the centre needs this device once more: it records and delivers again."""
        ...

    def note_complete(self) -> None:
        """Remember that every event is at the centre."""
        ...


class KeyCopy(Protocol):
    """A spare key of the device, sealed to the company."""

    def undelivered_key(self, public_key: str) -> SealedKey | None:
        """Return the copy for the company's present key, None where the centre has it."""
        ...

    def key_delivered(self, copy: SealedKey) -> None:
        """Note that the centre has it."""
        ...


class Signer(Protocol):
    """The device's Ed25519 key."""

    def sign(self, body: bytes) -> str:
        """Return the signature of `body` as base64."""
        ...
