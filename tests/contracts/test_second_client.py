"""A client written from docs/protocol.md alone does a tablet's day at our centre over HTTPS."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fieldapp.centre.app import new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.ids import DeviceId
from fieldapp.trust.escrow import EscrowKey
from tests.contracts import second_stick
from tests.contracts.centre_process import CentreProcess
from tests.contracts.desk import RESOURCES, Desk
from tests.contracts.second_client import NO_EVENT, Refused, SecondClient, chain_after, sealed

CLOCK = {
    "wall_at": "2026-11-23T00:30:00Z",
    "monotonic": "PT4127.25S",
    "boot_id": "boot-1",
    "server_offset": "-PT1.5S",
    "offset_measured_at": "2026-11-23T08:00:00+08:00",
}


@pytest.fixture
def desk(centre_process: CentreProcess) -> Iterator[Desk]:
    settings = CentreSettings(data=centre_process.data, resources=RESOURCES)
    with closing(Database.of(settings)) as database:
        yield Desk(database, settings, lambda _key: pytest.fail("the second client connects by itself"))


@pytest.fixture
def client(desk: Desk, centre_process: CentreProcess, tmp_path: Path) -> Iterator[SecondClient]:
    with desk.database.write() as connection:
        register_engineer(connection, desk.engineer, "周明远")
    ticket = new_ticket(desk.database, desk.settings, desk.engineer, centre_process.address)
    enrolled = SecondClient.enrolled(ticket.to_text(), tmp_path)
    yield enrolled
    enrolled.session.close()


def event(order: str, **fields: str) -> dict[str, str]:
    return {"order_id": order, "at": "2026-11-23T00:30:00Z", **fields}


def drained(client: SecondClient) -> dict[str, Any]:
    answer = client.sync(begin=len(client.rows) + 1)
    while answer["more"]:
        answer = client.sync(begin=len(client.rows) + 1)
    return answer


def test_enrols_pulls_everything_in_pages_and_agrees_with_the_digests(desk: Desk, client: SecondClient) -> None:
    order = desk.order()

    answer = drained(client)

    assert ("work_order", order.id) in client.live[f"engineer:{desk.engineer}"]
    assert len(client.live["reference"]) > 1
    assert client.cursors == {scope: number for scope, number in answer["cursors"].items() if number}
    assert client.agrees_with(answer["digests"])
    client.live["reference"].popitem()
    assert not client.agrees_with(answer["digests"]), "a digest that tells nothing"


def test_pushes_events_and_the_order_comes_down_changed(desk: Desk, client: SecondClient) -> None:
    order = desk.order()
    drained(client)
    client.write("call.made", 1, event(order.id, outcome="confirmed", remark="“十点到”\n1/2"), CLOCK)
    client.write("visit.departed", 1, event(order.id), CLOCK)
    client.write("visit.teleported", 1, event(order.id, speed="c"), CLOCK)
    client.write("call.made", 1, event("wx-of-nobody", outcome="confirmed"), CLOCK)

    answer = client.sync()

    told = [(outcome["seq"], outcome["verdict"], outcome["code"]) for outcome in answer["outcomes"]]
    assert told == [
        (1, "accepted", ""),
        (2, "accepted", ""),
        (3, "parked", "event.unknown"),
        (4, "rejected", "order.unknown"),
    ]
    assert answer["applied_seq"] == 4
    assert client.agrees_with(answer["digests"])
    assert "2026-11-23T00:30:00Z" in str(client.live[f"engineer:{desk.engineer}"]["work_order", order.id]["visit"])
    hello = client.hello()
    assert (hello["last_seq"], hello["chain"]) != (0, "0" * 64)
    again = client.sync()
    assert (again["outcomes"], again["changes"]) == (answer["outcomes"], [])


def test_a_gap_another_history_and_a_false_signature_are_refused_as_told(desk: Desk, client: SecondClient) -> None:
    order = desk.order()
    client.write("visit.departed", 1, event(order.id), CLOCK)
    client.write("visit.arrived", 1, event(order.id), CLOCK)
    with pytest.raises(Refused) as gap:
        client.sync(begin=2)
    assert (gap.value.status, gap.value.problem["code"], gap.value.problem["fields"]) == (
        409,
        "sequence-gap",
        {"last_seq": "0"},
    )
    client.sync()
    client.rows[1]["data"]["at"] = "2026-11-23T00:31:00Z"
    with pytest.raises(Refused) as fork:
        client.sync()
    assert (fork.value.status, fork.value.problem["type"]) == (409, "urn:fieldapp:problem:device-forked")
    with pytest.raises(Refused) as signature:
        client.call("POST", "/v1/sync", b"{}", Fieldapp_Signature=base64.b64encode(bytes(64)).decode())
    assert (signature.value.status, signature.value.problem["code"]) == (401, "signature-invalid")


def test_a_file_goes_up_is_found_and_comes_back_in_part(client: SecondClient) -> None:
    content = secrets.token_bytes(300_000)

    name = client.upload(content, "image/jpeg", first=262_144)

    assert client.call("HEAD", f"/v1/blobs/{name}").headers["Content-Type"] == "image/jpeg"
    part = client.call("GET", f"/v1/blobs/{name}", Range="bytes=1000-1999")
    assert (part.status_code, part.content) == (206, content[1000:2000])
    with pytest.raises(Refused) as unknown:
        client.call("GET", f"/v1/blobs/{'a' * 64}")
    assert (unknown.value.status, unknown.value.problem["code"]) == (404, "blob-unknown")
    with pytest.raises(Refused) as gone:
        client.resume("/v1/uploads/none", 0, b"x")
    assert (gone.value.status, gone.value.problem["code"]) == (404, "upload-unknown")


def test_a_snapshot_mends_a_copy_that_lost_a_row(client: SecondClient) -> None:
    answer = drained(client)
    client.live["reference"].popitem()

    assert client.take_snapshot("reference") >= 1

    assert client.agrees_with(answer["digests"])
    assert client.agrees_with(drained(client)["digests"])
    with pytest.raises(Refused) as foreign:
        client.take_snapshot("engineer:somebody")
    assert (foreign.value.status, foreign.value.problem["code"]) == (404, "scope-unknown")


def test_the_spare_key_is_sealed_so_that_only_the_company_opens_it(desk: Desk, client: SecondClient) -> None:
    public = client.hello()["escrow_key"]
    spare = secrets.token_bytes(32)
    copy = sealed(spare, base64.b64decode(public), client.device, X25519PrivateKey.generate(), secrets.token_bytes(12))

    name = hashlib.sha256(public.encode()).hexdigest()
    delivered = client.signed("PUT", "/v1/escrow", {"key_name": name, "sealed": base64.b64encode(copy).decode()})

    assert delivered.status_code == 204
    assert EscrowKey.open(desk.settings.trust).unseal(copy, DeviceId(client.device)) == spare


def test_nobody_says_farewell_who_was_not_revoked(client: SecondClient) -> None:
    with pytest.raises(Refused) as refused:
        client.signed("POST", "/v1/farewell", {})
    assert (refused.value.status, refused.value.problem["code"]) == (409, "device-in-use")


def test_it_takes_nothing_from_fieldapp() -> None:
    text = (Path(__file__).parent / "second_client.py").read_text(encoding="utf-8")
    assert not [
        line for line in text.splitlines() if line.startswith(("import fieldapp", "from fieldapp", "from tests"))
    ]


@pytest.mark.req("SYN-5")
def test_a_stick_brings_events_and_a_file_and_takes_the_answer_back(desk: Desk, client: SecondClient) -> None:
    order = desk.order()
    client.write("visit.departed", 1, event(order.id), CLOCK)
    chain, photo, mine = chain_after(NO_EVENT, client.rows[0]), b"\xff\xd8 a photo", X25519PrivateKey.generate()
    head = {
        "protocol": "fieldapp-sync/1",
        "schema": 5,
        "device_id": client.device,
        "engineer_name": "周明远",
        "program": "second 1",
        "epoch": client.epoch,
        "after": 0,
        "until": 1,
        "events": 1,
        "chain_before": NO_EVENT,
        "chain_after": chain,
        "made_at": "2026-11-23T00:40:00Z",
        "answer_key": base64.b64encode(mine.public_key().public_bytes_raw()).decode(),
    }
    batch = {"epoch": client.epoch, "events": client.rows, "chain": chain}
    frames = [
        (b"H", second_stick.packed(head)),
        (b"B", second_stick.packed(batch)),
        (b"F", second_stick.file_piece(photo, "image/jpeg")),
    ]
    file = second_stick.written(frames, base64.b64decode(client.hello()["escrow_key"]), client.key.sign)

    answer = client.call("POST", "/v1/bundles", file, Content_Type="application/octet-stream").content

    company = x509.load_pem_x509_certificate(client.ca_file.read_bytes()).public_key()
    assert isinstance(company, EllipticCurvePublicKey)
    told = [(letter, second_stick.message(content)) for letter, content in second_stick.read(answer, mine, company)]
    assert told[0][0] == b"A"
    assert (told[0][1]["to"]["until"], told[0][1]["hello"]["last_seq"], told[0][1].get("code", "")) == (1, 1, "")
    answers = [one for letter, one in told if letter == b"S"]
    assert [outcome["verdict"] for one in answers for outcome in one["outcomes"]] == ["accepted"]
    assert order.id in {change["key"] for one in answers for change in one["changes"]}
    assert [one for letter, one in told if letter == b"T"] == [
        {"delivered": [sha256(photo).hexdigest()], "refused": {}}
    ]
    assert client.call("GET", f"/v1/bundles/{client.device}").content == answer
    with pytest.raises(Refused) as damaged:
        client.call("POST", "/v1/bundles", file[:-40] + b"?" + file[-39:])
    assert (damaged.value.status, damaged.value.problem["code"]) == (422, "bundle.damaged")
    forged = second_stick.written(frames, base64.b64decode(client.hello()["escrow_key"]), lambda _: bytes(64))
    with pytest.raises(Refused) as stranger:
        client.call("POST", "/v1/bundles", forged)
    assert (stranger.value.status, stranger.value.problem["code"]) == (422, "bundle.signature-invalid")
