"""What reads, copies and mends on a disk that is really full: it says so, leaves nothing behind, and is no damage."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import Refused, StoreError, StoreFull
from fieldapp.store import backups, disk
from fieldapp.store.checks import never
from fieldapp.store.database import FILE_NAME, open_database
from fieldapp.store.key_wrapping import Cost
from fieldapp.store.keys import KeyFile
from fieldapp.store.pin_tries import FIRST_WAIT, FREE_TRIES
from fieldapp.store.settings import Settings
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.halves import MemoryHalves
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, opened, over_database
from tests.unit.store.test_migrations import GOLDEN, laid_out
from tests.unit.store.test_recovery import RESTORED, ruin


def leave(place: Path, free: int) -> None:
    """Fill the disk but for `free` bytes."""
    films = place / "films"
    films.write_bytes(bytes(max(0, shutil.disk_usage(place).free - free)))


def make_room(place: Path) -> None:
    (place / "films").unlink()


def work(store: DeviceStore, taps: int) -> None:
    store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    for n in range(taps):
        store.do(save_answer("work", f"field-{n}", "y" * 400))


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("free", [0, 20_000, 60_000, 100_000])
@pytest.mark.req("SYN-2")
def test_a_whole_database_that_cannot_be_checked_for_want_of_room_stays_where_it_is(
    small_disk: Path, tmp_path: Path, free: int
) -> None:
    clock = StoppedClock()
    folder, left = tmp_path / "device", small_disk / "left"
    with opened(folder, clock) as database:
        work(over_database(database, clock), 2)
        database.back_up()
    with opened(folder, clock) as database:
        work(over_database(database, clock), 40)
        shutil.copytree(folder, left)
    (left / f"{FILE_NAME}-shm").unlink(missing_ok=True)
    leave(small_disk, free)
    with suppress(StoreError):
        open_database(left, KEY, clock).close()
    assert not list(left.glob("damaged-*"))
    make_room(small_disk)

    with opened(left, clock) as database:
        assert over_database(database, clock).outbox.last_seq() == 42
    assert not list(left.glob("damaged-*"))


@RESTORED
@pytest.mark.parametrize("free", [0, 30_000, 150_000])
@pytest.mark.req("SYN-2")
def test_a_recovery_without_room_says_so_leaves_everything_as_it_was_and_works_once_there_is_some(
    small_disk: Path, free: int
) -> None:
    clock = StoppedClock()
    folder = small_disk / "device"
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        work(store, 2)
        database.back_up()
        work(store, 20)
    ruin(folder)
    before = names(folder)
    leave(small_disk, free)
    with pytest.raises(StoreError, match=r"store\.(full|disk)"):
        open_database(folder, KEY, clock)
    assert {name for name in names(folder) - before if not name.endswith(("-wal", "-shm"))} == set()
    make_room(small_disk)

    with opened(folder, clock) as database:
        assert over_database(database, clock).outbox.last_seq() == 22
    assert len(list(folder.glob("damaged-*"))) == 1


@pytest.mark.req("SYN-2", "USE-5")
def test_a_backup_that_the_disk_has_no_room_for_is_told_and_leaves_nothing(small_disk: Path) -> None:
    clock = StoppedClock()
    folder = small_disk / "device"
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        Settings(database).write(disk.WARN, "0")
        work(store, 2)
        store.identity.note_complete()
        before = backups.listed(folder)
        clock.pass_time(timedelta(days=2))
        leave(small_disk, 100_000)

        with pytest.raises(StoreFull, match=r"store\.full"):
            database.back_up(never)
        store.identity.note_complete()

        told = {problem.code: problem.fields for problem in store.queries.sync_status().problems}
        assert told["store.no-backup"] == {"reason": "store.full"}
        assert backups.listed(folder) == before
        assert not list((folder / backups.FOLDER).glob("*.part*"))


@pytest.mark.req("SYN-2")
def test_a_first_backup_without_room_keeps_nobody_out(small_disk: Path) -> None:
    clock = StoppedClock()
    folder = small_disk / "device"
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        Settings(database).write(disk.WARN, "0")
        work(store, 2)
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        leave(small_disk, 60_000)
        store.identity.note_complete()
        assert "store.no-backup" in {problem.code for problem in store.queries.sync_status().problems}
    with opened(folder, clock) as database:
        assert over_database(database, clock).outbox.last_seq() == 2


def test_a_step_whose_copy_the_disk_has_no_room_for_is_not_made_and_leaves_no_stump(small_disk: Path) -> None:
    clock = StoppedClock()
    tablet = laid_out(small_disk / "device", GOLDEN[0])
    leave(small_disk, 60_000)
    with pytest.raises(StoreFull, match=r"store\.full"):
        open_database(tablet, KEY, clock)
    assert not list(tablet.glob("before-step-*"))
    make_room(small_disk)
    open_database(tablet, KEY, clock).close()


@pytest.mark.req("SYN-6")
def test_without_one_free_byte_wrong_pins_count_and_wait_and_the_right_one_opens(small_disk: Path) -> None:
    clock = StoppedClock()
    keys = KeyFile(small_disk / "device", clock, MemoryHalves(), cost=Cost(memory_kib=8, passes=1, lanes=1))
    key = keys.create("271828")
    leave(small_disk, 0)
    with pytest.raises(OSError, match="No space left"):
        (small_disk / "more").write_bytes(bytes(1))

    for _ in range(FREE_TRIES):
        with pytest.raises(Refused):
            keys.unlock("000000")
    with pytest.raises(Refused, match=r"pin\.wait"):
        keys.unlock("271828")
    clock.pass_time(FIRST_WAIT)

    assert keys.unlock("271828") == key
