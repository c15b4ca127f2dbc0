"""When to try again after a failed sync: doubling waits with jitter, so that a depot's tablets do not come at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOff:
    """Waits of `first`, twice that, and so on up to `longest`; each is drawn from its upper half."""

    random: Callable[[], float]
    """Returns a number of [0, 1)."""
    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(minutes=15)

    def delay(self, failures: int) -> timedelta:
        """Return how long to wait after `failures` failed runs in a row (at least 1)."""
        doublings = min(max(failures, 1) - 1, 20)
        whole = min(self.first * float(2**doublings), self.longest)
        return whole / 2 + whole / 2 * self.random()
