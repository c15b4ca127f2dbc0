"""tus 1.0 as a client meets it: headers, statuses, what a cut-off body leaves, ranges on the way down."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import random
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from fieldapp.centre.app import new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import EngineerId
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import decode, encode, sha256_of
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Problem
from fieldapp.wire.tus import BODY_TYPE, STEP, checksum, metadata
from tests.unit.centre.conftest import AppClient

FILE = random.Random(2).randbytes(2 * STEP + 500)
NAME = sha256_of(FILE)
TOLD = {"Upload-Length": str(len(FILE)), "Upload-Metadata": metadata(sha256=NAME, filetype="image/jpeg")}
BODY = {"Content-Type": BODY_TYPE}


@pytest.fixture
def identity(client: AppClient, database: Database, settings: CentreSettings) -> dict[str, str]:
    with database.write() as connection:
        register_engineer(connection, EngineerId("zhou"), "周明远")
    ticket = new_ticket(database, settings, EngineerId("zhou"), "https://centre")
    key = DeviceKey.generate()
    request = EnrolRequest(code=ticket.code, device_name="平板", public_key=key.public_key, app_version="0.1.0")
    answer = decode(client.post("/v1/enrol", content=encode(request)).content, EnrolAnswer)
    return {"Authorization": f"Bearer {answer.token}", "Fieldapp-Device": answer.device_id}


class Tus:
    """Asks as the device, by tus 1.0 if nothing else is said."""

    def __init__(self, client: AppClient, identity: dict[str, str]) -> None:
        self.client = client
        self.headers = {**identity, "Tus-Resumable": "1.0.0"}

    def ask(self, method: str, road: str, content: bytes = b"", **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.request(method, road, headers={**self.headers, **named}, content=content)
        assert answer.headers["tus-resumable"] == "1.0.0"
        return answer

    def begun(self, content: bytes = b"", **headers: str) -> str:
        kind = BODY if content else {}
        answer = self.ask("POST", "/v1/uploads", content, **{**TOLD, **kind, **headers})
        assert answer.status_code == 201, answer.text
        return str(answer.headers["location"])

    def patch(self, road: str, offset: int, content: bytes, **headers: str) -> httpx.Response:
        return self.ask("PATCH", road, content, **{**BODY, "Upload-Offset": str(offset), **headers})

    def offset(self, road: str) -> int:
        return int(self.ask("HEAD", road).headers["upload-offset"])


@pytest.fixture
def tus(client: AppClient, identity: dict[str, str]) -> Tus:
    return Tus(client, identity)


def refused(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, decode(answer.content, Problem).code


def test_a_file_goes_up_in_steps_and_is_there(tus: Tus, settings: CentreSettings) -> None:
    road = tus.begun()
    offsets = [tus.patch(road, at, FILE[at : at + STEP]).headers["upload-offset"] for at in range(0, len(FILE), STEP)]

    whole = tus.client.get(f"/v1/blobs/{NAME}", headers=tus.headers)
    told = tus.ask("HEAD", road)

    assert offsets == [str(STEP), str(2 * STEP), str(len(FILE))]
    assert (whole.content, whole.headers["content-type"]) == (FILE, "image/jpeg")
    assert (told.status_code, told.headers["upload-length"], told.headers["upload-offset"]) == (
        200,
        str(len(FILE)),
        str(len(FILE)),
    )
    assert told.headers["cache-control"] == "no-store"
    expires = parsedate_to_datetime(told.headers["upload-expires"])
    assert expires == (settings.now() + settings.upload_life).replace(microsecond=0)


def test_a_small_file_goes_up_with_its_beginning(tus: Tus) -> None:
    answer = tus.ask("POST", "/v1/uploads", FILE, **{**TOLD, **BODY})

    assert (answer.status_code, answer.headers["upload-offset"]) == (201, str(len(FILE)))
    assert tus.client.request("HEAD", f"/v1/blobs/{NAME}", headers=tus.headers).status_code == 200


def test_a_file_that_is_there_is_at_its_end_as_it_begins(tus: Tus) -> None:
    tus.begun(FILE)

    again = tus.ask("POST", "/v1/uploads", FILE[:10], **{**TOLD, **BODY})

    assert (again.status_code, again.headers["upload-offset"]) == (201, str(len(FILE)))


def test_what_uploads_can_do_is_told_to_everybody(client: AppClient, settings: CentreSettings) -> None:
    answer = client.request("OPTIONS", "/v1/uploads")

    assert answer.status_code == 204
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"
    assert set(answer.headers["tus-extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "expiration",
        "termination",
    }
    assert answer.headers["tus-max-size"] == str(settings.blob_limit)
    assert answer.headers["tus-checksum-algorithm"].split(",") == ["sha1", "sha256"]


def test_an_upload_that_is_ended_does_not_exist_any_more(tus: Tus) -> None:
    road = tus.begun(FILE[:STEP])

    assert tus.ask("DELETE", road).status_code == 204

    assert tus.ask("HEAD", road).status_code == 404
    assert refused(tus.patch(road, STEP, FILE[STEP:])) == (404, "upload-unknown")
    assert refused(tus.ask("DELETE", road)) == (404, "upload-unknown")


def test_a_line_that_lets_only_get_and_post_through_is_served(tus: Tus) -> None:
    road = tus.begun()

    moved = tus.ask("POST", road, FILE[:9], **{**BODY, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"})
    ended = tus.ask("POST", road, **{"X-HTTP-Method-Override": "DELETE"})
    unnamed = tus.ask("POST", road)

    assert (moved.status_code, moved.headers["upload-offset"]) == (204, "9")
    assert (ended.status_code, refused(unnamed)) == (204, (405, "method-unknown"))


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_body_with_its_checksum_counts_as_a_whole(tus: Tus, algorithm: str) -> None:
    road = tus.begun()
    digest = base64.b64encode(hashlib.new(algorithm, FILE).digest()).decode()

    answer = tus.patch(road, 0, FILE, **{"Upload-Checksum": f"{algorithm} {digest}"})

    assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(len(FILE)))


@pytest.mark.parametrize("sent", [FILE[:100], FILE[: STEP + 100]], ids=["one step", "two steps"])
def test_a_body_that_is_not_what_its_checksum_says_counts_for_nothing(tus: Tus, sent: bytes) -> None:
    road = tus.begun()

    answer = tus.patch(road, 0, sent[:-1] + b"!", **{"Upload-Checksum": checksum(sent)})

    assert refused(answer) == (460, "upload-checksum")
    assert tus.offset(road) == 0
    assert tus.patch(road, 0, FILE).status_code == 204
    assert tus.client.get(f"/v1/blobs/{NAME}", headers=tus.headers).content == FILE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Tus-Resumable": "0.2.2"}, (412, "tus-version")),
        ({"Upload-Length": ""}, (400, "wire.malformed")),
        ({"Upload-Length": "-1"}, (400, "wire.malformed")),
        ({"Upload-Length": "1e3"}, (400, "wire.malformed")),
        ({"Upload-Length": "9" * 30}, (400, "wire.malformed")),
        ({"Upload-Length": str(64 * 1024 * 1024 + 1)}, (413, "body-too-large")),
        ({"Upload-Metadata": "sha256 %%%"}, (400, "wire.malformed")),
        ({"Upload-Metadata": metadata(filetype="image/jpeg")}, (404, "blob-unknown")),
        ({"Upload-Metadata": metadata(sha256="../../../etc/passwd")}, (404, "blob-unknown")),
        ({"Authorization": "Bearer wrong"}, (401, "device-unknown")),
    ],
)
def test_a_beginning_that_cannot_be_is_refused(tus: Tus, changes: dict[str, str], expected: tuple[int, str]) -> None:
    assert refused(tus.ask("POST", "/v1/uploads", **{**TOLD, **changes})) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"Content-Type": "application/json"}, (415, "encoding-unknown")),
        ({"Content-Encoding": "gzip"}, (415, "encoding-unknown")),
        ({"Upload-Offset": "10"}, (409, "upload-offset")),
        ({"Upload-Offset": "x"}, (400, "wire.malformed")),
        ({"Upload-Checksum": "md5 AAAA"}, (400, "wire.malformed")),
        ({"Upload-Checksum": "sha256 !"}, (400, "wire.malformed")),
        ({"Tus-Resumable": ""}, (412, "tus-version")),
        ({"Authorization": ""}, (401, "device-unknown")),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_changes_nothing(
    tus: Tus, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    road = tus.begun()

    assert refused(tus.patch(road, 0, FILE[:100], **changes)) == expected

    assert tus.offset(road) == 0


def test_a_body_beyond_the_end_of_its_file_is_refused_and_its_full_steps_count(tus: Tus) -> None:
    road = tus.begun()

    assert refused(tus.patch(road, 0, FILE + b"more")) == (413, "body-too-large")

    assert tus.offset(road) <= len(FILE)
    assert tus.client.request("HEAD", f"/v1/blobs/{NAME}", headers=tus.headers).status_code == 404


def test_a_file_that_is_not_what_its_name_says_is_thrown_away_with_its_upload(tus: Tus) -> None:
    road = tus.begun()

    assert refused(tus.patch(road, 0, FILE[:-1] + b"?")) == (422, "blob-hash-mismatch")

    assert tus.ask("HEAD", road).status_code == 404


async def cut_off(app: FastAPI, road: str, headers: dict[str, str], content: bytes) -> list[dict[str, Any]]:
    """Send a body that ends in the middle: the line is cut behind `content`."""
    said: list[dict[str, Any]] = []
    pieces = [content[at : at + 50_000] for at in range(0, len(content), 50_000)]

    async def receive() -> dict[str, Any]:
        if pieces:
            return {"type": "http.request", "body": pieces.pop(0), "more_body": True}
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "method": "PATCH",
        "path": road,
        "raw_path": road.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "http_version": "1.1",
        "scheme": "https",
        "client": ("127.0.0.1", 1),
        "server": ("centre", 443),
    }
    await app(scope, receive, send)
    return said


@pytest.mark.req("SYN-7")
@pytest.mark.parametrize("told", [{}, {"Upload-Checksum": checksum(FILE)}], ids=["without checksum", "with checksum"])
def test_of_a_body_that_is_cut_off_every_full_step_counts_unless_a_checksum_speaks_for_the_whole(
    tus: Tus, app: FastAPI, told: dict[str, str]
) -> None:
    road = tus.begun()
    headers = {**tus.headers, **BODY, "Upload-Offset": "0", **told}

    asyncio.run(cut_off(app, road, headers, FILE[: STEP + 60_000]))

    arrived = tus.offset(road)
    assert (arrived >= STEP) == (not told)
    assert tus.patch(road, arrived, FILE[arrived:]).status_code == 204
    assert tus.client.get(f"/v1/blobs/{NAME}", headers=tus.headers).content == FILE


@pytest.mark.req("SYN-7")
@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ({}, 200, FILE),
        ({"Range": "bytes=1000-"}, 206, FILE[1000:]),
        ({"Range": "bytes=0-"}, 206, FILE),
        ({"Range": "bytes=5-9"}, 206, FILE[5:10]),
        ({"Range": "bytes=-7"}, 206, FILE[-7:]),
        ({"Range": f"bytes=10-{10**9}"}, 206, FILE[10:]),
        ({"Range": "bytes=1000-", "If-Range": f'"{NAME}"'}, 206, FILE[1000:]),
        ({"Range": "bytes=1000-", "If-Range": f'"{"0" * 64}"'}, 200, FILE),
        ({"Range": "bytes=9-5"}, 200, FILE),
        ({"Range": "bytes=1-2,5-6"}, 200, FILE),
        ({"Range": "lines=1-2"}, 200, FILE),
        ({"Range": f"bytes={'9' * 5000}-"}, 200, FILE),
        ({"Range": "bytes=-"}, 200, FILE),
    ],
)
def test_a_file_comes_down_whole_or_from_where_it_is_wanted(
    tus: Tus, wanted: dict[str, str], status: int, part: bytes
) -> None:
    tus.begun(FILE)

    answer = tus.client.get(f"/v1/blobs/{NAME}", headers={**tus.headers, **wanted})

    assert (answer.status_code, answer.content) == (status, part)
    assert answer.headers["etag"] == f'"{NAME}"'
    assert answer.headers["content-length"] == str(len(part))
    assert answer.headers["accept-ranges"] == "bytes"
    if status == 206:
        start = FILE.index(part)
        assert answer.headers["content-range"] == f"bytes {start}-{start + len(part) - 1}/{len(FILE)}"


def test_a_part_behind_the_end_does_not_exist(tus: Tus) -> None:
    tus.begun(FILE)

    answer = tus.client.get(f"/v1/blobs/{NAME}", headers={**tus.headers, "Range": f"bytes={len(FILE)}-"})

    assert refused(answer) == (416, "range-unknown")


def test_a_question_for_a_file_tells_its_size_and_sends_nothing(tus: Tus) -> None:
    tus.begun(FILE)

    answer = tus.client.request("HEAD", f"/v1/blobs/{NAME}", headers=tus.headers)

    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, str(len(FILE)), b"")
