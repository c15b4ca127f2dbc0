"""The key file: which half opens it, what it costs, the wrapped key; versioned, whole or absent, its damage seen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from fieldapp.domain.errors import BadInput, StoreDamaged, StoreError
from fieldapp.store.failures import translated
from fieldapp.store.key_wrapping import Cost, Wrapped, unwrap, wrap
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.trust.private_file import write_private
from fieldapp.wire.codec import decode, encode

FORMAT = 1


class Holder(Enum):
    """Who holds the other half of the wrapping key."""

    KEYRING = "keyring"
    NOBODY = "nobody"
    """There is no keyring: a passphrase opens alone."""
    DEMO = "demo"

    @property
    def opens_with(self) -> OpensWith:
        """Return what is typed to open."""
        return OpensWith.PASSPHRASE if self is Holder.NOBODY else OpensWith.PIN


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """What the file says. `half_name` is the half's name with its holder; `half_sha256` tells a lost half from a
    wrong PIN (the half has 256 random bits, so its hash gives nothing away); `checksum` is over all other fields.
    """

    format: int = FORMAT
    holder: Holder
    half_name: str
    half_sha256: str
    wrapped: Wrapped
    checksum: str = ""

    def open(self, secret: str, half: bytes) -> bytes | None:
        """Return the data key, None for a wrong PIN. Raises StoreDamaged("key.half-lost")."""
        if hashlib.sha256(half).hexdigest() != self.half_sha256:
            raise StoreDamaged("key.half-lost")
        return unwrap(self.wrapped, secret, half, _about(self.holder, self.half_name))


def sealed_record(key: bytes, secret: str, holder: Holder, half_name: str, half: bytes, cost: Cost) -> KeyRecord:
    """Return a new record that `secret` and `half` open."""
    record = KeyRecord(
        holder=holder,
        half_name=half_name,
        half_sha256=hashlib.sha256(half).hexdigest(),
        wrapped=wrap(key, secret, half, cost, _about(holder, half_name)),
    )
    return replace(record, checksum=_checksum(record))


def read_record(path: Path) -> KeyRecord:
    """Return the record. Raises StoreDamaged("key.unreadable"), StoreError("store.newer") for a later format."""
    try:
        content = path.read_bytes()
        found = decode(content, _Version).format
        if found > FORMAT:
            raise StoreError("store.newer", found=found, known=FORMAT)
        record = decode(content, KeyRecord)
    except (OSError, BadInput) as fault:
        raise StoreDamaged("key.unreadable") from fault
    if record.checksum != _checksum(record):
        raise StoreDamaged("key.unreadable")
    return record


def write_record(path: Path, record: KeyRecord) -> None:
    """Write it whole or not at all, readable by its owner only. Raises StoreFull, StoreError("store.disk")."""
    with translated():
        write_private(path, encode(record))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """The one field that every format has."""

    format: int


def _about(holder: Holder, half_name: str) -> bytes:
    return f"{FORMAT}/{holder.value}/{half_name}".encode()


def _checksum(record: KeyRecord) -> str:
    return hashlib.sha256(encode(replace(record, checksum=""))).hexdigest()
