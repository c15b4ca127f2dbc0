"""Somebody who asks a centre what its OpenAPI document allows, now and then with what is really there in the gaps.

Requests made up from the document alone end at the first thing that has to be true: a signature, a hash that names a
file, a chain. So a guest puts such things in: by the second client, which knows of the protocol only what is written.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import requests
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from fieldapp.centre.http.problems import MEDIA_TYPE, STATUS
from tests.contracts.second_client import Json, SecondClient, chain_after

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BYTES = "application/offset+octet-stream"
_CLOCK = {
    "wall_at": "2026-11-23T00:30:00Z",
    "monotonic": "PT5S",
    "boot_id": "boot-1",
    "server_offset": None,
    "offset_measured_at": None,
}
_TIMEOUT = 30


@schemathesis.serializer(BYTES, "application/octet-stream")
def _bytes_as_they_are(_context: object, value: object) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@dataclass
class Guest:
    """A device of the centre, with a file that it delivered; `code` makes a code for another one."""

    client: SecondClient
    code: Callable[[], str]
    file: str
    numbers: count[int]

    @classmethod
    def enrolled(cls, ticket: str, folder: Path, code: Callable[[], str]) -> Guest:
        client = SecondClient.enrolled(ticket, folder)
        return cls(client, code, client.upload(client.device.encode(), "text/plain"), count(1))

    def make_true(self, case: schemathesis.Case) -> None:
        """Put what is really there into the gaps of a request."""
        headers = dict(case.headers or {})
        known = {"sha256": self.file, "device": self.client.device, "scope": "reference", "upload": self._upload}
        for name in case.path_parameters or {}:
            found = known[name]
            case.path_parameters[name] = found() if callable(found) else found
        if case.operation.path.endswith("/snapshot"):
            case.query = type(case.query)({})
        if case.operation.path.startswith("/v1/uploads"):
            headers |= {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Upload-Length": "20"}
            headers |= {"Upload-Metadata": self._metadata(b"unheard of"), "Content-Type": BYTES}
            headers.pop("Upload-Checksum", None)
        case.headers = type(case.headers)(headers)
        if isinstance(case.body, dict):
            case.body |= self._true_fields(case.operation.label, case.body)

    def _true_fields(self, label: str, body: Json) -> Json:
        if label == "POST /v1/enrol":
            return {"code": self.code(), "public_key": _public_key(self.client)}
        if label == "POST /v1/sync":
            return self._exchange(body)
        if label == "PUT /v1/escrow":
            return {"sealed": base64.b64encode(b"FAE1" + bytes(92)).decode(), "key_name": _hash(self._escrow_key())}
        return {}

    def _exchange(self, body: Json) -> Json:
        """Number the made-up events as the next ones, and count the chain on."""
        hello = self.client.hello()
        rows = [row for row in body.get("events") or () if isinstance(row, dict) and isinstance(row.get("data"), dict)]
        chain = hello["chain"]
        for place, row in enumerate(rows, start=1):
            row |= {"seq": hello["last_seq"] + place, "group": hello["last_seq"] + place, "clock": _CLOCK}
            for name in set(row) - {"seq", "group", "kind", "version", "data", "clock"}:
                del row[name]
            chain = chain_after(chain, row)
        return {"epoch": hello["epoch"], "events": rows, "chain": chain, "protocol": "fieldapp-sync/1", "cursors": {}}

    def ask(self, case: schemathesis.Case) -> requests.Response:
        """Send the request as the device that it is, signed."""
        told = case.as_transport_kwargs(base_url=self.client.address)
        named = ("method", "url", "headers", "params", "data", "json", "cookies", "files")
        request = self.client.session.prepare_request(
            requests.Request(**{name: value for name, value in told.items() if name in named})
        )
        for name in ("Authorization", "Fieldapp-Device"):
            request.headers[name] = str(self.client.session.headers[name])
        body = request.body or b""
        sent = body.encode() if isinstance(body, str) else body
        request.headers["Fieldapp-Signature"] = base64.b64encode(self.client.key.sign(sent)).decode()
        return self.client.session.send(request, timeout=_TIMEOUT, verify=str(self.client.ca_file))

    def _upload(self) -> str:
        content = f"file {next(self.numbers)} of {self.client.device}".encode()
        told = {
            "Tus_Resumable": "1.0.0",
            "Upload_Length": str(len(content)),
            "Upload_Metadata": self._metadata(content),
        }
        begun = self.client.call("POST", "/v1/uploads", **told, Content_Type=BYTES)
        return begun.headers["Location"].rpartition("/")[2]

    def _metadata(self, content: bytes) -> str:
        return "sha256 " + base64.b64encode(hashlib.sha256(content).hexdigest().encode()).decode()

    def _escrow_key(self) -> str:
        return str(self.client.hello()["escrow_key"])


def complaint(case: schemathesis.Case, answer: requests.Response) -> str:
    """Return what of the answer is not as the document says, "" if nothing."""
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as found:
        return "; ".join(f"{one.title}: {one.message}" for one in found.exceptions)
    if answer.status_code < 400 or case.method.upper() == "HEAD":
        return ""
    if answer.headers["content-type"] != MEDIA_TYPE:
        return f"a refusal of type {answer.headers['content-type']}"
    problem = answer.json()
    is_told = STATUS.get(problem["code"]) == problem["status"] == answer.status_code
    return (
        ""
        if is_told and problem["type"] == f"urn:fieldapp:problem:{problem['code']}"
        else f"no such problem: {problem}"
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _public_key(client: SecondClient) -> str:
    return base64.b64encode(client.key.public_key().public_bytes_raw()).decode()
