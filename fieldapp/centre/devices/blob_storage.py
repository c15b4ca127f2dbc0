"""Where the bytes of files lie: a folder today; anything that can do these few things may stand in its place."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NewType, Protocol

from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Sha256

UploadId = NewType("UploadId", str)
"""Names one upload: 32 hex digits that nobody can guess."""

_PIECE = 256 * 1024
_UPLOADS = "uploads"


class BlobStorage(Protocol):
    """Files by content hash, whole or absent; beside them what has come so far of those still on their way."""

    def write_at(self, upload: UploadId, offset: int, content: bytes) -> None:
        """Write at that very place, whatever stood there before; durable on return."""
        ...

    def finish(self, upload: UploadId, sha256: Sha256) -> None:
        """Prove what has come and make it readable, durable on return; may be repeated until the upload is removed.

        Nobody who still writes to the upload reaches the file that is made. Raises CentreRefused("blob-hash-mismatch").
        """
        ...

    def remove(self, upload: UploadId) -> None:
        """Forget what has come of an upload, if anything has."""
        ...

    def uploads(self) -> tuple[UploadId, ...]:
        """Return the uploads of which something is there."""
        ...

    def keep(self, sha256: Sha256, content: bytes) -> None:
        """Keep a file of the centre's own. Raises CentreRefused("blob-hash-mismatch")."""
        ...

    def size(self, sha256: Sha256) -> int:
        """Return a file's size in bytes. Raises OSError where it cannot be read."""
        ...

    def holds(self, sha256: Sha256, size: int) -> bool:
        """Tell whether a file of this name and size is there, whatever the books say."""
        ...

    def read(self, sha256: Sha256, start: int = 0, stop: int | None = None) -> Generator[bytes, None, None]:
        """Yield the bytes from `start` up to `stop`, the end without it. Raises OSError where they cannot be read."""
        ...

    def place(self, sha256: Sha256) -> str:
        """Return where a person finds the file."""
        ...


@dataclass(frozen=True, slots=True)
class FolderBlobs:
    """Implements `BlobStorage` in a folder: the files spread over 256 folders, uploads in one more."""

    folder: Path

    def write_at(self, upload: UploadId, offset: int, content: bytes) -> None:
        """Write at that very place; what a killed writer left there is written over."""
        path = self._upload(upload)
        is_new = offset == 0 or not path.exists()
        if is_new:
            _make_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.lseek(handle, offset, os.SEEK_SET)
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            _flush_folder(path.parent)

    def finish(self, upload: UploadId, sha256: Sha256) -> None:
        """Copy what has come under its name, once its hash is proven."""
        path = self._upload(upload)
        # A copy: a late writer still holds the upload's own file, and could change it after the proof.
        try:
            self._write(sha256, _pieces(path, 0, None) if path.exists() else (), path.parent, f"{upload}-")
        except FileNotFoundError as fault:  # another worker finished or ended the upload, and removed what is its
            raise CentreRefused("blob-hash-mismatch") from fault

    def remove(self, upload: UploadId) -> None:
        """Remove the upload's files; a name that comes back after a power cut is swept at the next start."""
        for path in (self.folder / _UPLOADS).glob(f"{upload}*"):
            path.unlink(missing_ok=True)

    def uploads(self) -> tuple[UploadId, ...]:
        """Return the uploads that have files, copies that a kill left half-made among them."""
        names = {path.name.partition("-")[0] for path in (self.folder / _UPLOADS).glob("*")}
        return tuple(UploadId(name) for name in sorted(names))

    def keep(self, sha256: Sha256, content: bytes) -> None:
        """Write the file under its name."""
        self._write(sha256, (content,), self._path(sha256).parent, "incoming-")

    def bring(self, sha256: Sha256, pieces: Iterable[bytes]) -> None:
        """Take a file from another storage. Raises CentreRefused("blob-hash-mismatch"); then nothing was changed."""
        self._write(sha256, pieces, self._path(sha256).parent, "incoming-")

    def size(self, sha256: Sha256) -> int:
        """Return a file's size in bytes."""
        return self._path(sha256).stat().st_size

    def holds(self, sha256: Sha256, size: int) -> bool:
        """Tell whether the file is there, in its whole length. Raises OSError where nobody can look."""
        try:
            return self.size(sha256) == size
        except FileNotFoundError:
            return False

    def read(self, sha256: Sha256, start: int = 0, stop: int | None = None) -> Generator[bytes, None, None]:
        """Yield the bytes from `start` up to `stop`."""
        return _pieces(self._path(sha256), start, stop)

    def place(self, sha256: Sha256) -> str:
        """Return the file's path."""
        return str(self._path(sha256))

    def _path(self, sha256: Sha256) -> Path:
        return self.folder / sha256[:2] / sha256

    def _upload(self, upload: UploadId) -> Path:
        return self.folder / _UPLOADS / upload

    def _write(self, sha256: Sha256, pieces: Iterable[bytes], folder: Path, prefix: str) -> None:
        """Write in `folder`, and give the name once the hash is proven: whole or absent at any moment."""
        target = self._path(sha256)
        _make_folder(target.parent)
        _make_folder(folder)
        handle, name = tempfile.mkstemp(dir=folder, prefix=prefix)
        found = hashlib.sha256()
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    found.update(piece)
                    file.write(piece)
                if found.hexdigest() != sha256:
                    raise CentreRefused("blob-hash-mismatch")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
        _flush_folder(target.parent)


def _pieces(path: Path, start: int, stop: int | None) -> Generator[bytes, None, None]:
    with path.open("rb") as file:
        file.seek(start)
        left = -1 if stop is None else stop - start
        while left and (piece := file.read(_PIECE if left < 0 else min(_PIECE, left))):
            left -= 0 if left < 0 else len(piece)
            yield piece


def _make_folder(folder: Path) -> None:
    """Make a folder whose name outlives a power cut."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    """Make new names of a folder durable; systems that cannot open a folder (Windows) do so by themselves."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
