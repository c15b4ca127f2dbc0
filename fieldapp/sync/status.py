"""How far a run is: counts per kind, handed out as `SyncProgress` after every step (SYN-7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from fieldapp.domain.errors import CentreUnreachable, FieldappError
from fieldapp.domain.views.sync import SyncProgress, SyncState
from fieldapp.sync.ports import Applied, Report

INTERRUPTED = "sync.interrupted"


@dataclass(slots=True)
class Tally:
    """Counts of the run under way. `tell` reports them with the state they belong to."""

    report: Report
    events_done: int = 0
    events_total: int = 0
    changes_done: int = 0
    blobs_done: int = 0
    blobs_total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    come_again: timedelta | None = None
    """What the last answer said of the next run."""
    _files_behind: int = 0
    _bytes_behind: int = 0
    """Of the files that are dealt with, whether they came through or not."""

    def add(self, applied: Applied, waiting: int) -> None:
        """Count what one answer brought; `waiting` events still have no outcome."""
        self.events_done += applied.outcomes
        self.events_total = self.events_done + waiting
        self.changes_done += applied.changes

    def expect(self, sizes: Iterable[int]) -> None:
        """Count files that are to go either way."""
        every = tuple(sizes)
        self.blobs_total = self._files_behind + len(every)
        self.bytes_total = self._bytes_behind + sum(every)

    def at(self, offset: int) -> None:
        """Note how far the present file is. A file that begins again takes nothing back."""
        self.bytes_done = max(self.bytes_done, self._bytes_behind + offset)

    def past(self, size: int, *, done: bool) -> None:
        """Leave the present file behind."""
        self.at(size if done else 0)
        self._bytes_behind += size
        self._files_behind += 1
        self.blobs_done += done

    def tell(self, state: SyncState) -> SyncProgress:
        """Report and return the present counts."""
        return self._say(state, "", None)

    def interrupted(self) -> SyncProgress:
        """Report and return that the run was ended between two steps; the next one goes on there."""
        return self._say(SyncState.IDLE, INTERRUPTED, None)

    def failed(self, error: FieldappError) -> SyncProgress:
        """Report and return how the run ended: without network, or with a problem that needs a person."""
        state = SyncState.OFFLINE if isinstance(error, CentreUnreachable) else SyncState.PROBLEM
        return self._say(state, error.code, error.fields)

    def _say(self, state: SyncState, code: str, fields: dict[str, str | int] | None) -> SyncProgress:
        progress = SyncProgress(
            state=state,
            events_done=self.events_done,
            events_total=self.events_total,
            changes_done=self.changes_done,
            blobs_done=self.blobs_done,
            blobs_total=self.blobs_total,
            bytes_done=self.bytes_done,
            bytes_total=self.bytes_total,
            code=code,
            fields=fields,
            come_again=self.come_again,
        )
        self.report(progress)
        return progress
