from __future__ import annotations

import pytest

from fieldapp.search.pinyin import Spelling, sounds_like, spelt

NAMES = ("温度传感器 TS-02", "重庆绿灯", "压缩机", "重锤", "Evaporator fan")


@pytest.fixture(scope="module")
def book() -> dict[str, Spelling]:
    return spelt(NAMES)


@pytest.mark.req("USE-1")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wendu", {"温度传感器 TS-02"}),
        ("wdcgq", {"温度传感器 TS-02"}),
        ("wendcgq", {"温度传感器 TS-02"}),
        ("cgqts", {"温度传感器 TS-02"}),
        ("YASUOJI", {"压缩机"}),
        ("ｙｓｊ", {"压缩机"}),
        ("zc", {"重锤"}),
        ("cc", {"重锤"}),
        ("cq", {"重庆绿灯"}),
        ("lvd", {"重庆绿灯"}),
        ("evap", {"Evaporator fan"}),
        ("ysx", set()),
        ("-", set()),
    ],
)
def test_letters_find_a_name_by_syllables_initials_or_both(
    book: dict[str, Spelling], typed: str, found: set[str]
) -> None:
    assert {name for name in NAMES if sounds_like(typed, book[name])} == found


def test_a_word_decides_how_its_characters_are_read(book: dict[str, Spelling]) -> None:
    assert book["重庆绿灯"][0] == ("chong",)
    assert set(book["重锤"][0]) >= {"zhong", "chong"}


def test_a_name_that_was_not_spelt_sounds_like_nothing() -> None:
    assert not sounds_like("a", ())


def test_letters_that_lead_nowhere_are_given_up_quickly() -> None:
    spelling = (("xing", "hang", "heng"),) * 60
    assert not sounds_like("h" * 50 + "y", spelling)
