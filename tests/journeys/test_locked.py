"""The whole application locks itself: the store is closed, its key gone, and after the PIN it is where it was."""

from __future__ import annotations

import gc
import logging
import os
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Event, Timer

import pytest
from _pytest.logging import LogCaptureHandler

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp import access
from fieldapp import device as devices
from fieldapp.app import Application
from fieldapp.demo import DEMO_PIN
from fieldapp.store import checks
from fieldapp.store.database import open_database
from fieldapp.ui.capture.sounds import Effects
from tests.factories import ORDER_ID
from tests.journeys.company import NOWHERE, Company, order, work_through

TYPED = "门封条有裂纹，已拍照"


@pytest.fixture(autouse=True)
def no_loudspeaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt complains in many words about a machine without sound."""
    monkeypatch.setattr(Effects, "prepare", lambda _effects: None)
    monkeypatch.setattr(Effects, "play", lambda _effects, _name: None)


def until(done: Callable[[], object], what: str) -> None:
    limit = QDeadlineTimer(60_000)
    while not done():
        assert not limit.hasExpired(), what
        QCoreApplication.processEvents()
        QTest.qWait(5)


@contextmanager
def running(jichuan: Company) -> Iterator[Application]:
    """The application with its pages open."""
    application = Application(jichuan.config, jichuan.clock, jichuan.centre.url or NOWHERE)
    try:
        until(lambda: application._front is not None, "the lock came up")
        enter(application)
        yield application
    finally:
        application.shutdown()


def enter(application: Application, pin: str = DEMO_PIN) -> None:
    assert application._front is not None
    application._front.lock.enter(pin)
    until(lambda: application.device is not None and application.idle, "the pages came up")


def locked(application: Application) -> None:
    until(lambda: application._store_is_closed.is_set() and application._parting is None, "the store was closed")


def forget_tracebacks() -> None:
    """Empty pytest's own memory of log records: their tracebacks hold on to whatever the program held at that line."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, LogCaptureHandler):
            handler.clear()


def item(application: Application, name: str, says: str = "") -> QQuickItem:
    found: list[QQuickItem] = []

    def look() -> bool:
        everything = walk(application.main.window.contentItem())
        found[:] = [child for child in everything if child.objectName() == name and child.isVisible()]
        found[:] = [child for child in found if says in ("", child.property("name"))]
        return bool(found)

    until(look, f"{name} is on the screen")
    return found[0]


def walk(item: QQuickItem) -> list[QQuickItem]:
    return [item, *(below for child in item.childItems() for below in walk(child))]


def in_the_remark(jichuan: Company) -> None:
    """The engineer was at the remark of the step work when the tablet went off."""
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        work_through(device, jichuan.clock, "work")


@pytest.mark.req("SITE-9", "SYN-6")
def test_a_lock_stores_what_stands_in_a_field_closes_the_store_and_comes_back_to_the_same_page(
    qapp: QApplication, jichuan: Company
) -> None:
    in_the_remark(jichuan)
    with running(jichuan) as application:
        navigator = application.stage.navigator
        navigator.open("visit", ORDER_ID)
        field = item(application, "field", "备注")
        field.forceActiveFocus()
        field.setProperty("text", TYPED)
        assert field.hasActiveFocus()
        assert application.device is not None
        held = {
            "pages": weakref.ref(application._pages.work.visit),  # type: ignore[union-attr]
            "scanner": weakref.ref(application._pages.scan.wedge),  # type: ignore[union-attr]
            "store with its key": weakref.ref(application.device.database),
        }

        application.lock()
        assert navigator.page == "lock"
        locked(application)

        forget_tracebacks()
        gc.collect()
        assert [name for name, ref in held.items() if ref() is not None] == []
        assert set(navigator.pages) == {"lock", "enrol", "rename", "removed", "help"}
        open_database(jichuan.config.data, devices.unlock(jichuan.config, DEMO_PIN), jichuan.clock).close()
        with jichuan.tablet() as device:
            assert TYPED in str(order(device).visit.answers)

        enter(application)
        assert (navigator.page, navigator.argument) == ("visit", ORDER_ID)
        until(
            lambda: TYPED in str(item(application, "field", "备注").property("text")), "the field shows what was typed"
        )


def test_a_lock_upon_a_lock_forgets_no_page(qapp: QApplication, jichuan: Company) -> None:
    in_the_remark(jichuan)
    with running(jichuan) as application:
        application.stage.navigator.open("visit", ORDER_ID)
        application.lock()
        application.lock()
        locked(application)
        enter(application)
        assert (application.stage.navigator.page, application.stage.navigator.argument) == ("visit", ORDER_ID)


