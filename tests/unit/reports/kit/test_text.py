"""Blocks of text as layout sees them."""

from __future__ import annotations

from fieldapp.reports.kit.fonts import load_fonts
from fieldapp.reports.kit.style import BODY
from fieldapp.reports.kit.text import Text
from tests.factories import RESOURCES

FONTS = load_fonts(RESOURCES / "fonts")


def block(lines: int) -> Text:
    return Text("\n".join(f"第 {number} 行" for number in range(lines)), BODY, FONTS)


def heights(of: Text, room: float) -> list[int]:
    return [len(part.text.split("\n")) for part in of.split(200, room) if isinstance(part, Text)]


def test_a_block_is_as_high_as_its_lines() -> None:
    assert block(3).wrap(200, 0) == (200, 3 * BODY.leading)


def test_a_block_that_fits_is_not_split() -> None:
    whole = block(5)
    assert whole.split(200, 5 * BODY.leading) == [whole]


def test_a_split_leaves_two_lines_on_either_side() -> None:
    assert heights(block(10), 4.5 * BODY.leading) == [4, 6]
    assert heights(block(10), 9 * BODY.leading) == [8, 2]
    assert heights(block(10), 1.5 * BODY.leading) == []


def test_a_short_block_splits_anywhere() -> None:
    assert heights(block(3), BODY.leading) == [1, 2]


def test_a_split_keeps_all_text() -> None:
    parts = Text("冷冻室温度正常，" * 40, BODY, FONTS).split(200, 5 * BODY.leading)
    assert "".join(part.text for part in parts if isinstance(part, Text)).replace("\n", "") == "冷冻室温度正常，" * 40


def test_a_missing_character_takes_the_room_of_its_mark() -> None:
    text = Text("🙂" * 10, BODY, FONTS)
    text.wrap(100, 0)
    assert len(text.lines) > 1
