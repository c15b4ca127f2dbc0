"""The search can find what it looks for: in every encoding, packed, and as text of bytes."""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.traces.marks import ENCODINGS, Search

NAME = "林芳 值班经理"
MARKS = {"name": NAME, "token": "tok-Q8xs91"}


def in_zip(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", content)
    return target.getvalue()


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda content: content,
    "zlib": zlib.compress,
    "gzip": gzip.compress,
    "zip": in_zip,
    "base64": base64.b64encode,
    "base64 of an address": lambda content: b"data:image/png;base64," + base64.b64encode(b"x" + content),
    "base64 in lines": base64.encodebytes,
    "hex": lambda content: content.hex().encode(),
    "packed twice": lambda content: gzip.compress(base64.b64encode(zlib.compress(content))),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_mark_among_noise_is_found_however_it_was_written(tmp_path: Path, way: str, encoding: str) -> None:
    noise = random.Random(7).randbytes(5_000)
    file = tmp_path / "trace"
    file.write_bytes(noise + b" " + WAYS[way](f"Kunde: {NAME}, 10:30.".encode(encoding)) + b" " + noise)

    assert {found.mark for found in Search(MARKS).files([file])} == {"name"}


def test_a_mark_in_json_with_escapes_and_in_a_files_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(json.dumps({"name": NAME}), "ascii")
    (tmp_path / "tok-Q8xs91").write_text("", "ascii")

    found = Search(MARKS).files(sorted(tmp_path.iterdir()))

    assert {(each.file.name, each.mark) for each in found} == {("answers.json", "name"), ("tok-Q8xs91", "token")}


def test_noise_holds_no_mark(tmp_path: Path) -> None:
    file = tmp_path / "noise"
    file.write_bytes(random.Random(8).randbytes(300_000))

    assert Search(MARKS).files([file]) == []
