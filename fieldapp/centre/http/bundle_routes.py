"""The road of a tablet's file over HTTP: a depot's desk hands over what a stick brought, and fetches the answer.

Neither needs to show who it is: the bundle is sealed to the company and signed by the tablet, the answer is sealed to
the tablet. Whoever holds one of them can do no more with it than carry it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from fieldapp.centre.devices.bundles import Brought, bundle_folder, last_answer, receive, refuse_opening
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.http.bodies import pieces
from fieldapp.centre.http.bundle_room import BundleRoom, Share
from fieldapp.centre.http.limits import RequestLimits
from fieldapp.centre.http.openapi import binary
from fieldapp.domain.errors import BadInput, CentreRefused, NotFound, StoreFull
from fieldapp.trust.bundle_file import OPENING
from fieldapp.trust.whole_file import PART, PREFIX

_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/octet-stream"
_LIMIT = 600 * 1024 * 1024
_ROOM = 4 * _LIMIT
_LONGEST_S = 1800.0
"""How long a file may take to come in: one that never ends must not keep its room."""
_STEP = 256 * 1024
_TAKES: dict[str, Any] = {"requestBody": {"required": True, "content": {MEDIA_TYPE: {}}}}


def bundle_routes(centre: LocalCentre) -> APIRouter:
    """Return the two routes."""
    router = APIRouter(tags=["bundles"])
    limits = RequestLimits(burst=centre.settings.request_burst, a_second=centre.settings.requests_a_second)
    room = BundleRoom(of_one=_LIMIT, of_all=_ROOM)

    @router.post(
        "/v1/bundles", summary="A tablet's file, and the answer to it", openapi_extra=_TAKES | binary(MEDIA_TYPE)
    )
    async def take(request: Request) -> Response:
        carrier = _carrier(request)
        limits.count(carrier)
        folder = bundle_folder(centre.settings)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (
            room.share(carrier) as share,
            tempfile.NamedTemporaryFile(dir=folder, prefix=PREFIX, suffix=PART) as file,
        ):
            await _take_in(centre, request, file, share)
            brought = await run_in_threadpool(_received, centre, Path(file.name), carrier)
        if brought.answer is None:
            return Response(b"", media_type=MEDIA_TYPE)
        return await run_in_threadpool(_handed_back, brought.answer)

    @router.get("/v1/bundles/{device}", summary="The last answer to a tablet's file", openapi_extra=binary(MEDIA_TYPE))
    async def answer(device: str, request: Request) -> Response:
        limits.count(_carrier(request))
        try:
            return await run_in_threadpool(lambda: _handed_back(last_answer(centre.settings, device)))
        except NotFound as fault:
            raise CentreRefused(fault.code, **fault.fields) from fault

    return router


async def _take_in(centre: LocalCentre, request: Request, file: Any, share: Share) -> None:
    """Write a body into `file`; one that is no bundle for this company is refused by its first bytes.

    Raises CentreRefused("bundle.…" | "body-too-large" | "rate-limited" | "centre-busy").
    """
    opening = b""
    try:
        async with asyncio.timeout(_LONGEST_S):
            async for piece in pieces(request, _LIMIT):
                if len(opening) < OPENING:
                    opening += piece[: OPENING - len(opening)]
                    if len(opening) == OPENING:
                        _look_at(centre, opening)
                share.grow(len(piece))
                await run_in_threadpool(file.write, piece)
        await run_in_threadpool(file.flush)
    except OSError as fault:  # too slow (a TimeoutError is one), or the disk does not take it
        _log.warning("a bundle did not come in: %s", type(fault).__name__)
        raise CentreRefused("centre-busy") from fault


def _look_at(centre: LocalCentre, opening: bytes) -> None:
    try:
        refuse_opening(centre, opening)
    except BadInput as fault:
        raise CentreRefused(fault.code, **fault.fields) from fault


def _handed_back(path: Path) -> Response:
    """Return an answer piece by piece, as it lies there now: the next one takes its name and not its bytes."""
    file = path.open("rb")
    size = os.fstat(file.fileno()).st_size
    return StreamingResponse(_read(file), media_type=MEDIA_TYPE, headers={"Content-Length": str(size)})


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_STEP):
            yield piece


def _received(centre: LocalCentre, path: Path, brought_by: str) -> Brought:
    """Take the file; what is wrong with it is the centre's refusal."""
    try:
        return receive(centre, path, brought_by)
    except StoreFull as fault:
        raise CentreRefused("centre-busy") from fault
    except BadInput as fault:
        raise CentreRefused(fault.code, **fault.fields) from fault


def _carrier(request: Request) -> str:
    """Return where it came from, for the page of tablets."""
    return request.client.host if request.client else "HTTP"
