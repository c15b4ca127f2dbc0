"""The centre over HTTPS: the company's own certificate authority and nothing of the machine's settings (SYNC.md 13)."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import NoReturn, TypeVar

import requests
from requests.exceptions import ContentDecodingError, RequestException, SSLError
from urllib3.exceptions import ProtocolError

from fieldapp.domain.errors import BadInput, CentreAnswerInvalid, CentreRefused, CentreUnreachable, CentreUntrusted
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.sync.ports import Signer
from fieldapp.wire.codec import decode, encode, sha256_of
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Hello, Problem, SealedKey, SyncAnswer, SyncRequest
from fieldapp.wire.versions import PROTOCOL

T = TypeVar("T")

ANSWER_LIMIT = 64 * 1024 * 1024
"""Largest decompressed answer that is read."""
_JSON = "application/json"
_PROBLEM = "application/problem+json"
_BUSY = frozenset({429, 502, 503, 504})
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What enrolment gave this device, and its key."""

    device_id: DeviceId
    token: str
    signer: Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a call may take: to connect, between two packets, and altogether."""

    connect: timedelta = timedelta(seconds=5)
    silence: timedelta = timedelta(seconds=60)
    whole: timedelta = timedelta(minutes=5)


class HttpCentre:
    """Implements `wire.centre.Centre` over HTTPS. For one thread; `close` ends its connections."""

    def __init__(
        self, url: str, ca_file: Path, credentials: Credentials | None = None, patience: Patience | None = None
    ) -> None:
        """`url` without a path; `ca_file` is the pinned CA (PEM). Without credentials only `enrol` is answered."""
        self._url = url.rstrip("/")
        self._ca_file = ca_file
        self._credentials = credentials
        self._patience = patience or Patience()
        self._session = requests.Session()
        # The environment's CA bundle would silently stand in for ours, and its proxies see what we do.
        self._session.trust_env = False

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Exchange the one-time code for an identity."""
        return self._decoded(self._call("POST", "/v1/enrol", encode(request), _JSON), EnrolAnswer)

    def hello(self) -> Hello:
        """Ask for time, epoch and the last event known. Raises CentreAnswerInvalid("centre.version")."""
        body = self._call("GET", "/v1/hello")
        _refuse_other_version(body)
        return self._decoded(body, Hello)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Hand over events, fetch outcomes and changes."""
        return self._decoded(self._call("POST", "/v1/sync", encode(request), _JSON), SyncAnswer)

    def keep_key(self, sealed: SealedKey) -> None:
        """Deliver the sealed copy of this device's data key."""
        self._call("PUT", "/v1/escrow", encode(sealed), _JSON)

    def farewell(self) -> None:
        """Say that this revoked device has nothing left."""
        self._call("POST", "/v1/farewell", b"{}", _JSON)

    def has_blob(self, sha256: Sha256) -> bool:
        """Tell whether the centre holds the blob."""
        try:
            self._call("HEAD", f"/v1/blobs/{sha256}")
        except _NotThere:
            return False
        return True

    def put_blob(self, sha256: Sha256, media_type: str, content: bytes) -> None:
        """Deliver one blob."""
        self._call("PUT", f"/v1/blobs/{sha256}", content, media_type)

    def get_blob(self, sha256: Sha256) -> tuple[str, bytes]:
        """Fetch one blob. Raises CentreAnswerInvalid("centre.not-ours") for other bytes than the name says."""
        kind, content = self._exchange("GET", f"/v1/blobs/{sha256}")
        if sha256_of(content) != sha256:
            raise CentreAnswerInvalid("centre.not-ours")
        return kind, content

    def _call(self, method: str, path: str, body: bytes = b"", media_type: str = "") -> bytes:
        """Make one call and return the decompressed body of a good answer, which is JSON or nothing."""
        return self._exchange(method, path, body, media_type, only=_JSON)[1]

    def _exchange(
        self, method: str, path: str, body: bytes = b"", media_type: str = "", *, only: str = ""
    ) -> tuple[str, bytes]:
        """Make one call and return media type and decompressed body of a good answer, of the media type `only`."""
        headers, sent = self._prepared(body, media_type)
        with _failures_named(), self._request(method, path, headers, sent) as response:
            content = self._read(response)
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if response.status_code >= 300:
            _refuse(method, response.status_code, kind, content)
        if content and only and kind != only:
            raise CentreAnswerInvalid("centre.not-ours", status=response.status_code)
        return kind, content

    def _request(self, method: str, path: str, headers: dict[str, str], body: bytes) -> requests.Response:
        """Send once, and once more if the other end hung up: it may have closed a kept connection at that moment.

        No call counts twice at the centre, so sending again is safe.
        """
        try:
            return self._sent(method, path, headers, body)
        except requests.ConnectionError as fault:
            if not (fault.args and isinstance(fault.args[0], ProtocolError)):
                raise
            return self._sent(method, path, headers, body)

    def _sent(self, method: str, path: str, headers: dict[str, str], body: bytes) -> requests.Response:
        return self._session.request(
            method,
            self._url + path,
            data=body or None,
            headers=headers,
            timeout=(self._patience.connect.total_seconds(), self._patience.silence.total_seconds()),
            verify=str(self._ca_file),
            # A portal's redirect leads away from our centre; ours never redirects.
            allow_redirects=False,
            stream=True,
        )

    def _prepared(self, body: bytes, media_type: str) -> tuple[dict[str, str], bytes]:
        """Return headers and the bytes as sent: JSON goes compressed, the signature is over what is sent."""
        headers = {"Accept": f"{_JSON}, {_PROBLEM}", "Accept-Encoding": "gzip"}
        sent = body
        if media_type:
            headers["Content-Type"] = media_type
        if media_type == _JSON:
            sent = gzip.compress(body, compresslevel=6, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if self._credentials is not None:
            headers["Authorization"] = f"Bearer {self._credentials.token}"
            headers["Fieldapp-Device"] = self._credentials.device_id
            headers["Fieldapp-Signature"] = self._credentials.signer.sign(sent)
        return headers, sent

    def _read(self, response: requests.Response) -> bytes:
        """Return the body, no larger than `ANSWER_LIMIT` and no later than the patience for the whole call."""
        until = time.monotonic() + self._patience.whole.total_seconds()
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(_CHUNK):
            size += len(part)
            if size > ANSWER_LIMIT:
                raise CentreAnswerInvalid("centre.not-ours", status=response.status_code)
            if time.monotonic() > until:
                raise CentreUnreachable("centre.unreachable")
            parts.append(part)
        return b"".join(parts)

    @staticmethod
    def _decoded(body: bytes, kind: type[T]) -> T:
        try:
            return decode(body, kind)
        except BadInput as fault:
            raise CentreAnswerInvalid("centre.not-ours", detail=str(fault.fields.get("detail", ""))) from fault


class _NotThere(CentreRefused):
    """A HEAD was answered with 404: the blob is not there."""


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turn what the network does into the tree of `domain.errors`."""
    try:
        yield
    except SSLError as fault:
        raise CentreUntrusted("centre.certificate") from fault
    except ContentDecodingError as fault:
        raise CentreAnswerInvalid("centre.not-ours") from fault
    except RequestException as fault:
        raise CentreUnreachable("centre.unreachable") from fault
    except OSError as fault:
        # requests says so when the pinned CA file itself is gone: without it nobody can be trusted.
        raise CentreUntrusted("centre.certificate") from fault


def _refuse(method: str, status: int, kind: str, content: bytes) -> NoReturn:
    """Raise what a bad status means."""
    if method == "HEAD":
        # An answer to HEAD has no body, so no problem document: the status is all there is.
        _refuse_head(status)
    if kind != _PROBLEM:
        raise CentreAnswerInvalid("centre.not-ours", status=status)
    try:
        problem = decode(content, Problem)
    except BadInput as fault:
        raise CentreAnswerInvalid("centre.not-ours", status=status) from fault
    if status in _BUSY:
        raise CentreUnreachable("centre.busy", reason=problem.code)
    if problem.code == "protocol-unknown":
        raise CentreAnswerInvalid("centre.version", ours=PROTOCOL, theirs=problem.fields.get("protocol", ""))
    raise CentreRefused(problem.code, **problem.fields)


def _refuse_head(status: int) -> NoReturn:
    if status == 404:
        raise _NotThere("blob-unknown")
    if status == 401:
        raise CentreRefused("device-unknown")
    if status in _BUSY:
        raise CentreUnreachable("centre.busy", reason=str(status))
    raise CentreRefused("centre.refused", status=status)


def _refuse_other_version(body: bytes) -> None:
    """A centre of another version may say hello with other fields: read the name of its protocol first."""
    try:
        said = decode(body, dict[str, object])
    except BadInput as fault:
        raise CentreAnswerInvalid("centre.not-ours") from fault
    theirs = str(said.get("protocol", ""))
    if theirs and theirs != PROTOCOL:
        raise CentreAnswerInvalid("centre.version", ours=PROTOCOL, theirs=theirs)
