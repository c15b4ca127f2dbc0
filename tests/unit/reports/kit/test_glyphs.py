from __future__ import annotations

from fieldapp.reports.kit.glyphs import Run, drawable, runs, shown


def covers(character: str) -> bool:
    return character not in "🙂𪸩" and character.isprintable()


def test_a_missing_character_becomes_its_mark_and_code_and_keeps_its_text() -> None:
    assert runs("张𪸩记", covers) == (Run("张", "张"), Run("〓U+2AE29", "𪸩"), Run("记", "记"))
    assert shown("张𪸩", covers) == "张〓U+2AE29"


def test_each_missing_character_has_its_own_mark() -> None:
    assert [run.text for run in runs("🙂𪸩", covers)] == ["🙂", "𪸩"]


def test_text_of_known_characters_is_one_run() -> None:
    assert runs("冷冻室", covers) == (Run("冷冻室", "冷冻室"),)


def test_controls_and_joiners_are_left_out_and_missing_characters_are_not() -> None:
    assert drawable("a\tb\u200bc\x07\r\nd🙂\ufe0f", covers) == "a bc\nd🙂"
