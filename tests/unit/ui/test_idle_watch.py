from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from fieldapp.ui.idle_watch import IdleWatch
from fieldapp.ui.viewmodels.ticker import Ticker
from tests.fakes.stopped_clock import StoppedClock


class Scene:
    """A window, a wall clock, a clock that runs, and how often the watch has told."""

    def __init__(self) -> None:
        self.clock, self.window, self.second = StoppedClock(), QObject(), 0.0
        self.ticker = Ticker(self.clock)
        self.watch = IdleWatch(self.ticker, lambda: self.second)
        self.told: list[bool] = []
        self.watch.idle.connect(lambda: self.told.append(True))
        self.watch.limit = timedelta(minutes=5)
        self.watch.follow(self.window)

    def wait(self, wall: timedelta, running: timedelta | None = None) -> None:
        self.clock.pass_time(wall)
        self.second += (wall if running is None else running).total_seconds()

    def touch(self) -> None:
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self.window, press)


@pytest.fixture
def scene(qapp: QApplication) -> Iterator[Scene]:
    scene = Scene()
    yield scene
    scene.watch.rest()


def test_it_tells_once_when_nobody_touched_the_tablet_for_the_limit(scene: Scene) -> None:
    scene.wait(timedelta(minutes=5) - timedelta(seconds=1))
    scene.ticker.advance()
    assert scene.told == []
    scene.wait(timedelta(seconds=1))
    scene.ticker.advance()
    scene.ticker.advance()
    assert scene.told == [True]


def test_a_touch_begins_the_time_anew_and_other_events_do_not(scene: Scene) -> None:
    scene.wait(timedelta(minutes=4))
    scene.touch()
    scene.wait(timedelta(minutes=4))
    scene.ticker.advance()
    assert scene.told == []
    QCoreApplication.sendEvent(scene.window, QEvent(QEvent.Type.UpdateRequest))
    scene.wait(timedelta(minutes=1))
    scene.ticker.advance()
    assert scene.told == [True]


def test_the_touch_that_wakes_a_tablet_after_the_limit_locks_it(scene: Scene) -> None:
    scene.wait(timedelta(minutes=40))
    scene.touch()
    assert scene.told == [True]


@pytest.mark.parametrize(
    ("wall", "running"),
    [(timedelta(minutes=6), timedelta(0)), (-timedelta(days=1), timedelta(minutes=6))],
    ids=["the tablet slept", "the clock was set back"],
)
def test_the_clock_that_says_more_counts(scene: Scene, wall: timedelta, running: timedelta) -> None:
    scene.wait(wall, running)
    scene.ticker.advance()
    assert scene.told == [True]


def test_a_resting_watch_tells_nothing(scene: Scene) -> None:
    scene.watch.rest()
    scene.wait(timedelta(hours=1))
    scene.ticker.advance()
    scene.touch()
    assert scene.told == []
