"""One damage after another: what a recovery left open stays open, and no number is given twice (SYN-2, SITE-9)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.views.sync import SyncState
from fieldapp.store import backups, journal, recovery_note
from fieldapp.store.database import FILE_NAME
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.small_centre import SmallCentre
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened, over_database
from tests.fakes.syncing import Runner
from tests.unit.store.test_recovery import RESTORED, report, ruin, tap

PDF = "application/pdf"


def company() -> SmallCentre:
    centre = SmallCentre()
    centre.publish(make_order())
    centre.publish(replace(make_order(), id=OrderId("wo-late"), number="WX-261123-009"))
    return centre


@pytest.fixture
def synced(folder: Path, clock: StoppedClock) -> tuple[Path, SmallCentre]:
    """A tablet with two answers in its backup and three behind it, all of them at the centre."""
    centre = company()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        tap(store, "1", "2")
        database.back_up()
        tap(store, "3", "4", "5")
        Runner(store, centre).run()
    return folder, centre


def lose_the_journal(folder: Path) -> None:
    shutil.rmtree(folder / journal.FOLDER)


@RESTORED
@pytest.mark.req("SYN-2")
def test_a_second_recovery_finds_the_events_behind_the_place_that_the_centre_named(
    synced: tuple[Path, SmallCentre], clock: StoppedClock
) -> None:
    folder, centre = synced
    ruin(folder)
    lose_the_journal(folder)
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        assert Runner(store, centre).run().state is SyncState.IDLE
        store.do(save_answer("work", "remark", "a"), save_answer("work", "hours", "2"))
        assert store.outbox.last_seq() == 7
        told = journal.whole_story(database.journal.folder, database.journal.box)
        assert [(record.after.seq, len(record.entries)) for record in told.records] == [(5, 0), (5, 2)]
    ruin(folder)
    with opened(folder, clock) as database:
        store = over_database(database, clock)

        assert (report(database).events, report(database).lost_events) == (2, 0)
        assert not report(database).needs_contact
        assert store.outbox.last_seq() == 7
        tap(store, "new")
        assert Runner(store, centre).run().state is SyncState.IDLE
        assert [row.seq for row in centre.rows] == [1, 2, 3, 4, 5, 6, 7, 8]
        assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "hours") == "2"


@RESTORED
@pytest.mark.req("SYN-2")
def test_a_second_damage_before_the_first_contact_still_asks_for_it(
    synced: tuple[Path, SmallCentre], clock: StoppedClock
) -> None:
    folder, centre = synced
    ruin(folder)
    lose_the_journal(folder)
    with opened(folder, clock) as database:
        assert report(database).needs_contact
    ruin(folder)
    with opened(folder, clock) as database:
        store = over_database(database, clock)

        assert report(database).needs_contact
        with pytest.raises(StoreError, match=r"store\.contact-first"):
            tap(store, "under a number that was given before")
        assert Runner(store, centre).run().state is SyncState.IDLE
        tap(store, "new")
        assert Runner(store, centre).run().state is SyncState.IDLE
        assert [row.seq for row in centre.rows] == [1, 2, 3, 4, 5, 6]


@RESTORED
def test_the_note_of_an_open_recovery_goes_with_the_contact_that_settles_it(
    synced: tuple[Path, SmallCentre], clock: StoppedClock
) -> None:
    folder, centre = synced
    ruin(folder)
    lose_the_journal(folder)
    with opened(folder, clock) as database:
        noted = recovery_note.read(folder)
        assert noted is not None
        assert (noted.unsure, noted.under_way) == (True, False)
        Runner(over_database(database, clock), centre).run()
    assert recovery_note.read(folder) is None


def test_a_note_that_cannot_be_read_asks_for_the_centre(synced: tuple[Path, SmallCentre], clock: StoppedClock) -> None:
    folder, _ = synced
    (folder / recovery_note.NAME).write_bytes(b'{"unsure":')
    with opened(folder, clock) as database:
        assert report(database).needs_contact


@RESTORED
def test_files_recorded_since_the_backup_stay_while_only_the_damaged_database_has_their_keys(
    synced: tuple[Path, SmallCentre], clock: StoppedClock
) -> None:
    folder, _ = synced
    with opened(folder, clock) as database, over_database(database, clock).begin() as work:
        name = work.put_blob(PDF, b"x" * 400_000)
        work.commit()
    ruin(folder)
    lose_the_journal(folder)
    for _ in range(2):
        with opened(folder, clock):
            assert (folder / "blobs" / name).exists()


def test_a_log_that_lost_a_file_and_no_event_is_made_good_by_the_journal(
    folder: Path, clock: StoppedClock, tmp_path: Path
) -> None:
    with opened(folder, clock) as database:
        over_database(database, clock).give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    with opened(folder, clock) as database:
        with over_database(database, clock).begin() as work:
            name = work.put_blob(PDF, b"x" * 40_000)
            work.commit()
        left = tmp_path / "left"
        shutil.copytree(folder, left)
    (left / f"{FILE_NAME}-wal").unlink()

    with opened(left, clock) as database:
        assert over_database(database, clock).blobs.undelivered() == (name,)
        assert (report(database).files, report(database).backup_at) == (1, None)


@RESTORED
def test_a_backup_that_cannot_be_opened_is_passed_over(synced: tuple[Path, SmallCentre], clock: StoppedClock) -> None:
    folder, _ = synced
    (folder / backups.FOLDER / "20990101T000000Z-000000000099.db").mkdir()
    ruin(folder)
    with opened(folder, clock) as database:
        assert over_database(database, clock).outbox.last_seq() == 5


def test_backups_are_as_new_as_their_last_event_whatever_the_clock_said(folder: Path, clock: StoppedClock) -> None:
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        for day in range(3):
            clock.pass_time(timedelta(days=400))
            tap(store, str(day))
            store.identity.note_complete()
        clock.set_back(timedelta(days=20_000))
        for day in range(6):
            tap(store, f"back {day}")
            store.identity.note_complete()
            clock.pass_time(timedelta(days=1))
    assert [one.seq for one in backups.listed(folder)][:3] == [9, 8, 7]
