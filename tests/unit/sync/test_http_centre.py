from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import (
    CentreAnswerInvalid,
    CentreError,
    CentreRefused,
    CentreUnreachable,
    CentreUntrusted,
    Retry,
)
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.sync import http_line
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.sync.http_line import Patience
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey, verify
from fieldapp.wire.centre import Centre
from fieldapp.wire.codec import CHAIN_START, decode, encode
from fieldapp.wire.messages import Hello, Problem, SyncAnswer, SyncRequest
from fieldapp.wire.versions import PROTOCOL
from tests.factories import NOW
from tests.fakes.tls_server import Answer, TlsServer, serving

NAME = Sha256("ab" * 32)
HELLO = Hello(
    protocol=PROTOCOL,
    epoch="epoch-1",
    server_time=NOW,
    last_seq=0,
    chain=CHAIN_START,
    batch_events=500,
    batch_bytes=1000,
)
REQUEST = SyncRequest(epoch="epoch-1", chain=CHAIN_START)
PATIENT = Patience(connect=timedelta(seconds=20), silence=timedelta(seconds=20))
IMPATIENT = Patience(silence=timedelta(seconds=0.1))


@pytest.fixture(scope="module")
def company() -> CompanyCa:
    return CompanyCa.create("霁川")


@pytest.fixture
def server(tmp_path: Path, company: CompanyCa) -> Iterator[TlsServer]:
    with serving(tmp_path, company) as server:
        server.answer = lambda asked: Answer(body=encode(HELLO))
        yield server


@pytest.fixture(scope="module")
def key() -> DeviceKey:
    return DeviceKey.generate()


@pytest.fixture
def centre(server: TlsServer, key: DeviceKey) -> Iterator[HttpCentre]:
    credentials = Credentials(device_id=DeviceId("tablet-1"), token="secret", signer=key)
    centre = HttpCentre(server.url, server.ca_file, credentials, PATIENT)
    yield centre
    centre.close()


def problem(code: str, status: int, **fields: str) -> Answer:
    body = Problem(type=f"urn:fieldapp:problem:{code}", title="", status=status, code=code, fields=fields)
    return Answer(status, "application/problem+json", encode(body))


def failure(centre: Centre) -> CentreError:
    with pytest.raises(CentreError) as caught:
        centre.hello()
    return caught.value


@contextmanager
def cutting_lines(folder: Path, ca: CompanyCa, good_answers: int) -> Iterator[tuple[str, Path]]:
    """Serve so many answers, and cut the line, and each after it, in the middle of what comes then, as a lost radio
    link does.
    """
    certificate = ca.issue_server([])
    chain, ca_file = folder / "chain.pem", folder / "ca.pem"
    chain.write_bytes(certificate.key_pem + certificate.chain_pem)
    ca_file.write_text(ca.certificate_pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)

    def serve() -> None:
        left = good_answers
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return  # closed: the test is over
            with context.wrap_socket(line, server_side=True) as tls:
                while left:
                    left -= 1
                    tls.recv(1000)
                    tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                tls.recv(100)
                tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not closed

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"https://127.0.0.1:{listener.getsockname()[1]}", ca_file
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


