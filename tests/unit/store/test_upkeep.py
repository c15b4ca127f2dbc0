"""What is due is done while nobody waits: checks of large files, copies; what was cut off is made up for (SYN-2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreDamaged
from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.store import backups, checks, entries, meta
from fieldapp.store.checks import Stopped, never
from fieldapp.store.database import FILE_NAME, Database, open_database
from fieldapp.store.queries import StoreQueries
from fieldapp.store.upkeep import Upkeep
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, make_part, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, REFERENCE, DeviceStore, opened, over_database


def after(looks: int) -> Callable[[], bool]:
    """Ask to stop at the look that comes after so many."""
    left = [looks]

    def cancelled() -> bool:
        left[0] -= 1
        return left[0] < 0

    return cancelled


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / backups.FOLDER).glob("*"))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as one that takes long to read."""
    monkeypatch.setattr(checks, "AT_ONCE", 0)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How a file was read through: before it was used, or beside the work."""
    ways: list[str] = []
    at_once, beside = checks.refuse_damage, checks.refuse_damage_in_use

    def noted_at_once(raw: object, cancelled: checks.Cancelled = never) -> None:
        ways.append("before")
        known = len(ways)
        at_once(raw, cancelled)
        del ways[known:]  # what it is made of

    def noted_beside(raw: object, cancelled: checks.Cancelled) -> None:
        ways.append("beside")
        beside(raw, cancelled)

    monkeypatch.setattr(checks, "refuse_damage", noted_at_once)
    monkeypatch.setattr(checks, "refuse_damage_in_use", noted_beside)
    return ways


@pytest.mark.req("SYN-2")
def test_opening_makes_no_copy_and_upkeep_makes_the_first_one_of_a_tablet_that_is_enrolled(
    folder: Path, clock: StoppedClock
) -> None:
    database = open_database(folder, KEY, clock)
    Upkeep(database)(never)
    assert backups.listed(folder) == ()
    database.close()
    with opened(folder, clock) as database:
        assert backups.listed(folder) == ()
        Upkeep(database)(never)
        (one,) = backups.listed(folder)
        Upkeep(database)(never)
        assert backups.listed(folder) == (one,)
    assert one.is_first
    assert backups.is_good(one, KEY)


@pytest.mark.parametrize("looks", [0, 1, 3])
def test_a_copy_that_is_stopped_leaves_nothing_and_the_next_look_makes_it(
    visit: DeviceStore, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    monkeypatch.setattr(backups, "_PAGES", 4)
    monkeypatch.setattr(checks, "_STEPS", 5)
    with database.writing() as connection:
        meta.write(connection, meta.COMPLETE_AT, database.clock.now())
        meta.write(connection, meta.CHECKED_AT, database.clock.now())

    with pytest.raises(Stopped):
        Upkeep(database)(after(looks))

    assert names(folder) == []
    assert visit.queries.sync_status().problems == ()
    Upkeep(database)(never)
    assert [one.is_first for one in backups.listed(folder)] == [False]


def test_a_copy_that_a_kill_cut_off_is_removed_at_the_next_opening(folder: Path, clock: StoppedClock) -> None:
    with opened(folder, clock) as database:
        Upkeep(database)(never)
        whole = names(folder)
    for name in ("new.part", "new.part-journal"):
        (folder / backups.FOLDER / name).write_bytes(b"half")

    with opened(folder, clock):
        assert names(folder) == whole


def test_a_copy_follows_a_whole_sync_and_not_an_opening_a_day_later(folder: Path, clock: StoppedClock) -> None:
    with opened(folder, clock) as database:
        over_database(database, clock).identity.note_complete()
        assert len(names(folder)) == 1
    clock.pass_time(timedelta(days=1))
    with opened(folder, clock) as database:
        Upkeep(database)(never)
        assert len(names(folder)) == 1
        over_database(database, clock).identity.note_complete()
        assert len(names(folder)) == 2


def test_taps_during_a_copy_do_not_begin_it_anew_and_are_not_in_it(
    visit: DeviceStore, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_PAGES", 4)
    taps = [0]

    def tap_between_steps() -> bool:
        taps[0] += 1
        visit.do(save_answer("work", "remark", str(taps[0])))
        return False

    database.back_up(tap_between_steps)

    (one,) = backups.listed(folder)
    assert taps[0] > 2
    assert one.seq == 0
    assert visit.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == str(taps[0])


def test_once_a_week_the_file_is_looked_through_beside_the_work(
    folder: Path, clock: StoppedClock, looked: list[str]
) -> None:
    with opened(folder, clock) as database:
        Upkeep(database)(never)
    looked.clear()
    for days, ways in ((1, []), (8, ["beside"]), (0, [])):
        clock.pass_time(timedelta(days=days))
        with opened(folder, clock) as database:
            Upkeep(database)(never)
        assert looked == ways
        looked.clear()


@pytest.mark.usefixtures("large")
class TestLargeFiles:
    def test_after_an_unclean_end_it_opens_unread_and_is_read_through_beside_the_work(
        self, folder: Path, clock: StoppedClock, looked: list[str]
    ) -> None:
        with opened(folder, clock) as database:
            Upkeep(database)(never)
        (folder / checks.MARK).touch()
        looked.clear()
        with opened(folder, clock) as database:
            assert database.owes_look
            assert looked == []
            Upkeep(database)(never)
            assert looked == ["beside"]
            assert not database.owes_look
        assert not (folder / checks.MARK).exists()

    def test_a_look_that_did_not_come_to_its_end_is_owed_at_the_next_opening(
        self, folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checks, "_STEPS", 5)
        with opened(folder, clock):
            pass
        (folder / checks.MARK).touch()
        with opened(folder, clock) as database, pytest.raises(Stopped):
            Upkeep(database)(after(0))
        with opened(folder, clock) as database:
            assert database.owes_look

    @pytest.mark.expects_log("restored from a backup")
    @pytest.mark.req("SYN-2")
    def test_damage_that_is_found_behind_is_mended_at_the_next_opening_before_anything_is_shown(
        self, folder: Path, clock: StoppedClock
    ) -> None:
        with opened(folder, clock) as database:
            store = over_database(database, clock)
            store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
            store.identity.note_complete()
            store.do(save_answer("work", "remark", "kept"))
        ruin_a_page_that_opening_does_not_read(folder)
        with opened(folder, clock) as database, pytest.raises(StoreDamaged, match=r"store\.damage-met"):
            Upkeep(database)(never)
        assert (folder / checks.MARK).read_bytes()

        with opened(folder, clock) as database:
            assert not database.owes_look
            order = over_database(database, clock).queries.order(ORDER_ID)
            assert order.visit.answer(StepId("work"), "remark") == "kept"
        assert not (folder / checks.MARK).exists()


def ruin_a_page_that_opening_does_not_read(folder: Path) -> None:
    """Flip a bit of a page, one after the other, until one is found that opening passes by."""
    path = folder / FILE_NAME
    whole = path.read_bytes()
    for at in range(len(whole) - 100, 4096, -4096):
        content = bytearray(whole)
        content[at] ^= 1
        path.write_bytes(content)
        (folder / checks.MARK).touch()
        try:
            with opened(folder, StoppedClock()) as database:
                database.look_through(never)
        except StoreDamaged as damage:
            if damage.code == "store.damage-met":
                path.write_bytes(content)
                (folder / checks.MARK).write_bytes(b"")
                return
    raise AssertionError("every page is read at opening")


@pytest.mark.req("USE-3")
def test_upkeep_indexes_the_parts_that_came_down_from_where_an_ended_program_left_them(
    folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "_AT_ONCE", 2)
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        for number in "abc":
            part = make_part(number=PartNumber(number), gtin=None)
            store.give(DocumentKind.PART, number, part, REFERENCE)
        with database.writing() as connection:
            assert entries.index_some(connection)
    with opened(folder, clock) as database:  # the program was ended between two transactions
        assert [part.number for part in StoreQueries(database).search_parts("传感", 9)] == ["a", "b", "c"]
        Upkeep(database)(never)
        with database.writing() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM part_search").scalar_one() == 3
        assert [part.number for part in StoreQueries(database).search_parts("传感", 9)] == ["a", "b", "c"]
