from __future__ import annotations

import logging
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.ui.background import Background, Latest, LongWork, Unexpected, hand_over_often

UI = threading.main_thread().name


class Inbox:
    """Notes what came back, and on which thread."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self.errors: list[FieldappError] = []
        self.threads: set[str] = set()

    def done(self, value: object) -> None:
        self.values.append(value)
        self.threads.add(threading.current_thread().name)

    def failed(self, error: FieldappError) -> None:
        self.errors.append(error)
        self.threads.add(threading.current_thread().name)


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    background = Background()
    yield background
    background.shutdown()


def settle(background: Background) -> None:
    deadline = QDeadlineTimer(10_000)
    while not background.idle:
        QCoreApplication.processEvents()
        assert not deadline.hasExpired()


@pytest.mark.req("USE-3")
def test_a_job_runs_on_the_writer_and_its_result_comes_back_on_the_ui_thread(background: Background) -> None:
    inbox = Inbox()
    background.writer.run(lambda: threading.current_thread().name, inbox.done)
    settle(background)
    assert inbox.values == ["writer_0"]
    assert inbox.threads == {UI}


def test_jobs_of_the_writer_run_one_after_the_other_in_their_order(background: Background) -> None:
    inbox, order = Inbox(), []
    for number in range(50):
        background.writer.run(lambda number=number: order.append(number), inbox.done)  # type: ignore[misc]
    settle(background)
    assert order == list(range(50))


def test_an_error_goes_to_who_asked_and_else_to_the_one_place_for_errors(background: Background) -> None:
    mine, common = Inbox(), Inbox()
    background.failed.connect(common.failed)

    def refuse() -> None:
        raise Refused("order.not-open", number="WX-1")

    background.writer.run(refuse, mine.done, mine.failed)
    background.reader.run(refuse, mine.done)
    settle(background)
    QCoreApplication.processEvents()
    assert [error.code for error in mine.errors] == ["order.not-open"]
    assert [error.code for error in common.errors] == ["order.not-open"]
    assert mine.values == []


@pytest.mark.expects_log("a job on a worker thread failed")
def test_a_fault_of_the_program_is_logged_and_told_as_such(background: Background) -> None:
    inbox = Inbox()
    background.writer.run(lambda: 1 // 0, inbox.done, inbox.failed)
    settle(background)
    assert isinstance(inbox.errors[0], Unexpected)
    assert inbox.errors[0].fields == {"fault": "ZeroDivisionError"}


def test_an_older_answer_that_comes_late_is_not_delivered(background: Background) -> None:
    inbox, gate = Inbox(), threading.Event()
    latest = Latest(background.reader)

    def slow() -> str:
        gate.wait(5)
        return "old"

    def quick() -> str:
        gate.set()
        return "new"

    latest.run(slow, inbox.done)
    latest.run(quick, inbox.done)
    settle(background)
    assert inbox.values == ["new"]


def test_a_question_that_waits_while_a_newer_one_is_asked_is_not_worked_on(background: Background) -> None:
    inbox, gate, worked = Inbox(), threading.Event(), []
    latest = Latest(background.writer)
    background.writer.run(lambda: gate.wait(5), inbox.done)

    for number in range(20):
        latest.run(lambda number=number: worked.append(number), lambda _nothing: None)  # type: ignore[misc]
    gate.set()
    settle(background)

    assert worked == [19]


def test_shutdown_commits_what_was_begun_and_delivers_nothing_after(qapp: QApplication) -> None:
    background, inbox, begun, kept = Background(), Inbox(), threading.Event(), []

    def commit() -> None:
        begun.set()
        kept.append("committed")

    background.writer.run(commit, inbox.done)
    begun.wait(5)
    background.shutdown()
    QCoreApplication.processEvents()
    assert kept == ["committed"]
    assert inbox.values == []


@pytest.mark.req("SITE-9")
def test_shutdown_commits_what_waits_in_the_writers_row_too_and_drops_what_was_only_to_be_read(
    qapp: QApplication,
) -> None:
    background, inbox, gate, kept = Background(), Inbox(), threading.Event(), []

    def first() -> None:
        gate.wait(5)
        kept.append(0)

    background.writer.run(first, inbox.done)
    for number in range(1, 20):
        background.writer.run(lambda number=number: kept.append(number), inbox.done)  # type: ignore[misc]
    for _ in range(2):
        background.reader.run(lambda: gate.wait(5), inbox.done)
    background.reader.run(lambda: kept.append(-1), inbox.done)
    threading.Timer(0.05, gate.set).start()
    background.shutdown()

    assert [number for number in kept if number >= 0] == list(range(20))
    assert inbox.values == []


class Page:
    """Stands for what is Qt's: it must end on the UI thread."""

    def look(self) -> None:
        """Something to do."""


@pytest.mark.parametrize("fails", [False, True])
def test_a_thread_that_is_slow_to_return_holds_nothing_of_its_job(
    background: Background, fails: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)  # a record holds the way that its error came
    inbox, gate, page = Inbox(), threading.Event(), Page()
    pool = background.reader._pool
    submit = pool.submit

    def slowly(job: Callable[..., None], *given: object) -> None:
        job(*given)
        gate.wait(5)

    def look(page: Page) -> None:
        page.look()
        if fails:
            raise Refused("order.not-open", number="WX-1")

    monkeypatch.setattr(pool, "submit", lambda job, *given: submit(slowly, job, *given))
    watched = weakref.ref(page)
    background.reader.run(partial(look, page), inbox.done, inbox.failed)
    del page
    settle(background)

    assert (inbox.threads, len(inbox.errors)) == ({UI}, int(fails))
    assert watched() is None
    gate.set()


@pytest.mark.req("USE-3")
def test_long_work_shows_how_far_it_is_and_stops_when_cancelled(background: Background) -> None:
    inbox, work, seen = Inbox(), LongWork(), []
    work.progressed.connect(seen.append)

    def job() -> int:
        for step in range(1, 1000):
            work.report(step / 4)
            if step == 2:
                work.cancel()
            if work.cancelled():
                return step
        return 1000

    background.reader.run(job, inbox.done)
    settle(background)
    QCoreApplication.processEvents()
    assert inbox.values == [2]
    assert seen == [0.25, 0.5]


@pytest.mark.req("USE-3")
def test_the_application_lets_threads_hand_python_over_ten_times_as_often(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, said = 0.005, []
    monkeypatch.setattr(sys, "setswitchinterval", said.append)
    hand_over_often()
    assert said == [usual / 10]
