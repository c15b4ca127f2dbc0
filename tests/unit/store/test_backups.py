"""Backups follow a whole sync once a day, are good before they count, and stand in nobody's way (SYN-2)."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import OperationalError

from fieldapp.domain.errors import StoreDamaged, StoreFull
from fieldapp.domain.ids import Sha256, StepId
from fieldapp.store import backups, blobs, checks, journal
from fieldapp.store.backups import Backup
from fieldapp.store.connections import PLAIN_HEADER, keyed_connection
from fieldapp.store.database import FILE_NAME, Database
from fieldapp.store.upkeep import Upkeep
from fieldapp.wire.messages import DocumentKind
from tests.factories import NOW, ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, accepted, opened, over_database

DAY = timedelta(days=1)
A_SUNDAY = datetime(2026, 11, 29, 12, tzinfo=UTC)


def real(folder: Path) -> list[Backup]:
    return [one for one in backups.listed(folder) if not one.is_first]


def journal_files(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / journal.FOLDER).iterdir())


def test_a_backup_follows_a_whole_sync_but_not_twice_a_day(visit: DeviceStore, folder: Path) -> None:
    for _ in range(3):
        visit.identity.note_complete()
    assert len(real(folder)) == 1
    visit.clock.pass_time(DAY)
    visit.identity.note_complete()
    assert len(real(folder)) == 2


def test_three_of_the_last_days_and_one_of_each_of_four_weeks_are_kept(visit: DeviceStore, folder: Path) -> None:
    for _ in range(50):
        visit.identity.note_complete()
        visit.clock.pass_time(DAY)
    made = [one.made_at for one in real(folder)]
    last = visit.clock.now() - DAY
    assert made[:3] == [last, last - DAY, last - 2 * DAY]
    assert len({at.isocalendar()[:2] for at in made}) == 4
    assert len(made) <= backups.DAILY + backups.WEEKLY


def laid(folder: Path, *days_ago: int) -> None:
    """Lay copies down by their names: one of each of these days before a Sunday, each with more in it than before."""
    (folder / backups.FOLDER).mkdir(parents=True)
    for days in days_ago:
        stamp = (A_SUNDAY - timedelta(days=days)).strftime("%Y%m%dT%H%M%SZ")
        (folder / backups.FOLDER / f"{stamp}-{1000 - days:012d}.db").touch()


@pytest.mark.req("SYN-2")
def test_of_each_week_the_newest_copy_is_kept_and_not_its_first(folder: Path) -> None:
    laid(folder, *range(40))

    left = backups.rotate(folder)

    assert [(A_SUNDAY - one.made_at).days for one in left] == [0, 1, 2, 7, 14, 21]
    assert list(left) == real(folder)


def test_a_week_in_which_the_tablet_lay_in_a_drawer_takes_no_place_of_another(folder: Path) -> None:
    laid(folder, 1, 4, 30, 33, 50, 51, 52, 90, 91, 120)

    assert [(A_SUNDAY - one.made_at).days for one in backups.rotate(folder)] == [1, 4, 30, 50, 90]


def free(monkeypatch: pytest.MonkeyPatch, room: int, copy_size: int) -> None:
    """A disk on which every copy takes `copy_size`, and `room` bytes are free without copies."""
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(Backup, "size", property(lambda self: copy_size))
    monkeypatch.setattr(
        backups.shutil,
        "disk_usage",
        lambda folder: usage._replace(free=room - copy_size * len(backups.listed(folder))),
    )


@pytest.mark.parametrize(("room", "kept"), [(24, 6), (23, 5), (13, 3), (4, 1), (1, 1)])
def test_copies_take_a_quarter_of_the_room_the_newest_are_kept_and_one_always(
    visit: DeviceStore, folder: Path, monkeypatch: pytest.MonkeyPatch, room: int, kept: int
) -> None:
    megabyte = 1024 * 1024
    monkeypatch.setattr(backups, "LEFT_FREE", -megabyte * 1000)
    free(monkeypatch, room * megabyte, megabyte)
    for _ in range(35):
        visit.identity.note_complete()
        visit.clock.pass_time(DAY)

    made = [one.made_at for one in real(folder)]
    assert len(made) == kept
    assert made[0] == visit.clock.now() - DAY
    assert made == sorted(made, reverse=True)


def test_old_copies_are_given_up_where_a_new_one_would_not_fit_but_never_the_newest(
    visit: DeviceStore, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        database.back_up()
        visit.clock.pass_time(DAY)
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda folder: usage._replace(free=1000))
    newest = real(folder)[0]

    backups.make_room(folder, folder / FILE_NAME)

    assert real(folder) == [newest]


def test_a_backup_is_encrypted_and_whole_and_holds_what_was_there(visit: DeviceStore, folder: Path) -> None:
    visit.do(save_answer("work", "remark", "geheim-4127"))
    visit.identity.note_complete()
    (one,) = real(folder)

    assert one.seq == 1
    assert backups.is_good(one, KEY)
    content = one.path.read_bytes()
    assert not content.startswith(PLAIN_HEADER)
    assert b"geheim-4127" not in content
    assert sorted(path.name for path in one.path.parent.iterdir() if path.name.startswith("new")) == []


def test_a_backup_without_room_is_told_and_leaves_nothing_half(
    visit: DeviceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(path: Path) -> None:
        raise StoreFull("store.full")

    monkeypatch.setattr(backups, "sync_path", no_room)
    visit.identity.note_complete()
    (problem,) = visit.queries.sync_status().problems
    assert (problem.code, problem.fields) == ("store.no-backup", {"reason": "store.full"})
    assert list((folder / backups.FOLDER).iterdir()) == []
    monkeypatch.undo()

    visit.identity.note_complete()
    assert visit.queries.sync_status().problems == ()
    assert len(real(folder)) == 1


def test_a_damaged_database_gives_no_backup_and_is_looked_through_at_the_next_opening(
    folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(raw: object, cancelled: object) -> None:
        raise StoreDamaged("store.damaged")

    with opened(folder, clock) as database:
        Upkeep(database)(checks.never)
        monkeypatch.setattr(checks, "refuse_damage", damaged)
        with pytest.raises(StoreDamaged, match=r"store\.damage-met"):
            over_database(database, clock).identity.note_complete()
        assert real(folder) == []
        monkeypatch.undo()
    assert (folder / checks.MARK).exists()


def test_taps_go_on_while_a_backup_is_made_and_are_in_the_journal_behind_it(
    visit: DeviceStore, database: Database, folder: Path
) -> None:
    for n in range(20):
        with visit.begin() as work:
            work.put_blob("image/jpeg", bytes([n]) * 250_000)
            work.commit()
    done: list[Backup] = []

    def back_up() -> None:
        database.back_up()
        done.extend(real(folder))

    thread = threading.Thread(target=back_up)
    thread.start()
    taps = 0
    while thread.is_alive() and taps < 5000:
        taps += 1
        visit.do(save_answer("work", "taps", str(taps)))
    thread.join()

    assert taps > 1
    assert visit.queries.order(ORDER_ID).visit.answer(StepId("work"), "taps") == str(taps)
    told = journal.whole_story(folder / journal.FOLDER, database.journal.box)
    kept = {entry.row.seq for record in told.records for entry in record.entries}
    assert set(range(done[0].seq + 1, taps + 1)) <= kept


def test_a_copy_that_is_to_end_reads_no_further_and_leaves_nothing(
    visit: DeviceStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_PAGES", 1)
    monkeypatch.setattr(checks, "refuse_damage", pytest.fail)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 1

    with pytest.raises(checks.Stopped):
        backups.copy(folder / FILE_NAME, tmp_path / "copy.db", KEY, cancelled)
    assert len(asked) == 2
    assert not list(tmp_path.glob("copy.db*"))


@pytest.mark.expects_log("restored from a backup")
@pytest.mark.req("SYN-2")
def test_a_photo_that_is_taken_while_a_copy_is_made_is_there_again_after_the_loss_of_the_database(
    folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_PAGES", 4)
    taken: list[Sha256] = []
    with opened(folder, clock) as database:
        store = over_database(database, clock)

        def take_between_two_steps() -> bool:
            if not taken:
                with store.begin() as work:
                    taken.append(work.put_blob("image/jpeg", b"in the middle of the copy"))
                    work.commit()
            return False

        database.back_up(take_between_two_steps)
    (folder / FILE_NAME).unlink()

    with opened(folder, clock) as database, database.reading() as connection:
        assert blobs.read(connection, database.blob_folder, taken[0]) == ("image/jpeg", b"in the middle of the copy")


def test_files_of_the_journal_go_once_three_days_of_backups_and_the_centre_have_what_they_hold(
    visit: DeviceStore, database: Database, folder: Path
) -> None:
    for day in range(1, 6):
        visit.do(save_answer("work", "remark", str(day)))
        if day != 5:
            visit.pull(outcomes=accepted(day))
        database.back_up()
        visit.clock.pass_time(DAY)

    assert journal_files(folder) == ["000000000004", "000000000005", "000000000006"]


class TestChecks:
    def test_a_clean_end_leaves_no_mark_and_an_unclean_one_does(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock):
            assert (folder / checks.MARK).exists()
        assert not (folder / checks.MARK).exists()

    def test_a_file_is_looked_through_before_it_is_used_after_an_unclean_end_only(
        self, folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looked: list[int] = []
        whole = checks.refuse_damage
        with opened(folder, clock):
            pass
        monkeypatch.setattr(checks, "refuse_damage", lambda raw: (looked.append(1), whole(raw))[1])

        def openings() -> int:
            looked.clear()
            with opened(folder, clock):
                return len(looked)

        assert openings() == 0
        (folder / checks.MARK).touch()
        assert openings() == 1
        clock.pass_time(timedelta(days=8))
        assert openings() == 0

    def test_a_disk_that_is_full_while_the_file_is_looked_through_is_no_damage(self) -> None:
        class Full:
            def execute(self, statement: str) -> None:
                fault = OperationalError("database or disk is full")
                fault.sqlite_errorcode = 13  # type: ignore[attr-defined]
                raise fault

            def set_progress_handler(self, handler: object, steps: int) -> None: ...

        with pytest.raises(StoreFull, match=r"store\.full"):
            checks.refuse_damage(Full())

    def test_a_page_that_was_altered_is_found(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock) as database:
            over_database(database, clock).give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        path = folder / FILE_NAME
        content = bytearray(path.read_bytes())
        content[-100] ^= 1
        path.write_bytes(content)
        with (
            closing(keyed_connection(path, KEY)) as raw,
            pytest.raises(StoreDamaged, match=r"store\.damaged"),
        ):
            checks.refuse_damage(raw)


@pytest.mark.parametrize(
    ("hours", "due"), [(0, False), (19, False), (21, True), (-21, True)], ids=["now", "19 h", "21 h", "clock set back"]
)
def test_a_backup_is_due_a_day_after_the_last_one_whichever_way_the_clock_went(hours: int, due: bool) -> None:
    last = Backup(path=Path("x"), made_at=NOW, seq=1, is_first=False)
    assert backups.is_due([last], NOW + timedelta(hours=hours)) is due
