"""The lock over a store that nothing on the tablet can mend: it says so, and there are two ways on (SYN-2)."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import StoreBusy, StoreDamaged
from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.ui.viewmodels.lock import LockViewModel
from fieldapp.ui.viewmodels.recovery import RecoveryDoors, RecoveryViewModel
from tests.factories import NOW
from tests.ui.locking import Door
from tests.ui.stage import Device


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def lock(device: Device, door: Door) -> LockViewModel:
    return LockViewModel(door.doors(), device.background, device.words, device.ticker)


def enter(device: Device, lock: LockViewModel) -> None:
    lock.enter("111111")
    device.settle()


@pytest.mark.parametrize("code", ["store.unreadable", "store.damaged"])
def test_a_store_beyond_repair_is_set_aside_only_after_it_was_said_what_that_means(
    device: Device, lock: LockViewModel, door: Door, code: str
) -> None:
    asked: list[bool] = []
    lock.anewAsked.connect(lambda: asked.append(True))
    door.fault = StoreDamaged(code)
    enter(device, lock)
    assert lock.stuck
    assert "没有可用的备份" in lock.message

    lock.beginAnew()
    assert (asked, "登记码" in lock.message, lock.anew) == ([], True, "另存旧数据，重新开始")
    lock.beginAnew()
    assert asked == [True]


def test_looking_at_the_page_anew_takes_the_first_yes_back(device: Device, lock: LockViewModel, door: Door) -> None:
    asked: list[bool] = []
    lock.anewAsked.connect(lambda: asked.append(True))
    door.fault = StoreDamaged("store.unreadable")
    enter(device, lock)
    lock.beginAnew()
    lock.look()
    device.settle()
    lock.beginAnew()
    assert not lock.stuck
    enter(device, lock)
    lock.beginAnew()
    assert asked == []


def test_what_is_not_damage_offers_no_new_beginning(device: Device, lock: LockViewModel, door: Door) -> None:
    door.fault = StoreBusy("store.in-use")
    enter(device, lock)
    assert (lock.wrong, lock.stuck) == (True, False)


def test_a_store_that_cannot_be_set_aside_says_why(device: Device, lock: LockViewModel) -> None:
    lock.refuse(StoreBusy("store.in-use"))
    assert lock.wrong
    assert lock.message != ""


@pytest.mark.parametrize(("lost", "contact", "says"), [(0, False, "确认过的内容都在"), (1, True, "缺少的见下面")])
def test_the_recovery_page_claims_everything_only_where_everything_was_found(
    device: Device, lost: int, contact: bool, says: str
) -> None:
    report = RecoveryReport(
        at=NOW,
        backup_at=NOW,
        aside="damaged-1",
        events=46,
        files=0,
        missing_orders=(),
        lost_events=lost,
        needs_contact=contact,
        end_seq=46,
    )
    doors = RecoveryDoors(unseen=lambda: report, note_seen=lambda: None)
    page = RecoveryViewModel(doors, device.background, device.words, device.ticker)
    page.look()
    device.settle()
    told = {row.key: row.more for row in page.findings.rows()}
    assert says in told["events"]
    assert ("确认过的内容都在" in told["events"]) is not contact
