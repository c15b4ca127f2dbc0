from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.ui.idle_watch import IdleWatch
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.window import Looks, open_window
from fieldapp.ui.words import Words
from tests.factories import SHANGHAI
from tests.fakes.shipped import shipped_words
from tests.fakes.stopped_clock import StoppedClock

RESOURCES = Path(__file__).parents[3] / "resources"
LIMIT = timedelta(minutes=5)
PLACE = QPoint(300, 300)
PAGE = b"""
import QtQuick
Item {
    property int pressed: 0
    property int scrolled: 0
    width: 600; height: 600
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onPressed: parent.pressed += 1
        onWheel: parent.scrolled += 1
    }
    TextInput { objectName: "field"; Keys.onReturnPressed: event => event.accepted = true }
    Rectangle { objectName: "moving"; x: 290; y: 290; width: 20; height: 20 }
}
"""


class Scene:
    """A wall clock, a clock that runs, and how often the watch has told."""

    def __init__(self, window: QObject) -> None:
        self.clock, self.window, self.second = StoppedClock(), window, 0.0
        self.ticker = Ticker(self.clock)
        self.watch = IdleWatch(self.ticker, lambda: self.second)
        self.told: list[bool] = []
        self.watch.idle.connect(lambda: self.told.append(True))
        self.watch.limit = LIMIT
        self.watch.follow(window)

    def wait(self, wall: timedelta, running: timedelta | None = None) -> None:
        self.clock.pass_time(wall)
        self.second += (wall if running is None else running).total_seconds()


class Screen:
    """The real window with a page that takes everything for itself."""

    def __init__(self) -> None:
        words = Words(shipped_words, SHANGHAI, "en")
        self._shell, self._navigator = ShellViewModel(words, Ticker(StoppedClock())), Navigator()
        looks = Looks(RESOURCES / "fonts", RESOURCES / "icons", RESOURCES / "i18n")
        self.main = open_window(self._shell, self._navigator, looks)
        self.window, self.scene = self.main.window, Scene(self.main.window)
        until(lambda: self.window.property("shown"))
        self._component = QQmlComponent(self.main.engine)
        self._component.setData(PAGE, "")
        page = self._component.create()
        assert isinstance(page, QQuickItem), self._component.errorString()
        self.page = page
        self.page.setParentItem(self.window.contentItem())
        self.rest()

    @property
    def field(self) -> QQuickItem:
        return self.child("field")

    def child(self, name: str) -> QQuickItem:
        return next(child for child in self.page.childItems() if child.objectName() == name)

    def rest(self) -> None:
        for _ in range(5):
            QTest.qWait(10)

    def feels(self, deed: Callable[[], object]) -> bool:
        """Tell whether the time begins anew with what is done."""
        told = len(self.scene.told)
        self.scene.watch.rest()
        self.scene.watch.follow(self.window)
        self.scene.wait(LIMIT - timedelta(seconds=1))
        deed()
        self.rest()
        self.scene.wait(timedelta(seconds=1))
        self.scene.ticker.advance()
        return len(self.scene.told) == told

    def close(self) -> None:
        self.scene.watch.rest()
        self.page.deleteLater()
        self.main.close()


def until(done: Callable[[], object]) -> None:
    limit = QDeadlineTimer(10_000)
    while not done():
        assert not limit.hasExpired()
        QTest.qWait(5)


@pytest.fixture
def scene(qapp: QApplication) -> Iterator[Scene]:
    scene = Scene(QObject())
    yield scene
    scene.watch.rest()


@pytest.fixture(scope="module")
def screen(qapp: QApplication) -> Iterator[Screen]:
    screen = Screen()
    yield screen
    screen.close()


def test_it_tells_once_when_nobody_touched_the_tablet_for_the_limit(scene: Scene) -> None:
    scene.wait(LIMIT - timedelta(seconds=1))
    scene.ticker.advance()
    assert scene.told == []
    scene.wait(timedelta(seconds=1))
    scene.ticker.advance()
    scene.ticker.advance()
    assert scene.told == [True]


