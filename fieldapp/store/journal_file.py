"""One file of the journal: sealed records, each written whole behind the last and readable without the others.

A record is its head (mark, length, nonce), then AES-256-GCM over its body with the head as associated data. Whatever
is altered, cut off or torn does not open; reading goes on at the next mark, and says how much could not be read.
"""

from __future__ import annotations

import os
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.store.durable import cut_off, sync_file, sync_folder, write_all

MARK = b"FAJ\x01"
_HEAD = struct.Struct(">4sI12s")
_TAG = 16
_PURPOSE = b"fieldapp journal of unsent events, version 1"


class Box(Protocol):
    """Seals and opens bodies; `AESGCM` of the journal's own key."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Return the sealed bytes with their tag."""
        ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Return the opened bytes. Raises InvalidTag."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file gave: bodies in their order, how many stretches could not be read, and whether its end is one."""

    bodies: tuple[bytes, ...]
    holes: int = 0
    torn_end: bool = False
    whole_until: int = 0
    """Length up to which the file is made of whole records: where writing may go on."""


def journal_box(key: bytes) -> AESGCM:
    """Return the box of the journal: its key is derived from the store's, and is not the store's."""
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(key))


def sealed(box: Box, body: bytes) -> bytes:
    """Return a record as it lies in the file."""
    nonce = secrets.token_bytes(12)
    head = _HEAD.pack(MARK, len(body) + _TAG, nonce)
    return head + box.encrypt(nonce, body, head)


def read(path: Path, box: Box) -> Reading:
    """Return everything of the file that opens; an empty or unreadable file gives nothing and says so."""
    content = path.read_bytes()
    bodies: list[bytes] = []
    holes, at, end = 0, 0, 0
    for start, stop, body in _records(content, box):
        holes += start > at
        bodies.append(body)
        at = end = stop
    return Reading(
        bodies=tuple(bodies), holes=holes + (end < len(content)), torn_end=end < len(content), whole_until=end
    )


def _records(content: bytes, box: Box) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, end and body of every record that opens."""
    start = content.find(MARK)
    while 0 <= start <= len(content) - _HEAD.size:
        _, length, nonce = _HEAD.unpack_from(content, start)
        stop = start + _HEAD.size + length
        try:
            head = content[start : start + _HEAD.size]
            if stop > len(content):
                raise InvalidTag
            body = box.decrypt(nonce, content[start + _HEAD.size : stop], head)
        except InvalidTag:
            start = content.find(MARK, start + 1)
            continue
        yield start, stop, body
        start = content.find(MARK, stop)


def _how() -> int:
    """Return how it is opened. Without O_BINARY, Windows would write two bytes where a record has a 0x0A."""
    return os.O_WRONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class JournalFile:
    """A file that is open for appending. `close` gives its descriptor back."""

    def __init__(self, path: Path, box: Box, whole_until: int | None = None) -> None:
        """Make the file, or go on with one behind its last whole record. Raises OSError."""
        self.path = path
        self._box = box
        is_new = not path.exists()
        self._descriptor = os.open(path, _how(), 0o600)
        try:
            if whole_until is not None:
                cut_off(self._descriptor, whole_until)
            self._end = os.lseek(self._descriptor, 0, os.SEEK_END)
            if is_new:
                sync_file(self._descriptor)
                sync_folder(path.parent)
        except BaseException:
            os.close(self._descriptor)
            raise

    def append(self, body: bytes) -> None:
        """Write one record durably; one that fails is taken back as far as the disk allows. Raises OSError."""
        record = sealed(self._box, body)
        try:
            write_all(self._descriptor, record)
            sync_file(self._descriptor)
        except OSError:
            cut_off(self._descriptor, self._end)
            raise
        self._end += len(record)

    def close(self) -> None:
        """Give the file free."""
        os.close(self._descriptor)
