"""One line to one centre: TLS under the company's own authority, limits, and failures by their names (SYNC.md 13)."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import requests
from urllib3.exceptions import ProtocolError

from fieldapp.domain.errors import BadInput, CentreAnswerInvalid, CentreRefused, CentreUnreachable
from fieldapp.sync.line_faults import is_about_trust, reasons, speaks_no_tls
from fieldapp.sync.sockets import Interruptible, Sockets
from fieldapp.sync.time_limit import TimeLimit
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import Problem
from fieldapp.wire.versions import PROTOCOL

ANSWER_LIMIT = 64 * 1024 * 1024
"""Largest decompressed answer that is read."""
_PROBLEM = "application/problem+json"
_BUSY = frozenset({423, 429, 502, 503, 504})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PROXY_WANTS, _PORTAL_SAYS_SO = 407, 511
_OWN_NAMES = frozenset({"self", "code"})
_CHUNK = 64 * 1024
_BODILESS = {
    401: "device-unknown",
    404: "blob-unknown",
    409: "upload-offset",
    410: "upload-expired",
    412: "tus-version",
    413: "body-too-large",
    460: "upload-checksum",
}
"""What a status says where nobody wrote a problem document: to HEAD, or at a server of tus that is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a call may take: to connect, between two packets, and altogether (of a file: for each piece)."""

    connect: timedelta = timedelta(seconds=5)
    silence: timedelta = timedelta(seconds=60)
    whole: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as it goes out; nothing is compressed or signed any more."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    by_status: bool = False
    """Take the status for the centre's word where it wrote no problem document (files, by tus)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A good answer."""

    kind: str
    headers: Mapping[str, str]
    status: int
    body: bytes = b""


class HttpLine:
    """For one thread; `close` ends its connections."""

    def __init__(self, url: str, ca_file: Path, patience: Patience | None = None) -> None:
        """`url` without a path; `ca_file` is the pinned CA (PEM)."""
        self.url = url.rstrip("/")
        self.ca_file = ca_file
        self._patience = patience or Patience()
        self._session = requests.Session()
        # The environment's CA bundle would silently stand in for ours, and its proxies see what we do.
        self._session.trust_env = False
        self._sockets = Sockets()
        self._session.mount("https://", Interruptible(self._sockets))

    def hang_up(self) -> None:
        """End the call under way at once and let none begin until `take_up`; from any thread."""
        self._sockets.shut()

    def take_up(self) -> None:
        """Let calls be made again."""
        self._sockets.let()

    def close(self) -> None:
        """Close all connections."""
        self._session.close()
        self._sockets.end()

    def exchange(self, asked: Asked) -> Answered:
        """Make one call and return the good answer, decompressed. Raises CentreError."""
        with self._to_its_end() as limit, self._request(asked, limit) as response:
            content = b"".join(self._parts(response))
        self._refuse_bad(asked, response, content)
        return Answered(_kind(response), response.headers, response.status_code, content)

    def stream(self, asked: Asked, piece: int) -> tuple[Answered, Iterator[bytes], Callable[[], None]]:
        """Make one call; return the good answer without its body, the body in pieces of at most `piece` bytes, and
        what ends the call early. A piece may raise CentreError as well.
        """
        with self._limit() as limit:
            response = self._request(asked, limit)
            if response.status_code >= 300:
                with response:
                    content = b"".join(self._parts(response))
                self._refuse_bad(asked, response, content)
        answer = Answered(_kind(response), response.headers, response.status_code)
        return answer, self._pieces(response, piece), response.close

    def _pieces(self, response: requests.Response, piece: int) -> Iterator[bytes]:
        with response:
            held = bytearray()
            with self._to_its_end() as limit:
                for part in self._parts(response):
                    held += part
                    if len(held) >= piece:
                        limit.stop()  # what is done with a piece is not the line's time
                        yield bytes(held[:piece])
                        del held[:piece]
                        limit.begin()
            if held:
                yield bytes(held)

    @contextmanager
    def _to_its_end(self) -> Iterator[TimeLimit]:
        """Limit what ends with its answer read."""
        try:
            with self._limit() as limit:
                yield limit
        finally:
            self._sockets.sweep()

    def _limit(self) -> TimeLimit:
        return TimeLimit(self._patience.whole, self._sockets.cut)

    def _request(self, asked: Asked, limit: TimeLimit) -> requests.Response:
        """Send once, and once more if the other end hung up: it may have closed a kept connection at that moment.

        No call counts twice at the centre, so sending again is safe.
        """
        try:
            return self._sent(asked)
        except requests.ConnectionError as fault:
            if not any(isinstance(reason, ProtocolError | ssl.SSLError) for reason in reasons(fault)):
                raise
            if limit.is_over or is_about_trust(fault) or speaks_no_tls(fault):
                raise
            return self._sent(asked)

    def _sent(self, asked: Asked) -> requests.Response:
        return self._session.request(
            asked.method,
            self.url + asked.path,
            data=asked.body or None,
            headers={"Accept-Encoding": "gzip", **asked.headers},
            timeout=(self._patience.connect.total_seconds(), self._patience.silence.total_seconds()),
            verify=str(self.ca_file),
            # A portal's redirect leads away from our centre; ours never redirects.
            allow_redirects=False,
            stream=True,
        )

    @staticmethod
    def _parts(response: requests.Response) -> Iterator[bytes]:
        """Yield the body as it comes, no larger than `ANSWER_LIMIT`."""
        size = 0
        for part in response.iter_content(_CHUNK):
            size += len(part)
            if size > ANSWER_LIMIT:
                raise CentreAnswerInvalid("centre.not-ours", status=response.status_code)
            yield part

    @staticmethod
    def _refuse_bad(asked: Asked, response: requests.Response, content: bytes) -> None:
        """Raise what a bad status means."""
        status = response.status_code
        if status < 300:
            if _kind(response) in _PAGES:
                raise CentreAnswerInvalid("centre.portal", status=status)
            return
        if _kind(response) == _PROBLEM and asked.method != "HEAD":
            _refuse_told(status, content, response.headers)
        # An answer to HEAD has no body, so no problem document: the status is all there is.
        if asked.method == "HEAD" or asked.by_status:
            _refuse_untold(status, response.headers)
        _refuse_stranger(status, response.headers)


