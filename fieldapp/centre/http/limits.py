"""How often one device may ask, or one depot: a bucket of tokens each, so that one that runs wild slows no other.

Each worker counts for itself. The bucket protects a worker's time and is no quota: with n workers a device gets at most
n times as much, and no answer waits for a commit that only counts.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from fieldapp.domain.errors import CentreRefused

_SWEEP_AT = 10_000
"""Buckets kept before those that are full again are forgotten."""


@dataclass(slots=True, kw_only=True)
class RequestLimits:
    """`burst` requests at once, then `a_second`. `clock` returns seconds that only grow."""

    burst: int
    a_second: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def count(self, name: str) -> None:
        """Count a request of `name`. Raises CentreRefused("rate-limited") with the seconds to wait."""
        now = self.clock()
        with self._lock:
            left = self._tokens(name, now)
            if left < 1:
                raise CentreRefused("rate-limited", retry_after_s=math.ceil((1 - left) / self.a_second))
            if len(self._left) >= _SWEEP_AT:
                self._left = {known: self._left[known] for known in self._left if self._tokens(known, now) < self.burst}
            self._left[name] = left - 1, now

    def _tokens(self, name: str, now: float) -> float:
        left, at = self._left.get(name, (float(self.burst), now))
        return min(float(self.burst), left + (now - at) * self.a_second)
