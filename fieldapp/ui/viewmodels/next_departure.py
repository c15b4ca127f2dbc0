"""What may be seen of the day while the tablet is locked: when to leave next, and how many visits are left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.views.today import Today
from fieldapp.scheduling.departure import Departing, due
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Countdown, Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

NOTHING = Countdown("", "", "neutral")


@QmlElement
class NextDepartureViewModel(QObject):
    """The countdown to the first departure that is still ahead (DEP-2); it knows no customer and no address."""

    changed = Signal()
    becameDue = Signal()
    """An hour ahead, and when it is time to go; when a call is to be made."""

    def __init__(self, words: Words, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._ticker = ticker
        self._plan: DeparturePlan | None = None
        self._left = 0
        self._told = Departing.NOTHING
        self._calls: tuple[datetime, ...] = ()
        self._ringing = 0
        ticker.second.connect(self._count)
        words.changed.connect(self._count)

    def show(self, today: Today) -> None:
        """Take the day as it was read."""
        unfinished = [visit for visit in today.visits if visit.finished_at is None]
        self._plan = next((visit.departure for visit in unfinished if visit.to_leave), None)
        self._left = len(unfinished)
        self._told = self._due()
        self.changed.emit()

    def expect_calls(self, moments: Iterable[datetime]) -> None:
        """Take when calls are to be made: of them, too, only that something is due may be seen."""
        self._calls = tuple(moments)
        self._ringing = self._calls_due()
        self.changed.emit()

    def take(self, other: NextDepartureViewModel) -> None:
        """Go on with the departure of another one, whose store is being closed."""
        self._plan, self._left, self._told = other._plan, other._left, other._told
        self._calls, self._ringing = other._calls, other._ringing
        self.changed.emit()

    @Property(bool, notify=changed)
    def counting(self) -> bool:
        """Whether there is a departure ahead."""
        return self._plan is not None

    @Property(str, notify=changed)
    def line(self) -> str:
        """ "12 分钟后出发"."""
        countdown = self._countdown()
        return f"{countdown.figure} {countdown.unit}".strip()

    @Property(str, notify=changed)
    def state(self) -> str:
        """One of neutral, amber, red."""
        return self._countdown().state

    @Property(str, notify=changed)
    def summary(self) -> str:
        """ "09:30 走·今天还有 4 单"."""
        if self._plan is None:
            return ""
        leave = self._words.time(self._plan.leave_by_at)
        return self._words.say("lock.ahead", time=leave, count=self._left)

    @Property(str, notify=changed)
    def due(self) -> str:
        """That something is due, without saying what: "到时间了，请解锁查看"; "" while nothing is."""
        due_now = self._told is not Departing.NOTHING or self._ringing > 0
        return self._words.say("lock.due") if due_now else ""

    def _countdown(self) -> Countdown:
        if self._plan is None:
            return NOTHING
        return self._words.countdown(self._plan.leave_by_at, self._ticker.now())

    def _due(self) -> Departing:
        return Departing.NOTHING if self._plan is None else due(self._plan, self._ticker.now())

    def _calls_due(self) -> int:
        return sum(1 for at in self._calls if at <= self._ticker.now())

    @Slot()
    def _count(self) -> None:
        if self._plan is None and not self._calls:
            return
        before, self._told = self._told, self._due()
        rang, self._ringing = self._ringing, self._calls_due()
        if self._told not in (before, Departing.NOTHING) or self._ringing > rang:
            self.becameDue.emit()
        self.changed.emit()
