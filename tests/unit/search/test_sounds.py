from __future__ import annotations

import pytest

from fieldapp.search.sounds import alike


@pytest.mark.req("KNO-1")
@pytest.mark.parametrize(
    ("wrong", "meant"), [("楼", "漏"), ("所", "缩"), ("气", "器"), ("赶", "感"), ("行", "航"), ("行", "型")]
)
def test_characters_of_one_sound_stand_for_each_other_in_any_of_their_readings(wrong: str, meant: str) -> None:
    assert meant in alike(wrong)[wrong]


def test_characters_that_sound_different_do_not() -> None:
    assert "水" not in alike("漏")["漏"]
