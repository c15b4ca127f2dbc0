"""Spare keys: the data key once more, wrapped by a random key of which only the company gets a (sealed) copy (SYN-6).

The depot's code is the spare key. Once it was used, the tablet makes another at its next contact, and forgets the old
wrapping as soon as the company has the new copy: not before, or a PIN that is forgotten twice would lose work. The file
lies twice, beside the database and among the backups; what it says is of no use without a spare key.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.domain.errors import BadInput
from fieldapp.store import backups
from fieldapp.store.failures import translated
from fieldapp.trust.private_file import overwrite_and_remove, write_private
from fieldapp.wire.codec import decode, encode

SPARE_FILE = "spare.json"
SPARE_BYTES = 32
_NONCE_BYTES = 12
_MOST_SPENT = 20
_PURPOSE = b"fieldapp spare key 1"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spare:
    """The data key under one spare key. `name` is that key's SHA-256: no help in guessing 256 random bits."""

    name: str
    nonce: bytes
    sealed: bytes
    delivered: bool = False
    used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """What the file says; `spent` are the names of keys that opened once and open no more."""

    spares: tuple[_Spare, ...] = ()
    spent: tuple[str, ...] = ()


def new_spare() -> bytes:
    """Return a new spare key, which opens nothing yet."""
    return secrets.token_bytes(SPARE_BYTES)


@dataclass(frozen=True, slots=True)
class SpareKeys:
    """The spare keys of one data folder."""

    folder: Path

    def add(self, spare: bytes, data_key: bytes) -> None:
        """Let `spare` open, if it does not already. Raises StoreFull, StoreError."""
        if self.open(spare) is None:
            nonce = secrets.token_bytes(_NONCE_BYTES)
            sealed = AESGCM(_wrapping_key(spare)).encrypt(nonce, data_key, _PURPOSE)
            known = self._read()
            self._write(replace(known, spares=(*known.spares, _Spare(name=_name(spare), nonce=nonce, sealed=sealed))))

    def open(self, spare: bytes) -> bytes | None:
        """Return the data key, None for a key that does not open."""
        for kept in self._read().spares:
            try:
                return AESGCM(_wrapping_key(spare)).decrypt(kept.nonce, kept.sealed, _PURPOSE)
            except InvalidTag:
                continue
        return None

    def is_spent(self, spare: bytes) -> bool:
        """Tell whether this key opened here once and was replaced."""
        return _name(spare) in self._read().spent

    @property
    def one_is_due(self) -> bool:
        """Tell whether another spare key is to be made: there is none that the company has, or it was used."""
        return not any(kept.delivered and not kept.used for kept in self._read().spares)

    @property
    def none_was_delivered(self) -> bool:
        """Tell whether the company has none: what it may have is a copy of the data key, of an earlier program."""
        return not any(kept.delivered for kept in self._read().spares)

    def note_used(self, spare: bytes) -> None:
        """Note that somebody opens the tablet with this one. Raises StoreFull, StoreError."""
        known, name = self._read(), _name(spare)
        noted = tuple(replace(kept, used=kept.used or kept.name == name) for kept in known.spares)
        if noted != known.spares:
            self._write(replace(known, spares=noted))

    def note_delivered(self, spare: bytes) -> None:
        """Note that the company has this one; all others open no more. Raises StoreFull, StoreError."""
        known, name = self._read(), _name(spare)
        gone = tuple(kept.name for kept in known.spares if kept.name != name)
        left = tuple(replace(kept, delivered=True) for kept in known.spares if kept.name == name)
        self._write(_File(spares=left, spent=(*known.spent, *gone)[-_MOST_SPENT:]))

    def destroy(self) -> None:
        """Let nothing open any more. Raises StoreError."""
        with translated():
            for path in self._paths:
                overwrite_and_remove(path)

    @property
    def _paths(self) -> tuple[Path, Path]:
        return self.folder / SPARE_FILE, self.folder / backups.FOLDER / SPARE_FILE

    def _read(self) -> _File:
        """Return what the first file says that can be read; nothing where none is whole: another key is made then.

        Raises StoreError for a disk that refuses: what may still stand there is not written over.
        """
        refusal: OSError | None = None
        for path in self._paths:
            try:
                return decode(path.read_bytes(), _File)
            except FileNotFoundError:
                continue
            except BadInput as fault:
                _log.info("spare keys not whole", exc_info=fault)
            except OSError as fault:
                refusal = fault
        if refusal is not None:
            with translated():
                raise refusal
        return _File()

    def _write(self, content: _File) -> None:
        with translated():
            for path in self._paths:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                write_private(path, encode(content))


def _name(spare: bytes) -> str:
    return hashlib.sha256(_PURPOSE + spare).hexdigest()


def _wrapping_key(spare: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=SPARE_BYTES, salt=None, info=_PURPOSE).derive(spare)
