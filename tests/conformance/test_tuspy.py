"""The centre before tuspy, the public client in Python."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from fieldapp.domain.errors import CentreRefused
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.tus import STEP
from tests.conformance.tus_world import TusWorld, content, tus_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TusWorld]:
    with tus_world(tmp_path_factory.mktemp("tuspy")) as world:
        yield world


@pytest.fixture(autouse=True)
def _trusted(world: TusWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    # tuspy makes a yes or no of the path of a CA: it can be told by the environment only.
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(world.ca_file))


def uploader(world: TusWorld, file: bytes, **more: object):  # type: ignore[no-untyped-def]
    told = {"sha256": sha256_of(file), "filetype": "image/jpeg"}
    client = TusClient(world.url, headers=world.headers)
    return client.uploader(file_stream=io.BytesIO(file), metadata=told, chunk_size=STEP, **more)


@pytest.mark.req("SYN-7")
@pytest.mark.parametrize("checked", [False, True], ids=["plain", "with checksum"])
def test_a_file_arrives(world: TusWorld, checked: bool) -> None:
    file = content(1 + checked)

    uploader(world, file, upload_checksum=checked).upload()

    assert world.stored(sha256_of(file)) == file


@pytest.mark.req("SYN-7")
def test_an_upload_that_was_left_goes_on_where_it_was(world: TusWorld) -> None:
    file = content(3)
    left = uploader(world, file)
    left.upload(stop_at=STEP)

    again = uploader(world, file, url=left.url)
    began_at = again.get_offset()
    again.upload()

    assert began_at == STEP
    assert world.stored(sha256_of(file)) == file


def test_several_files_at_once_all_arrive(world: TusWorld) -> None:
    files = [content(seed) for seed in range(10, 13)]

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda file: uploader(world, file).upload(), files))

    assert [world.stored(sha256_of(file)) == file for file in files] == [True] * 3


def test_two_that_send_one_upload_deliver_it_once(world: TusWorld) -> None:
    file = content(20, steps=6)
    first = uploader(world, file)
    first.upload(stop_at=STEP)

    with ThreadPoolExecutor(2) as threads:
        for done in [
            threads.submit(uploader(world, file, url=first.url, retries=50, retry_delay=0).upload) for _ in "12"
        ]:
            done.result()

    assert world.stored(sha256_of(file)) == file


def test_a_file_that_is_not_what_it_is_called_is_refused_and_nothing_is_kept(world: TusWorld) -> None:
    file = content(30)
    wrong = uploader(world, file)
    wrong.file_stream = io.BytesIO(file[:-1] + b"?")

    with pytest.raises(TusCommunicationError) as refused:
        wrong.upload()

    assert refused.value.status_code == 422
    with pytest.raises(CentreRefused, match="blob-unknown"):
        world.stored(sha256_of(file))
