"""A client of fieldapp-sync/1 written from docs/protocol.md alone: nothing here comes from fieldapp.

It is the proof that the document suffices. What a tablet needs beyond it (a store, a screen) is left out.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import ssl
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding

Json = dict[str, Any]

NO_EVENT = "0" * 64
_TIMEOUT = 30
_MODULUS = 1 << 256


class Refused(Exception):
    """The centre answered with a problem document."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(f"{status} {problem}")
        self.status = status
        self.problem = problem


def canonical(value: object) -> bytes:
    """Section "Exact bytes": sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def chain_after(before: str, row: Json) -> str:
    return hashlib.sha256(before.encode() + canonical(row)).hexdigest()


def row_digest(kind: str, key: str, document: Json) -> int:
    return int(hashlib.sha256(f"{kind}\0{key}\0".encode() + canonical(document)).hexdigest(), 16)


def scope_digest(rows: dict[tuple[str, str], Json]) -> str:
    total = sum(row_digest(kind, key, document) for (kind, key), document in rows.items())
    return f"{total % _MODULUS:064x}"


def ticket_parts(text: str) -> tuple[str, str, str]:
    """Return address, code, and the fingerprint in hex."""
    assert text.startswith("FIELDAPP1:")
    address, code, digest = text.removeprefix("FIELDAPP1:").split("|")
    return address, code, base64.urlsafe_b64decode(digest + "=" * (-len(digest) % 4)).hex()


def sealed(spare: bytes, company: bytes, device: str, once: X25519PrivateKey, nonce: bytes) -> bytes:
    """Section "The sealed key"."""
    public = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(company))
    key = HKDF(SHA256(), length=32, salt=public + company, info=b"fieldapp escrow 1").derive(shared)
    return b"FAE1" + public + nonce + AESGCM(key).encrypt(nonce, spare, f"data key of {device}".encode())


def fetched_ca(address: str, fingerprint: str) -> str:
    """Fetch the certificate from whoever answers, and believe only the one that the ticket names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    parts = urlsplit(address)
    connection = HTTPSConnection(str(parts.hostname), parts.port, timeout=_TIMEOUT, context=context)
    try:
        connection.request("GET", "/v1/ca")
        pem = connection.getresponse().read()
    finally:
        connection.close()
    certificate = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    assert hashlib.sha256(certificate).hexdigest() == fingerprint, "not the company's certificate"
    return pem.decode()


