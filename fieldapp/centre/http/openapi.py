"""The OpenAPI document: routes as FastAPI knows them, messages as the codec reads them (one source for both)."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from fieldapp.centre.http.openapi_formats import HASH, WHOLE_NUMBER, tell_formats
from fieldapp.centre.http.problems import MEDIA_TYPE, STATUS
from fieldapp.domain.asset import Asset
from fieldapp.domain.calendar import WorkingCalendar
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.model_document import ModelDocument
from fieldapp.domain.part import DepotStock, Part, StockMovement
from fieldapp.domain.process import Process
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.type_building import TYPE_BUILDING
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire import bundles, messages
from fieldapp.wire.messages import SCHEMA_OF_KIND, DocumentKind
from fieldapp.wire.tus import BODY_TYPE, VERSION
from fieldapp.wire.versions import PROTOCOL

Extra = dict[str, Any]

_MESSAGES = (
    messages.EnrolRequest,
    messages.EnrolAnswer,
    messages.Hello,
    messages.SyncRequest,
    messages.SyncAnswer,
    messages.SnapshotPage,
    messages.SealedKey,
    bundles.BundleHead,
    bundles.AnswerHead,
    bundles.FilesTaken,
    messages.Problem,
)
_DOCUMENTS: dict[DocumentKind, type[object]] = {
    DocumentKind.WORK_ORDER: WorkOrder,
    DocumentKind.PART: Part,
    DocumentKind.FAULT_ENTRY: FaultEntry,
    DocumentKind.PRICE_LIST: PriceList,
    DocumentKind.PROCESS: Process,
    DocumentKind.FORM: messages.FormDocument,
    DocumentKind.STOCK_MOVEMENT: StockMovement,
    DocumentKind.CHOICE_LIST: messages.ChoiceListPiece,
    DocumentKind.ASSET: Asset,
    DocumentKind.MODEL_DOCUMENT: ModelDocument,
    DocumentKind.DEPOT_STOCK: DepotStock,
    DocumentKind.SLA_PROFILE: SlaProfile,
    DocumentKind.WORKING_CALENDAR: WorkingCalendar,
    DocumentKind.SETTLEMENT: messages.Settlement,
}
"""What a change of each kind carries; a test holds it against the golden files and the kinds."""
_KNOWN: Extra = {"security": [{"token": [], "device": []}]}
_SIGNATURE: Extra = {
    "name": "Fieldapp-Signature",
    "in": "header",
    "required": True,
    "description": "Ed25519 over the body exactly as sent, base64",
    "schema": {"type": "string"},
}
_PROGRESS = ("Upload-Offset", "Upload-Expires")
_PATTERNS = {"sha256": HASH, "number": WHOLE_NUMBER, "schema": WHOLE_NUMBER}


def _header(name: str, told: str, kind: str = "string", *, required: bool = False) -> Extra:
    schema = {"type": kind} | ({"minimum": 0} if kind == "integer" else {})
    return {"name": name, "in": "header", "required": required, "description": told, "schema": schema}


_RESUMABLE = {**_header("Tus-Resumable", "The protocol's version", required=True), "schema": {"const": VERSION}}
_METADATA = _header(
    "Upload-Metadata", "sha256: the file's name, 64 hex digits; filetype: its media type", required=True
)
_CHECKSUM = _header("Upload-Checksum", "sha256 or sha1 of the body, base64; without it full steps count as they come")
_CHECKSUM["schema"]["pattern"] = "^(sha256|sha1) [A-Za-z0-9+/]{26,43}=$"


def takes(message: type[object], *, signed: bool = False) -> Extra:
    """Return what a route says of its request body."""
    body = {"required": True, "content": {"application/json": {"schema": _reference(message)}}}
    return {"requestBody": body, "parameters": [_SIGNATURE]} if signed else {"requestBody": body}


def signed() -> Extra:
    """Return what a route says that wants a signature over a body that it does not read."""
    return {"requestBody": {"required": True, "content": {"application/json": {}}}, "parameters": [_SIGNATURE]}


def answers(message: type[object] | None, *, known: bool = False, status: str = "200") -> Extra:
    """Return what a route says of its answers; `known` says that the device must show who it is."""
    good: Extra = {"description": "Done"}
    if message is not None:
        good["content"] = {"application/json": {"schema": _reference(message)}}
    return _responses(status, good, known)


def binary(media_type: str, *, known: bool = False, partly: bool = False) -> Extra:
    """Return what a route says that answers with a file; `partly` says that a range of it can be asked for."""
    made = _responses("200", {"description": "The file", "content": {media_type: {}}}, known)
    if partly:
        made["responses"]["206"] = {"description": "The part asked for", "content": {media_type: {}}}
        made["parameters"] = [
            _header("Range", "One range: bytes=from-, bytes=from-to or bytes=-last"),
            _header("If-Range", "The file's ETag; with another the whole file comes"),
        ]
    return made


def tus_begins() -> Extra:
    """Return what the road says where uploads begin."""
    asked = (_header("Upload-Length", "Bytes of the whole file", "integer", required=True), _METADATA, _CHECKSUM)
    body = {"requestBody": {"required": False, "content": {BODY_TYPE: {}}}}
    return _tus("201", asked, ("Location", *_PROGRESS)) | body


def tus_moves() -> Extra:
    """Return what an upload's road says of the bytes that follow."""
    asked = (_header("Upload-Offset", "Where the body begins", "integer", required=True), _CHECKSUM)
    return _tus("204", asked, _PROGRESS) | {"requestBody": {"required": True, "content": {BODY_TYPE: {}}}}


