"""Digest over the live rows of a scope, kept up row by row, so that both sides can compare without reading them all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from fieldapp.domain.ids import Sha256
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import DocumentKind

EMPTY_SCOPE = Sha256("0" * 64)
"""Digest of a scope without rows."""

_MODULUS = 1 << 256
_NAMES = {kind: kind.value for kind in DocumentKind}


@dataclass(slots=True)
class RunningSum:
    """Count and digest of a scope's live rows while many of them change; a row is its digest as 32 bytes."""

    count: int
    total: int

    @classmethod
    def of(cls, count: int, digest: bytes) -> RunningSum:
        """Begin with what is known of the scope."""
        return cls(count, int.from_bytes(digest))

    def add(self, row: bytes) -> None:
        """One more row is live."""
        self.count += 1
        self.total += int.from_bytes(row)

    def remove(self, row: bytes) -> None:
        """The row is live no longer."""
        self.count -= 1
        self.total -= int.from_bytes(row)

    @property
    def digest(self) -> bytes:
        """Return the digest of the rows as 32 bytes."""
        return (self.total % _MODULUS).to_bytes(32)


def row_hash(kind: DocumentKind, key: str, body: bytes) -> bytes:
    """Return the digest of one live row as 32 bytes: what it is, its key, and its document in canonical JSON."""
    return hashlib.sha256(f"{_NAMES[kind]}\0{key}\0".encode() + body).digest()


def row_digest(kind: DocumentKind, key: str, document: dict[str, object]) -> Sha256:
    """Return the digest of one live row as it is written."""
    return Sha256(row_hash(kind, key, encode(document)).hex())


def with_row(digest: Sha256, row: Sha256) -> Sha256:
    """Return the scope's digest with one more row: the sum of row digests modulo 2^256, whatever their order."""
    rows = RunningSum.of(0, bytes.fromhex(digest))
    rows.add(bytes.fromhex(row))
    return Sha256(rows.digest.hex())


def without_row(digest: Sha256, row: Sha256) -> Sha256:
    """Return the scope's digest with one row less."""
    rows = RunningSum.of(1, bytes.fromhex(digest))
    rows.remove(bytes.fromhex(row))
    return Sha256(rows.digest.hex())
