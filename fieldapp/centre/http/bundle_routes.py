"""The road of a tablet's file over HTTP: a depot's desk hands over what a stick brought, and fetches the answer.

Neither needs to show who it is: the bundle is sealed to the company and signed by the tablet, the answer is sealed to
the tablet. Whoever holds one of them can do no more with it than carry it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from fieldapp.centre.devices.bundles import Brought, bundle_folder, last_answer, receive
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.http.bodies import pieces
from fieldapp.centre.http.openapi import binary
from fieldapp.domain.errors import BadInput, CentreRefused, NotFound

MEDIA_TYPE = "application/octet-stream"
_LIMIT = 600 * 1024 * 1024
_TAKES: dict[str, Any] = {"requestBody": {"required": True, "content": {MEDIA_TYPE: {}}}}


def bundle_routes(centre: LocalCentre) -> APIRouter:
    """Return the two routes."""
    router = APIRouter(tags=["bundles"])

    @router.post(
        "/v1/bundles", summary="A tablet's file, and the answer to it", openapi_extra=_TAKES | binary(MEDIA_TYPE)
    )
    async def take(request: Request) -> Response:
        folder = bundle_folder(centre.settings)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="posted-") as file:
            async for piece in pieces(request, _LIMIT):
                await run_in_threadpool(file.write, piece)
            file.flush()
            brought = await run_in_threadpool(_received, centre, Path(file.name), _carrier(request))
        if brought.answer is None:
            return Response(b"", media_type=MEDIA_TYPE)
        return Response(await run_in_threadpool(brought.answer.read_bytes), media_type=MEDIA_TYPE)

    @router.get("/v1/bundles/{device}", summary="The last answer to a tablet's file", openapi_extra=binary(MEDIA_TYPE))
    async def answer(device: str) -> Response:
        try:
            return Response(await run_in_threadpool(last_answer, centre.settings, device), media_type=MEDIA_TYPE)
        except NotFound as fault:
            raise CentreRefused(fault.code, **fault.fields) from fault

    return router


def _received(centre: LocalCentre, path: Path, brought_by: str) -> Brought:
    """Take the file; what is wrong with it is the centre's refusal."""
    try:
        return receive(centre, path, brought_by)
    except BadInput as fault:
        raise CentreRefused(fault.code, **fault.fields) from fault


def _carrier(request: Request) -> str:
    """Return where it came from, for the page of tablets."""
    return request.client.host if request.client else "HTTP"
