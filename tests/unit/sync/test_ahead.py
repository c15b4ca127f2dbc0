from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from fieldapp.domain.errors import CentreRefused, CentreUnreachable
from fieldapp.domain.ids import DeviceId, Scope, Sha256
from fieldapp.sync.ahead import CallAhead
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import CHAIN_START, decode, encode
from fieldapp.wire.messages import Problem, SyncAnswer, SyncRequest
from tests.factories import NOW
from tests.fakes.tls_server import Answer, Asked, TlsServer, serving

NEXT = SyncRequest(epoch="epoch-1", chain=CHAIN_START, cursors={Scope("reference"): 2000})
OTHER = replace(NEXT, cursors={Scope("reference"): 1999})


def told(asked: Asked) -> Answer:
    """Answer with the cursor that was asked with, so that answers can be told apart."""
    number = request_in(asked).cursors[Scope("reference")]
    return Answer(body=encode(SyncAnswer(epoch="e", server_time=NOW, applied_seq=number, backed_up_seq=0)))


def request_in(asked: Asked) -> SyncRequest:
    return decode(gzip.decompress(asked.body), SyncRequest)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[TlsServer]:
    with serving(tmp_path, CompanyCa.create("霁川")) as server:
        server.answer = told
        yield server


@pytest.fixture
def centre(server: TlsServer) -> Iterator[HttpCentre]:
    credentials = Credentials(device_id=DeviceId("tablet-1"), token="secret", signer=DeviceKey.generate())
    centre = HttpCentre(server.url, server.ca_file, credentials)
    yield centre
    centre.close()


def test_what_was_asked_ahead_is_not_asked_again(centre: HttpCentre, server: TlsServer) -> None:
    centre.ask_ahead(NEXT)
    assert centre.sync(NEXT).applied_seq == 2000
    assert [request_in(asked) for asked in server.asked] == [replace(NEXT, ahead=True)]


def test_another_question_than_the_one_ahead_is_asked_itself(centre: HttpCentre, server: TlsServer) -> None:
    centre.ask_ahead(NEXT)
    assert centre.sync(OTHER).applied_seq == 1999
    assert centre.sync(NEXT).applied_seq == 2000
    assert [request_in(asked).ahead for asked in server.asked] == [True, False, False]


def test_a_refusal_of_what_was_asked_ahead_comes_with_its_turn(centre: HttpCentre, server: TlsServer) -> None:
    problem = Problem(type="", title="", status=409, code="epoch-changed", fields={})
    server.answer = lambda asked: Answer(409, "application/problem+json", encode(problem))
    centre.ask_ahead(NEXT)
    with pytest.raises(CentreRefused, match="epoch-changed"):
        centre.sync(NEXT)


def test_a_failure_that_nobody_asks_for_ends_with_the_next_call(centre: HttpCentre, server: TlsServer) -> None:
    server.answer = lambda asked: Answer(kind="text/html")
    centre.ask_ahead(NEXT)
    centre._ahead.settle()
    server.answer = told
    assert centre.sync(NEXT).applied_seq == 2000


def test_a_line_with_a_call_ahead_can_be_hung_up_and_closed(server: TlsServer, centre: HttpCentre) -> None:
    came, go = Event(), Event()

    def waiting(asked: Asked) -> Answer:
        came.set()
        go.wait(20)
        return told(asked)

    server.answer = waiting
    centre.ask_ahead(NEXT)
    assert came.wait(20)
    centre.hang_up()
    with pytest.raises(CentreUnreachable):
        centre.sync(NEXT)
    centre.take_up()
    centre.ask_ahead(NEXT)
    centre.close()
    go.set()


def test_a_call_ahead_ends_before_another_begins() -> None:
    ended: list[str] = []
    calls = CallAhead[str, str]()
    for name in ("first", "second"):
        calls.begin(name, lambda asked: ended.append(asked) or asked)  # type: ignore[func-returns-value]
    assert ended[:1] == ["first"]
    answer = calls.answer_to("second")
    assert answer is not None
    assert (answer.result(), ended) == ("second", ["first", "second"])
    assert calls.answer_to("second") is None


def test_files_move_when_the_call_ahead_has_ended(server: TlsServer, centre: HttpCentre) -> None:
    order: list[str] = []

    def answer(asked: Asked) -> Answer:
        order.append(f"{asked.method} begins")
        if asked.method == "POST":
            Event().wait(0.3)
        order.append(f"{asked.method} ends")
        return told(asked) if asked.method == "POST" else Answer(status=404)

    server.answer = answer
    centre.ask_ahead(NEXT)
    assert not centre.has_blob(Sha256("0" * 64))
    centre.ask_ahead(NEXT)
    with pytest.raises(CentreRefused):
        centre.upload_offset("/v1/uploads/1")

    assert order == ["POST begins", "POST ends", "HEAD begins", "HEAD ends"] * 2
