"""Answering with a file, or with the part of it that somebody still needs (RFC 9110, range requests)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from fieldapp.centre.devices.blob_storage import BlobStorage
from fieldapp.centre.devices.blobs import BlobEntry
from fieldapp.domain.errors import CentreRefused

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def file_answer(
    request: Request, storage: BlobStorage, entry: BlobEntry, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the file, or the one part that is asked for; to HEAD what is said of it. Reads the storage: may block.

    Raises CentreRefused("range-unknown") for a part that begins behind the end, OSError for a file that is not there.
    """
    size = storage.size(entry.sha256)
    tag = f'"{entry.sha256}"'
    told = {"ETag": tag, "Accept-Ranges": "bytes", **(headers or {})}
    part = _part(request, tag, size)
    start, stop = part or (0, size)
    told["Content-Length"] = str(stop - start)
    if part is not None:
        told["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    status = 200 if part is None else 206
    if request.method == "HEAD":
        return Response(None, status, told, entry.media_type)
    return StreamingResponse(storage.read(entry.sha256, start, stop), status, told, entry.media_type)


def _part(request: Request, tag: str, size: int) -> tuple[int, int] | None:
    """Return where the wanted part begins and what it ends before; None for the whole file.

    What is no range of bytes, or more than one, is passed over, as the standard allows; so is one for another content.
    """
    found = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if found is None or not any(found.groups()) or request.headers.get("if-range", tag) != tag:
        return None
    first, last = found.groups()
    if not first:  # the last so many
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise CentreRefused("range-unknown", size=size)
    return start, stop
