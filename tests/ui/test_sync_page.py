from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.domain.views.sync import SyncProgress, SyncState
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, opened_at
from tests.ui.settling_stage import BROKEN_FILE, NOT_TAKEN, OFFLINE, WAITING, Tablet, tablet

__all__ = ["tablet"]

PUSHING = SyncProgress(state=SyncState.PUSHING, events_done=1, events_total=5)


@pytest.fixture
def screen(tablet: Tablet) -> Iterator[Screen]:
    with opened_at("sync", tablet) as screen:
        yield screen


@pytest.mark.req("SYN-1", "SYN-7")
def test_the_page_shows_what_runs_kind_by_kind(tablet: Tablet, screen: Screen) -> None:
    tablet.status = WAITING
    tablet.settling.sync.load()
    tablet.settle()
    tablet.hold_sync(PUSHING)
    tablet.status = replace(WAITING, events_waiting=2, stock_waiting=1)
    tablet.settling.sync.load()
    screen.settle()
    for part in ("正在同步", "工单与签字", "2/3", "备件流水", "1/2", "报告与照片", "0/3", "上次全部完成：昨日 18:42"):
        assert screen.reads(part), part
    assert not screen.has("primary")
    tablet.let_go()
    screen.settle()
    assert screen.has("primary")


def test_sync_now_runs_by_finger_and_by_keyboard(tablet: Tablet, screen: Screen) -> None:
    screen.tap("primary")
    tablet.settle_all()
    screen.settle()
    assert tablet.sync.runs == 1
    screen.find("primary").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(screen.main.window, Qt.Key.Key_Return)
    tablet.settle_all()
    assert tablet.sync.runs == 2


@pytest.mark.req("SYN-8")
def test_each_problem_says_what_happened_what_is_safe_and_what_to_do(tablet: Tablet, screen: Screen) -> None:
    tablet.status = replace(WAITING, problems=(NOT_TAKEN, BROKEN_FILE))
    tablet.run_sync()
    screen.settle()
    for part in ("要您看 2 件", "签字没被收下", "WX-261123-004·08:05", "已不在您名下", "已存在中心", "文件在路上变了"):
        assert screen.reads(part), part
    assert not screen.has("nothingToDo")


def test_without_a_network_the_page_is_calm_and_says_that_all_is_saved_here(tablet: Tablet, screen: Screen) -> None:
    tablet.status, tablet.sync.ending = WAITING, OFFLINE
    tablet.run_sync()
    screen.settle()
    assert screen.find("headline").property("text") == "没有连上中心"
    assert screen.reads("所有内容都在本机")
    assert screen.has("nothingToDo")


def test_pause_and_go_on(tablet: Tablet, screen: Screen) -> None:
    tablet.hold_sync(PUSHING)
    screen.settle()
    screen.tap("pause")
    tablet.settle_all()
    screen.settle()
    assert screen.reads("同步已暂停")
    assert not screen.has("pause")
    tablet.sync.held = False
    screen.tap("primary")
    tablet.settle_all()
    assert not tablet.settling.sync.paused


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_runs_out_of_the_page_at_the_largest_text(
    tablet: Tablet, screen: Screen, size: tuple[int, int], language: str
) -> None:
    tablet.status = replace(WAITING, problems=(NOT_TAKEN, BROKEN_FILE))
    tablet.sync.ending = OFFLINE
    tablet.run_sync()
    tablet.shell.setTextScale(1.5)
    tablet.shell.setLanguage(language)
    screen.resize(size)
    for name in ("headline", "detail", "last", "next", "pause", "primary"):
        item = screen.find(name)
        left = item.mapToScene(item.boundingRect().topLeft()).x()
        assert left >= 0, name
        assert left + item.width() <= size[0], name
