"""The roads that devices travel: /v1/… (docs/protocol.md)."""

from __future__ import annotations

from typing import TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from fieldapp.centre.devices.blobs import checked_name
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.centre.http.answers import json_answer
from fieldapp.centre.http.bodies import Body, read_body
from fieldapp.centre.http.files import file_answer
from fieldapp.centre.http.identity import known_centre
from fieldapp.centre.http.limits import RequestLimits
from fieldapp.centre.http.openapi import answers, binary, signed, takes
from fieldapp.domain.errors import BadInput, CentreRefused
from fieldapp.domain.ids import Scope
from fieldapp.domain.steady import without_collection
from fieldapp.trust.device_keys import verify
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Hello, SealedKey, SnapshotPage, SyncAnswer, SyncRequest
from fieldapp.wire.versions import SCHEMA

T = TypeVar("T")

_LONGEST_NUMBER = 19  # digits: what fits into the database's whole numbers
_BLOB = "/v1/blobs/{sha256}"


def device_routes(centre: LocalCentre) -> APIRouter:
    """Return the routes, all speaking to `centre` as the device that asks."""
    router = APIRouter(tags=["devices"])
    limits = RequestLimits(burst=centre.settings.request_burst, a_second=centre.settings.requests_a_second)
    _add_identity(router, centre)
    _add_sync(router, centre, limits)
    _add_snapshots(router, centre, limits)
    _add_blobs(router, centre)
    _add_retirement(router, centre)
    return router


def _add_identity(router: APIRouter, centre: LocalCentre) -> None:
    @router.get("/v1/ca", summary="The company's CA certificate", openapi_extra=binary("application/x-pem-file"))
    async def ca() -> Response:
        return Response(centre.ca_pem, media_type="application/x-pem-file")

    @router.post(
        "/v1/enrol",
        summary="Exchange a one-time code for an identity",
        openapi_extra=takes(EnrolRequest) | answers(EnrolAnswer),
    )
    async def enrol(request: Request) -> Response:
        body = await read_body(request, centre.settings.body_limit)
        message = _message(body, EnrolRequest)
        return json_answer(request, await run_in_threadpool(centre.enrol, message))


def _add_sync(router: APIRouter, centre: LocalCentre, limits: RequestLimits) -> None:
    @router.get("/v1/hello", summary="Time, epoch and the last event known", openapi_extra=answers(Hello, known=True))
    async def hello(request: Request) -> Response:
        known = await _counted(centre, limits, request)
        return json_answer(request, await run_in_threadpool(known.hello))

    @router.post(
        "/v1/sync",
        summary="Events up, outcomes and changes down, in one round trip",
        openapi_extra=takes(SyncRequest, signed=True) | answers(SyncAnswer, known=True),
    )
    async def sync(request: Request) -> Response:
        known = await _counted(centre, limits, request)
        body = await read_body(request, centre.settings.body_limit)
        _check_signature(known, request, body)
        message = _message(body, SyncRequest)
        _check_size(message, centre.settings.batch_events)
        return json_answer(request, await run_in_threadpool(known.sync, message))


def _add_snapshots(router: APIRouter, centre: LocalCentre, limits: RequestLimits) -> None:
    @router.get(
        "/v1/scopes/{scope}/snapshot",
        summary="The live rows of a scope, page by page at one number",
        openapi_extra=answers(SnapshotPage, known=True),
    )
    async def snapshot(
        scope: str, request: Request, after: str = "", number: str = "", schema: str = str(SCHEMA)
    ) -> Response:
        known = await _counted(centre, limits, request)
        at = None if number == "" else _whole_number(number)
        page = await run_in_threadpool(known.snapshot, Scope(scope), after, at, _whole_number(schema))
        return json_answer(request, page)


def _check_size(message: SyncRequest, most: int) -> None:
    """Hold a batch to what the hello names; one local transaction is never parted, however large it is."""
    if len(message.events) > most and len({row.group for row in message.events}) > 1:
        raise CentreRefused("body-too-large", limit=most)


async def _counted(centre: LocalCentre, limits: RequestLimits, request: Request) -> LocalCentre:
    """Return the centre as `known_centre` does. Raises CentreRefused("rate-limited") beyond the device's limits."""
    known = await known_centre(centre, request)
    if known.sender is not None:
        limits.count(known.sender.id)
    return known


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER):
        raise CentreRefused("wire.malformed", detail="number")
    return int(text)


def _add_blobs(router: APIRouter, centre: LocalCentre) -> None:
    @router.head(_BLOB, summary="Whether the centre holds the file", openapi_extra=answers(None, known=True))
    @router.get(_BLOB, summary="Fetch one file", openapi_extra=binary("*/*", known=True, partly=True))
    async def blob(sha256: str, request: Request) -> Response:
        known = await known_centre(centre, request)
        if request.method == "GET" and known.hands_out_nothing:
            raise CentreRefused("device-unknown")
        entry = await run_in_threadpool(known.blob, checked_name(sha256))
        if entry is None:
            raise CentreRefused("blob-unknown")
        return await run_in_threadpool(file_answer, request, centre.settings.blobs, entry)


def _add_retirement(router: APIRouter, centre: LocalCentre) -> None:
    done = answers(None, known=True, status="204")

    @router.put(
        "/v1/escrow",
        summary="Deliver a spare key of the device, sealed to the company",
        status_code=204,
        openapi_extra=takes(SealedKey, signed=True) | done,
    )
    async def keep_key(request: Request) -> Response:
        known = await known_centre(centre, request)
        body = await read_body(request, centre.settings.body_limit)
        _check_signature(known, request, body)
        await run_in_threadpool(known.keep_key, _message(body, SealedKey))
        return Response(status_code=204)

    @router.post(
        "/v1/farewell",
        summary="A revoked device has nothing left",
        status_code=204,
        openapi_extra=signed() | done,
    )
    async def farewell(request: Request) -> Response:
        known = await known_centre(centre, request)
        _check_signature(known, request, await read_body(request, centre.settings.body_limit))
        await run_in_threadpool(known.farewell)
        return Response(status_code=204)


def _check_signature(known: LocalCentre, request: Request, body: Body) -> None:
    signature = request.headers.get("fieldapp-signature", "")
    if known.sender is None or not verify(known.sender.public_key, body.sent, signature):
        raise CentreRefused("signature-invalid")


def _message(body: Body, kind: type[T]) -> T:
    try:
        with without_collection():
            return decode(body.plain, kind)
    except BadInput as fault:
        raise CentreRefused(fault.code, **fault.fields) from fault
