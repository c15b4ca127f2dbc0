"""Files over HTTPS as they are on the line: headers out, statuses in, nothing sent where it does not belong."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.domain.errors import CentreAnswerInvalid, CentreError, CentreRefused, CentreUnreachable
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.sync.http_centre import Credentials, HttpCentre
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.tus import STEP, UploadPlace, read_metadata
from tests.fakes.tls_server import Answer, TlsServer, serving
from tests.unit.sync.test_http_centre import PATIENT, problem

NAME = Sha256("ab" * 32)
ROAD = "/v1/uploads/17"


@pytest.fixture(scope="module")
def company() -> CompanyCa:
    return CompanyCa.create("霁川")


@pytest.fixture
def server(tmp_path: Path, company: CompanyCa) -> Iterator[TlsServer]:
    with serving(tmp_path, company) as server:
        yield server


@pytest.fixture
def centre(server: TlsServer) -> Iterator[HttpCentre]:
    credentials = Credentials(device_id=DeviceId("tablet-1"), token="secret", signer=DeviceKey.generate())
    centre = HttpCentre(server.url, server.ca_file, credentials, PATIENT)
    yield centre
    centre.close()


def answers(server: TlsServer, status: int, **headers: str) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    server.answer = lambda asked: Answer(status=status, headers=named)


class TestUp:
    def test_a_beginning_says_what_comes_and_brings_its_first_bytes(
        self, centre: HttpCentre, server: TlsServer
    ) -> None:
        answers(server, 201, Location=ROAD, Upload_Offset="5")

        place = centre.begin_upload(NAME, "image/jpeg", 9, b"first")

        (asked,) = server.asked
        assert place == UploadPlace(address=ROAD, offset=5)
        assert (asked.method, asked.path, asked.body) == ("POST", "/v1/uploads", b"first")
        assert read_metadata(asked.headers["Upload-Metadata"]) == {"sha256": NAME, "filetype": "image/jpeg"}
        assert (asked.headers["Upload-Length"], asked.headers["Tus-Resumable"]) == ("9", "1.0.0")
        assert asked.headers["Content-Type"] == "application/offset+octet-stream"
        digest = base64.b64encode(hashlib.sha256(b"first").digest()).decode()
        assert asked.headers["Upload-Checksum"] == f"sha256 {digest}"
        assert (asked.headers["Authorization"], asked.headers["Fieldapp-Device"]) == ("Bearer secret", "tablet-1")

    def test_a_server_that_takes_no_bytes_with_the_beginning_is_given_them_after_it(
        self, centre: HttpCentre, server: TlsServer
    ) -> None:
        answers(server, 201, Location=server.url + ROAD)

        assert centre.begin_upload(NAME, "image/jpeg", 9, b"first") == UploadPlace(address=ROAD, offset=0)

    def test_a_step_goes_to_its_address_with_its_place(self, centre: HttpCentre, server: TlsServer) -> None:
        answers(server, 204, Upload_Offset="9")

        assert centre.continue_upload(ROAD, 5, b"rest") == 9

        (asked,) = server.asked
        assert (asked.method, asked.path, asked.body, asked.headers["Upload-Offset"]) == ("PATCH", ROAD, b"rest", "5")

    def test_an_upload_is_asked_for_and_ended(self, centre: HttpCentre, server: TlsServer) -> None:
        answers(server, 200, Upload_Offset="7")
        assert centre.upload_offset(ROAD) == 7
        answers(server, 204)
        centre.end_upload(ROAD)

        assert [(asked.method, asked.path) for asked in server.asked] == [("HEAD", ROAD), ("DELETE", ROAD)]

    @pytest.mark.parametrize(
        "location", ["https://elsewhere.example/v1/uploads/17", "http://127.0.0.1/v1/uploads/17", "", "/v1/uploads"]
    )
    def test_an_address_that_is_not_the_centre_s_is_never_asked(
        self, centre: HttpCentre, server: TlsServer, location: str
    ) -> None:
        answers(server, 201, Location=location)

        with pytest.raises(CentreAnswerInvalid, match=r"centre\.not-ours"):
            centre.begin_upload(NAME, "image/jpeg", 9, b"")

    @pytest.mark.parametrize(
        ("status", "code"),
        [
            (404, "upload-unknown"),
            (410, "upload-expired"),
            (409, "upload-offset"),
            (460, "upload-checksum"),
            (412, "tus-version"),
            (413, "body-too-large"),
            (401, "device-unknown"),
            (500, "centre.refused"),
        ],
    )
    def test_a_server_without_problem_documents_is_understood_by_its_status(
        self, centre: HttpCentre, server: TlsServer, status: int, code: str
    ) -> None:
        server.answer = lambda asked: Answer(status=status, kind="text/plain", body=b"something")

        for attempt in (lambda: centre.continue_upload(ROAD, 0, b"x"), lambda: centre.upload_offset(ROAD)):
            with pytest.raises(CentreRefused) as caught:
                attempt()
            assert caught.value.code == code

    @pytest.mark.parametrize("status", [423, 429, 503])
    def test_a_busy_server_says_when_to_come_again(self, centre: HttpCentre, server: TlsServer, status: int) -> None:
        answers(server, status, Retry_After="30")

        with pytest.raises(CentreUnreachable) as caught:
            centre.continue_upload(ROAD, 0, b"x")

        assert (caught.value.code, caught.value.fields) == (
            "centre.busy",
            {"reason": str(status), "retry_after": 30},
        )

    def test_a_problem_of_our_centre_keeps_its_fields(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: problem("upload-offset", 409, offset="7")

        with pytest.raises(CentreRefused) as caught:
            centre.continue_upload(ROAD, 0, b"x")

        assert (caught.value.code, caught.value.fields) == ("upload-offset", {"offset": "7"})

    def test_an_answer_without_an_offset_is_not_believed(self, centre: HttpCentre, server: TlsServer) -> None:
        answers(server, 204)

        with pytest.raises(CentreAnswerInvalid):
            centre.continue_upload(ROAD, 0, b"x")


class TestDown:
    def test_a_file_comes_in_pieces_from_where_it_is_wanted(self, centre: HttpCentre, server: TlsServer) -> None:
        content = bytes(range(256)) * 3000
        extent = f"bytes 100-{len(content) - 1}/{len(content)}"
        server.answer = lambda asked: Answer(206, "image/png", content[100:], {"Content-Range": extent})

        coming = centre.get_blob(NAME, 100)
        pieces = list(coming.pieces)

        (asked,) = server.asked
        assert (coming.media_type, coming.size, coming.start) == ("image/png", len(content), 100)
        assert [len(piece) for piece in pieces] == [STEP, STEP, len(content) - 100 - 2 * STEP]
        assert b"".join(pieces) == content[100:]
        assert (asked.headers["Range"], asked.headers["If-Range"]) == ("bytes=100-", f'"{NAME}"')
        assert asked.headers["Accept-Encoding"] == "identity"

    def test_a_server_without_ranges_sends_all_of_it(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(200, "image/png", b"content")

        coming = centre.get_blob(NAME, 3)

        assert (coming.start, coming.size, b"".join(coming.pieces)) == (0, 7, b"content")

    def test_a_file_that_ends_early_is_a_cut_line(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(200, "image/png", b"content", claimed=900_000)

        coming = centre.get_blob(NAME)
        with pytest.raises(CentreUnreachable):
            list(coming.pieces)

    def test_a_call_that_is_ended_early_leaves_the_line_usable(self, centre: HttpCentre, server: TlsServer) -> None:
        server.answer = lambda asked: Answer(200, "image/png", bytes(3 * STEP))
        coming = centre.get_blob(NAME)
        next(coming.pieces)
        coming.close()

        assert centre.get_blob(NAME).size == 3 * STEP

    @pytest.mark.parametrize(
        ("answer", "failure"),
        [
            (Answer(206, "image/png", b"x", {"Content-Range": "bytes 0-0/10"}), CentreAnswerInvalid),
            (Answer(206, "image/png", b"x"), CentreAnswerInvalid),
            (problem("blob-unknown", 404), CentreRefused),
            (problem("range-unknown", 416), CentreRefused),
            (Answer(404, "text/html", b"<html>"), CentreAnswerInvalid),
        ],
        ids=["another part", "no extent", "gone", "behind the end", "not ours"],
    )
    def test_what_is_not_the_part_that_was_asked_for_is_not_taken(
        self, centre: HttpCentre, server: TlsServer, answer: Answer, failure: type[CentreError]
    ) -> None:
        server.answer = lambda asked: answer

        with pytest.raises(failure):
            centre.get_blob(NAME, 5)
