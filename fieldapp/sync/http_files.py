"""Files over HTTPS: up by tus 1.0, which many servers speak, down by ranges; both go on where a line was cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

from fieldapp.domain.errors import CentreAnswerInvalid, CentreError, CentreRefused
from fieldapp.domain.ids import Sha256
from fieldapp.sync.http_line import Answered, Asked, HttpLine, whole_number
from fieldapp.wire.centre import FileComing
from fieldapp.wire.tus import BODY_TYPE, ROAD, STEP, VERSION, UploadPlace, checksum, metadata

_ACCEPT = "application/problem+json"
_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,15})-[0-9]+/([0-9]{1,15})")


class HttpFiles:
    """The calls of `wire.Centre` that move files. `identity` holds the headers that show who asks."""

    def __init__(self, line: HttpLine, identity: Mapping[str, str]) -> None:
        self._line = line
        self._identity = identity

    def begin_upload(self, sha256: Sha256, media_type: str, size: int, first: bytes) -> UploadPlace:
        """Begin an upload, and deliver the first bytes with it where the server takes them."""
        headers = {"Upload-Length": str(size), "Upload-Metadata": metadata(sha256=sha256, filetype=media_type)}
        answer = self._tus("POST", ROAD, headers, first)
        found = urlsplit(urljoin(self._line.url + ROAD, answer.headers.get("Location", "")))
        home = urlsplit(self._line.url)
        # The token goes where the centre is, and nowhere else, whatever an answer says.
        if not found.path or found.path == ROAD or (found.scheme, found.netloc) != (home.scheme, home.netloc):
            raise CentreAnswerInvalid("centre.not-ours", status=answer.status)
        address = found.path + (f"?{found.query}" if found.query else "")
        return UploadPlace(address=address, offset=_offset(answer, missing=0))

    def upload_offset(self, address: str) -> int:
        """Return how many bytes of an upload count."""
        with _lost_named():
            return _offset(self._tus("HEAD", address, {}))

    def continue_upload(self, address: str, offset: int, piece: bytes) -> int:
        """Deliver the bytes that follow on `offset`."""
        with _lost_named():
            return _offset(self._tus("PATCH", address, {"Upload-Offset": str(offset)}, piece))

    def end_upload(self, address: str) -> None:
        """Let the server throw away what has come."""
        with _lost_named():
            self._tus("DELETE", address, {})

    def get_blob(self, sha256: Sha256, start: int = 0) -> FileComing:
        """Fetch a file from byte `start` on; a server that cannot begin there sends all of it."""
        headers = {"Accept": f"*/*, {_ACCEPT}", "Accept-Encoding": "identity", **self._identity}
        if start:
            headers |= {"Range": f"bytes={start}-", "If-Range": f'"{sha256}"'}
        answer, pieces, close = self._line.stream(Asked("GET", f"/v1/blobs/{sha256}", headers), STEP)
        try:
            begins, size = _extent(answer, start)
        except CentreError:
            close()
            raise
        return FileComing(media_type=answer.kind, size=size, start=begins, pieces=pieces, close=close)

    def _tus(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answered:
        told = {"Accept": _ACCEPT, "Tus-Resumable": VERSION, **self._identity, **headers}
        if body:
            told |= {"Content-Type": BODY_TYPE, "Upload-Checksum": checksum(body)}
        return self._line.exchange(Asked(method, path, told, body, by_status=True))


@contextmanager
def _lost_named() -> Iterator[None]:
    """Turn a bare 404 for an upload into what it means there."""
    try:
        yield
    except CentreRefused as refused:
        if refused.code != "blob-unknown":
            raise
        raise CentreRefused("upload-unknown") from refused


def _offset(answer: Answered, missing: int | None = None) -> int:
    said = whole_number(answer.headers.get("Upload-Offset", ""))
    found = missing if said is None else said
    if found is None:
        raise CentreAnswerInvalid("centre.not-ours", status=answer.status)
    return found


def _extent(answer: Answered, asked: int) -> tuple[int, int]:
    """Return where the body begins and how large the file is."""
    if answer.status == 206:
        found = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if found is None or int(found[1]) != asked:
            raise CentreAnswerInvalid("centre.not-ours", status=answer.status)
        return asked, int(found[2])
    length = whole_number(answer.headers.get("Content-Length", ""))
    if length is None:
        raise CentreAnswerInvalid("centre.not-ours", status=answer.status)
    return 0, length
