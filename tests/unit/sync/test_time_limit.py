"""A call has an end whichever half of it is slow, and a body that is not what was said is no answer (SYN-7, SYN-8)."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import CentreAnswerInvalid, CentreError, CentreUnreachable
from fieldapp.domain.ids import Sha256
from fieldapp.sync.http_centre import HttpCentre
from fieldapp.sync.http_line import Patience
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.wire.codec import encode
from fieldapp.wire.tus import STEP

Talk = Callable[[socket.socket], None]
BRIEF = Patience(whole=timedelta(seconds=0.5))
NAME = Sha256("ab" * 32)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
TURNS = 400
"""With 0.02 s between them far more than a brief call may take."""
HELLO = encode(
    {
        "protocol": "fieldapp-sync/1",
        "epoch": "epoch-1",
        "server_time": "2026-11-23T00:00:00Z",
        "last_seq": 7,
        "chain": "0" * 64,
        "batch_events": 500,
        "batch_bytes": 262_144,
    }
)


@pytest.fixture(scope="module")
def company() -> CompanyCa:
    return CompanyCa.create("霁川")


@contextmanager
def speaking(folder: Path, company: CompanyCa, talk: Talk, patience: Patience) -> Iterator[HttpCentre]:
    """Serve each line by `talk`, which begins when something was heard; yield who calls."""
    certificate = company.issue_server([])
    chain, pinned = folder / "chain.pem", folder / "ca.pem"
    chain.write_bytes(certificate.key_pem + certificate.chain_pem)
    pinned.write_text(company.certificate_pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)

    def serve() -> None:
        while True:
            try:
                client, _ = door.accept()
            except OSError:
                return
            with suppress(OSError), context.wrap_socket(client, server_side=True) as line:
                line.recv(4096)
                talk(line)

    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        centre = HttpCentre(f"https://127.0.0.1:{door.getsockname()[1]}", pinned, patience=patience)
        yield centre
        centre.close()
        door.shutdown(socket.SHUT_RDWR)
    thread.join(30)
    assert not thread.is_alive()


def saying(*answers: bytes) -> Talk:
    """Say one whole answer a line, the last of them for ever."""
    left = list(answers)

    def talk(line: socket.socket) -> None:
        line.sendall(left.pop(0) if len(left) > 1 else left[0])

    return talk


def with_length(body: bytes, said: int | None = None, more: bytes = b"") -> bytes:
    length = len(body) if said is None else said
    return OK + more + f"Content-Length: {length}\r\n\r\n".encode() + body


@pytest.mark.req("SYN-7", "SYN-8")
def test_a_file_that_trickles_ends_when_the_time_of_a_piece_is_over(tmp_path: Path, company: CompanyCa) -> None:
    sent = 0

    def talk(line: socket.socket) -> None:
        nonlocal sent
        line.sendall(with_length(b"", said=10 * STEP) + bytes(STEP))
        for _ in range(TURNS):
            line.sendall(b"0")
            sent += 1
            time.sleep(0.02)

    with speaking(tmp_path, company, talk, BRIEF) as centre:
        coming = centre.get_blob(NAME)
        assert len(next(coming.pieces)) == STEP
        with pytest.raises(CentreUnreachable) as caught:
            next(coming.pieces)

    assert caught.value.code == "centre.timeout"
    assert sent < TURNS


def test_a_line_that_is_closed_ends_although_somebody_still_holds_an_answer(tmp_path: Path, company: CompanyCa) -> None:
    ended = threading.Event()

    def talk(line: socket.socket) -> None:
        line.sendall(with_length(bytes(STEP), said=3 * STEP))
        with suppress(OSError):
            line.recv(16)
        ended.set()

    with speaking(tmp_path, company, talk, Patience()) as centre:
        half = centre.get_blob(NAME)
        next(half.pieces)
        centre.close()
        assert ended.wait(5)
        half.close()


@pytest.mark.req("SYN-7")
def test_what_is_done_with_a_piece_is_not_the_time_of_the_line(tmp_path: Path, company: CompanyCa) -> None:
    allowed = timedelta(seconds=2)
    whole = saying(with_length(bytes(3 * STEP)))

    with speaking(tmp_path, company, whole, Patience(whole=allowed)) as centre:
        coming = centre.get_blob(NAME)
        first = next(coming.pieces)
        time.sleep(allowed.total_seconds() + 0.3)
        assert len(first) + sum(map(len, coming.pieces)) == 3 * STEP


@pytest.mark.req("SYN-7", "SYN-8")
def test_a_server_that_hardly_reads_holds_no_call(tmp_path: Path, company: CompanyCa) -> None:
    read, over = 0, threading.Event()

    def talk(line: socket.socket) -> None:
        nonlocal read
        while not over.wait(0.02) and (came := len(line.recv(16))):
            read += came

    piece = bytes(32 * 1024 * 1024)  # more than the two ends of a loopback line hold
    with speaking(tmp_path, company, talk, BRIEF) as centre:
        with pytest.raises(CentreUnreachable) as caught:
            centre.continue_upload("/v1/uploads/17", 0, piece)
        over.set()

    assert caught.value.code == "centre.timeout"
    assert read < len(piece)


SHORT = HELLO[:-20]
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.req("SYN-8")
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (with_length(SHORT, said=len(HELLO)), CentreUnreachable),
        (OK + CHUNKED + b"20\r\n" + HELLO[:32] + b"\r\n", CentreUnreachable),
        (OK + CHUNKED + b"many\r\n" + HELLO, CentreUnreachable),
        (OK + b"Connection: close\r\n\r\n" + SHORT, CentreAnswerInvalid),
        (with_length(gzip.compress(HELLO)[:-30], more=b"Content-Encoding: gzip\r\n"), CentreAnswerInvalid),
        (with_length(gzip.compress(HELLO)[:-30], 900, b"Content-Encoding: gzip\r\n"), CentreUnreachable),
        (with_length(HELLO, more=b"Content-Encoding: gzip\r\n"), CentreAnswerInvalid),
    ],
    ids=["length", "chunks", "no chunk", "until the end", "gzip ends early", "gzip cut", "no gzip"],
)
def test_half_an_answer_is_none(tmp_path: Path, company: CompanyCa, answer: bytes, kind: type[CentreError]) -> None:
    with speaking(tmp_path, company, saying(answer), Patience()) as centre, pytest.raises(kind):
        centre.hello()


@pytest.mark.req("SYN-8")
@pytest.mark.parametrize(
    "answer",
    [
        OK + CHUNKED + f"{len(HELLO):x}\r\n".encode() + HELLO + b"\r\n0\r\n\r\n",
        with_length(gzip.compress(HELLO), more=b"Content-Encoding: gzip\r\n"),
        OK + b"Connection: close\r\n\r\n" + HELLO,
        with_length(HELLO) + with_length(HELLO.replace(b"7", b"9")),
    ],
    ids=["chunks", "gzip", "until the end", "another answer behind it"],
)
def test_an_answer_that_is_whole_is_taken_and_nothing_that_stands_behind_it(
    tmp_path: Path, company: CompanyCa, answer: bytes
) -> None:
    with speaking(tmp_path, company, saying(answer), Patience()) as centre:
        assert [centre.hello().last_seq, centre.hello().last_seq] == [7, 7]
