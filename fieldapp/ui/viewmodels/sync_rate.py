"""How long the files under way will still take, from what the last seconds brought across (SYN-7)."""

from __future__ import annotations

from collections import deque
from datetime import timedelta

WINDOW = 20.0
"""Seconds that are looked back."""
SETTLED = 4.0
"""Seconds of measuring before anything is said."""
STEADY = 2.0
"""The faster half of the window may be so much faster than the other; else nobody can tell."""


class SyncRate:
    """Is told how many bytes are across at which second of any clock that only goes forward."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def begin(self) -> None:
        """Forget what was measured: another run."""
        self._seen.clear()

    def note(self, at: float, done: int) -> None:
        """Note how many bytes are across at `at` seconds."""
        self._seen.append((at, done))
        while self._seen[-1][0] - self._seen[0][0] > WINDOW:
            self._seen.popleft()

    def left(self, total: int) -> timedelta | None:
        """Return how long the rest will take, None while the line is not steady or not known."""
        if len(self._seen) < 3:
            return None
        (begun, first), (now, done) = self._seen[0], self._seen[-1]
        if now - begun < SETTLED or done <= first or total <= done:
            return None
        middle_at, middle = min(self._seen, key=lambda seen: abs(seen[0] - (begun + now) / 2))
        if not begun < middle_at < now:
            return None
        early, late = (middle - first) / (middle_at - begun), (done - middle) / (now - middle_at)
        if not 0 < max(early, late) <= STEADY * min(early, late):
            return None
        return timedelta(seconds=(total - done) * (now - begun) / (done - first))
