"""A disk that is nearly full, and one that is: warned early, photos stop first, nothing is lost (SYN-6, USE-5)."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreError, StoreFull
from fieldapp.domain.ids import StepId
from fieldapp.store import disk, journal
from fieldapp.store.database import open_database
from fieldapp.store.settings import Settings
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, opened, over_database

PDF, JPEG = "application/pdf", "image/jpeg"


def free(monkeypatch: pytest.MonkeyPatch, megabytes: int) -> None:
    usage = disk.shutil.disk_usage("/")._replace(free=megabytes * disk.MEGABYTE)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda folder: usage)


def put(store: DeviceStore, media_type: str) -> None:
    with store.begin() as work:
        work.put_blob(media_type, b"content")
        work.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "device"


def test_room_running_short_is_told_early_and_settled_when_there_is_room_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StoppedClock()
    free(monkeypatch, 499)
    with opened(folder, clock) as database:
        (problem,) = over_database(database, clock).queries.sync_status().problems
        assert (problem.code, problem.fields) == ("store.disk-low", {"free_mb": "499", "refuse_mb": "100"})
    free(monkeypatch, 501)
    with opened(folder, clock) as database:
        assert over_database(database, clock).queries.sync_status().problems == ()


@pytest.mark.req("SYN-2", "USE-5")
def test_with_the_last_room_a_photo_is_refused_and_answers_and_the_report_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StoppedClock()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        free(monkeypatch, 99)

        with pytest.raises(StoreFull, match=r"store\.no-room-for-files"):
            put(store, JPEG)
        put(store, PDF)
        store.do(save_answer("work", "remark", "kept"))

        assert len(store.blobs.undelivered()) == 1
        assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "kept"


def test_the_limits_are_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = StoppedClock()
    with opened(folder, clock) as database:
        Settings(database).write(disk.REFUSE, "20")
        free(monkeypatch, 30)
        put(over_database(database, clock), JPEG)
        free(monkeypatch, 19)
        with pytest.raises(StoreFull):
            put(over_database(database, clock), JPEG)


def fill(store: DeviceStore) -> int:
    """Tap until the disk is full; return how many taps were acknowledged."""
    for n in range(20_000):
        try:
            store.do(save_answer("work", f"field-{n % 50}", f"{n} " * 500))
        except StoreFull:
            return n
    raise AssertionError("the disk was never full")


def answers(store: DeviceStore) -> dict[str, str]:
    return dict(store.queries.order(ORDER_ID).visit.answers.get(StepId("work"), {}))


@pytest.mark.req("SYN-2", "USE-5")
def test_a_disk_that_is_really_full_says_so_loses_nothing_and_goes_on_when_there_is_room(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal._log, "disabled", True)  # database or journal: whoever meets the end of the disk first
    clock = StoppedClock()
    folder, filler = small_disk / "device", small_disk / "films"
    filler.write_bytes(bytes(900_000))
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        Settings(database).write(disk.WARN, "0")
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        store.do(save_answer("work", "remark", "kept"))
        room = small_disk / "ballast"
        room.write_bytes(bytes(max(0, disk.shutil.disk_usage(small_disk).free - 20_000)))
        acknowledged = fill(store) + 1
        shown = answers(store)
        assert store.outbox.last_seq() == acknowledged
    room.unlink()
    filler.unlink()

    database = open_database(folder, KEY, clock)
    try:
        store = over_database(database, clock)
        assert store.outbox.last_seq() == acknowledged
        assert answers(store) == shown
        assert store.outbox.broken_at() is None  # type: ignore[attr-defined]
        store.do(save_answer("work", "after", "room"))
        assert database.journal.end is not None
        assert database.journal.end.seq == acknowledged + 1
    finally:
        database.close()


@pytest.mark.req("SYN-2", "USE-5")
def test_a_file_that_may_not_grow_any_more_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.test_full_disk", str(folder)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    said = done.stdout.split()
    assert said, done.stderr
    assert said[-1] in ("store.full", "store.disk"), done.stderr
    clock = StoppedClock()
    database = open_database(folder, KEY, clock)
    try:
        store = over_database(database, clock)
        assert store.outbox.last_seq() == int(said[-2])
        assert store.outbox.broken_at() is None  # type: ignore[attr-defined]
    finally:
        database.close()


@pytest.mark.expects_log("journal not written")
@pytest.mark.req("SYN-2")
def test_a_journal_that_cannot_be_written_costs_no_work_and_is_caught_up_by_the_next_tap(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StoppedClock()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())

        def no_room(descriptor: int, content: bytes) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(journal.journal_file, "write_all", no_room)
        store.do(save_answer("work", "a", "1"))
        store.do(save_answer("work", "b", "2"))
        monkeypatch.undo()
        assert answers(store) == {"a": "1", "b": "2"}

        store.do(save_answer("work", "c", "3"))

        told = journal.whole_story(database.journal.folder, database.journal.box)
        assert [entry.row.seq for record in told.records for entry in record.entries] == [1, 2, 3]
        assert (told.holes, told.torn_end) == (0, False)


def main(folder: Path) -> None:
    """Tap under a limit on the size of files until it is met; say each number, then the code of the refusal."""
    clock = StoppedClock()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = max(path.stat().st_size for path in folder.glob("fieldapp.db*"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 60_000, resource.RLIM_INFINITY))
        try:
            while True:
                store.do(save_answer("work", "remark", "x" * 1500))
                print(store.outbox.last_seq(), flush=True)
        except StoreError as refused:
            print(refused.code, flush=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
