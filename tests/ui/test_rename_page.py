from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.views.sync import SyncProgress, SyncState
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, opened_at
from tests.ui.renaming import PIN, STRANGE, TICKET, NamingCentre, renaming
from tests.ui.settling_stage import OFFLINE, WAITING, Tablet, keys, tablet

__all__ = ["tablet"]


@pytest.fixture
def centre() -> NamingCentre:
    return NamingCentre()


@pytest.fixture
def screen(qapp: QApplication, tablet: Tablet, centre: NamingCentre) -> Iterator[Screen]:
    view_model = renaming(tablet, centre)
    screen = Screen(tablet)
    screen.resize(LANDSCAPE)
    screen.main.window.requestActivate()
    screen.open("rename")
    yield screen
    screen.close()
    assert screen.warnings == []
    view_model.deleteLater()


def scan(screen: Screen, text: str) -> None:
    keys(screen.main.window, text)
    QTest.keyClick(screen.main.window, Qt.Key.Key_Return)
    screen.settle()


@pytest.mark.req("SYN-6")
def test_a_scanner_and_six_keys_give_the_tablet_another_name_and_the_page_says_why_nothing_is_lost(
    screen: Screen, centre: NamingCentre
) -> None:
    assert screen.reads("您的工作一项也不会丢")
    scan(screen, TICKET)
    assert screen.reads("请输入 PIN")
    keys(screen.main.window, PIN)
    screen.settle()
    assert centre.given == [(TICKET, PIN)]
    assert screen.reads("内容已全部带过来")
    assert not screen.has("leave")


def test_a_code_of_another_company_stays_on_the_page_and_the_next_scan_replaces_it(screen: Screen) -> None:
    scan(screen, STRANGE)
    assert screen.reads("这个登记码是别的公司的，平板属于霁川")
    scan(screen, TICKET)
    assert not screen.has("renameProblem")
    assert screen.has("pinPad")


def test_a_used_code_leads_back_to_the_field(screen: Screen, centre: NamingCentre) -> None:
    centre.fault = CentreRefused("enrol-code-invalid")
    scan(screen, TICKET)
    keys(screen.main.window, PIN)
    screen.settle()
    assert screen.reads("登记码不对、已用过或过期")
    centre.fault = None
    scan(screen, TICKET)
    keys(screen.main.window, PIN)
    screen.settle()
    assert centre.given == [(TICKET, PIN)]


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_and_every_way_out_is_on_the_screen_at_the_largest_text(
    screen: Screen, size: tuple[int, int], language: str
) -> None:
    scan(screen, TICKET)
    screen.device.shell.setTextScale(1.5)
    screen.device.shell.setLanguage(language)
    screen.resize(size)
    for name in (*(f"key{digit}" for digit in range(10)), "startOver", "leave"):
        item = screen.find(name)
        place = item.mapToScene(item.boundingRect().bottomRight())
        assert place.x() <= size[0], name
        assert place.y() <= size[1], name


@pytest.mark.req("SYN-8")
@pytest.mark.parametrize("code", ["device-unknown", "device-forked", "signature-invalid"])
def test_one_button_of_the_sync_page_leads_to_another_name_where_nothing_else_helps(tablet: Tablet, code: str) -> None:
    asked: list[bool] = []
    tablet.settling.sync.renameAsked.connect(lambda: asked.append(True))
    tablet.status = WAITING
    tablet.sync.ending = SyncProgress(state=SyncState.PROBLEM, code=code)
    with opened_at("sync", tablet) as screen:
        assert not tablet.settling.sync.needsAnotherName
        tablet.run_sync()
        screen.settle()
        assert screen.reads("按“重新登记”")
        assert screen.find("primary").property("text") == "重新登记"
        screen.tap("primary")
        assert asked == [True]
        runs = tablet.sync.runs
        tablet.sync.ending = replace(OFFLINE)
        screen.tap("syncAgain")
        tablet.settle_all()
        screen.settle()
        assert tablet.sync.runs == runs + 1
        assert screen.find("primary").property("text") == "立即同步"
