from __future__ import annotations

from datetime import timedelta

from fieldapp.sync.retry import BackOff


def test_waits_double_up_to_the_longest() -> None:
    top = BackOff(random=lambda: 1.0)

    waits = [top.delay(failures).total_seconds() for failures in (1, 2, 3, 8, 9, 10_000)]

    assert waits == [5, 10, 20, 640, 900, 900]


def test_a_wait_is_drawn_from_its_upper_half() -> None:
    assert BackOff(random=lambda: 0.0).delay(2) == timedelta(seconds=5)
    assert BackOff(random=lambda: 0.5).delay(2) == timedelta(seconds=7.5)