class TestSpeaking:
    def test_hello_is_asked_with_token_and_device(self, centre: HttpCentre, server: TlsServer) -> None:
        assert centre.hello() == HELLO

        (asked,) = server.asked
        assert (asked.method, asked.path) == ("GET", "/v1/hello")
        assert asked.headers["Authorization"] == "Bearer secret"
        assert asked.headers["Fieldapp-Device"] == "tablet-1"

    def test_a_batch_goes_compressed_and_signed_as_sent(
        self, centre: HttpCentre, server: TlsServer, key: DeviceKey
    ) -> None:
        answer = SyncAnswer(epoch="epoch-1", server_time=NOW, applied_seq=0, backed_up_seq=0)
        server.answer = lambda asked: Answer(body=gzip.compress(encode(answer)), headers={"Content-Encoding": "gzip"})

        assert centre.sync(REQUEST) == answer

        (asked,) = server.asked
        assert asked.headers["Content-Encoding"] == "gzip"
        assert asked.headers["Content-Type"] == "application/json"
        assert decode(gzip.decompress(asked.body), SyncRequest) == REQUEST
        assert verify(key.public_key, asked.body, asked.headers["Fieldapp-Signature"])

    def test_a_file_is_asked_for_under_its_hash(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(status=404)
        assert centre.has_blob(NAME) is False

        server.answer = lambda asked: Answer(kind="image/jpeg")
        assert centre.has_blob(NAME) is True
        assert {(asked.method, asked.path) for asked in server.asked} == {("HEAD", f"/v1/blobs/{NAME}")}

    def test_a_connection_that_was_closed_meanwhile_is_opened_again(
        self, centre: HttpCentre, server: TlsServer
    ) -> None:
        server.answer = lambda asked: Answer(hang_up=True) if len(server.asked) == 1 else Answer(body=encode(HELLO))

        assert centre.hello() == HELLO
        assert len(server.asked) == 2

    def test_a_server_that_always_hangs_up_is_unreachable(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(hang_up=True)

        assert failure(centre).code == "centre.unreachable"
        assert len(server.asked) == 2

    def test_settings_of_the_machine_change_nothing(
        self, centre: HttpCentre, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        other = tmp_path / "other.pem"
        other.write_text(CompanyCa.create("other").certificate_pem)
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
            monkeypatch.setenv(name, str(other))
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")

        assert centre.hello() == HELLO


class TestFailures:
    def test_nobody_there_is_unreachable_and_worth_another_try(self, centre: HttpCentre, tmp_path: Path) -> None:
        nobody = HttpCentre("https://127.0.0.1:1", tmp_path / "ca.pem", patience=PATIENT)

        found = failure(nobody)

        assert (type(found), found.code, found.retry) == (CentreUnreachable, "centre.unreachable", Retry.LATER)

    def test_a_silent_server_is_unreachable_after_the_patience(self, server: TlsServer) -> None:
        asked_for_long = threading.Event()
        server.answer = lambda asked: Answer() if asked_for_long.wait(30) else Answer(status=500)

        found = failure(HttpCentre(server.url, server.ca_file, patience=IMPATIENT))
        asked_for_long.set()

        assert found.code == "centre.timeout"

    def test_an_answer_that_drips_without_end_is_given_up(self, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(body=encode(HELLO))
        no_time = Patience(whole=timedelta())

        assert failure(HttpCentre(server.url, server.ca_file, patience=no_time)).code == "centre.timeout"

    def test_a_cut_off_answer_is_unreachable(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(body=encode(HELLO)[:20], claimed=500)

        assert failure(centre).code == "centre.unreachable"

    @pytest.mark.req("SYN-7")
    @pytest.mark.parametrize("kept", [False, True], ids=["as it began", "after a good answer"])
    def test_a_line_that_is_cut_inside_tls_is_unreachable_and_says_nothing_of_certificates(
        self, tmp_path: Path, company: CompanyCa, kept: bool
    ) -> None:
        with cutting_lines(tmp_path, company, good_answers=int(kept)) as (url, ca_file):
            centre = HttpCentre(url, ca_file, patience=PATIENT)
            if kept:
                assert centre.has_blob(NAME)
            with pytest.raises(CentreError) as caught:
                centre.begin_upload(NAME, "image/jpeg", 10**6, bytes(300_000))
            centre.close()

        assert (type(caught.value), caught.value.code) == (CentreUnreachable, "centre.unreachable")

    def test_a_certificate_of_another_authority_is_never_spoken_to(self, server: TlsServer, tmp_path: Path) -> None:
        pinned = tmp_path / "pinned.pem"
        pinned.write_text(CompanyCa.create("霁川").certificate_pem)

        found = failure(HttpCentre(server.url, pinned, patience=PATIENT))

        assert (type(found), found.code, found.retry) == (CentreUntrusted, "centre.certificate", Retry.NEVER)
        assert server.asked == []

    def test_without_the_pinned_authority_nobody_is_trusted(self, server: TlsServer, tmp_path: Path) -> None:
        assert failure(HttpCentre(server.url, tmp_path / "gone.pem", patience=PATIENT)).code == "centre.certificate"
        assert server.asked == []

    @pytest.mark.parametrize(
        "answer",
        [
            Answer(status=500, kind="text/html", body=b"<h1>Oops</h1>"),
            Answer(body=b"{not json"),
            Answer(body=b"[]"),
            Answer(body=b'{"protocol":"fieldapp-sync/1"}'),
            Answer(status=400, kind="application/problem+json", body=b"{}"),
            Answer(body=b"garbage", headers={"Content-Encoding": "gzip"}),
        ],
        ids=["error page", "broken JSON", "a list", "fields missing", "bad problem", "bad gzip"],
    )
    def test_what_is_not_our_protocol_is_said_to_be_so(
        self, centre: HttpCentre, server: TlsServer, answer: Answer
    ) -> None:
        server.answer = lambda asked: answer

        found = failure(centre)

        assert (type(found), found.code) == (CentreAnswerInvalid, "centre.not-ours")

    def test_an_answer_that_inflates_without_end_is_not_read(
        self, centre: HttpCentre, server: TlsServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(http_line, "ANSWER_LIMIT", 100_000)
        bomb = gzip.compress(encode(HELLO) + b" " * 10_000_000)  # but for its size a good answer
        server.answer = lambda asked: Answer(body=bomb, headers={"Content-Encoding": "gzip"})

        assert failure(centre).code == "centre.not-ours"

    def test_a_centre_of_another_version_is_named(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(body=b'{"protocol":"fieldapp-sync/2","new":true}')

        found = failure(centre)

        assert (type(found), found.code) == (CentreAnswerInvalid, "centre.version")
        assert found.fields == {"ours": PROTOCOL, "theirs": "fieldapp-sync/2"}

    def test_a_centre_that_does_not_speak_our_version_is_named(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: problem("protocol-unknown", 400, protocol="fieldapp-sync/1")

        assert failure(centre).code == "centre.version"

    def test_a_problem_document_is_the_centre_s_own_word(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: problem("sequence-gap", 409, last_seq="4")

        with pytest.raises(CentreRefused) as caught:
            centre.sync(REQUEST)

        assert (caught.value.code, caught.value.fields) == ("sequence-gap", {"last_seq": "4"})

    def test_a_busy_centre_is_worth_another_try(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: problem("centre-busy", 503)

        found = failure(centre)

        assert (type(found), found.code, found.retry) == (CentreUnreachable, "centre.busy", Retry.LATER)

    @pytest.mark.parametrize(
        ("status", "code"), [(401, "device-unknown"), (503, "centre.busy"), (500, "centre.refused")]
    )
    def test_a_refused_question_for_a_file_is_not_taken_for_its_absence(
        self, centre: HttpCentre, server: TlsServer, status: int, code: str
    ) -> None:
        server.answer = lambda asked: Answer(status=status, kind="application/problem+json")

        with pytest.raises(CentreError) as caught:
            centre.has_blob(NAME)

        assert caught.value.code == code
