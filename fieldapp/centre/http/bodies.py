"""Reading request bodies piece by piece, with the limit held while inflating: a gzip bomb ends at the limit."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from fastapi import Request

from fieldapp.domain.errors import CentreRefused

_GZIP = 16 + zlib.MAX_WBITS
_STEP = 256 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it was sent (what the signature covers) and as it reads."""

    sent: bytes
    plain: bytes


async def read_body(request: Request, limit: int) -> Body:
    """Return the whole body. Raises CentreRefused("body-too-large" | "encoding-unknown" | "wire.malformed")."""
    inflater = _inflater(request, limit)
    sent, plain = bytearray(), bytearray()
    async for chunk in request.stream():
        sent += chunk
        for piece in inflater.feed(chunk):
            plain += piece
    inflater.finish()
    return Body(bytes(sent), bytes(plain))


async def pieces(request: Request, limit: int) -> AsyncIterator[bytes]:
    """Yield the body inflated, in pieces. Raises as `read_body`."""
    inflater = _inflater(request, limit)
    async for chunk in request.stream():
        for piece in inflater.feed(chunk):
            yield piece
    inflater.finish()


class _Inflater:
    """Counts what comes in and goes out, and never makes more than one step beyond the limit."""

    def __init__(self, compressed: bool, limit: int) -> None:
        self._zlib = zlib.decompressobj(_GZIP) if compressed else None
        self._limit = limit
        self._sent = 0
        self._made = 0

    def feed(self, chunk: bytes) -> list[bytes]:
        self._sent += len(chunk)
        self._check(self._sent)
        if self._zlib is None:
            return [chunk]
        made = []
        pending = chunk
        while pending:
            piece = self._inflate(pending)
            self._made += len(piece)
            self._check(self._made)
            made.append(piece)
            pending = self._zlib.unconsumed_tail
        return made

    def finish(self) -> None:
        """Refuse a gzip stream that was cut off, or that something follows."""
        if self._zlib is not None and (not self._zlib.eof or self._zlib.unused_data):
            raise CentreRefused("wire.malformed", detail="gzip")

    def _inflate(self, pending: bytes) -> bytes:
        assert self._zlib is not None
        try:
            return self._zlib.decompress(pending, _STEP)
        except zlib.error as fault:
            raise CentreRefused("wire.malformed", detail="gzip") from fault

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise CentreRefused("body-too-large", limit=self._limit)


def _inflater(request: Request, limit: int) -> _Inflater:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise CentreRefused("encoding-unknown", encoding=encoding[:40])
    return _Inflater(encoding == "gzip", limit)
