from __future__ import annotations

import re

import pytest

from fieldapp.search.sounds import alike
from fieldapp.search.wanted import exact, one_of, one_wrong, same_sound, sounding_pairs


@pytest.mark.parametrize(
    ("typed", "meant", "is_found"),
    [
        ("蒸发气", "蒸发器", True),
        ("蒸器", "蒸发器", True),
        ("蒸发器", "蒸发的器", True),
        ("蒸发的器", "蒸发器", True),
        ("冷凝风机", "冷却风机", True),
        ("蒸器", "蒸发热器", False),
        ("蒸汽", "蒸发", False),
        ("冷凝风机", "冷却水机", False),
    ],
)
def test_one_wrong_character_is_one(typed: str, meant: str, is_found: bool) -> None:
    wanted = one_wrong(typed)
    assert wanted is not None
    assert bool(re.search(wanted.pattern, meant)) is is_found


def test_a_single_character_is_not_guessed_at() -> None:
    assert (one_wrong("漏"), same_sound(sounding_pairs("漏", alike("漏")))) == (None, None)


def test_a_sound_is_looked_for_with_the_pairs_that_the_library_has() -> None:
    pairs = sounding_pairs("楼水", alike("楼水"))
    assert "漏水" in pairs[0]
    wanted = same_sound([["漏水"]])
    assert wanted is not None
    assert (wanted.grams, wanted.globs) == ('("漏水")', ("[漏][水]",))
    assert same_sound([["漏水"], []]) is None


def test_one_of_several_words_is_enough_and_signs_of_patterns_mean_themselves() -> None:
    assert one_of(["a.b", "ab"]).pattern == r"a\.b|ab"
    assert re.search(exact("1.5").pattern, "1x5") is None
