"""Every failure as an RFC 9457 problem document with a stable code (SYNC.md, Endpoints)."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from fieldapp.domain.errors import FieldappError, NotFound
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import Problem

_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

CHECKSUM_MISMATCH = 460
"""What tus answers to a body that is not what its checksum says; no status of HTTP itself."""

STATUS: dict[str, int] = {
    "protocol-unknown": HTTPStatus.BAD_REQUEST,
    "wire.malformed": HTTPStatus.BAD_REQUEST,
    "device-key-invalid": HTTPStatus.BAD_REQUEST,
    "device-unknown": HTTPStatus.UNAUTHORIZED,
    "signature-invalid": HTTPStatus.UNAUTHORIZED,
    "enrol-code-invalid": HTTPStatus.FORBIDDEN,
    "desk-only": HTTPStatus.FORBIDDEN,
    "blob-unknown": HTTPStatus.NOT_FOUND,
    "scope-unknown": HTTPStatus.NOT_FOUND,
    "road-unknown": HTTPStatus.NOT_FOUND,
    "method-unknown": HTTPStatus.METHOD_NOT_ALLOWED,
    "sequence-gap": HTTPStatus.CONFLICT,
    "device-forked": HTTPStatus.CONFLICT,
    "device-in-use": HTTPStatus.CONFLICT,
    "cursor-unknown": HTTPStatus.CONFLICT,
    "upload-unknown": HTTPStatus.NOT_FOUND,
    "upload-expired": HTTPStatus.GONE,
    "upload-offset": HTTPStatus.CONFLICT,
    "upload-checksum": CHECKSUM_MISMATCH,
    "tus-version": HTTPStatus.PRECONDITION_FAILED,
    "range-unknown": HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    "cursor-expired": HTTPStatus.GONE,
    "body-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "encoding-unknown": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "blob-hash-mismatch": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.none": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.version-unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.incomplete": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.damaged": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.wrong-way": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.not-for-us": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.signature-invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.device-unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bundle.no-answer": HTTPStatus.NOT_FOUND,
    "rate-limited": HTTPStatus.TOO_MANY_REQUESTS,
    "centre-failed": HTTPStatus.INTERNAL_SERVER_ERROR,
    "centre-busy": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Status of each code; a test holds it against docs/protocol.md and the words of resources/i18n."""

_CLIENT_WENT_AWAY = 499  # nobody reads this answer; the number is what proxies log for it


def problem(code: str, **fields: str | int) -> Response:
    """Return the problem document of a code."""
    status = STATUS.get(code, HTTPStatus.INTERNAL_SERVER_ERROR)
    body = Problem(
        type=f"urn:fieldapp:problem:{code}",
        title=HTTPStatus(status).phrase if status != CHECKSUM_MISMATCH else "Checksum Mismatch",
        status=status,
        code=code,
        fields={name: str(value) for name, value in fields.items()},
    )
    headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    if "retry_after_s" in fields:
        headers = {"Retry-After": str(fields["retry_after_s"])}
    return Response(encode(body), status, media_type=MEDIA_TYPE, headers=headers)


def install(app: FastAPI) -> None:
    """Answer every failure of the application with a problem document."""
    app.add_exception_handler(FieldappError, _expected)
    app.add_exception_handler(HTTPException, _routing)
    app.add_exception_handler(OperationalError, _database)
    app.add_exception_handler(DataError, _impossible)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _defect)


async def _expected(_request: Request, error: Exception) -> Response:
    assert isinstance(error, FieldappError)
    return refusal(error)


def refusal(error: FieldappError) -> Response:
    """Return the problem document of an expected failure."""
    if isinstance(error, NotFound):
        return problem("road-unknown")
    if error.code not in STATUS:
        _log.error("no status for %s", error)
        return problem("centre-failed")
    return problem(error.code, **error.fields)


async def _routing(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem("method-unknown" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "road-unknown")


async def _database(_request: Request, error: Exception) -> Response:
    _log.error("the database refused: %s", error)
    return problem("centre-busy")


async def _impossible(_request: Request, _error: Exception) -> Response:
    """A value that no column can hold, such as a NUL in an address: PostgreSQL refuses what SQLite keeps."""
    _log.info("the database could not take a value")
    return problem("wire.malformed", detail="value")


async def _gone(_request: Request, _error: Exception) -> Response:
    return Response(status_code=_CLIENT_WENT_AWAY)


async def _defect(_request: Request, _error: Exception) -> Response:
    # Starlette raises the error again after this answer, so the server logs it with its trace.
    return problem("centre-failed")
