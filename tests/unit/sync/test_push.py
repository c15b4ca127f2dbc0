"""How much goes up at once: it follows the line, and the centre has the last word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.sync.push import FEWEST, BatchSize
from fieldapp.wire.messages import Hello
from fieldapp.wire.versions import BATCH_EVENTS, MOST_BATCH_EVENTS, PROTOCOL
from tests.factories import CONTENT_SHA256, NOW

QUICK, MIDDLING, SLOW = timedelta(milliseconds=200), timedelta(seconds=5), timedelta(seconds=11)


def allow(size: BatchSize, events: int) -> None:
    size.allow(
        Hello(
            protocol=PROTOCOL,
            epoch="e1",
            server_time=NOW,
            last_seq=0,
            chain=CONTENT_SHA256,
            batch_events=events,
            batch_bytes=1000,
        )
    )


def learnt(size: BatchSize, *trips: timedelta) -> list[int]:
    seen = []
    for took in trips:
        size.learn(took)
        seen.append(size.events)
    return seen


def test_quick_trips_double_a_batch_up_to_the_most_of_the_protocol() -> None:
    assert learnt(BatchSize(), QUICK, QUICK, QUICK) == [2 * BATCH_EVENTS, MOST_BATCH_EVENTS, MOST_BATCH_EVENTS]


def test_slow_trips_halve_a_batch_down_to_the_fewest_and_middling_ones_leave_it() -> None:
    size = BatchSize(events=90)

    assert learnt(size, MIDDLING, SLOW, SLOW, SLOW) == [90, 45, 22, FEWEST]
    assert size.is_smallest


@pytest.mark.parametrize("limit", [1, 7, 30, 500, 700])
def test_nothing_learnt_goes_past_what_the_centre_named(limit: int) -> None:
    size = BatchSize()
    allow(size, limit)

    assert max(learnt(size, QUICK, QUICK, SLOW, SLOW, QUICK, QUICK, QUICK)) == limit
    assert size.bytes == 1000


def test_a_centre_that_takes_more_than_before_is_used_to_the_full() -> None:
    size = BatchSize()
    allow(size, 30)
    allow(size, 10 * MOST_BATCH_EVENTS)

    assert size.events == 30
    assert learnt(size, *[QUICK] * 8)[-1] == MOST_BATCH_EVENTS


def test_a_centre_that_names_none_still_gets_one_at_a_time() -> None:
    size = BatchSize()
    allow(size, 0)

    assert (size.events, size.is_smallest) == (1, True)