def test_a_touch_begins_the_time_anew(scene: Scene) -> None:
    scene.wait(timedelta(minutes=4))
    scene.watch.touch()
    scene.wait(timedelta(minutes=4))
    scene.ticker.advance()
    assert scene.told == []
    scene.wait(timedelta(minutes=1))
    scene.ticker.advance()
    assert scene.told == [True]


def test_the_touch_that_wakes_a_tablet_after_the_limit_locks_it(scene: Scene) -> None:
    scene.wait(timedelta(minutes=40))
    scene.watch.touch()
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
    scene.watch.touch()
    assert scene.told == []


@pytest.mark.req("SYN-6")
def test_a_press_of_the_mouse_counts_and_goes_on_to_the_page(screen: Screen) -> None:
    before = screen.page.property("pressed")
    assert screen.feels(lambda: QTest.mousePress(screen.window, Qt.MouseButton.LeftButton, pos=PLACE))
    assert screen.feels(lambda: QTest.mouseMove(screen.window, PLACE + QPoint(30, 9))), "drawing with the button down"
    QTest.mouseRelease(screen.window, Qt.MouseButton.LeftButton, pos=PLACE)
    assert screen.page.property("pressed") == before + 1


@pytest.mark.req("SYN-6")
def test_a_finger_counts_when_it_comes_and_while_it_moves(screen: Screen) -> None:
    finger = QTest.createTouchDevice()
    assert screen.feels(lambda: QTest.touchEvent(screen.window, finger).press(0, PLACE, screen.window).commit())
    away = PLACE + QPoint(40, 40)
    assert screen.feels(lambda: QTest.touchEvent(screen.window, finger).move(0, away, screen.window).commit())
    QTest.touchEvent(screen.window, finger).release(0, away, screen.window).commit()


@pytest.mark.req("SYN-6")
def test_a_mouse_counts_when_it_moves_and_not_when_something_moves_under_it(screen: Screen) -> None:
    QTest.mouseMove(screen.window, PLACE)
    screen.rest()
    assert screen.feels(lambda: QTest.mouseMove(screen.window, PLACE + QPoint(3, 0)))
    moving = screen.child("moving")

    def move() -> None:
        for step in range(10):
            moving.setX(280 + step * 3)
            QTest.qWait(20)

    assert not screen.feels(move)


@pytest.mark.req("SYN-6")
@pytest.mark.parametrize("turned", [QPoint(0, 120), QPoint(120, 0)], ids=["down", "sideways"])
def test_a_wheel_counts_and_goes_on_to_the_page(screen: Screen, turned: QPoint) -> None:
    QTest.mouseMove(screen.window, PLACE)
    screen.rest()
    before = screen.page.property("scrolled")
    wheel = QWheelEvent(
        QPointF(PLACE),
        QPointF(PLACE),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    assert screen.feels(lambda: QCoreApplication.sendEvent(screen.window, wheel))
    assert screen.page.property("scrolled") == before + 1


@pytest.mark.req("SYN-6")
def test_keys_count_in_a_field_that_takes_them_and_are_written_there(screen: Screen) -> None:
    screen.field.forceActiveFocus()
    screen.field.setProperty("text", "")
    assert screen.feels(lambda: QTest.keyClick(screen.window, Qt.Key.Key_A))
    assert screen.field.property("text") == "a"
    assert screen.feels(lambda: QTest.keyClick(screen.window, Qt.Key.Key_Home))
    assert screen.feels(lambda: QTest.keyClick(screen.window, Qt.Key.Key_Return))


@pytest.mark.req("SYN-6")
def test_keys_count_with_the_focus_where_it_was_before_and_after_a_field(screen: Screen) -> None:
    screen.field.forceActiveFocus()
    screen.field.setFocus(False)
    assert screen.feels(lambda: QTest.keyClick(screen.window, Qt.Key.Key_Shift))


@pytest.mark.req("SYN-6")
def test_what_an_input_method_writes_counts(screen: Screen) -> None:
    screen.field.forceActiveFocus()

    def write(preedit: str, commit: str) -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QCoreApplication.sendEvent(screen.field, event)

    assert screen.feels(lambda: write("men", ""))
    assert screen.feels(lambda: write("", "门"))
    assert screen.feels(lambda: write("", "封条"))


def test_nothing_done_is_not_felt(screen: Screen) -> None:
    assert not screen.feels(lambda: None)
