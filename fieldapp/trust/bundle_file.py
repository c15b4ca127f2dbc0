"""A bundle: a file that carries frames from one sender to one reader over any road, also a stick that may break.

::

    head     "FAB" · version (1) · kind · length of the file (8) · who it is for (32) · public half of the once key (32)
    frames   length (4) · letter (1) · content under AES-256-GCM, nonce = number of the frame, bound to head and place
    last     the frame "E": the sender's signature over head and all frames before it
    tail     SHA-256 over everything before it (32), so that who cannot open it can tell a bad copy

It is read in two turns: `Bundle.check` proves it whole and signed before `Bundle.frames` gives anything out. A file of
this program is written whole or not at all (`write`), and read back before anybody is told that it is there.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.domain.errors import BadInput
from fieldapp.trust.sealed_box import PUBLIC_BYTES, key_from, key_to, raw_public

SUFFIX = ".fab"
VERSION = 1
END = b"E"
LARGEST_FRAME = 24 * 1024 * 1024
"""A frame's content at the most: a batch is smaller, a file comes in pieces."""

_MAGIC = b"FAB"
_PURPOSE = b"fieldapp bundle 1"
_BEFORE_LENGTH = struct.Struct(">3sBc")
_LENGTH = struct.Struct(">Q")
_FRAME = struct.Struct(">Ic")
_TAIL = 32
_TAG = 16
_HEAD = _BEFORE_LENGTH.size + _LENGTH.size + 32 + PUBLIC_BYTES
_STEP = 1024 * 1024

OPENING = _BEFORE_LENGTH.size + _LENGTH.size + 32
"""Bytes after which a file has said what it is and whom it is for."""

Sign = Callable[[bytes], bytes]
"""Returns the sender's signature over a message."""
Verify = Callable[[bytes, bytes], bool]
"""Tells whether a signature (second) over a message (first) is the sender's."""


class BundleKind(Enum):
    """What a file is for, in its head for everybody to see."""

    UP = b"U"
    """A tablet's batches for the centre."""
    DOWN = b"D"
    """The centre's answer."""
    BLACK_BOX = b"X"
    """Everything that a tablet has not delivered, whatever state it is in."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One piece of a bundle; `letter` says what it is to its reader."""

    letter: bytes
    content: bytes


