"""Damaged databases that were set aside go in the end, but never one that may hold what nobody else has (SYN-2)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.store import asides, journal
from fieldapp.store.checks import never
from fieldapp.store.database import FILE_NAME
from fieldapp.store.upkeep import Upkeep
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, opened, over_database

RESTORED = pytest.mark.expects_log("restored from a backup")
LONG = asides.KEPT_FOR + timedelta(days=1)


def recovered(folder: Path, clock: StoppedClock, *, lose: bool) -> None:
    """A tablet whose database was set aside; with `lose`, the journal was gone too."""
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        database.back_up()
        store.do(save_answer("work", "remark", "after the copy"))
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes()[:8192] + bytes(4096) + path.read_bytes()[12288:])
    (folder / "open.mark").touch()
    if lose:
        shutil.rmtree(folder / journal.FOLDER)
    with opened(folder, clock):
        assert len(asides.listed(folder)) == 1


def look(folder: Path, clock: StoppedClock, *, synced: bool) -> int:
    """Open the tablet, sync it or not, let upkeep look; return how many are still there."""
    with opened(folder, clock) as database:
        if synced:
            over_database(database, clock).identity.note_complete()
        Upkeep(database)(never)
        return len(asides.listed(folder))


@RESTORED
def test_one_goes_two_weeks_later_once_everything_was_at_the_centre(folder: Path, clock: StoppedClock) -> None:
    recovered(folder, clock, lose=False)
    clock.pass_time(timedelta(days=1))
    assert look(folder, clock, synced=True) == 1
    clock.pass_time(LONG)
    assert look(folder, clock, synced=False) == 0


@RESTORED
@pytest.mark.req("SYN-2")
def test_one_stays_as_long_as_nothing_was_synced_since(folder: Path, clock: StoppedClock) -> None:
    recovered(folder, clock, lose=False)
    clock.pass_time(10 * LONG)
    assert look(folder, clock, synced=False) == 1
    assert look(folder, clock, synced=True) == 0


@RESTORED
@pytest.mark.req("SYN-2")
def test_one_that_may_hold_what_the_recovery_did_not_find_stays(folder: Path, clock: StoppedClock) -> None:
    recovered(folder, clock, lose=True)
    clock.pass_time(10 * LONG)
    assert look(folder, clock, synced=True) == 1


def test_what_is_set_aside_and_its_note_outlive_the_battery(
    folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / journal.FOLDER).mkdir(parents=True)
    (folder / journal.FOLDER / "000000000001.journal").write_bytes(b"a record")
    synced: list[Path] = []
    monkeypatch.setattr(asides, "sync_folder", synced.append)
    aside = asides.begin(folder, clock.now())
    asides.keep(folder, aside.name)
    assert synced == [aside, aside]


def test_a_folder_of_somebody_else_is_left_alone(visit: DeviceStore, folder: Path, clock: StoppedClock) -> None:
    for name in ("damaged-goods", "damaged-"):
        (folder / name).mkdir()
    visit.identity.note_complete()
    asides.remove_old(folder, clock.now(), clock.now() + 10 * LONG)
    assert {path.name for path in asides.listed(folder)} == {"damaged-goods", "damaged-"}
