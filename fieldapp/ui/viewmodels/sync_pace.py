"""When the next sync begins by itself: often while the line is good, more and more rarely while it is not."""

from __future__ import annotations

from datetime import timedelta

from fieldapp.domain.views.sync import SyncProgress, SyncState

EVERY = timedelta(minutes=5)
"""Between two runs while nothing is recorded."""
AFTER_COMMIT = timedelta(seconds=10)
"""From a commit to the run that carries it away; further commits in between go along."""
FIRST_RETRY = timedelta(seconds=30)
"""After the first failure; doubled with each further one."""
LONGEST_RETRY = timedelta(minutes=15)
SECOND = timedelta(seconds=1)


class SyncPace:
    """Counts seconds down to the next run. It is told how each run ended; it starts nothing itself."""

    def __init__(self) -> None:
        self._left: timedelta | None = None
        self._failures = 0

    @property
    def left(self) -> timedelta | None:
        """Return how long it is to the next run, None while none is planned."""
        return self._left

    @property
    def is_good(self) -> bool:
        """Tell whether the last contact went well."""
        return self._failures == 0

    def ended(self, progress: SyncProgress) -> None:
        """Plan the next run after one that ended."""
        if progress.state is SyncState.IDLE:
            self._failures = 0
            self._left = EVERY
            return
        self._left = min(FIRST_RETRY * 2 ** min(self._failures, 10), LONGEST_RETRY)
        self._failures += 1

    def hasten(self) -> None:
        """Something was recorded: run soon, unless the centre could not be reached, which is waited for."""
        if self._left is not None and self.is_good:
            self._left = min(self._left, AFTER_COMMIT)

    def stop(self) -> None:
        """Plan nothing: a run is under way, or syncing was paused."""
        self._left = None

    def second_passed(self) -> bool:
        """Count one second; tell whether it is time."""
        if self._left is None:
            return False
        self._left -= SECOND
        return self._left <= timedelta(0)
