"""Bundles written and read from docs/protocol.md ("By stick") alone: nothing here comes from fieldapp."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Sequence

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.contracts.second_client import Json, canonical

_START = b"FAB\x01"
_NAME = b"fieldapp bundle 1"
_LENGTH = struct.Struct(">Q")
_FRAME = struct.Struct(">Ic")


def packed(message: Json) -> bytes:
    return zlib.compress(canonical(message))


def file_piece(content: bytes, media_type: str) -> bytes:
    """Return a file below 1 MiB, which is one piece."""
    told = {"sha256": hashlib.sha256(content).hexdigest(), "media_type": media_type, "size": len(content), "at": 0}
    name = canonical(told)
    return struct.pack(">H", len(name)) + name + content


def _key(secret: bytes, once: bytes, reader: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, once + reader, _NAME).derive(secret))


def _tail(file: bytes) -> bytes:
    """Return the hash of a file that has no tail yet: everything but the length, then the length."""
    return hashlib.sha256(file[:5] + file[13:] + file[5:13]).digest()


def _message(signed: hashlib._Hash) -> bytes:
    """Return what the sender of these frames signs."""
    return _NAME + b"\0" + signed.digest()


def written(frames: Sequence[tuple[bytes, bytes]], reader: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return a tablet's bundle."""
    once = X25519PrivateKey.generate()
    public = once.public_key().public_bytes_raw()
    key = _key(once.exchange(X25519PublicKey.from_public_bytes(reader)), public, reader)
    head = _START + b"U" + hashlib.sha256(reader).digest() + public
    signed, body = hashlib.sha256(head), b""
    for number, (letter, content) in enumerate([*frames, (b"E", b"")]):
        plain = sign(_message(signed)) if letter == b"E" else content
        five = _FRAME.pack(len(plain) + 16, letter)
        signed.update(five + content)
        body += five + key.encrypt(number.to_bytes(12, "big"), plain, head + five)
    length = _LENGTH.pack(len(head) + _LENGTH.size + len(body) + 32)
    file = head[:5] + length + head[5:] + body
    return file + _tail(file)


def read(file: bytes, mine: X25519PrivateKey, company: EllipticCurvePublicKey) -> list[tuple[bytes, bytes]]:
    """Return the frames of an answer that is whole, for us, and of the company."""
    assert file[:5] == _START + b"D"
    assert _LENGTH.unpack(file[5:13]) == (len(file),)
    assert file[-32:] == _tail(file[:-32])
    reader, once = mine.public_key().public_bytes_raw(), file[45:77]
    assert file[13:45] == hashlib.sha256(reader).digest()
    key = _key(mine.exchange(X25519PublicKey.from_public_bytes(once)), once, reader)
    head = file[:5] + file[13:77]
    signed, at = hashlib.sha256(head), 77
    frames: list[tuple[bytes, bytes]] = []
    while True:
        five = file[at : at + 5]
        size, letter = _FRAME.unpack(five)
        plain = key.decrypt(len(frames).to_bytes(12, "big"), file[at + 5 : at + 5 + size], head + five)
        at += 5 + size
        if letter == b"E":
            company.verify(plain, _message(signed), ECDSA(SHA256()))
            assert at == len(file) - 32
            return frames
        signed.update(five + plain)
        frames.append((letter, plain))


def message(content: bytes) -> Json:
    read: Json = json.loads(zlib.decompress(content))
    return read
