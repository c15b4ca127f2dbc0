"""A thread that keeps a finger waiting is noted, with the page that was open."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.ui.busy_watch import BusyWatch


class Clock:
    """Goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(qapp: QApplication, clock: Clock) -> Iterator[BusyWatch]:
    watch = BusyWatch(lambda: "visit", clock)
    yield watch
    watch.deleteLater()


def beats(watch: BusyWatch, clock: Clock, *seconds: float) -> None:
    """Let beats come, each so long after the one before."""
    watch.start()
    for passed in seconds:
        clock.now += passed
        watch._timer.timeout.emit()


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [vars(record)["noted"] for record in caplog.records if record.msg == "the screen stood still"]


@pytest.mark.req("USE-3")
def test_a_beat_that_comes_more_than_a_tenth_of_a_second_late_is_noted_with_the_page(
    watch: BusyWatch, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        beats(watch, clock, 0.05, 0.3, 0.05)

    assert told(caplog) == [{"ms": 250, "page": "visit"}]


def test_beats_in_time_and_a_machine_that_slept_are_not_noted(
    watch: BusyWatch, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        beats(watch, clock, 0.05, 0.14, 3600.0, 0.05)

    assert told(caplog) == []


def test_a_thread_that_is_really_busy_is_noted(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    watch = BusyWatch(lambda: "today")
    watch.start()
    QTimer.singleShot(1, lambda: time.sleep(0.2))
    QTimer.singleShot(300, QCoreApplication.quit)

    with caplog.at_level(logging.INFO):
        QCoreApplication.exec()

    assert {"page": "today"}.items() <= told(caplog)[0].items()
    watch.deleteLater()


def test_an_application_that_is_not_in_front_does_not_beat(watch: BusyWatch, qapp: QApplication) -> None:
    watch.start()

    watch._state_changed(Qt.ApplicationState.ApplicationInactive)
    stopped = watch._timer.isActive()
    watch._state_changed(Qt.ApplicationState.ApplicationActive)

    assert (stopped, watch._timer.isActive()) == (False, True)
