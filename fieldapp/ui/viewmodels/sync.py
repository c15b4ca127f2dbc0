"""The sync page: what is running, what waits, what needs a person; and the runs that begin by themselves (SYN-1)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QEnum, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from fieldapp.domain.views.sync import ANOTHER_NAME_HELPS, DEVICE_REVOKED, SyncState, SyncStatus
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import CARE, DEPOT, SYNC, Bus, Changed
from fieldapp.ui.network import Network
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.sync_machine import Trigger
from fieldapp.ui.viewmodels.sync_rate import SyncRate
from fieldapp.ui.viewmodels.sync_rows import KindRow, Load, ProblemRow, SyncRows
from fieldapp.ui.viewmodels.sync_runs import SyncControl, SyncRuns
from fieldapp.ui.viewmodels.sync_words import SyncWords
from fieldapp.ui.viewmodels.ticker import Ticker

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

FILES_ON_METERED = "sync.files_on_metered"
"""The setting: "yes" sends photos and papers over any network, else only over one that costs nothing."""
YES, NO = "yes", "no"
FAILED = (SyncState.OFFLINE, SyncState.PROBLEM)


@QmlElement
class SyncViewModel(QObject):
    """Shows, starts and pauses sync. One run at a time, on a thread of its own; leaving the page stops nothing."""

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
    renameAsked = Signal()
    """The engineer wants this tablet to go on under another name."""

    def __init__(
        self,
        *,
        control: SyncControl,
        read_status: Callable[[], SyncStatus],
        shell: ShellViewModel,
        background: Background,
        bus: Bus,
        ticker: Ticker,
        network: Network,
        read: Callable[[str, str], str],
        write: Callable[[str, str], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__()
        self._read_status, self._read, self._write = read_status, read, write
        self._shell, self._words, self._ticker = shell, shell.words, ticker
        self._runs, self._rate = SyncRuns(control, network, chance), SyncRate()
        self._writer = background.writer
        self._status_reader, self._setting_reader = Latest(background.reader), Latest(background.reader)
        self._sentences, self._rows = SyncWords(shell.words), SyncRows(shell.words)
        self._status: SyncStatus | None = None
        self._begun = Load()
        self._stuck = 0
        self._asked = False
        """Whether any run has begun since the tablet was opened."""
        self._ended_at: datetime = ticker.now()
        self._kinds, self._problems = Rows(KindRow, "kind", self), Rows(ProblemRow, "key", self)
        self._runs.began.connect(self._run_began)
        self._runs.moved.connect(self._run_moved)
        self._runs.ended.connect(self._run_ended)
        bus.changed.connect(self._something_changed)
        ticker.second.connect(self._second_passed)
        self._words.changed.connect(self._show)

    @Property(int, notify=changed)
    def state(self) -> int:
        """One of `State`."""
        if self._runs.machine.is_running:
            return SyncViewModel.State.Running
        if self._runs.machine.is_paused:
            return SyncViewModel.State.Paused
        if self._runs.progress.state is SyncState.OFFLINE:
            return SyncViewModel.State.Offline
        if self.problemCount or self._runs.progress.state is SyncState.PROBLEM:
            return SyncViewModel.State.Problem
        return SyncViewModel.State.Waiting if self._waiting else SyncViewModel.State.Synced

    @Property(bool, notify=changed)
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._runs.machine.is_running

    @Property(bool, notify=changed)
    def paused(self) -> bool:
        """Whether nothing begins by itself until the engineer says so, or the app is started anew."""
        return self._runs.machine.is_paused

    @Property(bool, notify=changed)
    def needsAnotherName(self) -> bool:
        """Whether the centre knows this tablet no more, or takes it for a copy: enrolling it anew is the way out."""
        return self._runs.progress.state is SyncState.PROBLEM and self._runs.progress.code in ANOTHER_NAME_HELPS

    @Property(str, notify=changed)
    def headline(self) -> str:
        """The first thing to know: "正在同步", "都在中心了", "没有连上中心"."""
        return self._sentences.headline(SyncViewModel.State(self.state).name.lower(), self._runs.progress, self._status)

    @Property(str, notify=changed)
    def detail(self) -> str:
        """What it means for the work; without a line, that everything is safe here."""
        told = self._rows.told(self._runs.progress) if self._runs.progress.state in FAILED else None
        return self._sentences.detail(SyncViewModel.State(self.state).name.lower(), told, self._status)

    @Property(str, notify=changed)
    def lastText(self) -> str:
        """When last everything was at the centre."""
        return self._sentences.last(self._status, self._ticker.now())

    @Property(str, notify=changed)
    def clockText(self) -> str:
        """How this tablet's clock lies to the centre's (SLA-5), "" before it was measured."""
        return self._sentences.clock(self._status)

    @Property(str, notify=changed)
    def nextText(self) -> str:
        """When the next run begins by itself."""
        return self._sentences.next(self._runs.machine)

    @Property(bool, notify=changed)
    def filesOnMetered(self) -> bool:
        """Whether photos and papers go over networks whose bytes are paid for, too."""
        return self._runs.files_on_metered

    @Property(bool, notify=changed)
    def filesHeld(self) -> bool:
        """Whether photos wait for a network that costs nothing."""
        held = self._status is not None and self._status.blobs_waiting > 0 and not self._runs.files_go
        return held and not self._runs.machine.is_running

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
        """How many of them there are; what waits for the office is listed below and not counted."""
        return sum(not row.office for row in self._problems.rows())

    @Property(int, notify=changed)
    def officeCount(self) -> int:
        """How many items wait for the office's word."""
        return sum(row.office for row in self._problems.rows())

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
        self._setting_reader.run(partial(self._read, FILES_ON_METERED, NO), self._begin_with)

    @Slot()
    def syncNow(self) -> None:
        """Run now; ends a pause. While a run goes on there is nothing to begin."""
        self._runs.ask(Trigger.BY_HAND)

    @Slot()
    def sendFilesNow(self) -> None:
        """Run now, and send the photos whatever the network costs, this once."""
        self._runs.send_files()

    @Slot(bool)
    def setFilesOnMetered(self, yes: bool) -> None:
        """Keep whether photos go over any network."""
        self._runs.files_on_metered = yes
        self._writer.run(partial(self._write, FILES_ON_METERED, YES if yes else NO), self._kept)
        self._runs.ask(Trigger.RECORDED)

    @Slot()
    def pause(self) -> None:
        """Stop at once and begin nothing by itself; what is not sent stays here."""
        self._runs.pause()

    def shutdown(self) -> None:
        """End the run at once and the thread with it; before the store is closed."""
        self._runs.shutdown()

    @property
    def idle(self) -> bool:
        """Tell whether no run and no result of one is under way."""
        return self._runs.idle

    @property
    def _waiting(self) -> int:
        return self._status.waiting if self._status is not None else 0

    def _begin_with(self, on_metered: str) -> None:
        self._runs.files_on_metered = on_metered == YES
        self._runs.ask(Trigger.OPENED)

    def _kept(self, _written: None) -> None:
        self._show()

    @Slot()
    def _run_began(self) -> None:
        self._rate.begin()
        self._asked = True
        self._begun = Load.of(self._status) if self._status is not None else Load()
        self._shell.showSyncProgress(self._runs.progress)
        self._show()

    @Slot()
    def _run_moved(self) -> None:
        if self._runs.machine.is_running:
            self._rate.note(time.monotonic(), self._runs.progress.bytes_done)
            self._shell.showSyncProgress(self._runs.progress)
            self.load()
        self._show()

    @Slot()
    def _run_ended(self) -> None:
        self._ended_at = self._ticker.now()
        self._shell.showSyncProgress(self._runs.progress)
        if self._runs.progress.code == DEVICE_REVOKED:
            self.revoked.emit()
            return
        self._status_reader.run(self._read_status, self._show_what_is_left)
        self._show()

    def _show_what_is_left(self, status: SyncStatus) -> None:
        """Go on soon with what was recorded during a good run; what stayed behind twice waits for its turn."""
        movable = status.waiting if self._runs.files_go else status.events_waiting
        if movable and movable != self._stuck:
            self._runs.ask(Trigger.RECORDED)
        self._stuck = movable
        self._show_status(status)

    def _show_status(self, status: SyncStatus) -> None:
        self._status = status
        self._begun = self._begun.grown(Load.of(status)) if self._runs.machine.is_running else Load.of(status)
        self._shell.showSyncStatus(status)
        self._show()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if SYNC in notice.kinds:
            self._runs.ask(Trigger.DEPOT if DEPOT in notice.kinds else Trigger.RECORDED)
        if notice.kinds & {CARE, SYNC}:
            self.load()

    @Slot()
    def _second_passed(self) -> None:
        before = self.nextText
        self._runs.second_passed()
        if self.nextText != before:
            self.changed.emit()

    @Slot()
    def _show(self) -> None:
        now = Load.of(self._status) if self._status is not None else Load()
        asked = self._asked and self._runs.progress.state not in FAILED
        left = self._rate.left(self._runs.progress.bytes_total) if self.running else None
        said = self._sentences.files(now, self._runs.progress, left, self.filesHeld)
        self._kinds.show(self._rows.kinds(now, self._begun, self._runs.progress, self.running, asked, said))
        self._problems.show(self._rows.problems(self._status, self._runs.progress, self._ended_at))
        self.changed.emit()
