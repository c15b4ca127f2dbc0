from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.ui.background import Background
from fieldapp.ui.rereading import Rereading
from fieldapp.ui.viewmodels.ticker import Ticker
from tests.factories import local
from tests.fakes.stopped_clock import StoppedClock


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    background = Background()
    yield background
    background.shutdown()


@pytest.fixture
def ticker(qapp: QApplication) -> Ticker:
    return Ticker(StoppedClock(wall_at=local("08:20")))


def settle(background: Background) -> None:
    deadline = QDeadlineTimer(10_000)
    while not background.idle:
        assert not deadline.hasExpired(), "the threads did not come to rest"
        QCoreApplication.processEvents()


def test_of_many_notices_during_one_reading_one_more_reading_is_made_and_it_is_the_newest(
    background: Background, ticker: Ticker
) -> None:
    gate, read, shown = threading.Event(), [], []
    rereading = Rereading(background.reader, ticker)

    def reading(number: int) -> int:
        gate.wait(5)
        read.append(number)
        return number

    for number in range(20):
        rereading.soon(lambda number=number: reading(number), shown.append)  # type: ignore[misc]
    gate.set()
    settle(background)

    assert read == [0, 19]
    assert shown == [0, 19], "what is read is shown, so that nothing stands still while notices go on"


def test_what_nobody_looks_at_is_read_once_with_the_next_second(background: Background, ticker: Ticker) -> None:
    read: list[int] = []
    rereading = Rereading(background.reader, ticker, lambda: False)

    for number in range(5):
        rereading.soon(lambda number=number: number, read.append)  # type: ignore[misc]
    settle(background)
    assert read == []
    ticker.second.emit()
    settle(background)
    ticker.second.emit()
    settle(background)

    assert read == [4]


def test_a_page_that_comes_into_sight_is_read_at_once_and_not_a_second_time(
    background: Background, ticker: Ticker
) -> None:
    read: list[str] = []
    rereading = Rereading(background.reader, ticker, lambda: False)

    rereading.soon(lambda: "changed", read.append)
    rereading.run(lambda: "entered", read.append)
    settle(background)
    ticker.second.emit()
    settle(background)

    assert read == ["entered"]


def test_after_a_reading_that_failed_the_next_one_is_made(background: Background, ticker: Ticker) -> None:
    told: list[FieldappError] = []
    read: list[str] = []
    background.reader.failed.connect(told.append)
    rereading = Rereading(background.reader, ticker)

    def fails() -> str:
        raise Refused("order.unknown")

    rereading.run(fails, read.append)
    rereading.run(lambda: "there", read.append)
    settle(background)

    assert ([error.code for error in told], read) == (["order.unknown"], ["there"])
