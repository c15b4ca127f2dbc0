"""`wire.Centre` over real HTTPS, as plainly as can be: the contract suite's own client, so that it can also lie."""

from __future__ import annotations

import gzip
import ssl
from dataclasses import dataclass, field

import httpx

from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Sha256
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Hello, Problem, SealedKey, SyncAnswer, SyncRequest


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

    def keep_key(self, sealed: SealedKey) -> None:
        body = encode(sealed)
        self.send("PUT", "/v1/escrow", body, {"Fieldapp-Signature": self.key.sign(body)})

    def farewell(self) -> None:
        self.send("POST", "/v1/farewell", b"{}", {"Fieldapp-Signature": self.key.sign(b"{}")})

    def has_blob(self, sha256: Sha256) -> bool:
        return self.raw("HEAD", f"/v1/blobs/{sha256}").status_code == 200

    def get_blob(self, sha256: Sha256) -> tuple[str, bytes]:
        answer = self.send("GET", f"/v1/blobs/{sha256}")
        return answer.headers["content-type"], answer.content

    def put_blob(self, sha256: Sha256, media_type: str, content: bytes) -> None:
        self.send("PUT", f"/v1/blobs/{sha256}", content, {"Content-Type": media_type})

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