def whole_number(text: str) -> int | None:
    """Return the number that a header says, None for anything else and for one too long to be meant."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def _kind(response: requests.Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _refuse_told(status: int, content: bytes, headers: Mapping[str, str]) -> NoReturn:
    try:
        problem = decode(content, Problem)
    except BadInput as fault:
        raise CentreAnswerInvalid("centre.not-ours", status=status) from fault
    if status in _BUSY:
        raise _busy(problem.code, headers)
    if problem.code == "protocol-unknown":
        raise CentreAnswerInvalid("centre.version", ours=PROTOCOL, theirs=problem.fields.get("protocol", ""))
    # Names that our errors have a meaning of their own for are no fields: whoever wrote them is not to break the call.
    raise CentreRefused(problem.code, **{name: text for name, text in problem.fields.items() if name not in _OWN_NAMES})


def _refuse_untold(status: int, headers: Mapping[str, str]) -> NoReturn:
    if status in _BUSY:
        raise _busy(str(status), headers)
    if status in _BODILESS:
        raise CentreRefused(_BODILESS[status])
    raise CentreRefused("centre.refused", status=status)


def _refuse_stranger(status: int, headers: Mapping[str, str]) -> NoReturn:
    """Raise what it means that somebody else than the centre answered."""
    if status == _PROXY_WANTS:
        raise CentreAnswerInvalid("centre.proxy")
    if status in _REDIRECTS or status == _PORTAL_SAYS_SO:
        raise CentreAnswerInvalid("centre.portal", status=status)
    if status in _BUSY:  # a balancer whose centre is away for the moment
        raise _busy(str(status), headers)
    raise CentreAnswerInvalid("centre.not-ours", status=status)


def _busy(reason: str, headers: Mapping[str, str]) -> CentreUnreachable:
    """Return the failure with the seconds to wait, where the centre names them."""
    wait = whole_number(headers.get("Retry-After", ""))
    named: dict[str, str | int] = {} if wait is None else {"retry_after": wait}
    return CentreUnreachable("centre.busy", reason=reason, **named)
