"""The runs of the sync, one at a time on a thread of its own: the state machine and what it drives (SYN-1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.views.sync import DEVICE_REVOKED, SyncProgress, SyncState
from fieldapp.ui.background import Worker
from fieldapp.ui.network import Network
from fieldapp.ui.viewmodels.sync_machine import SyncMachine, Trigger


class SyncControl(Protocol):
    """The sync engine as the screen needs it."""

    def run(
        self, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool], files: bool = True
    ) -> SyncProgress:
        """Run until nothing is left, `cancelled` or failed; blocking, tells `report` each step on its thread.

        Without `files` photos and papers stay where they are.
        """
        ...

    def hang_up(self) -> None:
        """End the call under way at once; from another thread, after `cancelled` began to say so."""
        ...


class SyncRuns(QObject):
    """Begins runs when the machine says so, follows them, cuts them off."""

    moved = Signal()
    """The machine is in another state; `progress` is the last step or how the last run ended."""
    began = Signal()
    ended = Signal()
    _reported = Signal(object)

    def __init__(self, control: SyncControl, network: Network, chance: Callable[[], float]) -> None:
        super().__init__()
        self._control, self._network, self._chance = control, network, chance
        self._worker = Worker("sync")
        self._cancelled = Event()
        self.machine = SyncMachine()
        self.progress = SyncProgress(state=SyncState.IDLE)
        self.files_on_metered = False
        self._files_by_hand = False
        self._reported.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        network.came.connect(self._network_came)
        network.metered_changed.connect(self._network_came)

    @property
    def idle(self) -> bool:
        """Tell whether no run and no result of one is under way."""
        return self._worker.pending == 0

    @property
    def files_go(self) -> bool:
        """Tell whether photos and papers may go now."""
        return self._files_by_hand or self.files_on_metered or not self._network.is_metered

    def ask(self, trigger: Trigger) -> None:
        """Plan what a reason to sync asks for, and begin if that is now."""
        self.machine = self.machine.asked(trigger)
        self._begin_if_due()
        self.moved.emit()

    def send_files(self) -> None:
        """Run now, and send the photos whatever the network costs, this once."""
        self._files_by_hand = True
        self.ask(Trigger.BY_HAND)

    def second_passed(self) -> None:
        """Count one second, and begin if it is time."""
        self.machine = self.machine.second_passed()
        self._begin_if_due()

    def pause(self) -> None:
        """Stop at once and begin nothing by itself."""
        self._cut_off()
        self.moved.emit()

    def shutdown(self) -> None:
        """End the run at once and the thread with it."""
        self._cut_off()
        self._worker.shutdown()

    def _cut_off(self) -> None:
        self.machine = self.machine.paused()
        self._cancelled.set()
        self._control.hang_up()

    def _begin_if_due(self) -> None:
        if not self.machine.is_due:
            return
        self.machine = self.machine.began()
        self.progress = SyncProgress(state=SyncState.CONNECTING)
        self._cancelled.clear()
        files, self._files_by_hand = self.files_go, False
        self._worker.run(partial(self._run, files), self._ended, self._broke)
        self.began.emit()

    def _run(self, files: bool) -> SyncProgress:
        return self._control.run(self._reported.emit, self._cancelled.is_set, files)

    @Slot(object)
    def _follow(self, progress: SyncProgress) -> None:
        """Note a step of the run; the last report comes as the run's result."""
        if self.machine.is_running and progress.state not in (SyncState.IDLE, SyncState.OFFLINE, SyncState.PROBLEM):
            self.machine, self.progress = self.machine.reported(progress), progress
            self.moved.emit()

    def _ended(self, progress: SyncProgress) -> None:
        taken_up = self._cancelled.is_set() and not self.machine.is_paused  # again, before the paused run had ended
        self.machine, self.progress = self.machine.ended(progress, self._chance()), progress
        if progress.code == DEVICE_REVOKED:
            self.machine = self.machine.retired()
        self.ended.emit()
        if taken_up and progress.code != DEVICE_REVOKED:
            self.ask(Trigger.BY_HAND)

    def _broke(self, error: FieldappError) -> None:
        self._ended(SyncProgress(state=SyncState.PROBLEM, code=error.code, fields=error.fields))

    @Slot()
    def _network_came(self) -> None:
        self.ask(Trigger.NETWORK)
