"""One body on its way into an upload: what a cut line leaves of it counts, unless a checksum speaks for the whole."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from fieldapp.centre.devices.uploads import Upload, Uploads
from fieldapp.domain.errors import CentreRefused
from fieldapp.wire.tus import STEP

ALGORITHMS = ("sha1", "sha256")
"""Checksums that are understood; tus asks every server for the first."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a body is said to hash to."""

    algorithm: str
    digest: bytes

    @classmethod
    def from_header(cls, header: str) -> Checksum:
        """Return what an Upload-Checksum header says. Raises CentreRefused("wire.malformed")."""
        algorithm, _, digest = header.strip().partition(" ")
        try:
            if algorithm in ALGORITHMS:
                return cls(algorithm, base64.b64decode(digest.strip(), validate=True))
        except binascii.Error as fault:
            raise CentreRefused("wire.malformed", detail="Upload-Checksum") from fault
        raise CentreRefused("wire.malformed", detail="Upload-Checksum")


class Arrival:
    """Takes a body in any pieces. Every step blocks until it is durable: not for an event loop's own thread.

    Without a checksum each full step counts as it comes. With one nothing counts before all of it is proven; what was
    written of a body that is not, or never ends, is written over by the next.
    """

    def __init__(self, uploads: Uploads, upload: Upload, checksum: Checksum | None = None) -> None:
        self._uploads = uploads
        self._upload = upload
        self._checksum = checksum
        self._hash = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
        self._written = upload.offset
        self._rest = bytearray()

    def take(self, piece: bytes) -> bool:
        """Hold a piece; return whether a step is full for `write`. Raises CentreRefused("body-too-large")."""
        if self._written + len(self._rest) + len(piece) > self._upload.size:
            raise CentreRefused("body-too-large", limit=self._upload.size)
        self._rest += piece
        return len(self._rest) >= STEP

    def write(self) -> None:
        """Write what is held, and let it count where no checksum is to come. Raises as `Uploads.count`."""
        self._store()
        if self._checksum is None and self._written > self._upload.offset:
            self._upload = self._uploads.count(self._upload, self._written)

    def end(self) -> Upload:
        """Return the upload with the whole body. Raises CentreRefused("upload-checksum"), and as `Uploads.count`."""
        if self._checksum is None:
            self.write()
            return self._upload
        # Looked at before the last step is written: of a body of one step nothing is.
        self._prove(bytes(self._rest))
        self._store()
        if self._written > self._upload.offset:
            self._upload = self._uploads.count(self._upload, self._written)
        return self._upload

    def _store(self) -> None:
        step, self._rest = bytes(self._rest), bytearray()
        if not step:
            return
        if self._hash is not None:
            self._hash.update(step)
        self._uploads.storage.write_at(self._upload.id, self._written, step)
        self._written += len(step)

    def _prove(self, last: bytes) -> None:
        assert self._hash is not None
        assert self._checksum is not None
        whole = self._hash.copy()
        whole.update(last)
        if whole.digest() != self._checksum.digest:
            raise CentreRefused("upload-checksum")
