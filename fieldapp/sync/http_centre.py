"""The centre over HTTPS: what a device can ask of it, call by call (docs/protocol.md)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlencode

from fieldapp.domain.errors import BadInput, CentreAnswerInvalid, CentreRefused
from fieldapp.domain.ids import DeviceId, Scope, Sha256
from fieldapp.domain.steady import without_collection
from fieldapp.sync.ahead import CallAhead
from fieldapp.sync.http_files import HttpFiles
from fieldapp.sync.http_line import Answered, Asked, HttpLine, Patience
from fieldapp.sync.ports import Signer
from fieldapp.wire.centre import FileComing
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import EnrolAnswer, EnrolRequest, Hello, SealedKey, SnapshotPage, SyncAnswer, SyncRequest
from fieldapp.wire.tus import UploadPlace
from fieldapp.wire.versions import PROTOCOL, SCHEMA

T = TypeVar("T")

_JSON = "application/json"
_YEARS = range(2000, 2201)
"""In which a centre's clock may be, wrong as it is."""
_ACCEPT = "application/json, application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What enrolment gave this device, and its key."""

    device_id: DeviceId
    token: str
    signer: Signer


class HttpCentre:
    """Implements `wire.centre.Centre` over HTTPS. For one thread; `close` ends its connections."""

    def __init__(
        self, url: str, ca_file: Path, credentials: Credentials | None = None, patience: Patience | None = None
    ) -> None:
        """`url` without a path; `ca_file` is the pinned CA (PEM). Without credentials only `enrol` is answered."""
        self._line = HttpLine(url, ca_file, patience)
        self._credentials = credentials
        self._files = HttpFiles(self._line, self._identity())
        self._ahead = CallAhead[SyncRequest, bytes]()

    def close(self) -> None:
        """Close all connections."""
        if self._ahead.is_under_way:
            self._line.hang_up()
            self._ahead.settle()
        self._line.close()

    def hang_up(self) -> None:
        """End the call under way at once and let none begin until `take_up`; from any thread."""
        self._line.hang_up()

    def take_up(self) -> None:
        """Let calls be made again."""
        self._line.take_up()

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Exchange the one-time code for an identity."""
        return self._decoded(self._call("POST", "/v1/enrol", encode(request)), EnrolAnswer)

    def hello(self) -> Hello:
        """Ask for time, epoch and the last event known. Raises CentreAnswerInvalid("centre.version")."""
        body = self._call("GET", "/v1/hello")
        _refuse_other_version(body)
        hello = self._decoded(body, Hello)
        if hello.server_time.year not in _YEARS:  # every moment here is corrected by it, and would leave the calendar
            raise CentreAnswerInvalid("centre.not-ours", detail="server_time")
        return hello

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Hand over events, fetch outcomes and changes; what was asked ahead is only waited for."""
        came = self._ahead.answer_to(request)
        body = self._call("POST", "/v1/sync", encode(request)) if came is None else came.result()
        return self._decoded(body, SyncAnswer)

    def ask_ahead(self, request: SyncRequest) -> None:
        """Begin the `sync` that will most likely be next; any other call waits for its end."""
        self._ahead.begin(request, self._synced_ahead)

    def _synced_ahead(self, request: SyncRequest) -> bytes:
        return self._made("POST", "/v1/sync", encode(replace(request, ahead=True)))

    def snapshot(self, scope: Scope, after: str = "", number: int | None = None) -> SnapshotPage:
        """Fetch a page of a scope's live rows."""
        asked = {"after": after, "schema": str(SCHEMA)} | ({} if number is None else {"number": str(number)})
        return self._decoded(self._call("GET", f"/v1/scopes/{quote(scope)}/snapshot?{urlencode(asked)}"), SnapshotPage)

    def keep_key(self, sealed: SealedKey) -> None:
        """Deliver the sealed copy of this device's data key."""
        self._call("PUT", "/v1/escrow", encode(sealed))

    def farewell(self) -> None:
        """Say that this revoked device has nothing left."""
        self._call("POST", "/v1/farewell", b"{}")

    def has_blob(self, sha256: Sha256) -> bool:
        """Tell whether the centre holds the blob."""
        self._ahead.settle()
        try:
            self._exchange(Asked("HEAD", f"/v1/blobs/{sha256}", self._identity()))
        except CentreRefused as refused:
            if refused.code != "blob-unknown":
                raise
            return False
        return True

    def begin_upload(self, sha256: Sha256, media_type: str, size: int, first: bytes) -> UploadPlace:
        """Begin to deliver a file with its first bytes."""
        return self._on_files().begin_upload(sha256, media_type, size, first)

    def upload_offset(self, address: str) -> int:
        """Return how many bytes of an upload count."""
        return self._on_files().upload_offset(address)

    def continue_upload(self, address: str, offset: int, piece: bytes) -> int:
        """Deliver the bytes that follow on `offset`."""
        return self._on_files().continue_upload(address, offset, piece)

    def end_upload(self, address: str) -> None:
        """Let the centre throw away what has come."""
        self._on_files().end_upload(address)

    def get_blob(self, sha256: Sha256, start: int = 0) -> FileComing:
        """Fetch one blob from byte `start` on; its bytes are to be held against its name."""
        return self._on_files().get_blob(sha256, start)

    def _on_files(self) -> HttpFiles:
        """Return the calls that move files, after one ahead has ended, as in `_call`."""
        self._ahead.settle()
        return self._files

    def _call(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Make one call as `_made`, after one ahead has ended: the line is for one at a time."""
        self._ahead.settle()
        return self._made(method, path, body)

    def _made(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Make one call with a body of JSON, and return the body of a good answer, which is JSON or nothing."""
        headers = {"Accept": _ACCEPT, **self._identity()}
        sent = b""
        if body:
            sent = gzip.compress(body, compresslevel=6, mtime=0)
            headers |= {"Content-Type": _JSON, "Content-Encoding": "gzip"}
            if self._credentials is not None:  # over what is sent
                headers["Fieldapp-Signature"] = self._credentials.signer.sign(sent)
        return self._exchange(Asked(method, path, headers, sent)).body

    def _exchange(self, asked: Asked) -> Answered:
        answer = self._line.exchange(asked)
        if answer.body and answer.kind != _JSON:
            raise CentreAnswerInvalid("centre.not-ours", status=answer.status)
        return answer

    def _identity(self) -> dict[str, str]:
        if self._credentials is None:
            return {}
        known = self._credentials
        return {"Authorization": f"Bearer {known.token}", "Fieldapp-Device": known.device_id}

    @staticmethod
    def _decoded(body: bytes, kind: type[T]) -> T:
        try:
            with without_collection():
                return decode(body, kind)
        except BadInput as fault:
            raise CentreAnswerInvalid("centre.not-ours", detail=str(fault.fields.get("detail", ""))) from fault


def _refuse_other_version(body: bytes) -> None:
    """A centre of another version may say hello with other fields: read the name of its protocol first."""
    try:
        said = decode(body, dict[str, object])
    except BadInput as fault:
        raise CentreAnswerInvalid("centre.not-ours") from fault
    theirs = str(said.get("protocol", ""))
    if theirs and theirs != PROTOCOL:
        raise CentreAnswerInvalid("centre.version", ours=PROTOCOL, theirs=theirs)
