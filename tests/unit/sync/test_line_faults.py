"""What stands between a tablet and its centre, each told apart with its own code, words and way out (SYN-8)."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import CentreAnswerInvalid, CentreError, CentreRefused, CentreUnreachable
from fieldapp.sync.http_centre import HttpCentre
from fieldapp.sync.http_line import Patience
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.wire.codec import encode
from tests.fakes.tls_server import Answer, TlsServer, serving

QUICK = Patience(connect=timedelta(seconds=0.2), silence=timedelta(seconds=0.2))
LONG = Patience(connect=timedelta(minutes=5), silence=timedelta(minutes=5))


@pytest.fixture(scope="module")
def company() -> CompanyCa:
    return CompanyCa.create("霁川")


@pytest.fixture
def server(tmp_path: Path, company: CompanyCa) -> Iterator[TlsServer]:
    with serving(tmp_path, company) as server:
        yield server


def failure(centre: HttpCentre) -> CentreError:
    with pytest.raises(CentreError) as caught:
        centre.hello()
    centre.close()
    return caught.value


@contextmanager
def listening(answer: bytes | None) -> Iterator[str]:
    """Accept connections without TLS; send `answer` to whoever says something, or nothing ever."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            try:
                client, _ = door.accept()
            except OSError:
                return
            with client:
                client.recv(4096)
                if answer is not None:
                    client.sendall(answer)
                client.settimeout(20)
                try:
                    client.recv(4096)
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{door.getsockname()[1]}"
    thread.join(1)


@pytest.mark.req("SYN-8")
@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (Answer(kind="text/html", body=b"<html>Welcome to Cafe Wi-Fi</html>"), CentreAnswerInvalid, "centre.portal"),
        (Answer(status=302, headers={"Location": "http://login.example/"}), CentreAnswerInvalid, "centre.portal"),
        (Answer(status=511, kind="text/html", body=b"login"), CentreAnswerInvalid, "centre.portal"),
        (Answer(status=407, kind="text/html", body=b"proxy"), CentreAnswerInvalid, "centre.proxy"),
        (Answer(status=502, kind="text/html", body=b"bad gateway"), CentreUnreachable, "centre.busy"),
        (Answer(status=500, kind="text/html", body=b"oops"), CentreAnswerInvalid, "centre.not-ours"),
    ],
    ids=["page", "redirect", "511", "proxy", "balancer", "error page"],
)
def test_who_answers_in_the_centre_s_place_is_told_by_what_he_says(
    server: TlsServer, answer: Answer, kind: type[CentreError], code: str
) -> None:
    server.answer = lambda asked: answer

    found = failure(HttpCentre(server.url, server.ca_file))

    assert (type(found), found.code) == (kind, code)


def test_a_page_without_tls_is_a_portal_s(server: TlsServer) -> None:
    with listening(b"HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\n\r\n") as url:
        assert failure(HttpCentre(url, server.ca_file)).code == "centre.portal"


def test_a_name_that_nobody_knows_is_told(server: TlsServer) -> None:
    found = failure(HttpCentre("https://centre.invalid:8443", server.ca_file))

    assert (type(found), found.code) == (CentreUnreachable, "centre.name")


def test_who_takes_the_call_and_says_nothing_is_too_slow(server: TlsServer) -> None:
    with listening(None) as url:
        assert failure(HttpCentre(url, server.ca_file, patience=QUICK)).code == "centre.timeout"


def test_a_busy_centre_s_time_is_handed_on(server: TlsServer) -> None:
    server.answer = lambda asked: Answer(status=503, kind="text/html", headers={"Retry-After": "90"})

    assert failure(HttpCentre(server.url, server.ca_file)).fields["retry_after"] == 90


PROBLEM = {"type": "urn:fieldapp:problem:x", "title": "", "status": 409}
HELLO = {
    "protocol": "fieldapp-sync/1",
    "epoch": "epoch-1",
    "server_time": "2026-11-23T00:00:00Z",
    "last_seq": 0,
    "chain": "0" * 64,
    "batch_events": 500,
    "batch_bytes": 262_144,
}


@pytest.mark.parametrize("name", ["code", "self"])
def test_a_refusal_whose_fields_bear_names_of_our_own_is_a_refusal(server: TlsServer, name: str) -> None:
    body = encode({**PROBLEM, "code": "scope-unknown", "fields": {name: "x", "scope": "depot"}})
    server.answer = lambda asked: Answer(status=409, kind="application/problem+json", body=body)

    found = failure(HttpCentre(server.url, server.ca_file))

    assert (type(found), found.code, found.fields) == (CentreRefused, "scope-unknown", {"scope": "depot"})


@pytest.mark.parametrize("wait", ["9" * 5000, "9" * 16, "-1", "soon"])
def test_a_time_to_wait_that_nobody_meant_is_none(server: TlsServer, wait: str) -> None:
    server.answer = lambda asked: Answer(status=503, kind="text/html", headers={"Retry-After": wait})

    found = failure(HttpCentre(server.url, server.ca_file))

    assert (found.code, "retry_after" in found.fields) == ("centre.busy", False)


