"""What the frames of a bundle say: the messages of /v1/sync, and where they came from (docs/protocol.md, "By stick").

Letters: `H` head · `B` batch (SyncRequest) · `F` piece of a file | of an answer: `A` head · `S` SyncAnswer · `T` what
became of the files · `F` piece of a file · `N` page of a snapshot (SnapshotPage), between the `S` before and behind it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import DeviceId, Scope, Sha256
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import Hello
from fieldapp.wire.versions import BODY_LIMIT, PROTOCOL, SCHEMA

T = TypeVar("T")

HEAD, BATCH, FILE, ANSWER_HEAD, ANSWER, FILES_TAKEN, SNAPSHOT = b"H", b"B", b"F", b"A", b"S", b"T", b"N"
OF_A_TABLET = frozenset({HEAD, BATCH, FILE})
OF_AN_ANSWER = frozenset({ANSWER_HEAD, ANSWER, FILES_TAKEN, FILE, SNAPSHOT})
_FIRST_PROGRAMS = "ASTF"
PIECE = 1024 * 1024
"""Bytes of a file in one frame."""
_NAMING = struct.Struct(">H")


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleHead:
    """Whose events are in the file and where they stand in the device's history: behind `after`, up to `until`.

    `answer_key` (X25519, base64) is the device's key to which the answer is sealed, "" in a black box. `wanted` names
    files that the device would like to have brought back. `source` says of a black box how it could read its events.
    `takes` are the letters of an answer that the device's program reads: it is sent no others. `repair` names the
    scopes of which it wants a snapshot.
    """

    protocol: str = PROTOCOL
    schema: int = SCHEMA
    device_id: DeviceId
    engineer_name: str
    program: str
    epoch: str
    after: int
    until: int
    events: int
    chain_before: Sha256
    chain_after: Sha256
    cursors: dict[Scope, int] = field(default_factory=dict)
    made_at: datetime
    answer_key: str = ""
    wanted: tuple[Sha256, ...] = ()
    source: str = ""
    takes: str = _FIRST_PROGRAMS
    repair: tuple[Scope, ...] = ()

    def reads(self, letter: bytes) -> bool:
        """Tell whether the device's program reads frames of this letter."""
        return letter.decode("ascii") in self.takes


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHead:
    """The centre's word on one bundle, whose head it repeats.

    `hello` is its state towards the device afterwards; `code` says why it took no more, "" when it took everything.
    `anew`: the device's cursors were of no use, its changes begin at the start of every scope.
    """

    to: BundleHead
    company: str
    hello: Hello
    made_at: datetime
    anew: bool = False
    code: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesTaken:
    """Which of the bundle's files are at the centre now, and why others are not."""

    delivered: tuple[Sha256, ...] = ()
    refused: dict[Sha256, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePiece:
    """Some bytes of a file from `at` on."""

    sha256: Sha256
    media_type: str
    size: int
    at: int
    content: bytes = b""

    @property
    def is_last(self) -> bool:
        """Tell whether the file ends with it."""
        return self.at + len(self.content) == self.size


def taken_letters() -> str:
    """Return what `BundleHead.takes` says of this program."""
    return b"".join(sorted(OF_AN_ANSWER)).decode("ascii")


def refuse_unknown(letters: frozenset[bytes], known: frozenset[bytes]) -> None:
    """Make sure that nothing of a file would be passed over. Raises BadInput("bundle.version-unknown")."""
    unknown = sorted(letter.decode("ascii", "backslashreplace") for letter in letters - known)
    if unknown:
        raise BadInput("bundle.version-unknown", version="+".join(["1", *unknown]))


def packed(message: object) -> bytes:
    """Return a message's compressed JSON."""
    return zlib.compress(encode(message), 6)


def unpacked(content: bytes, kind: type[T]) -> T:
    """Return the message. Raises BadInput("bundle.damaged" | "wire.malformed"); no bomb makes more than a body's."""
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(content, BODY_LIMIT)
    except zlib.error as fault:
        raise BadInput("bundle.damaged") from fault
    if not inflater.eof or inflater.unused_data:
        raise BadInput("bundle.damaged")
    return decode(plain, kind)


def pieces(sha256: Sha256, media_type: str, content: bytes) -> Iterator[bytes]:
    """Yield a file as the contents of frames: a name, then bytes; an empty file has one piece."""
    for at in range(0, max(len(content), 1), PIECE):
        name = encode({"sha256": sha256, "media_type": media_type, "size": len(content), "at": at})
        yield _NAMING.pack(len(name)) + name + content[at : at + PIECE]


def piece(content: bytes) -> FilePiece:
    """Return the piece that a frame carries. Raises BadInput("bundle.damaged" | "wire.malformed")."""
    if len(content) < _NAMING.size:
        raise BadInput("bundle.damaged")
    start = _NAMING.size + _NAMING.unpack_from(content)[0]
    name = decode(content[_NAMING.size : start], _Name)
    found = FilePiece(
        sha256=name.sha256, media_type=name.media_type, size=name.size, at=name.at, content=content[start:]
    )
    if not 0 <= found.at <= found.at + len(found.content) <= found.size:
        raise BadInput("bundle.damaged")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    sha256: Sha256
    media_type: str
    size: int
    at: int
