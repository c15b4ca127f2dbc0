"""Keeps the sync chip true: after every commit and pull, and after the store's upkeep, the counts are read again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from fieldapp.ui.background import Background
from fieldapp.ui.bus import CARE, SYNC, Bus, Changed
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.usecases.ports import Queries


class SyncWatch(QObject):
    """Reads what waits for the centre on a reader thread and hands it to the frame (SYN-1)."""

    def __init__(self, queries: Queries, shell: ShellViewModel, background: Background, bus: Bus) -> None:
        super().__init__()
        self._queries = queries
        self._shell = shell
        self._background = background
        bus.changed.connect(self._something_changed)

    @Slot()
    def read(self) -> None:
        """Read the counts now."""
        self._background.reader.run(self._queries.sync_status, self._shell.showSyncStatus)

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if notice.kinds & {CARE, SYNC}:
            self.read()
