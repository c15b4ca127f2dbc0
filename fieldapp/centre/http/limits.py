"""How often one device may ask: a bucket of tokens each, so that one that runs wild does not slow the others.

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
from fieldapp.domain.ids import DeviceId

_SWEEP_AT = 10_000
"""Buckets kept before those that are full again are forgotten."""


@dataclass(slots=True, kw_only=True)
class RequestLimits:
    """`burst` requests at once, then `a_second`. `clock` returns seconds that only grow."""

    burst: int
    a_second: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[DeviceId, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def count(self, device_id: DeviceId) -> None:
        """Count a request. Raises CentreRefused("rate-limited") with the seconds to wait."""
        now = self.clock()
        with self._lock:
            left = self._tokens(device_id, now)
            if left < 1:
                raise CentreRefused("rate-limited", retry_after_s=math.ceil((1 - left) / self.a_second))
            if len(self._left) >= _SWEEP_AT:
                self._left = {known: self._left[known] for known in self._left if self._tokens(known, now) < self.burst}
            self._left[device_id] = left - 1, now

    def _tokens(self, device_id: DeviceId, now: float) -> float:
        left, at = self._left.get(device_id, (float(self.burst), now))
        return min(float(self.burst), left + (now - at) * self.a_second)