@pytest.mark.parametrize(
    "damage",
    [
        {"last_seq": 10**25},
        {"last_seq": -1},
        {"batch_events": -1},
        {"batch_bytes": 10**25},
        {"server_time": "2026-11-23T00:00:00"},
        {"server_time": "0001-01-01T00:00:00+14:00"},
        {"server_time": "9999-12-31T23:59:59Z"},
    ],
    ids=lambda damage: str(*damage.items()),
)
def test_a_hello_that_no_table_here_could_hold_is_no_centre_s(server: TlsServer, damage: dict[str, object]) -> None:
    body = encode({name: value for name, value in HELLO.items() if name not in damage})
    wrong = json.dumps(damage).encode()[1:]
    server.answer = lambda asked: Answer(kind="application/json", body=body[:-1] + b"," + wrong)

    assert failure(HttpCentre(server.url, server.ca_file)).code == "centre.not-ours"


def test_an_answer_nested_beyond_reason_is_no_centre_s(server: TlsServer) -> None:
    server.answer = lambda asked: Answer(kind="application/json", body=b'{"a":' * 50_000 + b"1" + b"}" * 50_000)

    assert failure(HttpCentre(server.url, server.ca_file)).code == "centre.not-ours"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
DROPS = 400
"""Of a byte each: with 0.02 s between them far more than the call may take."""


@contextmanager
def trickling(folder: Path, company: CompanyCa, head: bytes) -> Iterator[tuple[str, list[int]]]:
    """Answer the first call with `head` at once, and then with a byte now and then; yield how many of them went."""
    certificate = company.issue_server([])
    chain = folder / "trickling.pem"
    chain.write_bytes(certificate.key_pem + certificate.chain_pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    sent = [0]

    def serve(door: socket.socket) -> None:
        client, _ = door.accept()
        with context.wrap_socket(client, server_side=True) as line:
            line.recv(4096)
            try:
                line.sendall(head)
                for _ in range(DROPS):
                    line.sendall(b"1\r\n0\r\n" if b"chunked" in head else b"0")
                    sent[0] += 1
                    time.sleep(0.02)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve, args=(door,), daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{door.getsockname()[1]}", sent
        thread.join(30)
    assert not thread.is_alive()


@pytest.mark.req("SYN-7", "SYN-8")
@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        HEAD + b"Content-Length: 400\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        HEAD + b"Connection: close\r\n\r\n",
    ],
    ids=["head", "length", "chunks", "until the end"],
)
def test_a_call_whose_answer_trickles_ends_when_its_whole_time_is_over(
    tmp_path: Path, company: CompanyCa, server: TlsServer, head: bytes
) -> None:
    with trickling(tmp_path, company, head) as (url, sent):
        found = failure(HttpCentre(url, server.ca_file, patience=Patience(whole=timedelta(seconds=0.5))))

    assert (type(found), found.code) == (CentreUnreachable, "centre.timeout")
    assert sent[0] < DROPS


@pytest.mark.req("SYN-7")
def test_a_call_that_nobody_answers_ends_at_once_when_it_is_hung_up(server: TlsServer) -> None:
    asked, done = threading.Event(), threading.Event()

    def silent(_: object) -> Answer:
        asked.set()
        done.wait(60)
        return Answer()

    server.answer = silent
    centre = HttpCentre(server.url, server.ca_file, patience=LONG)
    found: list[CentreError] = []
    caller = threading.Thread(target=lambda: found.append(failure(centre)))
    caller.start()
    assert asked.wait(30)

    centre.hang_up()
    caller.join(30)
    done.set()

    assert not caller.is_alive()
    assert isinstance(found[0], CentreUnreachable)


def test_a_line_that_was_hung_up_begins_no_call_until_it_is_taken_up(server: TlsServer) -> None:
    server.answer = lambda asked: Answer(status=404)
    centre = HttpCentre(server.url, server.ca_file)
    centre.hang_up()
    with pytest.raises(CentreUnreachable):
        centre.hello()
    assert server.asked == []

    centre.take_up()

    with pytest.raises(CentreAnswerInvalid):
        centre.hello()
    assert len(server.asked) == 1
    centre.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_fault_of_the_line_has_its_own_words_and_way_out(language: str) -> None:
    words = tomllib.loads(Path(f"resources/i18n/{language}.toml").read_text(encoding="utf-8"))["errors"]
    codes = ("timeout", "name", "portal", "proxy", "certificate", "certificate-date", "unreachable", "busy", "not-ours")
    told = [words[f"centre.{code}"] for code in codes]

    assert len({one["what"] for one in told}) == len(codes)
    assert all(one["safe"] and one["do"] for one in told)
