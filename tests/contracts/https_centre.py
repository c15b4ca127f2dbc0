"""`wire.Centre` over real HTTPS, as plainly as can be: the contract suite's own client, so that it can also lie."""

from __future__ import annotations

import gzip
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Scope, Sha256
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.centre import FileComing
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import (
    EnrolAnswer,
    EnrolRequest,
    Hello,
    Problem,
    SealedKey,
    SnapshotPage,
    SyncAnswer,
    SyncRequest,
)
from fieldapp.wire.tus import UploadPlace, metadata


@dataclass
class HttpsCentre:
    address: str
    ca_pem: str
    key: DeviceKey
    device_id: str = ""
    token: str = ""
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        context = ssl.create_default_context(cadata=self.ca_pem)
        self.client = httpx.Client(base_url=self.address, verify=context, trust_env=False, timeout=30)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        answer = decode(self.send("POST", "/v1/enrol", encode(request)).content, EnrolAnswer)
        self.device_id, self.token = answer.device_id, answer.token
        return answer

    def hello(self) -> Hello:
        return decode(self.send("GET", "/v1/hello").content, Hello)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        body = gzip.compress(encode(request))
        headers = {"Content-Encoding": "gzip", "Fieldapp-Signature": self.key.sign(body)}
        return decode(self.send("POST", "/v1/sync", body, headers).content, SyncAnswer)

    def snapshot(self, scope: Scope, after: str = "", number: int | None = None) -> SnapshotPage:
        asked = {"after": after} | ({} if number is None else {"number": str(number)})
        return decode(self.send("GET", f"/v1/scopes/{scope}/snapshot?{urlencode(asked)}").content, SnapshotPage)

    def keep_key(self, sealed: SealedKey) -> None:
        body = encode(sealed)
        self.send("PUT", "/v1/escrow", body, {"Fieldapp-Signature": self.key.sign(body)})

    def farewell(self) -> None:
        self.send("POST", "/v1/farewell", b"{}", {"Fieldapp-Signature": self.key.sign(b"{}")})

    def has_blob(self, sha256: Sha256) -> bool:
        return self.raw("HEAD", f"/v1/blobs/{sha256}").status_code == 200

    def get_blob(self, sha256: Sha256, start: int = 0) -> FileComing:
        answer = self.send("GET", f"/v1/blobs/{sha256}", headers={"Range": f"bytes={start}-"})
        return FileComing(
            media_type=answer.headers["content-type"],
            size=int(answer.headers["content-range"].rpartition("/")[2]),
            start=start,
            pieces=iter([answer.content]),
            close=answer.close,
        )

    def begin_upload(self, sha256: Sha256, media_type: str, size: int, first: bytes) -> UploadPlace:
        told = {"Upload-Length": str(size), "Upload-Metadata": metadata(sha256=sha256, filetype=media_type)}
        answer = self.tus("POST", "/v1/uploads", first, told)
        return UploadPlace(address=answer.headers["location"], offset=int(answer.headers["upload-offset"]))

    def upload_offset(self, address: str) -> int:
        answer = self.raw("HEAD", address, headers={"Tus-Resumable": "1.0.0"})
        if answer.status_code == 404:
            raise CentreRefused("upload-unknown")
        return int(answer.headers["upload-offset"])

    def continue_upload(self, address: str, offset: int, piece: bytes) -> int:
        return int(self.tus("PATCH", address, piece, {"Upload-Offset": str(offset)}).headers["upload-offset"])

    def end_upload(self, address: str) -> None:
        self.tus("DELETE", address)

    def tus(self, method: str, road: str, body: bytes = b"", told: dict[str, str] | None = None) -> httpx.Response:
        kind = {"Content-Type": "application/offset+octet-stream"} if body else {}
        return self.send(method, road, body, {"Tus-Resumable": "1.0.0", **kind, **(told or {})})

    def send(self, method: str, road: str, body: bytes = b"", headers: dict[str, str] | None = None) -> httpx.Response:
        answer = self.raw(method, road, body, headers)
        if answer.is_success:
            return answer
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        problem = decode(answer.content, Problem)
        assert (problem.status, problem.type) == (answer.status_code, f"urn:fieldapp:problem:{problem.code}")
        raise CentreRefused(problem.code, **problem.fields)

    def raw(self, method: str, road: str, body: bytes = b"", headers: dict[str, str] | None = None) -> httpx.Response:
        identity = {"Authorization": f"Bearer {self.token}", "Fieldapp-Device": self.device_id} if self.token else {}
        kind = {"Content-Type": "application/json"} if body else {}
        return self.client.request(method, road, content=body, headers={**identity, **kind, **(headers or {})})
