"""Frame times of the real application offscreen: today's list of 200 visits flicked, a form of 500 filled in.

`python3 dev.py bench frames`. Goal: p95 <= 16 ms, of what the UI thread works from one frame to the next meanwhile.
An empty window in which one rectangle moves, in the same process, says what this machine gives anybody.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication, QObject, QPropertyAnimation
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtWidgets import QApplication

from benchmarks.workloads.long_day import QUESTIONS, VISITS, answer, fill_the_day, question
from fieldapp.ui.background import hand_over_often
from tests.factories import ORDER_ID
from tests.journeys.company import company, prepared, work_through
from tests.journeys.on_screen import OnScreen, on_screen
from tests.ui.items import by_name

ROUNDS = 2
FLICK = 2500
"""Pixels a second: the fastest that a finger can flick a list of Qt's (`maximumFlickVelocity`)."""
READING = 600
"""Pixels a second at which a form is still read while it moves."""
READ_FRAMES = 450
MOVING = 5_000
"""Milliseconds of each movement."""
BARE = b"""
import QtQuick
Window {
    width: 1280; height: 800; visible: true
    Rectangle { objectName: "thing"; width: 100; height: 100; color: "steelblue" }
}
"""


def nothing() -> None:
    """Do nothing beside."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the UI thread did from one frame to the next, in milliseconds.

    `took` is what went by while it worked, waiting for a processor or for Python's lock included; `worked` is what it
    had of a processor: the same on a machine that others keep busy.
    """

    took: float
    worked: float


