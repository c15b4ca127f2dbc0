"""What the roads refuse, and how they say so."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from fieldapp.centre.app import create_app, new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.http.problems import STATUS
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.texts.catalogue import Catalogue
from fieldapp.trust.company_ca import fingerprint_of
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import CHAIN_START, chain, decode, encode, sha256_of, to_json
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, EventRow, Hello, Problem, SyncAnswer, SyncRequest
from tests.factories import NOW
from tests.unit.centre.conftest import AppClient

pytestmark = pytest.mark.both_databases

ROOT = Path(__file__).parents[4]
KEY = DeviceKey.generate()


@pytest.fixture
def identity(client: AppClient, database: Database, settings: CentreSettings) -> dict[str, str]:
    with database.write() as connection:
        register_engineer(connection, EngineerId("zhou"), "周明远")
    ticket = new_ticket(database, settings, EngineerId("zhou"), "https://centre")
    assert fingerprint_of(client.get("/v1/ca").text) == ticket.ca_sha256
    request = EnrolRequest(code=ticket.code, device_name="平板", public_key=KEY.public_key, app_version="0.1.0")
    answer = decode(client.post("/v1/enrol", content=encode(request)).content, EnrolAnswer)
    return {"Authorization": f"Bearer {answer.token}", "Fieldapp-Device": answer.device_id}


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of a problem document, having looked at its form."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = decode(answer.content, Problem)
    assert problem.status == answer.status_code
    return problem.status, problem.code


def sync_body() -> bytes:
    return encode(SyncRequest(epoch="", chain=CHAIN_START))


def test_sync_with_token_and_signature_is_answered_compressed(client: AppClient, identity: dict[str, str]) -> None:
    body = gzip.compress(sync_body())
    headers = {**identity, "Content-Encoding": "gzip", "Fieldapp-Signature": KEY.sign(body)}

    answer = client.post("/v1/sync", content=body, headers=headers)

    assert decode(answer.content, SyncAnswer).applied_seq == 0
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "changes",
    [{"Authorization": ""}, {"Authorization": "Bearer wrong"}, {"Fieldapp-Device": "NOBODY"}, {"Fieldapp-Device": ""}],
)
def test_wrong_token_or_device_is_refused_on_every_road(
    client: AppClient, identity: dict[str, str], changes: dict[str, str]
) -> None:
    headers = {**identity, **changes}
    blob = f"/v1/blobs/{sha256_of(b'x')}"

    assert refused(client.get("/v1/hello", headers=headers)) == (401, "device-unknown")
    assert refused(client.post("/v1/sync", content=sync_body(), headers=headers)) == (401, "device-unknown")
    for method, road in (("POST", "/v1/uploads"), ("HEAD", "/v1/uploads/x"), ("DELETE", "/v1/uploads/x")):
        answer = client.request(method, road, headers={**headers, "Tus-Resumable": "1.0.0"})
        assert answer.status_code == 401
    assert refused(client.get(blob, headers=headers)) == (401, "device-unknown")


def test_batch_with_a_signature_of_other_bytes_is_refused(client: AppClient, identity: dict[str, str]) -> None:
    body = sync_body()
    for signature in ("", KEY.sign(body + b" "), DeviceKey.generate().sign(body)):
        answer = client.post("/v1/sync", content=body, headers={**identity, "Fieldapp-Signature": signature})
        assert refused(answer) == (401, "signature-invalid")


def test_gzip_bomb_ends_at_the_limit(client: AppClient, settings: CentreSettings) -> None:
    bomb = gzip.compress(b"0" * (settings.body_limit + 1))
    assert len(bomb) < 50_000

    answer = client.post("/v1/enrol", content=bomb, headers={"Content-Encoding": "gzip"})

    assert refused(answer) == (413, "body-too-large")


def test_plain_body_beyond_the_limit_is_refused(client: AppClient, settings: CentreSettings) -> None:
    assert refused(client.post("/v1/enrol", content=b"0" * (settings.body_limit + 1))) == (413, "body-too-large")


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        (b"<html>", "identity", "wire.malformed"),
        (b"{}", "identity", "wire.malformed"),
        (b"{}", "gzip", "wire.malformed"),
        (gzip.compress(b"{}" * 500, mtime=0)[:-9], "gzip", "wire.malformed"),
        (gzip.compress(b"{}", mtime=0) + b"more", "gzip", "wire.malformed"),
        (b"{}", "br", "encoding-unknown"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(client: AppClient, body: bytes, encoding: str, code: str) -> None:
    answer = client.post("/v1/enrol", content=body, headers={"Content-Encoding": encoding})

    assert refused(answer)[1] == code


def test_unknown_roads_and_methods_are_problems_too(client: AppClient) -> None:
    assert refused(client.get("/v1/nowhere")) == (404, "road-unknown")
    assert refused(client.request("DELETE", "/v1/hello")) == (405, "method-unknown")


@pytest.mark.parametrize("name", ["..%2f..%2fcentre.sqlite", "A" * 64, "abc"])
def test_a_blob_name_that_is_no_hash_does_not_exist(client: AppClient, identity: dict[str, str], name: str) -> None:
    assert refused(client.get(f"/v1/blobs/{name}", headers=identity))[0] == 404


def test_hello_speaks_of_the_centres_own_clock(
    client: AppClient, identity: dict[str, str], settings: CentreSettings
) -> None:
    assert decode(client.get("/v1/hello", headers=identity).content, Hello).server_time == settings.now()


def test_openapi_document_describes_every_road_of_the_protocol(client: AppClient) -> None:
    document = client.get("/openapi.json").json()

    roads = {(road, method) for road, methods in document["paths"].items() for method in methods}
    assert roads == {
        ("/v1/ca", "get"),
        ("/v1/enrol", "post"),
        ("/v1/hello", "get"),
        ("/v1/sync", "post"),
        ("/v1/scopes/{scope}/snapshot", "get"),
        ("/v1/blobs/{sha256}", "get"),
        ("/v1/bundles", "post"),
        ("/v1/bundles/{device}", "get"),
        ("/v1/blobs/{sha256}", "head"),
        ("/v1/uploads", "options"),
        ("/v1/uploads", "post"),
        ("/v1/uploads/{upload}", "head"),
        ("/v1/uploads/{upload}", "patch"),
        ("/v1/uploads/{upload}", "delete"),
        ("/v1/escrow", "put"),
        ("/v1/farewell", "post"),
    }
    schemas = document["components"]["schemas"]
    used = set(re.findall(r"#/components/schemas/([^\"]+)", json.dumps(document)))
    assert used <= set(schemas)
    assert {"SyncRequest", "SyncAnswer", "EventRow", "Change", "Problem"} <= set(schemas)
    body = document["paths"]["/v1/sync"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/SyncRequest"}
    stated = {
        (road, method): set(operation["responses"])
        for road, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert stated.pop(("/v1/uploads", "post")) == {"201", "default"}
    assert stated.pop(("/v1/blobs/{sha256}", "get")) == {"200", "206", "default"}
    silent = {("/v1/escrow", "put"), ("/v1/farewell", "post"), ("/v1/uploads", "options")}
    for road in silent | {("/v1/uploads/{upload}", method) for method in ("patch", "delete")}:
        assert stated.pop(road) == {"204", "default"}
    assert set(map(frozenset, stated.values())) == {frozenset({"200", "default"})}


def test_every_problem_code_stands_in_the_protocol_and_has_words() -> None:
    told = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
    words = Catalogue.load(ROOT / "resources" / "i18n")

    desk_only = {"desk-only", "road-unknown", "method-unknown"}
    assert {code for code in STATUS if f"| `{code}` | {int(STATUS[code])} |" not in told} == desk_only
    assert [code for code in STATUS if words.error(code, "zh").what == code] == []


def rows_of(groups: list[int]) -> tuple[EventRow, ...]:
    clock = ClockEvidence(wall_at=NOW, monotonic=timedelta(), boot_id="boot-1")
    return tuple(
        EventRow(seq=seq, group=group, kind="nobody.knows", version=1, data={}, clock=clock)
        for seq, group in enumerate(groups, start=1)
    )


@pytest.mark.parametrize(("groups", "status"), [([1, 2], 200), ([1, 2, 3], 413), ([1, 1, 2], 413), ([1, 1, 1], 200)])
def test_a_batch_beyond_what_the_hello_names_is_refused_unless_it_is_one_transaction(
    database: Database, settings: CentreSettings, groups: list[int], status: int
) -> None:
    small = AppClient(create_app(database, replace(settings, batch_events=2)))
    with database.write() as connection:
        register_engineer(connection, EngineerId("zhou"), "周明远")
    code = new_ticket(database, settings, EngineerId("zhou"), "https://centre").code
    request = EnrolRequest(code=code, device_name="平板", public_key=KEY.public_key, app_version="0.1.0")
    known = decode(small.post("/v1/enrol", content=encode(request)).content, EnrolAnswer)
    headers = {"Authorization": f"Bearer {known.token}", "Fieldapp-Device": known.device_id}
    rows, value = rows_of(groups), CHAIN_START
    for row in rows:
        value = chain(value, to_json(row))
    body = encode(SyncRequest(epoch=known.epoch, events=rows, chain=value))

    answer = small.post("/v1/sync", content=body, headers={**headers, "Fieldapp-Signature": KEY.sign(body)})

    assert answer.status_code == status
    assert status == 200 or refused(answer) == (413, "body-too-large")
