"""The sync page: what is running, what waits, what needs a person; and the runs that begin by themselves (SYN-1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import IntEnum
from threading import Event
from typing import Protocol

from PySide6.QtCore import QEnum, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.views.sync import DEVICE_REVOKED, SyncProgress, SyncState, SyncStatus
from fieldapp.ui.background import Background, Latest, Worker
from fieldapp.ui.bus import CARE, SYNC, Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.sync_pace import SyncPace
from fieldapp.ui.viewmodels.sync_rows import KindRow, Load, ProblemRow, SyncRows
from fieldapp.ui.viewmodels.ticker import Ticker

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

CLOCK_RIGHT = timedelta(minutes=1)
"""A clock that is less than this off is as right as anybody reads it."""
AT_REST = SyncProgress(state=SyncState.IDLE)
FAILED = (SyncState.OFFLINE, SyncState.PROBLEM)
MINUTE = timedelta(minutes=1)


class SyncControl(Protocol):
    """The sync engine as the screen needs it."""

    def run(self, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool]) -> SyncProgress:
        """Run until nothing is left, `cancelled` or failed; blocking, tells `report` each step on its thread."""
        ...


@QmlElement
class SyncViewModel(QObject):
    """Starts, follows and pauses sync. One run at a time, on a thread of its own; leaving the page stops nothing."""

    @QEnum
    class State(IntEnum):
        """What the page says first."""

        Synced = 0
        Waiting = 1
        Running = 2
        Offline = 3
        Problem = 4
        Paused = 5

    changed = Signal()
    revoked = Signal()
    """The office took this tablet out of use, and everything is at the centre."""
    _reported = Signal(object)

    def __init__(
        self,
        *,
        control: SyncControl,
        read_status: Callable[[], SyncStatus],
        shell: ShellViewModel,
        background: Background,
        bus: Bus,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._control, self._read_status = control, read_status
        self._shell, self._words, self._ticker = shell, shell.words, ticker
        self._worker = Worker("sync")
        self._status_reader = Latest(background.reader)
        self._pace, self._rows = SyncPace(), SyncRows(shell.words)
        self._cancelled = Event()
        self._running = self._paused = False
        self._status: SyncStatus | None = None
        self._progress = AT_REST
        self._begun = Load()
        self._stuck = 0
        self._ended_at: datetime = ticker.now()
        self._kinds, self._problems = Rows(KindRow, "kind", self), Rows(ProblemRow, "key", self)
        self._reported.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        bus.changed.connect(self._something_changed)
        ticker.second.connect(self._second_passed)
        self._words.changed.connect(self._show)

    @Property(int, notify=changed)
    def state(self) -> int:
        """One of `State`."""
        if self._running:
            return SyncViewModel.State.Running
        if self._paused:
            return SyncViewModel.State.Paused
        if self._progress.state is SyncState.OFFLINE:
            return SyncViewModel.State.Offline
        if self._problems.rows() or self._progress.state is SyncState.PROBLEM:
            return SyncViewModel.State.Problem
        return SyncViewModel.State.Waiting if self._waiting else SyncViewModel.State.Synced

    @Property(bool, notify=changed)
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._running

    @Property(bool, notify=changed)
    def paused(self) -> bool:
        """Whether nothing begins by itself until the engineer says so, or the app is started anew."""
        return self._paused

    @Property(str, notify=changed)
    def headline(self) -> str:
        """The first thing to know: "正在同步", "都在中心了", "没有连上中心"."""
        state = SyncViewModel.State(self.state)
        if state is SyncViewModel.State.Problem and self._progress.state is SyncState.PROBLEM:
            return self._words.say("sync.head.failed")
        return self._words.say(f"sync.head.{state.name.lower()}")

    @Property(str, notify=changed)
    def detail(self) -> str:
        """What it means for the work; without a line, that everything is safe here."""
        state = SyncViewModel.State(self.state)
        if not self._running and not self._paused and self._progress.state in FAILED:
            told = self._rows.told(self._progress)
            return self._words.say("sync.detail.failed", safe=told.safe, do=told.do)
        if state is SyncViewModel.State.Running and not self._waiting:
            return self._words.say("sync.detail.receiving")
        return self._words.say(f"sync.detail.{state.name.lower()}", count=self._waiting)

    @Property(str, notify=changed)
    def lastText(self) -> str:
        """When last everything was at the centre."""
        at = self._status.last_complete_at if self._status is not None else None
        if at is None:
            return self._words.say("sync.never_complete")
        day = self._words.day_of(at, self._ticker.now())
        return self._words.say("sync.last_complete", at=f"{day} {self._words.time(at)}".strip())

    @Property(str, notify=changed)
    def clockText(self) -> str:
        """How this tablet's clock lies to the centre's (SLA-5), "" before it was measured."""
        offset = self._status.clock_offset if self._status is not None else None
        if offset is None:
            return ""
        code = "right" if abs(offset) < CLOCK_RIGHT else "slow" if offset > timedelta(0) else "fast"
        return self._words.say(f"sync.clock.{code}", time=self._words.duration(abs(offset)))

    @Property(str, notify=changed)
    def nextText(self) -> str:
        """When the next run begins by itself."""
        if self._paused:
            return self._words.say("sync.next.paused")
        left = self._pace.left
        if self._running:
            return self._words.say("sync.next.goes_on")
        if left is None:
            return ""
        if left < MINUTE:
            return self._words.say("sync.next.soon")
        return self._words.say("sync.next.in", time=self._words.duration(left + MINUTE / 2))

    @Property(Rows, constant=True)
    def kinds(self) -> Rows:
        """How far each kind of thing is."""
        return self._kinds

    @Property(Rows, constant=True)
    def problems(self) -> Rows:
        """What needs a person."""
        return self._problems

    @Property(int, notify=changed)
    def problemCount(self) -> int:
        """How many of them there are."""
        return len(self._problems.rows())

    @Slot(str)
    def copy(self, text: str) -> None:
        """Put what an item says where another application finds it (SYN-8)."""
        QGuiApplication.clipboard().setText(text)

    @Slot()
    def load(self) -> None:
        """Read what waits; on the way to the page."""
        self._status_reader.run(self._read_status, self._show_status)

    @Slot()
    def start(self) -> None:
        """Begin to sync by itself, at once; called when the tablet was unlocked."""
        self.syncNow()

    @Slot()
    def syncNow(self) -> None:
        """Run now; ends a pause. While a run goes on there is nothing to begin."""
        self._paused = False
        if not self._running:
            self._running = True
            self._cancelled.clear()
            self._pace.stop()
            self._progress = SyncProgress(state=SyncState.CONNECTING)
            self._begun = Load.of(self._status) if self._status is not None else Load()
            self._worker.run(self._run, self._ended, self._broke)
            self._shell.showSyncProgress(self._progress)
        self._show()

    @Slot()
    def pause(self) -> None:
        """Stop at the next safe point and begin nothing by itself; what is not sent stays here."""
        self._paused = True
        self._cancelled.set()
        self._pace.stop()
        self._show()

    def shutdown(self) -> None:
        """End the run at its next safe point and the thread with it; before the store is closed."""
        self._cancelled.set()
        self._pace.stop()
        self._worker.shutdown()

    @property
    def idle(self) -> bool:
        """Tell whether no run and no result of one is under way."""
        return self._worker.pending == 0

    @property
    def _waiting(self) -> int:
        return self._status.waiting if self._status is not None else 0

    def _run(self) -> SyncProgress:
        return self._control.run(self._reported.emit, self._cancelled.is_set)

    @Slot(object)
    def _follow(self, progress: SyncProgress) -> None:
        """Show a step of the run; the last report comes as the run's result."""
        if self._running and progress.state not in (SyncState.IDLE, *FAILED):
            self._progress = progress
            self._shell.showSyncProgress(progress)
            self.load()
            self._show()

    def _ended(self, progress: SyncProgress) -> None:
        self._running, self._progress, self._ended_at = False, progress, self._ticker.now()
        self._pace.ended(progress)
        if self._paused:
            self._pace.stop()
        self._shell.showSyncProgress(progress)
        if progress.code == DEVICE_REVOKED:
            self._pace.stop()
            self.revoked.emit()
            return
        self._status_reader.run(self._read_status, self._show_what_is_left)
        if self._cancelled.is_set() and not self._paused:  # taken up again before the paused run had come to its end
            self.syncNow()
        self._show()

    def _broke(self, error: FieldappError) -> None:
        self._ended(SyncProgress(state=SyncState.PROBLEM, code=error.code, fields=error.fields))

    def _show_what_is_left(self, status: SyncStatus) -> None:
        """Go on soon with what was recorded during a good run; what stayed behind twice waits for its turn."""
        if status.waiting and status.waiting != self._stuck:
            self._pace.hasten()
        self._stuck = status.waiting
        self._show_status(status)

    def _show_status(self, status: SyncStatus) -> None:
        self._status = status
        self._begun = self._begun.grown(Load.of(status)) if self._running else Load.of(status)
        self._shell.showSyncStatus(status)
        self._show()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if SYNC in notice.kinds and not self._running:
            self._pace.hasten()
        if notice.kinds & {CARE, SYNC}:
            self.load()

    @Slot()
    def _second_passed(self) -> None:
        before = self.nextText
        if self._pace.second_passed():
            self.syncNow()
        elif self.nextText != before:
            self.changed.emit()

    @Slot()
    def _show(self) -> None:
        now = Load.of(self._status) if self._status is not None else Load()
        asked = self._progress is not AT_REST and self._progress.state not in FAILED
        self._kinds.show(self._rows.kinds(now, self._begun, self._progress, self._running, asked))
        self._problems.show(self._rows.problems(self._status, self._progress, self._ended_at))
        self.changed.emit()
