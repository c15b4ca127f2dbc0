"""Digest over the live rows of a scope, kept up row by row, so that both sides can compare without reading them all."""

from __future__ import annotations

import hashlib

from fieldapp.domain.ids import Sha256
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import DocumentKind

EMPTY_SCOPE = Sha256("0" * 64)
"""Digest of a scope without rows."""

_MODULUS = 1 << 256


def row_digest(kind: DocumentKind, key: str, document: dict[str, object]) -> Sha256:
    """Return the digest of one live row: what it is, its key, and its document in canonical JSON."""
    head = f"{kind.value}\0{key}\0".encode()
    return Sha256(hashlib.sha256(head + encode(document)).hexdigest())


def with_row(digest: Sha256, row: Sha256) -> Sha256:
    """Return the scope's digest with one more row: the sum of row digests modulo 2^256, whatever their order."""
    return Sha256(f"{(int(digest, 16) + int(row, 16)) % _MODULUS:064x}")


def without_row(digest: Sha256, row: Sha256) -> Sha256:
    """Return the scope's digest with one row less."""
    return Sha256(f"{(int(digest, 16) - int(row, 16)) % _MODULUS:064x}")