class Frames(QObject):
    """Notes what the UI thread worked from one frame of a window to the next: events, bindings, layouts, drawing."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__()
        self.noted: list[Frame] = []
        self._took = self._worked = 0.0
        self._turn_began = (0.0, 0.0)
        window.frameSwapped.connect(self._frame)

    def turn(self, each_turn: Callable[[], None]) -> None:
        """Let the event loop do what there is, once."""
        self._turn_began = _both_clocks()
        QCoreApplication.processEvents()
        each_turn()
        self._add(_both_clocks())

    def _add(self, now: tuple[float, float]) -> None:
        self._took += now[0] - self._turn_began[0]
        self._worked += now[1] - self._turn_began[1]

    def _frame(self) -> None:
        now = _both_clocks()
        self._add(now)
        self.noted.append(Frame(self._took * 1000, self._worked * 1000))
        self._took = self._worked = 0.0
        self._turn_began = now


def _both_clocks() -> tuple[float, float]:
    return time.perf_counter(), time.thread_time()


def moved(item: QObject, name: bytes, begin: float, end: float) -> QPropertyAnimation:
    """Let Qt move something as fast as a flick; nothing of Python runs for it."""
    motion = QPropertyAnimation(item, name)
    motion.setDuration(max(1, int(abs(end - begin) / FLICK * 1000)))
    motion.setStartValue(begin)
    motion.setEndValue(end)
    motion.start()
    return motion


def while_moving(
    window: QQuickWindow, motion: QPropertyAnimation, each_turn: Callable[[], None] = nothing
) -> list[Frame]:
    """Return each frame until the motion is over."""
    frames = Frames(window)
    while motion.state() is QPropertyAnimation.State.Running:
        frames.turn(each_turn)
        time.sleep(0.0002)
    return frames.noted[1:]


def empty_window() -> list[Frame]:
    """A rectangle that crosses a window of the same size."""
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(BARE, "")
    window = component.create()
    assert isinstance(window, QQuickWindow)
    thing = window.findChild(QQuickItem, "thing")
    assert thing is not None
    motion = moved(thing, b"x", 0.0, 1180.0)
    motion.setLoopCount(10)
    times = while_moving(window, motion)
    window.close()
    return times


def scrolled(tablet: OnScreen, name: str, each_turn: Callable[[], None] = nothing) -> list[Frame]:
    """Move a list on from where it is, and halfway back."""
    item = by_name(tablet.application.main.window.contentItem(), name)
    times: list[Frame] = []
    for way in (1.0, -0.5):
        here = float(item.property("contentY"))
        end = float(item.property("contentHeight")) - item.height()
        there = min(max(0.0, here + way * FLICK * MOVING / 1000), end)
        times += while_moving(tablet.application.main.window, moved(item, b"contentY", here, there), each_turn)
    return times


def read_through(tablet: OnScreen, name: str) -> list[Frame]:
    """Move a list on as far each frame as a reader moves it in a sixtieth of a second, however late the frame comes.

    On a busy machine a movement by the clock would make every frame a larger one, with several editors to be made.
    """
    window = tablet.application.main.window
    item, frames = by_name(window.contentItem(), name), Frames(window)
    for _ in range(READ_FRAMES):
        known = len(frames.noted)
        item.setProperty("contentY", float(item.property("contentY")) + READING / 60)
        while len(frames.noted) == known:
            frames.turn(nothing)
    return frames.noted[1:]


class Filling:
    """Answers the questions one after another while the form moves, each as soon as the last is stored."""

    def __init__(self, tablet: OnScreen) -> None:
        self._tablet = tablet
        self._form = tablet.application._pages.work.visit.form  # type: ignore[union-attr]
        self.answered = 0

    def __call__(self) -> None:
        """Answer the next question, unless the last is still being stored."""
        if self.answered < QUESTIONS and self._tablet.application.idle:
            self._form.answer(question(self.answered), answer(self.answered))
            self.answered += 1


def open_form(tablet: OnScreen) -> float:
    """Open the form; return the longest stop meanwhile, in seconds."""
    application = tablet.application
    work_through(tablet.device, application._clock, "arrive")  # type: ignore[arg-type]
    while not application.idle:
        QCoreApplication.processEvents()
    begun = time.perf_counter()
    application.stage.navigator.open("visit", ORDER_ID)
    stop = time.perf_counter() - begun
    while not tablet.hand.sees("plainStep"):
        begun = time.perf_counter()
        QCoreApplication.processEvents()
        stop = max(stop, time.perf_counter() - begun)
    return stop


def say(what: str, frames: list[Frame], goal: bool = True) -> float:
    """Print one line of figures; return the p95 of the work."""
    worked, took = [one.worked for one in frames], [one.took for one in frames]
    most = p95(worked)
    figures = f"median {statistics.median(worked):.1f}, p95 {most:.1f}{' (goal <= 16.0)' if goal else ''}"
    waited = f"with what it waited p95 {p95(took):.1f}, worst {max(took):.0f}"
    print(f"figure frames {what} ms: {figures}, worst {max(worked):.0f}; {waited}; {len(frames)} frames")
    return most


def p95(times: list[float]) -> float:
    """Return what nineteen of twenty are not above."""
    return statistics.quantiles(times, n=20)[18]


def main() -> None:
    """Measure in turn and print the figures."""
    hand_over_often()
    application = QApplication(sys.argv[:1])
    bare: list[Frame] = []
    listed: list[Frame] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        company(Path(folder) / "day", prepared(Path(folder) / "made")) as made,
    ):
        made.cut_the_line()
        with made.tablet() as device:
            fill_the_day(device)
        with on_screen(made, Path(folder)) as tablet:
            for _ in range(ROUNDS):
                bare += empty_window()
                tablet.application.main.window.show()
                listed += scrolled(tablet, "timeline")
            opened = open_form(tablet)
            moved_form = scrolled(tablet, "plainStep")
            filling = Filling(tablet)
            filled = scrolled(tablet, "plainStep", filling)
            read = read_through(tablet, "plainStep")
    beside = say("empty window", bare, goal=False)
    today = say(f"today's list of {VISITS}", listed)
    form = say(f"a form of {QUESTIONS} questions, scrolled", moved_form)
    answered = say(f"a form of {QUESTIONS} questions, scrolled while {filling.answered} are answered", filled)
    slowly = say("the same read through, its editors being made on the way", read)
    print(f"figure frames longest stop when the form opens s: {opened:.2f}")
    print(f"figure frames load of the machine, processes for {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}")
    print(f"ratio frames today/empty p95: {today / beside:.2f}")
    print(f"ratio frames form/empty p95: {form / beside:.2f}")
    print(f"ratio frames form read/empty p95: {slowly / beside:.2f}")
    print(f"ratio frames form while answering/empty p95: {answered / beside:.2f}")
    application.quit()


if __name__ == "__main__":
    main()
