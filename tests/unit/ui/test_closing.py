"""A window that was asked to close waits for what stands on it to be stored, and says so (SITE-9)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer
from PySide6.QtWidgets import QApplication

from fieldapp.ui import closing
from fieldapp.ui.background import Background
from fieldapp.ui.closing import Closing
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.window import Looks, open_window
from fieldapp.ui.words import Words
from tests.factories import SHANGHAI
from tests.fakes.shipped import shipped_words
from tests.fakes.stopped_clock import StoppedClock

RESOURCES = Path(__file__).parents[3] / "resources"


def until(done: object) -> None:
    deadline = QDeadlineTimer(10_000)
    while not done():  # type: ignore[operator]
        QCoreApplication.processEvents()
        assert not deadline.hasExpired()


class Closed:
    """A window with a writer behind it that stands still until `gate` is opened."""

    def __init__(self) -> None:
        self.background, self.gate = Background(), threading.Event()
        words = Words(shipped_words, SHANGHAI, "en")
        self.shell = ShellViewModel(words, Ticker(StoppedClock()))
        looks = Looks(RESOURCES / "fonts", RESOURCES / "icons", RESOURCES / "i18n")
        self.navigator = Navigator()
        self.main = open_window(self.shell, self.navigator, looks)
        self.window = self.main.window
        self.closing = Closing(self.window, self.shell, lambda: self.background.idle)
        self.stored: list[str] = []
        self.window.show()

    def give(self, answer: str, then: str = "") -> None:
        """Hand an answer to the writer; another follows once it is stored."""

        def store() -> str:
            self.gate.wait(10)
            self.stored.append(answer)
            return then

        self.background.writer.run(store, self._follow)

    def _follow(self, then: str) -> None:
        if then:
            self.give(then)


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Closed]:
    screen = Closed()
    yield screen
    screen.gate.set()
    screen.closing.finish()
    screen.background.shutdown()
    screen.main.close()


def test_a_window_with_nothing_to_store_closes_at_once(screen: Closed) -> None:
    assert screen.window.close()
    assert not screen.window.isVisible()


@pytest.mark.req("SITE-9")
def test_a_window_stays_and_says_so_until_all_is_stored_that_follows_from_what_was_given(
    screen: Closed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "WORDS_AFTER", 1)
    screen.give("first", then="second")

    assert not screen.window.close()

    until(lambda: screen.shell.notice.shown)
    assert screen.shell.notice.text == "Storing what you gave"
    assert screen.window.isVisible()
    screen.gate.set()
    until(lambda: not screen.window.isVisible())
    assert screen.stored == ["first", "second"]


def test_a_window_that_is_stored_soon_says_nothing(screen: Closed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "WORDS_AFTER", 60_000)  # soon, however busy the machine is
    screen.gate.set()
    screen.give("quick")
    screen.window.close()
    until(lambda: not screen.window.isVisible())
    assert not screen.shell.notice.shown


def test_a_store_that_stands_still_holds_the_window_for_its_limit_only(
    screen: Closed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "MOST", 1)
    screen.give("stuck")
    screen.window.close()
    until(lambda: not screen.window.isVisible())
    assert screen.stored == []


@pytest.mark.req("SITE-9")
def test_an_end_that_asked_no_window_waits_as_well(screen: Closed) -> None:
    screen.give("first", then="second")
    threading.Timer(0.05, screen.gate.set).start()
    screen.closing.finish()
    assert screen.stored == ["first", "second"]
