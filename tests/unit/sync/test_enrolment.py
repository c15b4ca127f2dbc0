from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import CentreAnswerInvalid, CentreRefused, CentreUnreachable, CentreUntrusted
from fieldapp.domain.ids import DeviceId, EngineerId
from fieldapp.sync.enrolment import enrol
from fieldapp.sync.http_line import Patience
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.trust.enrolment import EnrolmentTicket
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Problem
from tests.factories import NOW
from tests.fakes.tls_server import Answer, Asked, TlsServer, serving

CODE = "7K2M9QXA4T8BV6DZ"
PATIENT = Patience(connect=timedelta(seconds=20), silence=timedelta(seconds=20))


@pytest.fixture(scope="module")
def company() -> CompanyCa:
    return CompanyCa.create("霁川")


@pytest.fixture
def answer(company: CompanyCa) -> EnrolAnswer:
    return EnrolAnswer(
        device_id=DeviceId("tablet-1"),
        token="secret",
        engineer_id=EngineerId("zhou"),
        engineer_name="周明远",
        company="霁川",
        epoch="epoch-1",
        ca_pem=company.certificate_pem,
        server_time=NOW,
    )


@pytest.fixture
def server(tmp_path: Path, company: CompanyCa, answer: EnrolAnswer) -> Iterator[TlsServer]:
    def say(asked: Asked) -> Answer:
        if asked.path == "/v1/ca":
            return Answer(kind="application/x-pem-file", body=company.certificate_pem.encode())
        return Answer(body=encode(answer))

    with serving(tmp_path, company) as server:
        server.answer = say
        yield server


@pytest.fixture
def request_(company: CompanyCa) -> EnrolRequest:
    return EnrolRequest(
        code=CODE, device_name="平板 1", public_key=DeviceKey.generate().public_key, app_version="0.1.0"
    )


def ticket(server: TlsServer, company: CompanyCa) -> EnrolmentTicket:
    return EnrolmentTicket(url=server.url, code=CODE, ca_sha256=company.fingerprint)


def test_a_ticket_gives_an_identity_and_pins_the_authority(
    server: TlsServer, company: CompanyCa, answer: EnrolAnswer, request_: EnrolRequest, tmp_path: Path
) -> None:
    pinned = tmp_path / "pinned.pem"

    assert enrol(ticket(server, company), request_, pinned, PATIENT) == answer

    assert pinned.read_text() == company.certificate_pem
    assert server.asked[1].path == "/v1/enrol"


def test_a_centre_with_another_authority_than_the_ticket_s_is_sent_nothing(
    server: TlsServer, request_: EnrolRequest, tmp_path: Path
) -> None:
    other = ticket(server, CompanyCa.create("霁川"))

    with pytest.raises(CentreUntrusted, match=r"centre\.certificate"):
        enrol(other, request_, tmp_path / "pinned.pem", PATIENT)

    assert [asked.path for asked in server.asked] == ["/v1/ca"]
    assert not (tmp_path / "pinned.pem").exists()


def test_a_server_that_shows_the_right_authority_without_being_of_it_is_sent_nothing(
    company: CompanyCa, request_: EnrolRequest, tmp_path: Path
) -> None:
    with serving(tmp_path, CompanyCa.create("impostor")) as server:
        server.answer = lambda asked: Answer(kind="application/x-pem-file", body=company.certificate_pem.encode())

        with pytest.raises(CentreUntrusted, match=r"centre\.certificate"):
            enrol(ticket(server, company), request_, tmp_path / "pinned.pem", PATIENT)

    assert [asked.path for asked in server.asked] == ["/v1/ca"]


@pytest.mark.parametrize(
    "page", [Answer(kind="text/html", body=b"<html>Wi-Fi</html>"), Answer(status=302), Answer(body=b"\xff\xfe")]
)
def test_a_portal_is_said_to_be_no_centre(
    server: TlsServer, company: CompanyCa, request_: EnrolRequest, tmp_path: Path, page: Answer
) -> None:
    server.answer = lambda asked: page

    with pytest.raises(CentreAnswerInvalid, match=r"centre\.not-ours"):
        enrol(ticket(server, company), request_, tmp_path / "pinned.pem", PATIENT)


def test_a_used_ticket_is_refused_with_the_centre_s_code(
    server: TlsServer, company: CompanyCa, request_: EnrolRequest, tmp_path: Path
) -> None:
    honest = server.answer
    used = Problem(type="", title="", status=403, code="enrol-code-invalid")
    refusal = Answer(403, "application/problem+json", encode(used))
    server.answer = lambda asked: refusal if asked.path == "/v1/enrol" else honest(asked)

    with pytest.raises(CentreRefused, match="enrol-code-invalid"):
        enrol(ticket(server, company), request_, tmp_path / "pinned.pem", PATIENT)


def test_without_network_the_ticket_can_be_tried_later(
    company: CompanyCa, request_: EnrolRequest, tmp_path: Path
) -> None:
    nobody = EnrolmentTicket(url="https://127.0.0.1:1", code=CODE, ca_sha256=company.fingerprint)

    with pytest.raises(CentreUnreachable, match=r"centre\.unreachable"):
        enrol(nobody, request_, tmp_path / "pinned.pem", PATIENT)
    assert decode(encode(request_), EnrolRequest) == request_
