"""An HTTPS server on loopback that answers what a test tells it to, and keeps what it was sent."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from fieldapp.trust.company_ca import CompanyCa


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """`claimed` is the Content-Length when it shall be another than the body's."""

    status: int = 200
    kind: str = "application/json"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    claimed: int | None = None
    hang_up: bool = False
    """Close the connection without a word."""


@dataclass
class TlsServer:
    url: str = ""
    ca_file: Path = Path()
    answer: Callable[[Asked], Answer] = lambda asked: Answer(status=500)
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(folder: Path, ca: CompanyCa) -> Iterator[TlsServer]:
    """Serve with a certificate of `ca` until the block ends."""
    told = TlsServer()
    certificate = ca.issue_server([])
    chain = folder / "server-chain.pem"
    chain.write_bytes(certificate.key_pem + certificate.chain_pem)
    told.ca_file = folder / "ca.pem"
    told.ca_file.write_text(ca.certificate_pem)
    server = _Quiet(("127.0.0.1", 0), _handler(told))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    told.url = f"https://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


def _handler(told: TlsServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, dict(self.headers.items()), body)
            told.asked.append(asked)
            answer = told.answer(asked)
            self.close_connection = True
            if answer.hang_up:
                return
            self.send_response(answer.status)
            self.send_header("Connection", "close")
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body) if answer.claimed is None else answer.claimed))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_HEAD = do_PATCH = do_DELETE = handle_any

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: an unexpected line on stderr would only hide others."""

    return Handler
