from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.views.sync import SyncProgress, SyncState
from fieldapp.ui.bus import CARE, SYNC, Changed
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.sync import SyncViewModel
from fieldapp.ui.viewmodels.sync_rows import KindRow
from tests.ui.settling_stage import (
    BROKEN_FILE,
    DONE,
    NOT_TAKEN,
    NOTHING_WAITS,
    OFFLINE,
    REVOKED,
    WAITING,
    Tablet,
    tablet,
)
from tests.ui.sync_states import DISK_LOW

__all__ = ["tablet"]

State = SyncViewModel.State
PUSHING = SyncProgress(state=SyncState.PUSHING, events_done=1, events_total=5)


@pytest.fixture
def sync(tablet: Tablet) -> SyncViewModel:
    return tablet.settling.sync


def kinds(sync: SyncViewModel) -> dict[str, KindRow]:
    return {row.kind: row for row in sync.kinds.rows()}


@pytest.mark.req("SYN-1")
def test_what_waits_is_counted_by_kind_and_a_part_is_counted_once(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status = WAITING
    sync.load()
    tablet.settle()
    assert {kind: row.count for kind, row in kinds(sync).items()} == {
        "records": "3",
        "stock": "2",
        "files": "3",
        "received": "",
    }
    assert (sync.state, sync.headline, sync.lastText) == (State.Waiting, "有记录待上传", "上次全部完成：昨日 18:42")


@pytest.mark.req("SYN-7")
def test_a_running_sync_shows_for_each_kind_how_far_it_is(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status = WAITING
    sync.load()
    tablet.settle()
    tablet.hold_sync(PUSHING)
    tablet.status = replace(WAITING, events_waiting=2, stock_waiting=1)
    sync.load()
    tablet.settle()
    assert (sync.state, sync.headline, sync.detail) == (State.Running, "正在同步", "还剩 5 项，可以随时离开")
    rows = kinds(sync)
    assert [(rows[kind].count, rows[kind].look) for kind in ("records", "stock", "files")] == [
        ("2/3", "moving"),
        ("1/2", "moving"),
        ("0/3", "moving"),
    ]
    assert tablet.shell.chip == ShellViewModel.Chip.Running
    tablet.status = NOTHING_WAITS
    tablet.let_go()
    assert (sync.state, sync.headline) == (State.Synced, "都在中心了")
    assert {row.look for row in sync.kinds.rows()} == {"done"}


def test_what_is_recorded_during_a_run_goes_along(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.hold_sync(PUSHING)
    tablet.status = WAITING
    tablet.bus.publish(Changed(frozenset({SYNC}), frozenset()))
    tablet.settle()
    assert kinds(sync)["records"].count == "0/3"
    tablet.let_go()


@pytest.mark.req("USE-3")
def test_a_sync_runs_on_a_thread_of_its_own(tablet: Tablet) -> None:
    seen: list[str] = []
    run = tablet.sync.run

    def noting(
        report: Callable[[SyncProgress], None], cancelled: Callable[[], bool], files: bool = True
    ) -> SyncProgress:
        seen.append(threading.current_thread().name)
        return run(report, cancelled, files)

    tablet.sync.run = noting  # type: ignore[method-assign]
    tablet.run_sync()
    assert seen == ["sync_0"]


def test_without_a_network_the_page_says_what_is_safe_and_goes_on_by_itself(
    tablet: Tablet, sync: SyncViewModel
) -> None:
    tablet.status, tablet.sync.ending = WAITING, OFFLINE
    tablet.run_sync()
    assert (sync.state, sync.headline) == (State.Offline, "没有连上中心")
    assert sync.detail == "所有内容都在本机。照常工作，有网络时会自动上传。"
    assert (sync.problemCount, kinds(sync)["received"].detail) == (0, "连上中心后再取")
    assert tablet.shell.chip == ShellViewModel.Chip.Offline


def test_sync_begins_by_itself_every_five_minutes(tablet: Tablet) -> None:
    tablet.settling.start()
    tablet.settle_all()
    assert tablet.sync.runs == 1
    tablet.tick(299)
    assert tablet.sync.runs == 1
    tablet.tick(1)
    tablet.settle_all()
    assert tablet.sync.runs == 2


def test_a_commit_is_carried_away_ten_seconds_later(tablet: Tablet) -> None:
    tablet.run_sync()
    tablet.complete("accept")
    tablet.tick(9)
    assert tablet.sync.runs == 1
    tablet.tick(1)
    tablet.settle_all()
    assert tablet.sync.runs == 2


def test_sync_begins_again_when_the_centre_asked_for_it(tablet: Tablet) -> None:
    tablet.sync.ending = replace(DONE, come_again=timedelta(seconds=40))
    tablet.run_sync()
    tablet.tick(39)
    assert tablet.sync.runs == 1
    tablet.tick(1)
    tablet.settle_all()
    assert tablet.sync.runs == 2


@pytest.mark.req("SYN-7")
def test_a_sync_begins_by_itself_once_the_bag_is_packed_though_the_centre_was_out_of_reach_before(
    tablet: Tablet,
) -> None:
    tablet.sync.ending = OFFLINE
    tablet.run_sync()
    tablet.complete("accept")
    tablet.tick(3)
    tablet.settle_all()
    assert tablet.sync.runs == 1
    tablet.complete("kit")
    tablet.tick(3)
    tablet.settle_all()
    assert tablet.sync.runs == 2


def test_the_upkeep_after_a_sync_shows_what_it_found_and_hastens_no_other(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.run_sync()
    tablet.status = WAITING
    tablet.bus.publish(Changed(frozenset({CARE}), frozenset()))
    tablet.settle_all()
    assert kinds(sync)["records"].count == "3"
    tablet.tick(299)
    assert tablet.sync.runs == 1


def test_what_stays_behind_after_a_good_run_is_tried_soon_once_and_then_in_its_turn(tablet: Tablet) -> None:
    tablet.status = WAITING
    tablet.run_sync()
    tablet.tick(10)
    tablet.settle_all()
    assert tablet.sync.runs == 2
    tablet.tick(299)
    assert tablet.sync.runs == 2


def test_offline_the_tries_become_rarer_up_to_a_quarter_of_an_hour_and_a_commit_hastens_none(tablet: Tablet) -> None:
    tablet.sync.ending = OFFLINE
    tablet.run_sync()
    for wait in (30, 60, 120, 240, 480, 900, 900):
        before = tablet.sync.runs
        tablet.bus.publish(Changed(frozenset({SYNC}), frozenset()))
        tablet.tick(wait - 1)
        assert tablet.sync.runs == before
        tablet.tick(1)
        tablet.settle_all()
        assert tablet.sync.runs == before + 1


def test_the_next_try_is_told(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.run_sync()
    assert sync.nextText == "5 分钟后自动同步"
    tablet.tick(100)
    assert sync.nextText == "3 分钟后自动同步"
    tablet.tick(150)
    assert sync.nextText == "马上自动同步"


def test_pausing_stops_the_run_at_a_safe_point_and_begins_nothing_until_it_is_wanted(
    tablet: Tablet, sync: SyncViewModel
) -> None:
    tablet.status = WAITING
    tablet.hold_sync(PUSHING)
    sync.pause()
    tablet.settle_all()
    assert (sync.state, sync.detail) == (State.Paused, "8 项已保存在本机，不会自动上传")
    tablet.complete("accept")
    tablet.tick(1000)
    assert tablet.sync.runs == 1
    tablet.sync.held = False
    tablet.run_sync()
    assert (tablet.sync.runs, sync.paused) == (2, False)


def test_sync_wanted_again_while_a_paused_run_still_ends_begins_once_it_has_ended(
    tablet: Tablet, sync: SyncViewModel
) -> None:
    tablet.hold_sync(PUSHING)
    sync.pause()
    sync.syncNow()
    tablet.sync.held = False
    tablet.settle_all()
    assert (tablet.sync.runs, sync.running, sync.paused) == (2, False, False)


def test_a_second_press_starts_no_second_run(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.hold_sync(PUSHING)
    sync.syncNow()
    tablet.let_go()
    assert tablet.sync.runs == 1


@pytest.mark.req("SYN-8")
def test_every_item_that_was_not_taken_says_what_happened_what_is_safe_and_what_to_do(
    tablet: Tablet, sync: SyncViewModel
) -> None:
    tablet.status = replace(NOTHING_WAITS, problems=(NOT_TAKEN, BROKEN_FILE))
    tablet.run_sync()
    signature, file = sync.problems.rows()
    assert (signature.title, signature.about) == ("签字没被收下", "WX-261123-004·08:05")
    assert all((signature.what, signature.safe, signature.todo, file.what, file.safe, file.todo))
    assert (sync.state, sync.headline, file.title) == (State.Problem, "有内容中心没有采用", "一份文件没传上去")


def test_a_reason_that_nobody_has_words_for_still_says_what_is_safe(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status = replace(NOTHING_WAITS, problems=(replace(NOT_TAKEN, code="of-next-year", kind="novelty"),))
    tablet.run_sync()
    (row,) = sync.problems.rows()
    assert (row.title, row.what, row.safe, row.todo) == (
        "一项没有同步",
        "中心给出的原因，这个程序还没有说明（of-next-year）",
        "已确认的内容都在本机",
        "升级程序；仍这样就把这个原因告诉中心",
    )


def test_a_run_that_the_centre_ended_is_told_once_and_counted_in_the_chip(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status = replace(WAITING, problems=(NOT_TAKEN,))
    tablet.sync.ending = REVOKED
    tablet.run_sync()
    assert (sync.headline, sync.problemCount, tablet.shell.chipText) == ("同步没有完成", 2, "2 项出错")
    assert sync.problems.rows()[0].what == "中心已不认识这台平板"
    tablet.sync.ending, tablet.status = DONE, NOTHING_WAITS
    tablet.run_sync()
    assert sync.problemCount == 0


@pytest.mark.expects_log("a job on a worker thread failed")
def test_a_fault_of_the_program_ends_the_run_and_is_shown(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.sync.ending = RuntimeError("broken")
    tablet.run_sync()
    assert (sync.running, sync.state) == (False, State.Problem)
    assert sync.problems.rows()[0].key == "run"


def test_the_page_speaks_the_other_language_at_once(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status, tablet.sync.ending = WAITING, OFFLINE
    tablet.run_sync()
    tablet.words.speak("en")
    assert sync.headline == "Centre not reached"
    assert kinds(sync)["stock"].title == "Stock movements"


@pytest.mark.req("SLA-5")
@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (None, ""),
        (timedelta(seconds=20), "本机时钟与中心一致"),
        (timedelta(minutes=-4), "本机时钟快 4 分钟，记录已按中心时间更正，原始读数保留"),
        (timedelta(minutes=7), "本机时钟慢 7 分钟，记录已按中心时间更正，原始读数保留"),
    ],
)
def test_a_wrong_clock_is_told_with_how_much_it_is_off_and_what_became_of_the_times(
    tablet: Tablet, sync: SyncViewModel, offset: timedelta | None, words: str
) -> None:
    tablet.status = replace(NOTHING_WAITS, clock_offset=offset)
    sync.load()
    tablet.settle()
    assert sync.clockText == words


HEAVY = replace(NOTHING_WAITS, blobs_waiting=2, bytes_waiting=4_100_000)


@pytest.mark.req("SYN-1")
def test_on_a_metered_network_text_goes_and_photos_wait_until_it_costs_nothing(
    tablet: Tablet, sync: SyncViewModel
) -> None:
    tablet.status = HEAVY
    tablet.network.become(metered=True)
    tablet.run_sync()
    assert tablet.sync.with_files == [False]
    assert (sync.filesHeld, kinds(sync)["files"].detail) == (True, "4.1 MB · 等不计流量的网络")
    tablet.tick(60)
    assert tablet.sync.runs == 1  # nothing else waits, so nothing is tried for
    tablet.network.become(metered=False)
    tablet.tick(3)
    tablet.settle_all()
    assert tablet.sync.with_files == [False, True]


def test_photos_held_back_go_once_when_they_are_sent_by_hand(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status = HEAVY
    tablet.network.become(metered=True)
    tablet.run_sync()
    sync.sendFilesNow()
    tablet.settle_all()
    tablet.run_sync()
    assert tablet.sync.with_files == [False, True, False]


def test_the_choice_to_send_photos_over_any_network_is_kept(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.network.become(metered=True)
    sync.setFilesOnMetered(True)
    tablet.settle_all()
    assert tablet.settings == {"sync.files_on_metered": "yes"}
    sync.setFilesOnMetered(False)
    tablet.settle_all()
    tablet.settings["sync.files_on_metered"] = "yes"
    sync.start()
    tablet.settle_all()
    assert (sync.filesOnMetered, tablet.sync.with_files) == (True, [True])


@pytest.mark.req("SYN-1")
def test_a_network_that_comes_begins_a_sync_and_a_paused_one_stays_paused(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.sync.ending = OFFLINE
    tablet.run_sync()
    tablet.network.came.emit()
    tablet.tick(3)
    tablet.settle_all()
    assert tablet.sync.runs == 2
    sync.pause()
    tablet.network.came.emit()
    tablet.tick(60)
    assert tablet.sync.runs == 2


@pytest.mark.req("SYN-7")
def test_files_on_their_way_are_measured_in_bytes(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status = HEAVY
    sync.load()
    tablet.settle()
    tablet.hold_sync(
        SyncProgress(state=SyncState.UPLOADING, blobs_total=2, bytes_done=1_025_000, bytes_total=4_100_000)
    )
    row = kinds(sync)["files"]
    assert (row.count, row.detail, row.fraction) == ("0/2", "1.0 MB / 4.1 MB", 0.25)
    tablet.let_go()


def test_pausing_and_closing_hang_up_at_once(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.hold_sync(PUSHING)
    sync.pause()
    tablet.settle_all()
    assert tablet.sync.hung_up == 1
    tablet.settling.shutdown()
    assert tablet.sync.hung_up == 2


def test_after_a_failure_the_seconds_to_the_next_try_are_told(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.sync.ending = OFFLINE
    tablet.run_sync()
    assert sync.nextText == "30 秒后再试"


@pytest.mark.req("SYN-8")
def test_what_waits_for_the_office_is_listed_and_is_nobodys_fault(tablet: Tablet, sync: SyncViewModel) -> None:
    parked = replace(NOT_TAKEN, event="e-2", code="event.parked", fields={}, waits_for_office=True)
    tablet.status = replace(NOTHING_WAITS, problems=(parked,))
    tablet.run_sync()
    (row,) = sync.problems.rows()
    assert (row.title, row.what, row.safe) == (
        "等办公室处理",
        "这条记录已到中心，等办公室处理",
        "记录在中心，没有丢失",
    )
    assert (sync.state, sync.headline, sync.problemCount, sync.officeCount) == (State.Synced, "都在中心了", 0, 1)
    assert tablet.shell.chip == ShellViewModel.Chip.Synced

    tablet.status = replace(NOTHING_WAITS, problems=(parked, NOT_TAKEN))
    tablet.run_sync()
    assert (sync.state, sync.problemCount, sync.officeCount) == (State.Problem, 1, 1)
    assert tablet.shell.chipText == "1 项出错"


@pytest.mark.req("SYN-8")
def test_a_full_disk_is_not_told_as_work_that_was_not_taken(tablet: Tablet, sync: SyncViewModel) -> None:
    tablet.status = replace(NOTHING_WAITS, problems=(DISK_LOW,))
    tablet.run_sync()
    assert (sync.state, sync.problemCount) == (State.Problem, 1)
    assert (sync.headline, sync.detail) == ("有事要您看一下", "记录照常上传，没有丢失")
    tablet.status = replace(NOTHING_WAITS, problems=(DISK_LOW, NOT_TAKEN))
    tablet.run_sync()
    assert sync.headline == "有内容中心没有采用"
