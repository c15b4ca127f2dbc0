"""The log on the disk: set up in one place, cut, closed to others, and nothing that nobody caught is lost."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from fieldapp.support import log
from fieldapp.support.log import FILE_NAME, log_files, log_folder, logging_to
from fieldapp.support.log_file import LogFile

LOG = logging.getLogger("fieldapp.test")
SECRET = "林芳-13800004127"


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FILE_NAME).read_text("ascii").splitlines()]


def test_the_log_of_a_data_folder_lies_beside_it(tmp_path: Path) -> None:
    assert log_folder(tmp_path / "device") == tmp_path / "device.log"


def test_what_is_logged_inside_the_block_is_in_the_file_and_nothing_after_it(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log"):
        LOG.info("inside")
        LOG.debug("too small")
    LOG.info("outside")

    assert [line["note"] for line in lines(tmp_path / "log")] == ["inside"]


def test_a_lower_level_lets_more_in(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log", logging.DEBUG):
        LOG.debug("small")

    assert [line["level"] for line in lines(tmp_path / "log")] == ["debug"]


def test_the_log_is_cut_by_size_and_only_so_many_older_files_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "FILE_BYTES", 2_000)
    with logging_to(tmp_path):
        for _ in range(200):
            LOG.info("one of many lines")

    kept = log_files(tmp_path)
    assert [path.name for path in kept] == [FILE_NAME, *(f"{FILE_NAME}.{number}" for number in (1, 2, 3, 4))]
    assert all(path.stat().st_size <= 2_000 for path in kept)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_only_its_owner_reads_the_log(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log"):
        LOG.info("inside")

    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "log" / FILE_NAME).stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_said_and_does_not_stop_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file stands in the way")

    with logging_to(tmp_path / "log"):
        LOG.info("inside")

    assert capsys.readouterr().err == "no log: NotADirectoryError 20\n"
    assert log_files(tmp_path / "log") == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
def test_a_full_disk_loses_lines_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as full:
        full.setattr(LogFile, "_open", lambda _: Path("/dev/full").open("a", buffering=1))  # noqa: SIM115
        with logging_to(tmp_path):
            LOG.info("does not fit: %s", SECRET)
    with logging_to(tmp_path):
        LOG.info("fits")

    assert [line["note"] for line in lines(tmp_path)] == ["fits"]
    assert capsys.readouterr().err == ""


@pytest.mark.req("USE-3")
def test_the_file_is_written_by_a_thread_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writers: list[int] = []
    emit = LogFile.emit

    def noting(self: LogFile, record: logging.LogRecord) -> None:
        writers.append(threading.get_ident())
        emit(self, record)

    monkeypatch.setattr(LogFile, "emit", noting)
    with logging_to(tmp_path):
        LOG.info("said on this thread")

    assert lines(tmp_path)[0]["thread"] == "MainThread"
    assert threading.get_ident() not in writers
    assert len(writers) == 1


def test_what_is_said_before_the_log_starts_is_written_first_once_it_does(tmp_path: Path) -> None:
    with logging_to(tmp_path, at_once=False) as started_late:
        LOG.info("before the first frame")
        written_before = (tmp_path / FILE_NAME).exists()
        started_late.start()
        LOG.info("after it")

    assert not written_before
    assert [line["note"] for line in lines(tmp_path)] == ["before the first frame", "after it"]


def test_what_is_said_by_a_program_that_never_gets_so_far_is_written_at_its_end(tmp_path: Path) -> None:
    with suppress(RuntimeError), logging_to(tmp_path, at_once=False):
        LOG.info("before the first frame")
        raise RuntimeError

    assert [line["note"] for line in lines(tmp_path)] == ["before the first frame"]


@pytest.mark.expects_log("nothing caught this")
def test_an_error_that_nothing_caught_on_a_thread_is_in_the_log_without_its_message(tmp_path: Path) -> None:
    def fail() -> None:
        raise ValueError(SECRET)

    with logging_to(tmp_path):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()

    [line] = lines(tmp_path)
    assert (line["level"], line["error"]["type"]) == ("critical", "ValueError")
    assert SECRET not in (tmp_path / FILE_NAME).read_text("ascii")


DIES = """
import faulthandler, sys
from pathlib import Path
from fieldapp.support.crashes import no_core_dumps
from fieldapp.support.log import logging_to

def dies(kind, name):
    if kind == "raises":
        raise ValueError(name)
    faulthandler._sigsegv()

no_core_dumps()
with logging_to(Path(sys.argv[1])):
    dies(sys.argv[2], sys.argv[3])
"""


def die(folder: Path, kind: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", DIES, str(folder), kind, SECRET]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="ends by a signal")
@pytest.mark.expects_log("the last run ended by a crash")
def test_a_crash_leaves_where_every_thread_was_and_the_next_run_notes_it(tmp_path: Path) -> None:
    died = die(tmp_path, "crashes")

    assert died.returncode < 0
    assert "in dies" in (tmp_path / "crash.txt").read_text("utf-8")
    with logging_to(tmp_path):
        pass
    assert [path.name for path in log_files(tmp_path)] == [FILE_NAME, "crash.before.txt"]
    assert all(SECRET not in path.read_text("utf-8") for path in log_files(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="has no core dumps")
def test_a_process_that_wants_no_core_dumps_cannot_be_dumped(tmp_path: Path) -> None:
    crash = "import faulthandler, resource, sys; from fieldapp.support.crashes import no_core_dumps; "
    crash += "resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2); "
    crash += "no_core_dumps(); print(*resource.getrlimit(resource.RLIMIT_CORE), flush=True); faulthandler._sigsegv()"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    died = subprocess.run(
        [sys.executable, "-c", crash], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )

    assert died.returncode < 0
    assert {int(limit) for limit in died.stdout.split()} <= {0, 1}
    assert list(tmp_path.iterdir()) == []
