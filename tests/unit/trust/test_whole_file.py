"""A file on a stick is there whole, or not at all, and the reason is said."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from fieldapp.domain.errors import BadInput, FieldappError, StoreFull
from fieldapp.trust import whole_file
from fieldapp.trust.whole_file import copied, refuse_little_room, write_whole


def fine(_path: Path) -> None:
    """Proven."""


def writing(content: bytes, then: OSError | None = None) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        file.write(content)
        file.flush()
        if then is not None:
            raise then

    return write


def test_what_was_written_is_proven_before_it_gets_its_name(tmp_path: Path) -> None:
    path = tmp_path / "one.fab"
    seen: list[bytes] = []

    def prove(unfinished: Path) -> None:
        assert not path.exists()
        seen.append(unfinished.read_bytes())

    write_whole(path, writing(b"all of it"), prove)

    assert (seen, path.read_bytes(), os.listdir(tmp_path)) == ([b"all of it"], b"all of it", ["one.fab"])


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (errno.ENOSPC, StoreFull, "bundle.no-room"),
        (errno.EDQUOT, StoreFull, "bundle.no-room"),
        (errno.EIO, BadInput, "bundle.not-written"),
        (errno.ENODEV, BadInput, "bundle.not-written"),
        (errno.EROFS, BadInput, "bundle.not-written"),
    ],
)
def test_a_full_or_pulled_out_stick_leaves_nothing_and_what_was_there_before(
    tmp_path: Path, number: int, kind: type[FieldappError], code: str
) -> None:
    path = tmp_path / "one.fab"
    path.write_bytes(b"yesterday's")

    with pytest.raises(kind, match=code.replace(".", r"\.")):
        write_whole(path, writing(b"half", OSError(number, "stick")), fine)

    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"yesterday's", ["one.fab"])


def test_a_disk_that_really_takes_no_more_is_said_so(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(StoreFull, match=r"bundle\.no-room"):
            write_whole(tmp_path / "one.fab", writing(b"x" * 10_000), fine)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.listdir(tmp_path) == []


def test_a_file_that_reads_back_badly_is_not_kept(tmp_path: Path) -> None:
    def refuse(_path: Path) -> None:
        raise BadInput("bundle.bad-stick", file="one.fab")

    with pytest.raises(BadInput, match=r"bundle\.bad-stick"):
        write_whole(tmp_path / "one.fab", writing(b"x"), refuse)
    assert os.listdir(tmp_path) == []


def test_little_room_and_no_folder_are_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match=r"bundle\.no-folder"):
        refuse_little_room(tmp_path / "gone", 1)
    monkeypatch.setattr(whole_file.shutil, "disk_usage", lambda _folder: _Usage(10))
    with pytest.raises(StoreFull, match=r"bundle\.no-room"):
        refuse_little_room(tmp_path, 11)
    refuse_little_room(tmp_path, 10)
    monkeypatch.setattr(whole_file.os, "access", lambda _folder, _mode: False)  # a read-only stick has no room either
    with pytest.raises(BadInput, match=r"bundle\.not-written"):
        refuse_little_room(tmp_path, 11)


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_copy_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    (tmp_path / "stick.fab").write_bytes(b"content")
    spool = tmp_path / "spool"

    with copied(tmp_path / "stick.fab", spool) as copy:
        (tmp_path / "stick.fab").unlink()
        assert (copy.read_bytes(), copy.stat().st_mode & 0o777) == (b"content", 0o600)
    assert os.listdir(spool) == []
    with pytest.raises(BadInput, match=r"bundle\.unreadable"), copied(tmp_path / "stick.fab", spool):
        pass
    assert os.listdir(spool) == []


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [(errno.ENOSPC, StoreFull, "bundle.no-room"), (errno.EIO, BadInput, "bundle.unreadable")],
)
def test_a_disk_that_takes_no_copy_is_said_so_whatever_it_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[FieldappError], code: str
) -> None:
    source = tmp_path / "answer.fab"
    source.write_bytes(b"answer")

    def refuse(**_options: object) -> tuple[int, str]:
        raise OSError(number, "disk")

    monkeypatch.setattr(whole_file.tempfile, "mkstemp", refuse)

    with pytest.raises(kind, match=code.replace(".", r"\.")), copied(source, tmp_path / "spool"):
        pytest.fail("there is no copy")


def test_a_copy_that_a_killed_program_left_is_removed_the_next_day_and_one_in_use_is_not(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    left, in_use, source = spool / "bundle-1.part", spool / "bundle-2.part", tmp_path / "answer.fab"
    for path in (left, in_use, source):
        path.write_bytes(b"answer")
    os.utime(left, (1, 1))

    with copied(source, spool) as copy:
        assert set(spool.iterdir()) == {in_use, copy}
