"""Every released file opens; a step is whole or not at all; a file of a later program is not touched (issue 4)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from fieldapp.domain.errors import StoreDamaged, StoreError
from fieldapp.domain.ids import StepId
from fieldapp.store import checks
from fieldapp.store import database as databases
from fieldapp.store.connections import keyed_connection
from fieldapp.store.database import FILE_NAME, Database, open_database
from fieldapp.store.migrations import STEPS
from tests.factories import ORDER_ID, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, over_database

GOLDEN = sorted(
    (Path(__file__).parents[2] / "golden" / "store").glob("version-*.db"),
    key=lambda path: int(path.stem.removeprefix("version-")),
)
NEWEST = len(STEPS)


def laid_out(folder: Path, golden: Path) -> Path:
    folder.mkdir()
    shutil.copy(golden, folder / FILE_NAME)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def schema(folder: Path) -> set[tuple[object, ...]]:
    raw = keyed_connection(folder / FILE_NAME, KEY)
    try:
        found = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        return {tuple(row) for row in found} | {("version", raw.execute("PRAGMA user_version").fetchone()[0])}
    finally:
        raw.close()


def check(database: Database) -> None:
    store = over_database(database, StoppedClock())
    assert dict(store.queries.order(ORDER_ID).visit.answers[StepId("work")]) == {
        "remark": "压缩机异响",
        "hours": "1.5",
        "photo": "taken",
    }
    assert (store.outbox.last_seq(), store.outbox.waiting()) == (3, 2)
    assert store.outbox.broken_at() is None  # type: ignore[attr-defined]
    (photo,) = store.blobs.undelivered()
    assert store.blobs.content(photo) == ("image/jpeg", b"photo" * 40)


@pytest.mark.req("SYN-2")
def test_there_is_a_file_of_every_released_schema() -> None:
    made = [path.stem for path in GOLDEN]
    assert made == [f"version-{number}" for number in range(1, NEWEST + 1)], "python -m tests.fakes.golden_store"


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_file_of_every_released_schema_opens_with_all_it_holds_and_takes_more(folder: Path, golden: Path) -> None:
    tablet = laid_out(folder, golden)
    database = open_database(tablet, KEY, StoppedClock())
    try:
        check(database)
        over_database(database, StoppedClock()).do(save_answer("work", "after", "the update"))
    finally:
        database.close()
    fresh = folder.with_name("fresh")
    open_database(fresh, KEY, StoppedClock()).close()
    assert schema(tablet) == schema(fresh)


@pytest.mark.req("SYN-2")
def test_a_copy_is_made_before_each_step_and_stays_until_the_next_clean_start(folder: Path) -> None:
    tablet = laid_out(folder, GOLDEN[0])
    before = schema(tablet)
    open_database(tablet, KEY, StoppedClock()).close()

    copies = sorted(path.name for path in tablet.glob("before-step-*.db"))
    assert copies == [f"before-step-{number:03d}.db" for number in range(2, NEWEST + 1)]
    first = folder.with_name("first")
    first.mkdir()
    shutil.copy(tablet / copies[0], first / FILE_NAME)
    assert schema(first) == before

    open_database(tablet, KEY, StoppedClock()).close()
    assert list(tablet.glob("before-step-*.db")) == []


def test_a_new_store_has_nothing_that_a_copy_could_save(folder: Path) -> None:
    open_database(folder, KEY, StoppedClock()).close()

    assert list(folder.glob("before-step-*.db")) == []


@pytest.mark.req("SYN-2")
def test_the_copies_before_steps_outlast_an_unclean_end_until_the_file_was_read_through(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "AT_ONCE", 0)  # every file counts as one that is read through behind
    tablet = laid_out(folder, GOLDEN[0])
    open_database(tablet, KEY, StoppedClock()).close()
    copies = copies_of(tablet)
    (tablet / checks.MARK).touch()

    database = open_database(tablet, KEY, StoppedClock())
    assert database.owes_look
    assert copies_of(tablet) == copies != []
    database.look_through(checks.never)
    assert copies_of(tablet) == []
    database.close()


@pytest.mark.req("SYN-2")
def test_the_copies_before_steps_outlast_an_opening_that_finds_damage(folder: Path) -> None:
    tablet = laid_out(folder, GOLDEN[0])
    open_database(tablet, KEY, StoppedClock()).close()
    copies = copies_of(tablet)
    content = bytearray((tablet / FILE_NAME).read_bytes())
    content[-100] ^= 1
    (tablet / FILE_NAME).write_bytes(content)
    (tablet / checks.MARK).touch()

    with pytest.raises(StoreDamaged):
        open_database(tablet, KEY, StoppedClock())

    assert copies_of(tablet) == copies != []


def copies_of(tablet: Path) -> list[str]:
    return sorted(path.name for path in tablet.glob("before-step-*.db"))


def kill_at_statement(tablet: Path, number: int) -> bool:
    """Open in a process that kills itself before its statement `number`; return whether it came that far."""
    child = os.fork()
    if child == 0:
        left = [number]

        @event.listens_for(Engine, "before_cursor_execute")
        def count(*_: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

        try:
            open_database(tablet, KEY, StoppedClock())
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.req("SYN-2")
def test_an_update_that_is_killed_at_any_of_its_statements_is_finished_by_the_next_opening(folder: Path) -> None:
    statements = sum(len(step.split(";")) for step in STEPS[1:])
    killed = 0
    for number in range(0, statements + 12):
        tablet = laid_out(folder.with_name(f"killed-{number}"), GOLDEN[0])
        killed += kill_at_statement(tablet, number)
        database = open_database(tablet, KEY, StoppedClock())
        check(database)
        database.close()
        shutil.rmtree(tablet)
    assert killed > statements


@pytest.mark.req("SYN-2")
def test_a_file_of_a_later_program_stays_as_it_is_to_the_last_byte_and_nothing_is_laid_beside_it(folder: Path) -> None:
    tablet = laid_out(folder, GOLDEN[-1])
    raw = keyed_connection(tablet / FILE_NAME, KEY)
    raw.execute(f"PRAGMA user_version = {NEWEST + 1}")
    raw.close()
    before = files(tablet)

    with pytest.raises(StoreError, match=r"store\.newer"):
        open_database(tablet, KEY, StoppedClock())

    after = files(tablet)
    after.pop(databases.LOCK_NAME)
    assert after == before


@pytest.mark.req("SYN-2")
def test_a_step_that_the_disk_has_no_room_to_copy_for_is_not_begun(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet = laid_out(folder, GOLDEN[0])
    before = schema(tablet)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(databases.backups, "sync_path", full)
    with pytest.raises(StoreError, match=r"store\.full"):
        open_database(tablet, KEY, StoppedClock())
    monkeypatch.undo()

    assert schema(tablet) == before


@pytest.mark.req("SYN-2")
def test_a_file_of_a_later_program_that_was_not_closed_keeps_its_log_and_everything_else(
    folder: Path, tmp_path: Path
) -> None:
    database = open_database(folder, KEY, StoppedClock())
    with database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST + 1}")
    left = tmp_path / "left"
    shutil.copytree(folder, left)
    database.close()
    (left / f"{FILE_NAME}-shm").unlink()
    before = {str(path): path.read_bytes() for path in left.rglob("*") if path.is_file()}

    with pytest.raises(StoreError, match=r"store\.newer"):
        open_database(left, KEY, StoppedClock())

    assert before[str(left / f"{FILE_NAME}-wal")]
    after = {str(path): path.read_bytes() for path in left.rglob("*") if path.is_file()}
    assert after == before