@dataclass
class SecondClient:
    """One tablet: its identity, its outbox, and a copy of what the centre shows it."""

    address: str
    ca_file: Path
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    device: str = ""
    epoch: str = ""
    rows: list[Json] = field(default_factory=list)
    cursors: dict[str, int] = field(default_factory=dict)
    live: dict[str, dict[tuple[str, str], Json]] = field(default_factory=dict)
    session: requests.Session = field(default_factory=requests.Session)

    @classmethod
    def enrolled(cls, ticket: str, folder: Path) -> SecondClient:
        address, code, fingerprint = ticket_parts(ticket)
        pem = folder / "company.pem"
        pem.write_text(fetched_ca(address, fingerprint))
        client = cls(address, pem)
        client.session.trust_env = False
        client.session.verify = str(pem)
        public = base64.b64encode(client.key.public_key().public_bytes_raw()).decode()
        body = {"code": code, "device_name": "另一个客户端", "public_key": public, "app_version": "second 1"}
        answer = client.call("POST", "/v1/enrol", canonical(body)).json()
        client.device, client.epoch = answer["device_id"], answer["epoch"]
        client.session.headers["Authorization"] = f"Bearer {answer['token']}"
        client.session.headers["Fieldapp-Device"] = client.device
        return client

    def call(self, method: str, road: str, body: bytes = b"", **headers: str) -> requests.Response:
        sent = {"Content-Type": "application/json"} | {name.replace("_", "-"): text for name, text in headers.items()}
        answer = self.session.request(method, self.address + road, data=body, headers=sent, timeout=_TIMEOUT)
        if not answer.ok:
            problem = answer.json() if method != "HEAD" else {}
            raise Refused(answer.status_code, problem)
        return answer

    def signed(self, method: str, road: str, message: Json) -> requests.Response:
        body = gzip.compress(canonical(message))
        signature = base64.b64encode(self.key.sign(body)).decode()
        return self.call(method, road, body, Content_Encoding="gzip", Fieldapp_Signature=signature)

    def hello(self) -> Json:
        answer: Json = self.call("GET", "/v1/hello").json()
        return answer

    def write(self, kind: str, version: int, data: Json, clock: Json, group: int | None = None) -> Json:
        number = len(self.rows) + 1
        row = {"seq": number, "group": group or number, "kind": kind, "version": version, "data": data, "clock": clock}
        self.rows.append(row)
        return row

    def sync(self, begin: int = 1, most_changes: int = 500) -> Json:
        """One round trip with the events from `begin` on; what came down is applied."""
        chain = NO_EVENT
        for row in self.rows:
            chain = chain_after(chain, row)
        message = {
            "protocol": "fieldapp-sync/1",
            "schema": 5,
            "epoch": self.epoch,
            "events": self.rows[begin - 1 :],
            "chain": chain,
            "cursors": self.cursors,
            "most_changes": most_changes,
        }
        answer: Json = self.signed("POST", "/v1/sync", message).json()
        for change in answer["changes"]:
            self._apply(change)
        return answer

    def _apply(self, change: Json) -> None:
        scope, name = change["scope"], (change["kind"], change["key"])
        assert change["number"] == self.cursors.get(scope, 0) + 1, "a gap in the feed"
        self.cursors[scope] = change["number"]
        rows = self.live.setdefault(scope, {})
        if change["operation"] in ("put", "grant"):
            rows[name] = change["document"]
        elif change["operation"] != "skip":
            rows.pop(name, None)

    def agrees_with(self, digests: dict[str, Json]) -> bool:
        own = {
            scope: {"count": len(self.live.get(scope, {})), "digest": scope_digest(self.live.get(scope, {}))}
            for scope in digests
        }
        return own == digests

    def take_snapshot(self, scope: str) -> int:
        """Fetch the scope anew, page by page; return how many pages it had."""
        named: dict[tuple[str, str], Json] = {}
        held, query, pages = self.live.get(scope, {}), "schema=5", 0
        while True:
            page = self.call("GET", f"/v1/scopes/{quote(scope, safe='')}/snapshot?{query}").json()
            pages += 1
            for row in page["rows"]:
                name = (row["kind"], row["key"])
                document = held.get(name) if row["document"] is None else row["document"]
                if document is not None:
                    named[name] = document
            if not page.get("after"):
                break
            query = f"schema=5&number={page['number']}&after={quote(page['after'], safe='')}"
        self.live[scope], self.cursors[scope] = named, page["number"]
        return pages

    def upload(self, content: bytes, media_type: str, first: int = 0) -> str:
        """Section "Files": begin with `first` bytes, ask how far it is, send the rest."""
        name = hashlib.sha256(content).hexdigest()
        told = [
            f"{key} {base64.b64encode(text.encode()).decode()}"
            for key, text in (("sha256", name), ("filetype", media_type))
        ]
        begun = self.call(
            "POST",
            "/v1/uploads",
            content[:first],
            Tus_Resumable="1.0.0",
            Upload_Length=str(len(content)),
            Upload_Metadata=",".join(told),
            Content_Type="application/offset+octet-stream",
        )
        place = urlsplit(begun.headers["Location"]).path
        offset = int(self.call("HEAD", place, Tus_Resumable="1.0.0").headers["Upload-Offset"])
        assert offset == first
        self.resume(place, offset, content[offset:])
        return name

    def resume(self, place: str, offset: int, rest: bytes) -> int:
        checksum = base64.b64encode(hashlib.sha256(rest).digest()).decode()
        answer = self.call(
            "PATCH",
            place,
            rest,
            Tus_Resumable="1.0.0",
            Upload_Offset=str(offset),
            Upload_Checksum=f"sha256 {checksum}",
            Content_Type="application/offset+octet-stream",
        )
        return int(answer.headers["Upload-Offset"])
