"""The sentences of the sync page: when last, when next, how the clock lies, what waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldapp.domain.views.sync import SyncProgress, SyncState, SyncStatus
from fieldapp.ui.viewmodels.sync_machine import SyncMachine
from fieldapp.ui.viewmodels.sync_rows import FilesSaid, Load
from fieldapp.ui.words import Told, Words

CLOCK_RIGHT = timedelta(minutes=1)
"""A clock that is less than this off is as right as anybody reads it."""
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
_KB, _MB = 1000, 1_000_000


class SyncWords:
    """Words them in the language of the moment."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def headline(self, state: str, progress: SyncProgress, status: SyncStatus | None) -> str:
        """Return the first thing to know of a state of the page: "offline", "problem", "synced"."""
        if state == "problem" and progress.state is SyncState.PROBLEM:
            return self._words.say("sync.head.failed")
        return self._words.say(f"sync.head.{_at_heart(state, status)}")

    def detail(self, state: str, told: Told | None, status: SyncStatus | None) -> str:
        """Return what a state means for the work; `told` are the words of a run that failed."""
        waiting = status.waiting if status is not None else 0
        if told is not None and state in ("offline", "problem"):
            return self._words.say("sync.detail.failed", safe=told.safe, do=told.do)
        if state == "running" and not waiting:
            return self._words.say("sync.detail.receiving")
        return self._words.say(f"sync.detail.{_at_heart(state, status)}", count=waiting)

    def last(self, status: SyncStatus | None, now: datetime) -> str:
        """Return when last everything was at the centre."""
        at = status.last_complete_at if status is not None else None
        if at is None:
            return self._words.say("sync.never_complete")
        day = self._words.day_of(at, now)
        return self._words.say("sync.last_complete", at=f"{day} {self._words.time(at)}".strip())

    def clock(self, status: SyncStatus | None) -> str:
        """Return how this tablet's clock lies to the centre's (SLA-5), "" before it was measured."""
        offset = status.clock_offset if status is not None else None
        if offset is None:
            return ""
        code = "right" if abs(offset) < CLOCK_RIGHT else "slow" if offset > timedelta(0) else "fast"
        return self._words.say(f"sync.clock.{code}", time=self._words.duration(abs(offset)))

    def next(self, machine: SyncMachine) -> str:
        """Return when the next run begins by itself; after a failure to the second, else nobody counts them."""
        if machine.is_paused:
            return self._words.say("sync.next.paused")
        if machine.is_running:
            return self._words.say("sync.next.goes_on")
        left = machine.left
        if left is None:
            return ""
        if left >= MINUTE:
            return self._words.say("sync.next.in", time=self._words.duration(left + MINUTE / 2))
        if machine.failures:
            return self._words.say("sync.next.seconds", count=max(1, round(left / SECOND)))
        return self._words.say("sync.next.soon")

    def remaining(self, left: timedelta | None) -> str:
        """Return how long the files under way will take, "" where nobody can tell."""
        if left is None:
            return ""
        if left < MINUTE:
            return self._words.say("sync.remaining.seconds", count=max(1, round(left / SECOND)))
        return self._words.say("sync.remaining.minutes", time=self._words.duration(left + MINUTE / 2))

    def files(self, load: Load, progress: SyncProgress, left: timedelta | None, held: bool) -> FilesSaid:
        """Return what is said of files that wait, and of files on their way."""
        waits = self._words.say("sync.kind.held" if held else "sync.kind.saved_here")
        done, total = self.size(progress.bytes_done), self.size(progress.bytes_total)
        moving = self._words.say("sync.files.moving", done=done, total=total) if progress.bytes_total else ""
        rest = self.remaining(left)
        return FilesSaid(waiting=f"{self.size(load.bytes)} · {waits}", moving=f"{moving} · {rest}" if rest else moving)

    def size(self, size: int) -> str:
        """Return an amount of data as people read it: "840 KB", "4.1 MB"."""
        if size < _MB:
            return self._words.say("sync.size.kb", count=max(1, round(size / _KB)))
        return self._words.say("sync.size.mb", count=f"{size / _MB:.1f}")


def _at_heart(state: str, status: SyncStatus | None) -> str:
    """Return "look" for problems that kept nothing from being sent: a full disk, a clock, a part fetched anew."""
    refused = status is not None and any(problem.event or problem.kind == "blob" for problem in status.problems)
    return "look" if state == "problem" and not refused else state