def test_an_end_right_after_a_lock_closes_the_store_all_the_same(qapp: QApplication, jichuan: Company) -> None:
    with running(jichuan) as application:
        until(lambda: application.idle, "nothing else is under way")
        gate = Event()
        for _ in range(2):  # both readers have other things to do
            application.stage.background.reader.run(partial(gate.wait, 20), lambda _told: None)
        application.lock()
        until(lambda: application._parting is not None, "the pages are on their way out")
        Timer(0.3, gate.set).start()
    assert not (jichuan.config.data / checks.MARK).exists()


@pytest.mark.req("SITE-9")
def test_closing_the_window_stores_what_stands_in_a_field_and_what_waits_before_it(
    qapp: QApplication, jichuan: Company
) -> None:
    in_the_remark(jichuan)
    with running(jichuan) as application:
        application.stage.navigator.open("visit", ORDER_ID)
        field = item(application, "field", "备注")
        field.forceActiveFocus()
        field.setProperty("text", TYPED)
        until(lambda: application.idle, "nothing else is under way")
        gate = Event()
        application._inside.background.writer.run(partial(gate.wait, 20), lambda _told: None)

        assert not application.main.window.close()
        assert application.main.window.isVisible()
        gate.set()
        until(lambda: not application.main.window.isVisible(), "the window closed by itself")
    with jichuan.tablet() as device:
        assert TYPED in str(order(device).visit.answers)


@pytest.mark.req("SYN-6")
def test_a_tablet_that_nobody_touches_locks_itself_after_the_time_that_was_set(
    qapp: QApplication, jichuan: Company
) -> None:
    with running(jichuan) as application:
        ticker, page = application.stage.ticker, application.stage.navigator
        jichuan.clock.pass_time(timedelta(minutes=9))
        ticker.advance()
        assert page.page == "today"
        QTest.mouseMove(application.main.window)
        QTest.keyClick(application.main.window, Qt.Key.Key_Shift)
        jichuan.clock.pass_time(timedelta(minutes=9))
        ticker.advance()
        assert page.page == "today", "a touch begins the time anew"
        assert application._pages is not None
        application._pages.access.setIdleMinutes("1")
        until(lambda: application.idle, "the setting was kept")
        jichuan.clock.pass_time(timedelta(minutes=1))

        ticker.advance()

        assert page.page == "lock"
        locked(application)
        enter(application)
        jichuan.clock.pass_time(timedelta(seconds=61))
        ticker.advance()
        assert page.page == "lock", "the setting counts after every unlock"


def test_a_departure_that_falls_due_behind_the_lock_says_that_something_is_due_and_nothing_more(
    qapp: QApplication, jichuan: Company
) -> None:
    with running(jichuan) as application:
        application.lock()
        locked(application)
        assert application._front is not None
        ahead, rung = application._front.lock.ahead, []
        ahead.becameDue.connect(lambda: rung.append(True))
        assert ahead.due == ""
        jichuan.clock.pass_time(timedelta(minutes=40))

        application.stage.ticker.advance()

        assert (len(rung), ahead.due) == (1, "有事到时间了，请解锁查看")
        texts = " ".join(str(child.property("text")) for child in walk(application.main.window.contentItem()))
        assert "有事到时间了" in texts
        assert "禾味" not in texts


@pytest.mark.req("SYN-6")
def test_a_revoked_tablet_shows_that_it_is_out_of_use_and_holds_nothing_any_more(
    qapp: QApplication, jichuan: Company
) -> None:
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        name = device.identity.device_id
    jichuan.centre._command("revoke", name)
    jichuan.open_centre()
    with running_until_removed(jichuan) as application:
        until(lambda: not application._front.removed.removing, "the data are removed")  # type: ignore[union-attr]
        assert application.stage.navigator.page == "removed"
        assert {path.name for path in jichuan.config.data.iterdir()} == {"removed", "in-use.lock"}
        application._front.removed.enrolAnew()  # type: ignore[union-attr]
        until(lambda: application.stage.navigator.page == "enrol", "the tablet can be enrolled anew")
    assert not access.was_removed(jichuan.config)
    assert jichuan.record()["order"]["visit"]["accepted_at"]


@contextmanager
def running_until_removed(jichuan: Company) -> Iterator[Application]:
    application = Application(jichuan.config, jichuan.clock, jichuan.centre.url)
    try:
        until(lambda: application._front is not None, "the lock came up")
        application._front.lock.enter(DEMO_PIN)  # type: ignore[union-attr]
        until(lambda: application.stage.navigator.page == "removed", "the tablet learnt that it is out of use")
        yield application
    finally:
        application.shutdown()
