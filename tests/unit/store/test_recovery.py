"""A damaged database gives way to backup and journal: nothing that was acknowledged and not sent is lost (SYN-2)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreDamaged, StoreError
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.views.recovery import MissingOrder, RecoveryReport
from fieldapp.domain.views.sync import SyncState
from fieldapp.store import journal, journal_file, meta, recovery, recovery_note
from fieldapp.store.database import FILE_NAME, Database, open_database
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, consume, make_order, save_answer
from tests.fakes.small_centre import SmallCentre
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, opened, over_database
from tests.fakes.syncing import Runner

RESTORED = pytest.mark.expects_log("restored from a backup")
LATE = OrderId("wo-late")


def ruin(folder: Path) -> None:
    """Write nonsense over the middle of the database, as a dying disk does."""
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[4096:8192] = bytes(4096)
    path.write_bytes(content)
    (folder / "open.mark").touch()


def report(database: Database) -> RecoveryReport:
    with database.reading() as connection:
        found = meta.read(connection, meta.RECOVERY, RecoveryReport)
    assert found is not None
    return found


def tap(store: DeviceStore, *values: str) -> None:
    for value in values:
        store.do(save_answer("work", "remark", value))


@pytest.fixture
def worked(folder: Path, clock: StoppedClock) -> Path:
    """A tablet with an order and two answers in a backup, and after it three answers and an order that came late."""
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        tap(store, "1", "2")
        database.back_up()
        tap(store, "3", "4", "5")
        late = replace(make_order(), id=LATE, number="WX-261123-009")
        store.give(DocumentKind.WORK_ORDER, LATE, late)
        store.do(replace(save_answer("work", "remark", "late"), order_id=LATE))
    return folder


@RESTORED
@pytest.mark.req("SYN-2", "SITE-9")
def test_opening_a_damaged_database_puts_backup_and_journal_together_and_says_what_is_missing(
    worked: Path, clock: StoppedClock
) -> None:
    ruin(worked)
    with opened(worked, clock) as database:
        store = over_database(database, clock)
        told = report(database)

        assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "5"
        assert store.outbox.last_seq() == 6
        assert store.outbox.broken_at() is None  # type: ignore[attr-defined]
        assert (told.events, told.lost_events, told.needs_contact) == (4, 0, False)
        assert told.missing_orders == (MissingOrder(name="WX-261123-009", events=1),)
        assert told.backup_at == clock.now()
        tap(store, "6")
        assert store.outbox.last_seq() == 7


@RESTORED
def test_damaged_files_are_set_aside_whole_and_stay(worked: Path, clock: StoppedClock) -> None:
    ruin(worked)
    damaged = (worked / FILE_NAME).read_bytes()
    for _ in range(3):
        with opened(worked, clock) as database:
            told = report(database)

    assert (worked / told.aside / FILE_NAME).read_bytes() == damaged
    assert list((worked / told.aside / journal.FOLDER).iterdir())


@RESTORED
@pytest.mark.req("SYN-2")
def test_the_next_sync_brings_what_was_missing_and_sends_what_was_kept(worked: Path, clock: StoppedClock) -> None:
    centre = SmallCentre()
    centre.publish(make_order())
    centre.publish(replace(make_order(), id=LATE, number="WX-261123-009"))
    ruin(worked)
    with opened(worked, clock) as database:
        store = over_database(database, clock)

        assert Runner(store, centre).run().state is SyncState.IDLE

        assert len(centre.rows) == 6
        assert store.queries.order(LATE).visit.answer(StepId("work"), "remark") == "late"
        assert centre.orders[ORDER_ID].visit.answer(StepId("work"), "remark") == "5"


@RESTORED
@pytest.mark.req("SYN-2")
def test_events_that_the_centre_had_taken_before_the_damage_count_once(worked: Path, clock: StoppedClock) -> None:
    centre = SmallCentre()
    centre.publish(make_order())
    centre.publish(replace(make_order(), id=LATE, number="WX-261123-009"))
    with opened(worked, clock) as database:
        clock.pass_time(by=clock.monotonic)  # a sync without a backup: one was made today
        assert Runner(over_database(database, clock), centre).run().state is SyncState.IDLE
    ruin(worked)
    with opened(worked, clock) as database:
        store = over_database(database, clock)
        tap(store, "after")

        assert Runner(store, centre).run().state is SyncState.IDLE

        assert [row.seq for row in centre.rows] == [1, 2, 3, 4, 5, 6, 7]
        assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "after"
        assert store.outbox.waiting() == 0


@RESTORED
@pytest.mark.req("SYN-2")
def test_a_journal_whose_end_is_damaged_too_records_nothing_before_the_centre_has_said_how_far_it_knows(
    worked: Path, clock: StoppedClock
) -> None:
    centre = SmallCentre()
    centre.publish(make_order())
    centre.publish(replace(make_order(), id=LATE, number="WX-261123-009"))
    with opened(worked, clock) as database:
        Runner(over_database(database, clock), centre).run()
    ruin(worked)
    newest = max((worked / journal.FOLDER).iterdir())
    newest.write_bytes(newest.read_bytes()[:-20])
    with opened(worked, clock) as database:
        store = over_database(database, clock)
        assert report(database).needs_contact
        assert store.outbox.last_seq() == 5
        with pytest.raises(StoreError, match=r"store\.contact-first"):
            tap(store, "under a number that was given before")

        assert Runner(store, centre).run().state is SyncState.IDLE
        tap(store, "new")

        assert store.outbox.last_seq() == 7
        assert Runner(store, centre).run().state is SyncState.IDLE
        assert [row.seq for row in centre.rows] == [1, 2, 3, 4, 5, 6, 7]
        assert store.queries.order(LATE).visit.answer(StepId("work"), "remark") == "late"


@RESTORED
@pytest.mark.req("SYN-2")
def test_a_hole_in_the_journal_costs_the_events_in_it_and_none_behind_it(worked: Path, clock: StoppedClock) -> None:
    centre = SmallCentre()
    centre.publish(make_order())
    centre.publish(replace(make_order(), id=LATE, number="WX-261123-009"))
    ruin(worked)
    newest = max((worked / journal.FOLDER).iterdir())
    content = bytearray(newest.read_bytes())
    starts = [at for at in range(len(content)) if content.startswith(journal_file.MARK, at)]
    content[starts[2] + 40] ^= 1  # the second of the answers after the backup: event 4
    newest.write_bytes(content)
    with opened(worked, clock) as database:
        store = over_database(database, clock)
        assert (report(database).lost_events, report(database).events) == (1, 3)

        assert Runner(store, centre).run().state is SyncState.IDLE

        assert [(row.seq, row.kind) for row in centre.rows[3:]] == [
            (4, "history.lost"),
            (5, "answer.saved"),
            (6, "answer.saved"),
        ]
        assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "5"
        assert not report(database).needs_contact


@RESTORED
@pytest.mark.req("SYN-2")
def test_a_recovery_cut_off_once_the_database_tells_of_it_says_the_same_at_the_next_opening(
    worked: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruin(worked)

    def cut(*_: object) -> None:
        raise OSError(5, "the battery")

    with monkeypatch.context() as patch:
        patch.setattr(recovery_note, "told", cut)
        with pytest.raises(StoreError, match=r"store\.disk"):
            open_database(worked, KEY, clock)

    with opened(worked, clock) as database:
        told = report(database)
    assert (told.events, told.missing_orders) == (4, (MissingOrder(name="WX-261123-009", events=1),))


@RESTORED
def test_a_recovery_that_is_cut_off_begins_anew_and_loses_nothing(
    worked: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruin(worked)

    def cut(*_: object) -> None:
        raise OSError(5, "the battery")

    monkeypatch.setattr(recovery.Path, "replace", cut)
    with pytest.raises(StoreError, match=r"store\.disk"):
        open_database(worked, KEY, clock)
    monkeypatch.undo()

    with opened(worked, clock) as database:
        assert over_database(database, clock).outbox.last_seq() == 6
        assert (worked / report(database).aside / FILE_NAME).exists()
    assert len(list(worked.glob("damaged-*"))) == 1
    assert not list(worked.glob("*.part"))


def test_another_key_touches_neither_database_nor_backups(worked: Path, clock: StoppedClock) -> None:
    def content() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in worked.rglob("*") if path.is_file()}

    before = content()
    with pytest.raises(StoreDamaged, match=r"store\.unreadable"):
        open_database(worked, bytes(32), clock)
    assert content() == before


@RESTORED
def test_a_database_that_is_gone_comes_back_from_its_backup(worked: Path, clock: StoppedClock) -> None:
    (worked / FILE_NAME).unlink()
    with opened(worked, clock) as database:
        assert over_database(database, clock).outbox.last_seq() == 6


def test_a_log_that_is_gone_is_made_good_by_the_journal(folder: Path, clock: StoppedClock, tmp_path: Path) -> None:
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
    with opened(folder, clock) as database:
        tap(over_database(database, clock), "1", "2")
        left = tmp_path / "left"
        shutil.copytree(folder, left)
    (left / f"{FILE_NAME}-wal").unlink()

    with opened(left, clock) as database:
        store = over_database(database, clock)
        assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "2"
        assert (report(database).events, report(database).backup_at) == (2, None)


@RESTORED
@pytest.mark.req("SYN-2")
def test_events_sent_again_in_small_batches_are_at_no_moment_counted_twice(folder: Path, clock: StoppedClock) -> None:
    centre = SmallCentre(named_events=2)
    centre.publish(make_order())
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        Runner(store, centre).run()
        for number in range(1, 6):
            store.do(consume(f"use-{number}"))
        Runner(store, centre).run()
    ruin(folder)
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        seen: list[int] = []
        runner = Runner(store, centre)
        runner.engine.published = lambda _: seen.append(len(store.queries.order(ORDER_ID).visit.parts))

        assert runner.run().state is SyncState.IDLE

        assert set(seen) == {5}
        assert len(centre.rows) == 5
