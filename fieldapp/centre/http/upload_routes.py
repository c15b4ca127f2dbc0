"""Files come up by tus 1.0: creation, creation with upload, checksum, expiration, termination (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from email.utils import format_datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from fieldapp.centre.devices.arrival import ALGORITHMS, Arrival, Checksum
from fieldapp.centre.devices.blobs import checked_name
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.devices.uploads import Upload
from fieldapp.centre.http import problems
from fieldapp.centre.http.identity import known_centre
from fieldapp.centre.http.openapi import tus_begins, tus_moves, tus_tells
from fieldapp.domain.errors import BadInput, CentreRefused, FieldappError
from fieldapp.wire.tus import BODY_TYPE, ROAD, VERSION, read_metadata

_EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
_ONE = ROAD + "/{upload}"
_DIGITS = 18
"""Of a count of bytes at the most: the database counts with 63 bits."""


class TusRoute(APIRoute):
    """Holds every request to the protocol's version, and names it in every answer, refusals among them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler with what tus wants around it."""
        handle = super().get_route_handler()

        async def handle_tus(request: Request) -> Response:
            try:
                if request.method != "OPTIONS" and request.headers.get("tus-resumable") != VERSION:
                    raise CentreRefused("tus-version", version=VERSION)
                answer = await handle(request)
            except FieldappError as refused:
                answer = problems.refusal(refused)
            answer.headers["Tus-Resumable"] = VERSION
            answer.headers["Tus-Version"] = VERSION
            answer.headers["Cache-Control"] = "no-store"
            return answer

        return handle_tus


def upload_routes(centre: LocalCentre) -> APIRouter:
    """Return the roads of files on their way up, all speaking to `centre` as the device that asks."""
    router = APIRouter(tags=["files"], route_class=TusRoute)
    _add_creation(router, centre)
    _add_upload(router, centre)
    return router


def _add_creation(router: APIRouter, centre: LocalCentre) -> None:
    @router.options(ROAD, summary="What uploads can do here", status_code=204, openapi_extra=tus_tells(known=False))
    async def abilities() -> Response:
        told = {
            "Tus-Extension": _EXTENSIONS,
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
            "Tus-Max-Size": str(centre.settings.blob_limit),
        }
        return Response(status_code=204, headers=told)

    @router.post(ROAD, summary="Begin an upload", status_code=201, openapi_extra=tus_begins())
    async def begin(request: Request) -> Response:
        known = await known_centre(centre, request)
        size = _number(request, "upload-length")
        told = _told_metadata(request)
        name = checked_name(told.get("sha256", ""))
        media_type = told.get("filetype", "application/octet-stream")
        has_body = "content-type" in request.headers
        checksum = _body_checksum(request) if has_body else None
        upload = await run_in_threadpool(known.uploads.begin, name, media_type, size)
        if has_body:
            upload = await _received(known, request, upload, checksum)
        headers = {**_headers(upload), "Location": f"{ROAD}/{upload.id}"}
        return Response(status_code=201, headers=headers)


def _add_upload(router: APIRouter, centre: LocalCentre) -> None:
    @router.head(_ONE, summary="How far an upload is", openapi_extra=tus_tells())
    async def tell(upload: str, request: Request) -> Response:
        known = await known_centre(centre, request)
        found = await run_in_threadpool(known.uploads.find, upload)
        return Response(headers={**_headers(found), "Upload-Length": str(found.size)})

    @router.patch(_ONE, summary="Go on with an upload", status_code=204, openapi_extra=tus_moves())
    async def go_on(upload: str, request: Request) -> Response:
        known = await known_centre(centre, request)
        checksum = _body_checksum(request)
        found = await run_in_threadpool(known.uploads.at, upload, _number(request, "upload-offset"))
        found = await _received(known, request, found, checksum)
        return Response(status_code=204, headers=_headers(found))

    @router.delete(_ONE, summary="Throw an upload away", status_code=204, openapi_extra=tus_tells(status="204"))
    async def end(upload: str, request: Request) -> Response:
        known = await known_centre(centre, request)
        await run_in_threadpool(known.uploads.end, upload)
        return Response(status_code=204)

    @router.post(_ONE, include_in_schema=False)
    async def overridden(upload: str, request: Request) -> Response:
        """Serve lines that let only GET and POST through."""
        method = {"PATCH": go_on, "DELETE": end}.get(request.headers.get("x-http-method-override", "").upper())
        if method is None:
            raise CentreRefused("method-unknown")
        return await method(upload, request)


async def _received(known: LocalCentre, request: Request, upload: Upload, checksum: Checksum | None) -> Upload:
    """Take the body into the upload; only what is on the disk counts, and only worker threads touch the disk."""
    if upload.offset == upload.size:
        return upload
    arrival = Arrival(known.uploads, upload, checksum)
    async for piece in request.stream():
        if arrival.take(piece):
            await run_in_threadpool(arrival.write)
    return await run_in_threadpool(arrival.end)


def _body_checksum(request: Request) -> Checksum | None:
    """Return what the body is said to hash to. Raises CentreRefused("encoding-unknown") for one that is not tus's."""
    kind, encoding = (request.headers.get(name, "") for name in ("content-type", "content-encoding"))
    if kind != BODY_TYPE or encoding not in ("", "identity"):  # offsets count bytes as they are sent
        raise CentreRefused("encoding-unknown", encoding=(encoding or kind)[:40])
    said = request.headers.get("upload-checksum")
    return Checksum.from_header(said) if said is not None else None


def _number(request: Request, name: str) -> int:
    """Return a header that counts bytes. Raises CentreRefused("wire.malformed")."""
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit()) or len(text) > _DIGITS:
        raise CentreRefused("wire.malformed", detail=name)
    return int(text)


def _told_metadata(request: Request) -> dict[str, str]:
    try:
        return read_metadata(request.headers.get("upload-metadata", ""))
    except BadInput as fault:
        raise CentreRefused(fault.code, **fault.fields) from fault


def _headers(upload: Upload) -> dict[str, str]:
    expires = format_datetime(upload.expires_at, usegmt=True)
    return {"Upload-Offset": str(upload.offset), "Upload-Expires": expires}
