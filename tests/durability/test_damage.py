"""Bits that flip in any of the tablet's files are found, and are never shown as good data (SYN-2, SYN-6)."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.domain.errors import FieldappError, StoreDamaged
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import backups, checks
from fieldapp.store.database import FILE_NAME, Database, open_database
from fieldapp.store.tables import METADATA
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, opened, over_database

FLIPS = int(os.environ.get("FIELDAPP_FLIPS", "1500" if os.environ.get("FIELDAPP_SOAK") else "40"))
PHOTO, LARGE = bytes(range(256)) * 400, bytes(range(255)) * 3000

MENDED = pytest.mark.expects_log("restored from a backup")


@pytest.fixture
def disk() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def chance_of(kind: str) -> random.Random:
    seed = int(os.environ.get("FIELDAPP_SEED", random.SystemRandom().randint(0, 10**9)))
    print(f"{kind}: seed {seed}, {FLIPS} flips")
    return random.Random(seed)


def worked(folder: Path) -> WorkOrder:
    """A tablet with a backup and unsent work after it, left without closing; return the order as it was shown."""
    clock = StoppedClock()
    with opened(folder, clock) as database:
        over_database(database, clock).give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    database = open_database(folder, KEY, clock)  # closed in between: what follows is in the log, this in the file
    store = over_database(database, clock)
    tap(store, 0, 12)
    database.back_up()
    tap(store, 12, 30)
    with store.begin() as work:
        work.append(save_answer("work", "photo", "taken"))
        work.put_blob("image/jpeg", PHOTO)
        work.put_blob("video/mp4", LARGE)
        work.commit()
    shown = store.queries.order(ORDER_ID)
    shutil.copytree(folder, folder.with_name("left"))  # what a battery's end leaves: the log, the mark, everything
    database.close()
    return shown


def tap(store: DeviceStore, first: int, end: int) -> None:
    for n in range(first, end):
        store.do(save_answer("work", f"field-{n}", f"answer {n} " * 20))


def flip(path: Path, chance: random.Random) -> None:
    """Turn one to three bits over, anywhere in the file."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(content) * 8)
        content[at // 8] ^= 1 << at % 8
    path.write_bytes(content)


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read from the disk."""
    with database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select())] for table in METADATA.sorted_tables
        }


def shown_after(folder: Path) -> WorkOrder:
    """Open what is there as the application does; read all of it; return the order that the screen shows."""
    clock = StoppedClock()
    database = open_database(folder, KEY, clock)
    try:
        everything(database)
        store = over_database(database, clock)
        assert store.outbox.broken_at() is None  # type: ignore[attr-defined]
        assert store.outbox.last_seq() == 31
        assert len(store.outbox.batch(500, 10**6).events) == 31
        for name in store.blobs.undelivered():
            assert store.blobs.content(name)[1] in (PHOTO, LARGE)
        assert len(store.blobs.undelivered()) == 2
        return store.queries.order(ORDER_ID)
    finally:
        database.close()


@pytest.mark.soak
@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(FILE_NAME, marks=MENDED),
        pytest.param(f"{FILE_NAME}-wal", marks=MENDED),
        "journal/*",
        "backups/*",
    ],
)
def test_bits_that_flip_in_a_file_after_an_unclean_end_change_nothing_that_is_shown_and_lose_no_event(
    disk: Path, name: str
) -> None:
    chance = chance_of(name)
    shown = worked(disk / "tablet")
    for n in range(FLIPS):
        folder = disk / f"flipped-{n}"
        shutil.copytree(disk / "left", folder)
        flip(chance.choice(sorted(folder.glob(name))), chance)

        assert shown_after(folder) == shown
        shutil.rmtree(folder)


@MENDED
@pytest.mark.soak
@pytest.mark.req("SYN-2")
def test_bits_that_flip_in_a_database_that_was_closed_well_are_met_as_damage_and_mended_at_the_next_opening(
    disk: Path,
) -> None:
    chance = chance_of("closed")
    worked(disk / "tablet")
    with opened(disk / "tablet", StoppedClock()) as database:
        whole = everything(database)
    met = 0
    for n in range(FLIPS):
        folder = disk / f"flipped-{n}"
        shutil.copytree(disk / "tablet", folder)
        flip(folder / FILE_NAME, chance)
        try:
            with opened(folder, StoppedClock()) as database:
                assert without_notes(everything(database)) == without_notes(whole)
        except StoreDamaged:
            met += 1
            shown_after(folder)
        shutil.rmtree(folder)
    assert met


@MENDED
@pytest.mark.soak
@pytest.mark.req("SYN-2")
def test_bits_that_flip_in_a_file_too_large_to_be_read_before_it_is_used_are_never_shown_and_mended_at_the_next_opening(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "AT_ONCE", 0)
    chance = chance_of("large")
    worked(disk / "tablet")
    with opened(disk / "left", StoppedClock()) as database:
        whole = everything(database)
    shutil.rmtree(disk / "left")
    shutil.copytree(disk / "tablet", disk / "left")
    (disk / "left" / checks.MARK).touch()
    met = 0
    for n in range(FLIPS):
        folder = disk / f"flipped-{n}"
        shutil.copytree(disk / "left", folder)
        flip(folder / FILE_NAME, chance)
        try:
            with opened(folder, StoppedClock()) as database:
                assert without_notes(everything(database)) == without_notes(whole)
                database.look_through(checks.never)
        except StoreDamaged:
            met += 1
            shown_after(folder)
        shutil.rmtree(folder)
    assert met


def without_notes(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """The tables but for the store's own notes about checks and recoveries, and outcomes that come again."""
    return {name: sorted(rows, key=repr) for name, rows in tables.items() if name != "meta"}


@pytest.mark.soak
@pytest.mark.req("SYN-2")
def test_bits_that_flip_in_a_sealed_large_file_are_named_and_the_rest_goes_on(disk: Path) -> None:
    chance = chance_of("blobs")
    worked(disk / "tablet")
    path = next((disk / "tablet" / "blobs").iterdir())
    sealed = path.read_bytes()
    clock = StoppedClock()
    with opened(disk / "tablet", clock) as database:
        store = over_database(database, clock)
        for _ in range(FLIPS):
            flip(path, chance)
            with pytest.raises(StoreDamaged, match=r"blob\.damaged"):
                store.queries.blob(path.name)  # type: ignore[arg-type]
            path.write_bytes(sealed)
        assert store.queries.blob(path.name) == LARGE  # type: ignore[arg-type]


@pytest.mark.soak
@pytest.mark.req("SYN-2")
def test_a_backup_with_any_bit_flipped_is_not_a_good_one(disk: Path) -> None:
    chance = chance_of("backups")
    worked(disk / "tablet")
    (one,) = (one for one in backups.listed(disk / "tablet") if not one.is_first)
    content = one.path.read_bytes()
    assert backups.is_good(one, KEY)
    for _ in range(FLIPS):
        flip(one.path, chance)
        assert not backups.is_good(one, KEY)
        one.path.write_bytes(content)
    assert backups.is_good(one, KEY)
    assert not backups.is_good(one, bytes(32))


@pytest.mark.req("SYN-2")
def test_without_any_good_backup_the_damaged_file_stays_as_it_is_and_the_engineer_is_told(disk: Path) -> None:
    worked(disk / "tablet")
    folder = disk / "left"
    shutil.rmtree(folder / "backups")
    flip(folder / FILE_NAME, random.Random(1))
    for path in folder.glob("fieldapp.db-*"):
        path.unlink()
    before = (folder / FILE_NAME).read_bytes()

    with pytest.raises(FieldappError, match=r"store\.(damaged|unreadable)"):
        open_database(folder, KEY, StoppedClock())

    assert (folder / FILE_NAME).read_bytes() == before
