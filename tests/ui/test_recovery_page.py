from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.views.recovery import MissingOrder, RecoveryReport
from fieldapp.ui.recovery_screens import recovery_screen
from fieldapp.ui.viewmodels.recovery import RecoveryDoors, RecoveryViewModel
from tests.factories import local
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.settling_stage import Tablet

MENDED = RecoveryReport(
    at=local("09:18"),
    backup_at=local("18:42", day=-1),
    aside="damaged-20261123T011800Z",
    events=23,
    files=2,
    missing_orders=(MissingOrder(name="WX-261123-009", events=1),),
    lost_events=0,
    needs_contact=False,
    end_seq=131,
)
INCOMPLETE = RecoveryReport(
    at=local("09:18"),
    backup_at=local("18:42", day=-1),
    aside="damaged-20261123T011800Z",
    events=3,
    files=0,
    missing_orders=(),
    lost_events=2,
    needs_contact=True,
    end_seq=111,
)


class Mended(Tablet):
    """A tablet whose store was put together again at this opening."""

    def __init__(self, report: RecoveryReport | None, language: str = "zh") -> None:
        super().__init__(language)
        self.seen = 0
        self.doors = RecoveryDoors(unseen=lambda: report, note_seen=self._see)
        self.recovery: RecoveryViewModel | None = None

    def open_store(self) -> None:
        self.recovery = recovery_screen(self.doors, self.stage)
        self.settle()

    def _see(self) -> None:
        self.seen += 1


def opened(report: RecoveryReport | None, language: str = "zh") -> Iterator[tuple[Mended, Screen]]:
    tablet = Mended(report, language)
    screen = Screen(tablet)
    screen.resize(LANDSCAPE)
    screen.open("me")
    tablet.open_store()
    screen.settle()
    yield tablet, screen
    screen.close()
    assert screen.warnings == []
    tablet.shutdown()


@pytest.fixture
def mended(qapp: QApplication) -> Iterator[tuple[Mended, Screen]]:
    yield from opened(MENDED)


def keep(screen: Screen, name: str) -> None:
    """Keep a picture for people, where one was asked for."""
    if folder := os.environ.get("FIELDAPP_PICTURES"):
        screen.main.window.grabWindow().save(str(Path(folder) / f"{name}.png"))


@pytest.mark.req("SYN-2", "USE-5")
def test_after_a_recovery_the_page_opens_by_itself_and_names_what_is_missing(mended: tuple[Mended, Screen]) -> None:
    tablet, screen = mended
    assert tablet.navigator.page == "recovery"
    for part in ("本机数据已修复", "23", "WX-261123-009", "damaged-20261123T011800Z"):
        assert screen.reads(part), part
    keep(screen, "recovery")
    screen.resize(PORTRAIT)
    screen.settle()
    keep(screen, "recovery-portrait")


def test_understood_goes_back_to_work_and_the_page_is_not_shown_again(mended: tuple[Mended, Screen]) -> None:
    tablet, screen = mended
    screen.tap("understood")
    screen.settle()
    assert tablet.seen == 1
    assert tablet.navigator.page != "recovery"


@pytest.mark.req("SYN-2", "USE-5")
def test_what_cannot_be_read_any_more_is_said_with_what_to_do(qapp: QApplication) -> None:
    for tablet, screen in opened(INCOMPLETE, "en"):
        assert tablet.navigator.page == "recovery"
        for part in ("Entries that cannot be read any more: 2", "Connect once before you go on recording"):
            assert screen.reads(part), part
        keep(screen, "recovery-incomplete-en")


def test_without_a_recovery_nothing_opens(qapp: QApplication) -> None:
    for tablet, _ in opened(None):
        assert tablet.navigator.page != "recovery"
