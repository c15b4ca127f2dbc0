"""A device that runs wild is slowed, and no other."""

from __future__ import annotations

import pytest

from fieldapp.centre.http.limits import RequestLimits
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import DeviceId

WILD, CALM = DeviceId("WILD"), DeviceId("CALM")


def test_a_burst_is_answered_then_a_device_waits_for_its_own_tokens_only() -> None:
    seconds = [100.0]
    limits = RequestLimits(burst=3, a_second=0.5, clock=lambda: seconds[0])
    for _ in range(3):
        limits.count(WILD)

    with pytest.raises(CentreRefused, match="rate-limited") as refused:
        limits.count(WILD)
    assert refused.value.fields == {"retry_after_s": 2}
    limits.count(CALM)

    seconds[0] += 2
    limits.count(WILD)
    with pytest.raises(CentreRefused, match="rate-limited"):
        limits.count(WILD)


def test_a_bucket_is_never_fuller_than_the_burst() -> None:
    seconds = [100.0]
    limits = RequestLimits(burst=2, a_second=1.0, clock=lambda: seconds[0])
    limits.count(WILD)
    seconds[0] += 3600
    for _ in range(2):
        limits.count(WILD)
    with pytest.raises(CentreRefused, match="rate-limited"):
        limits.count(WILD)
