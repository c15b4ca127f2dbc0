"""Writing answers: canonical JSON, compressed where the client can read it and it is worth it."""

from __future__ import annotations

import gzip

from fastapi import Request, Response

from fieldapp.wire.codec import encode

_WORTH_COMPRESSING = 1024
_LEVEL = 6


def json_answer(request: Request, message: object) -> Response:
    """Return the message as JSON."""
    body = encode(message)
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "no-store"}
    if len(body) >= _WORTH_COMPRESSING and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, _LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="application/json", headers=headers)
