from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.search.highlights import pieces


def found(text: str, *patterns: str) -> list[str]:
    return [piece.text for piece in pieces(text, patterns) if piece.found]


@pytest.mark.req("KNO-1")
@pytest.mark.parametrize(
    ("text", "patterns", "marked"),
    [
        ("报警 E-02，温度偏高", ["e02", "温度"], ["E-02", "温度"]),
        ("報警Ｅ０２", ["报警", "e02"], ["報警Ｅ０２"]),
        ("Evaporator temperature Sensor", ["sensor"], ["Sensor"]),
        ("蒸发器传感器", ["蒸\\w器"], ["蒸发器"]),
        ("0 ℃ 时 5 kΩ", ["c", "kω"], ["℃", "kΩ"]),
        ("漏水漏水", ["漏水"], ["漏水漏水"]),
        ("什么也没有", ["漏水"], []),
        ("什么也没有", [], []),
        ("", ["漏水"], []),
        ("空的模式", ["", "x*"], []),
    ],
)
def test_what_was_found_is_marked_as_it_was_written(text: str, patterns: list[str], marked: list[str]) -> None:
    assert found(text, *patterns) == marked


@given(st.text("报警E-02ｅ０℃ ", max_size=30), st.lists(st.sampled_from(["报", "e02", "c", "警e", "\\w"]), max_size=3))
def test_the_pieces_together_are_the_text(text: str, patterns: list[str]) -> None:
    cut = pieces(text, patterns)
    assert "".join(piece.text for piece in cut) == text
    assert all(one.found != other.found for one, other in pairwise(cut))
