"""One line to one centre: TLS under the company's own authority, limits, and failures by their names (SYNC.md 13)."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import requests
from requests.exceptions import ContentDecodingError, RequestException, SSLError, Timeout
from urllib3.exceptions import NameResolutionError, NewConnectionError, ProtocolError
from urllib3.exceptions import TimeoutError as TimeoutException

from fieldapp.domain.errors import BadInput, CentreAnswerInvalid, CentreRefused, CentreUnreachable, CentreUntrusted
from fieldapp.sync.sockets import Interruptible, Sockets
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
_OUT_OF_TIME = frozenset({9, 10})
"""OpenSSL's numbers for a certificate that is not valid yet, or no longer."""
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "UNKNOWN_PROTOCOL"})
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

    def exchange(self, asked: Asked) -> Answered:
        """Make one call and return the good answer, decompressed. Raises CentreError."""
        with _failures_named(), self._request(asked) as response:
            content = b"".join(self._parts(response, until=self._deadline()))
        self._refuse_bad(asked, response, content)
        return Answered(_kind(response), response.headers, response.status_code, content)

    def stream(self, asked: Asked, piece: int) -> tuple[Answered, Iterator[bytes], Callable[[], None]]:
        """Make one call; return the good answer without its body, the body in pieces of at most `piece` bytes, and
        what ends the call early. A piece may raise CentreError as well.
        """
        with _failures_named():
            response = self._request(asked)
            if response.status_code >= 300:
                with response:
                    content = b"".join(self._parts(response, until=self._deadline()))
                self._refuse_bad(asked, response, content)
        answer = Answered(_kind(response), response.headers, response.status_code)
        return answer, self._pieces(response, piece), response.close

    def _pieces(self, response: requests.Response, piece: int) -> Iterator[bytes]:
        with response:
            held = bytearray()
            until = self._deadline()
            with _failures_named():
                for part in self._parts(response, until=None):
                    held += part
                    if len(held) >= piece:
                        yield bytes(held[:piece])
                        del held[:piece]
                        until = self._deadline()
                    elif time.monotonic() > until:
                        raise CentreUnreachable("centre.timeout")
            if held:
                yield bytes(held)

    def _request(self, asked: Asked) -> requests.Response:
        """Send once, and once more if the other end hung up: it may have closed a kept connection at that moment.

        No call counts twice at the centre, so sending again is safe.
        """
        try:
            return self._sent(asked)
        except requests.ConnectionError as fault:
            if not any(isinstance(reason, ProtocolError | ssl.SSLError) for reason in _reasons(fault)):
                raise
            if _is_about_trust(fault) or _speaks_no_tls(fault):
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

    def _deadline(self) -> float:
        return time.monotonic() + self._patience.whole.total_seconds()

    def _parts(self, response: requests.Response, until: float | None) -> Iterator[bytes]:
        """Yield the body as it comes, no larger than `ANSWER_LIMIT` and no later than `until`."""
        size = 0
        for part in response.iter_content(_CHUNK):
            size += len(part)
            if size > ANSWER_LIMIT:
                raise CentreAnswerInvalid("centre.not-ours", status=response.status_code)
            if until is not None and time.monotonic() > until:
                raise CentreUnreachable("centre.timeout")
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


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turn what the network does into the tree of `domain.errors`."""
    try:
        yield
    except SSLError as fault:
        if _is_about_trust(fault):
            raise CentreUntrusted(_why_untrusted(fault)) from fault
        if _speaks_no_tls(fault):
            raise CentreAnswerInvalid("centre.portal") from fault
        # A line that is cut ends TLS in the middle: that says nothing of who was at the other end.
        raise CentreUnreachable("centre.unreachable") from fault
    except ContentDecodingError as fault:
        raise CentreAnswerInvalid("centre.not-ours") from fault
    except RequestException as fault:
        raise CentreUnreachable(_why_not_reached(fault)) from fault
    except OSError as fault:
        # requests says so when the pinned CA file itself is gone: without it nobody can be trusted.
        raise CentreUntrusted("centre.certificate") from fault


def _is_about_trust(fault: Exception) -> bool:
    return any(isinstance(reason, ssl.SSLCertVerificationError) for reason in _reasons(fault))


def _why_untrusted(fault: Exception) -> str:
    """Tell a certificate out of its time, which is mostly a tablet whose date is wrong, from one of a stranger."""
    codes = {reason.verify_code for reason in _reasons(fault) if isinstance(reason, ssl.SSLCertVerificationError)}
    return "centre.certificate-date" if codes & _OUT_OF_TIME else "centre.certificate"


def _speaks_no_tls(fault: Exception) -> bool:
    """Tell whether who answered does not know TLS: something on the way, which sends a page of its own."""
    return any(isinstance(reason, ssl.SSLError) and reason.reason in _NO_TLS for reason in _reasons(fault))


def _why_not_reached(fault: Exception) -> str:
    for reason in _reasons(fault):
        if isinstance(reason, NameResolutionError):
            return "centre.name"
        if isinstance(reason, NewConnectionError):  # one kind of time-out to urllib3
            return "centre.unreachable"
        if isinstance(reason, Timeout | TimeoutError | TimeoutException):
            return "centre.timeout"
    return "centre.unreachable"


def _reasons(fault: BaseException) -> Iterator[BaseException]:
    """Yield a fault and what it was wrapped around; requests and urllib3 hand the reason on in their own ways."""
    found: object = fault
    while isinstance(found, BaseException):
        yield found
        found = getattr(found, "reason", None) or (found.args[0] if found.args else None)


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
