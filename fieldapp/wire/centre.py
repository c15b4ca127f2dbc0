"""What a device can ask of a centre, however it is reached: over HTTP, or in the same process in a test."""

from __future__ import annotations

from typing import Protocol

from fieldapp.domain.ids import Sha256
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Hello, SealedKey, SyncAnswer, SyncRequest


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

    def keep_key(self, sealed: SealedKey) -> None:
        """Deliver the sealed copy of the device's data key; may be repeated, the last one counts."""
        ...

    def farewell(self) -> None:
        """Say that a revoked device has delivered everything and removes its data; the centre knows it no more."""
        ...

    def has_blob(self, sha256: Sha256) -> bool:
        """Tell whether the centre holds the blob completely."""
        ...

    def put_blob(self, sha256: Sha256, media_type: str, content: bytes) -> None:
        """Deliver one blob; the centre checks its hash."""
        ...

    def get_blob(self, sha256: Sha256) -> tuple[str, bytes]:
        """Return media type and content of a file that this device may have. Raises CentreRefused("blob-unknown")."""
        ...
