"""What a device can ask of a centre, however it is reached: over HTTP, or in the same process in a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from fieldapp.domain.ids import Scope, Sha256
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Hello, SealedKey, SnapshotPage, SyncAnswer, SyncRequest
from fieldapp.wire.tus import UploadPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComing:
    """A file that comes down piece by piece: `size` bytes altogether, of which `pieces` are those from `start` on.

    Its bytes are not proven yet. `close` ends the call early; each piece may raise CentreError.
    """

    media_type: str
    size: int
    start: int
    pieces: Iterator[bytes]
    close: Callable[[], None]


class Centre(Protocol):
    """The central server as one device sees it. Every call may raise CentreError and nothing else."""

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Exchange a one-time code for an identity."""
        ...

    def hello(self) -> Hello:
        """Ask for time, epoch and the last event known of this device."""
        ...

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Hand over events and fetch outcomes and changes in one round trip."""
        ...

    def snapshot(self, scope: Scope, after: str = "", number: int | None = None) -> SnapshotPage:
        """Fetch a page of a scope's live rows: the first without `number`, the others as the page before said.

        Raises CentreRefused("scope-unknown" | "cursor-expired" | "cursor-unknown").
        """
        ...

    def keep_key(self, sealed: SealedKey) -> None:
        """Deliver the sealed copy of the device's data key; may be repeated, the last one counts."""
        ...

    def farewell(self) -> None:
        """Say that a revoked device has delivered everything and removes its data; the centre knows it no more."""
        ...

    def has_blob(self, sha256: Sha256) -> bool:
        """Tell whether the centre holds the blob completely."""
        ...

    def begin_upload(self, sha256: Sha256, media_type: str, size: int, first: bytes) -> UploadPlace:
        """Begin to deliver a file of `size` bytes with its `first` ones; return where it goes on.

        A file of this engineer that the centre holds is at its end at once; the hash is proven with the last byte.
        Raises CentreRefused("blob-hash-mismatch" | "body-too-large" | "upload-checksum").
        """
        ...

    def upload_offset(self, address: str) -> int:
        """Return how many bytes count. Raises CentreRefused("upload-unknown" | "upload-expired")."""
        ...

    def continue_upload(self, address: str, offset: int, piece: bytes) -> int:
        """Deliver the bytes that follow on `offset`; return how many count now.

        Raises CentreRefused("upload-offset" | "upload-unknown" | "upload-expired"), and as `begin_upload`.
        """
        ...

    def end_upload(self, address: str) -> None:
        """Let the centre throw away what has come. Raises CentreRefused("upload-unknown")."""
        ...

    def get_blob(self, sha256: Sha256, start: int = 0) -> FileComing:
        """Fetch a file that this device may have, from byte `start` on. Raises CentreRefused("blob-unknown")."""
        ...