def tus_tells(*, status: str = "200", known: bool = True) -> Extra:
    """Return what a road of tus says that takes no body; without `known` it tells what uploads can do here."""
    if not known:
        return _responses("204", _with_headers("Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm"), False)
    return _tus(status, (), (*_PROGRESS, "Upload-Length") if status == "200" else ())


def install(app: FastAPI) -> None:
    """Let the application publish the document at /openapi.json."""
    app.openapi = lambda: document(app)  # type: ignore[method-assign]


def document(app: FastAPI) -> Extra:
    """Return the whole document."""
    made: Extra = get_openapi(title=PROTOCOL, version=PROTOCOL.rpartition("/")[2], routes=app.routes)
    with TYPE_BUILDING:
        _, schemas = msgspec.json.schema_components(
            (*_MESSAGES, *EVENT_TYPES, *_DOCUMENTS.values()),
            schema_hook=_open_schema,
            ref_template="#/components/schemas/{name}",
        )
    schemas["Problem"]["properties"]["code"]["examples"] = sorted(STATUS)
    made["components"] = {
        "schemas": schemas,
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "device": {"type": "apiKey", "in": "header", "name": "Fieldapp-Device"},
        },
    }
    made["x-fieldapp-events"] = {cls.kind: {"version": cls.version, "schema": _reference(cls)} for cls in EVENT_TYPES}
    made["x-fieldapp-documents"] = {
        kind.value: {"since-schema": SCHEMA_OF_KIND.get(kind, 1), "schema": _reference(cls)}
        for kind, cls in _DOCUMENTS.items()
    }
    schemas["SyncRequest"]["properties"]["protocol"]["const"] = PROTOCOL
    tell_formats(schemas, (*_MESSAGES, *EVENT_TYPES, *_DOCUMENTS.values()))
    for road in made["paths"].values():
        for operation in road.values():
            _keep_own_responses(operation)
            _tell_patterns(operation)
    return made


def _tell_patterns(operation: Extra) -> None:
    """Say of parameters that the code reads as text what the text must be."""
    for parameter in operation.get("parameters", ()):
        if pattern := _PATTERNS.get(parameter["name"]):
            parameter["schema"]["pattern"] = pattern


def _open_schema(kind: type) -> Extra:
    """Describe what a row or change carries: any JSON, for kinds may come; those of today stand at `x-fieldapp-…`."""
    if kind is object:
        return {"description": "Any JSON value"}
    raise NotImplementedError(kind)


def _keep_own_responses(operation: Extra) -> None:
    """Drop what FastAPI adds by itself: its answer to bad input and its guess at what a route returns."""
    responses = operation["responses"]
    responses.pop("422", None)
    for status, response in list(responses.items()):
        if response["description"] == "Successful Response":
            responses.pop(status)
        elif response.get("content", {}).get("application/json") == {"schema": {}}:
            response["content"].pop("application/json")


def _responses(status: str, good: Extra, known: bool) -> Extra:
    bad = {"description": "Refused", "content": {MEDIA_TYPE: {"schema": _reference(messages.Problem)}}}
    return {"responses": {status: good, "default": bad}} | (_KNOWN if known else {})


def _tus(status: str, asked: tuple[Extra, ...], told: tuple[str, ...]) -> Extra:
    return _responses(status, _with_headers(*told), True) | {"parameters": [_RESUMABLE, *asked]}


def _with_headers(*names: str) -> Extra:
    headers = {name: {"schema": {"type": "string"}} for name in ("Tus-Resumable", "Tus-Version", *names)}
    return {"description": "Done", "headers": headers}


def _reference(message: type[object]) -> Extra:
    return {"$ref": f"#/components/schemas/{message.__name__}"}