class BundleWriter:
    """Writes a bundle into an open file, frame by frame; `finish` signs it. Raises OSError as the file does."""

    def __init__(self, file: BinaryIO, kind: BundleKind, reader: bytes, sign: Sign) -> None:
        """Begin a bundle for the owner of the X25519 key `reader`. Raises BadInput("bundle.no-reader")."""
        try:
            once = key_to(reader, _PURPOSE)
        except ValueError as fault:
            raise BadInput("bundle.no-reader") from fault
        self._file, self._sign, self._box, self._number = file, sign, AESGCM(once.key), 0
        opening = _BEFORE_LENGTH.pack(_MAGIC, VERSION, kind.value)
        self._place = opening + hashlib.sha256(reader).digest() + once.public
        self._signed = hashlib.sha256(self._place)
        self._whole = hashlib.sha256(self._place)
        self._size = _HEAD
        file.write(opening + _LENGTH.pack(0) + self._place[_BEFORE_LENGTH.size :])

    def add(self, frame: Frame) -> None:
        """Write one frame."""
        header = _FRAME.pack(len(frame.content) + _TAG, frame.letter)
        sealed = self._box.encrypt(_nonce(self._number), frame.content, self._place + header)
        self._number += 1
        self._signed.update(header + frame.content)
        self._whole.update(header + sealed)
        self._size += len(header) + len(sealed)
        self._file.write(header + sealed)

    def finish(self) -> int:
        """Sign and close the bundle, the file stays open; return how many bytes it has."""
        self.add(Frame(END, self._sign(_message(self._signed.digest()))))
        length = _LENGTH.pack(self._size + _TAIL)
        self._whole.update(length)
        self._file.write(self._whole.digest())
        self._file.seek(_BEFORE_LENGTH.size)
        self._file.write(length)
        return self._size + _TAIL


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole file that is for the owner of `private`; what is in it counts once `check` went through."""

    path: Path
    kind: BundleKind
    _key: bytes
    _place: bytes

    @classmethod
    def open(cls, path: Path, private: X25519PrivateKey, kinds: Collection[BundleKind]) -> Bundle:
        """Return the file as its reader sees it, whole for sure, if it is of one of `kinds`.

        Raises BadInput: "bundle.unreadable" where it cannot be read at all, "bundle.none" for any other file,
        "bundle.version-unknown", "bundle.incomplete" for a part of one, "bundle.damaged", "bundle.wrong-way" for one
        of another kind, "bundle.not-for-us".
        """
        try:
            with path.open("rb") as file:
                kind, place = _whole_head(file, path.stat().st_size)
        except OSError as fault:
            raise BadInput("bundle.unreadable", file=path.name) from fault
        if kind not in kinds:
            raise BadInput("bundle.wrong-way")
        named, once = place[-32 - PUBLIC_BYTES : -PUBLIC_BYTES], place[-PUBLIC_BYTES:]
        if named != hashlib.sha256(raw_public(private)).digest():
            raise BadInput("bundle.not-for-us")
        try:
            return cls(path, kind, key_from(private, once, _PURPOSE), place)
        except ValueError as fault:
            raise BadInput("bundle.damaged") from fault

    def frames(self) -> Iterator[Frame]:
        """Yield the frames but the last, in their order. Raises BadInput("bundle.damaged" | "bundle.unreadable")."""
        yield from (frame for frame in self._all() if frame.letter != END)

    def first(self) -> Frame:
        """Return the first frame, of which nothing is proven yet. Raises as `frames`."""
        for frame in self.frames():
            return frame
        raise BadInput("bundle.damaged")

    def check(self, verify: Verify) -> frozenset[bytes]:
        """Make sure that every frame is there and that the sender signed them all; return which letters they have.

        Raises BadInput("bundle.damaged" | "bundle.signature-invalid").
        """
        signed, signature, letters = hashlib.sha256(self._place), b"", set()
        for frame in self._all():
            if frame.letter == END:
                signature = frame.content
            else:
                letters.add(frame.letter)
                signed.update(_FRAME.pack(len(frame.content) + _TAG, frame.letter) + frame.content)
        if not verify(_message(signed.digest()), signature):
            raise BadInput("bundle.signature-invalid")
        return frozenset(letters)

    def _all(self) -> Iterator[Frame]:
        try:
            with self.path.open("rb") as file:
                yield from _frames(file, AESGCM(self._key), self._place, self.path.stat().st_size - _TAIL)
        except OSError as fault:
            raise BadInput("bundle.unreadable", file=self.path.name) from fault


def refuse_opening(opening: bytes, reader: bytes, kinds: Collection[BundleKind]) -> None:
    """Look at a file's first `OPENING` bytes, before the rest of it is taken: is it for the X25519 key `reader`?

    Nothing is proven yet. Raises BadInput as `Bundle.open`.
    """
    kind = _kind_of(opening)
    if kind not in kinds:
        raise BadInput("bundle.wrong-way")
    if opening[OPENING - 32 : OPENING] != hashlib.sha256(reader).digest():
        raise BadInput("bundle.not-for-us")


def prove_written(path: Path) -> None:
    """Read back a file that nobody here can open, and compare. Raises BadInput("bundle.bad-stick"), OSError.

    Where the system allows, it is read from the stick itself and not from what the system remembers of it.
    """
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        try:
            _whole_head(file, path.stat().st_size)
        except BadInput as fault:
            raise BadInput("bundle.bad-stick", file=path.name) from fault


def _frames(file: BinaryIO, box: AESGCM, place: bytes, end: int) -> Iterator[Frame]:
    """Yield all frames; the one that ends the bundle must be the last thing before its tail."""
    file.seek(_HEAD)
    number, letter = 0, b""
    while letter != END:
        header = file.read(_FRAME.size)
        if len(header) < _FRAME.size:
            raise BadInput("bundle.damaged")
        length, letter = _FRAME.unpack(header)
        if not _TAG <= length <= LARGEST_FRAME + _TAG:
            raise BadInput("bundle.damaged")
        try:
            yield Frame(letter, box.decrypt(_nonce(number), file.read(length), place + header))
        except InvalidTag as fault:
            raise BadInput("bundle.damaged") from fault
        number += 1
    if file.tell() != end:
        raise BadInput("bundle.damaged")


def _whole_head(file: BinaryIO, size: int) -> tuple[BundleKind, bytes]:
    """Return kind and place of a file whose every byte is as it was written. Raises BadInput."""
    head = file.read(_HEAD)
    _refuse_others(head)
    if len(head) < _HEAD:
        raise BadInput("bundle.incomplete", size=size)
    opening = head[: _BEFORE_LENGTH.size]
    length_at = slice(_BEFORE_LENGTH.size, _BEFORE_LENGTH.size + _LENGTH.size)
    place = opening + head[length_at.stop :]
    [length] = _LENGTH.unpack(head[length_at])
    if size < length:
        raise BadInput("bundle.incomplete", size=size, length=length)
    if size != length or _digest(file, place, size, head[length_at]) != file.read(_TAIL):
        raise BadInput("bundle.damaged")
    return _kind_of(head), place


def _refuse_others(head: bytes) -> None:
    if not head.startswith(_MAGIC):
        raise BadInput("bundle.none")
    if len(head) > len(_MAGIC) and head[len(_MAGIC)] != VERSION:
        raise BadInput("bundle.version-unknown", version=head[len(_MAGIC)])


def _kind_of(head: bytes) -> BundleKind:
    _refuse_others(head)
    try:
        return BundleKind(head[_BEFORE_LENGTH.size - 1 : _BEFORE_LENGTH.size])
    except ValueError as fault:
        raise BadInput("bundle.version-unknown", version=VERSION) from fault


def _digest(file: BinaryIO, place: bytes, size: int, length: bytes) -> bytes:
    """Return what the tail must say; the file stands behind its head, and before its tail afterwards."""
    digest = hashlib.sha256(place)
    left = size - _HEAD - _TAIL
    while left > 0 and (piece := file.read(min(left, _STEP))):
        digest.update(piece)
        left -= len(piece)
    digest.update(length)
    return digest.digest()


def _message(digest: bytes) -> bytes:
    """Return what is signed: nothing else that this program signs begins so."""
    return _PURPOSE + b"\0" + digest


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
