"""Large files beside the database: sealed in chunks with AES-256-GCM, each file with a key of its own.

Chunk n is encrypted under nonce n and bound to whether it is the last one: a chunk that is missing, swapped or cut off
does not open. The key lives in the encrypted database only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.domain.errors import StoreDamaged
from fieldapp.domain.ids import Sha256
from fieldapp.store.durable import sync_file, sync_folder

CHUNK = 256 * 1024
_TAG = 16
_PARTIAL = ".part"


def seal(folder: Path, sha256: Sha256, content: bytes) -> bytes:
    """Write `content` durably under its name and return the file's new key."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = AESGCM.generate_key(256)
    path = folder / sha256
    partial = path.with_suffix(_PARTIAL)
    with partial.open("wb") as file:
        for sealed in _sealed_chunks(AESGCM(key), content):
            file.write(sealed)
        file.flush()
        sync_file(file.fileno())
    partial.replace(path)
    sync_folder(folder)
    return key


def unseal(folder: Path, sha256: Sha256, key: bytes) -> bytes:
    """Return the content. Raises StoreDamaged("blob.damaged") for a file that is gone, cut off or altered."""
    box = AESGCM(key)
    try:
        sealed = (folder / sha256).read_bytes()
        chunks = [sealed[at : at + CHUNK + _TAG] for at in range(0, len(sealed), CHUNK + _TAG)]
        if not chunks:
            raise InvalidTag
        last = len(chunks) - 1
        return b"".join(box.decrypt(_nonce(n), chunk, _place(n == last)) for n, chunk in enumerate(chunks))
    except (InvalidTag, FileNotFoundError) as fault:
        raise StoreDamaged("blob.damaged", sha256=sha256) from fault


def sweep(folder: Path, kept: set[str]) -> None:
    """Remove files that no row names: left behind by a program that ended before its transaction did."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink()


def _sealed_chunks(box: AESGCM, content: bytes) -> Iterator[bytes]:
    starts = range(0, max(len(content), 1), CHUNK)
    for n, start in enumerate(starts):
        yield box.encrypt(_nonce(n), content[start : start + CHUNK], _place(n == len(starts) - 1))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _place(is_last: bool) -> bytes:
    return b"last" if is_last else b"more"
