from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.ui.viewmodels.sync_rate import SyncRate


def measured(*seen: tuple[float, int]) -> SyncRate:
    rate = SyncRate()
    for at, done in seen:
        rate.note(at, done)
    return rate


@pytest.mark.req("SYN-7")
def test_a_steady_line_says_how_long_the_rest_takes() -> None:
    rate = measured(*((second, second * 100) for second in range(7)))

    assert rate.left(1600) == timedelta(seconds=10)


@pytest.mark.parametrize(
    "seen",
    [
        (),
        ((0, 0), (1, 100), (2, 200)),
        ((0, 0), (3, 0), (6, 0)),
        ((0, 0), (3, 900), (6, 910)),
        ((0, 0), (3, 10), (6, 900)),
        ((0, 0), (0, 50), (6, 900)),
    ],
    ids=["nothing", "too short", "nothing moves", "slows down", "speeds up", "one step"],
)
def test_a_line_that_is_not_steady_says_nothing(seen: tuple[tuple[float, int], ...]) -> None:
    assert measured(*seen).left(2000) is None


def test_nothing_is_left_of_what_is_across() -> None:
    assert measured((0, 0), (3, 300), (6, 600)).left(600) is None


def test_only_the_last_seconds_count_and_another_run_begins_anew() -> None:
    slow = [(float(second), second) for second in range(30)]
    rate = measured(*slow, *((30.0 + second, 1000 * second) for second in range(21)))

    assert rate.left(30_000) == timedelta(seconds=10)
    rate.begin()
    assert rate.left(30_000) is None
