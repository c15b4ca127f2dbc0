from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.scheduling.punctuality import Punctuality, punctuality
from tests.factories import SHANGHAI, local

TEN = local("10:00")


@pytest.mark.req("SITE-1")
@pytest.mark.parametrize(
    ("seconds_before", "word"),
    [
        (601, Punctuality.EARLY),
        (600, Punctuality.TARGET),
        (300, Punctuality.TARGET),
        (299, Punctuality.ON_TIME),
        (0, Punctuality.ON_TIME),
        (-1, Punctuality.LATE),
    ],
)
def test_an_arrival_is_early_in_the_target_on_time_or_late(seconds_before: int, word: Punctuality) -> None:
    assert punctuality(TEN, TEN - timedelta(seconds=seconds_before)) is word


@pytest.mark.req("SITE-1")
@given(st.timedeltas(timedelta(hours=-3), timedelta(hours=3)))
def test_the_zone_in_which_a_moment_is_written_makes_no_difference(before: timedelta) -> None:
    arrived = (TEN - before).astimezone(UTC)
    assert punctuality(TEN.astimezone(SHANGHAI), arrived) is punctuality(TEN, arrived.astimezone(SHANGHAI))
