"""Lines of Chinese and mixed text: what may stand first and last, and that nothing gets lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from fieldapp.reports.kit.line_breaking import NEVER_FIRST, NEVER_LAST, break_lines


def measure(text: str) -> float:
    return sum(5 if character.isascii() else 10 for character in text)


TEXT = st.text(st.sampled_from("冷冻室温度 报警，。；：？！（）《》“”、E02-680.4 ℃−"), max_size=120)


@given(TEXT, st.integers(min_value=120, max_value=400))
def test_breaking_loses_nothing_but_the_space_at_line_ends(text: str, width: int) -> None:
    assert "".join(break_lines(text, width, measure)).replace(" ", "") == text.replace(" ", "")


@example("0−””", 25)
@given(TEXT, st.integers(min_value=10, max_value=400))
def test_no_line_is_wider_than_its_place(text: str, width: int) -> None:
    assert all(measure(line) <= width for line in break_lines(text, width, measure))


SENTENCE = st.lists(
    st.tuples(
        st.sampled_from(["冷冻室", "温度", "报警", "E02", "−18.4", "CF-680"]),
        st.sampled_from(["", "，", "。", "！》", "；", " ℃", "？"]),
    ),
    min_size=1,
    max_size=40,
).map(lambda pairs: "".join(word + sign for word, sign in pairs))


@given(SENTENCE, st.integers(min_value=60, max_value=300))
def test_no_line_begins_with_a_closing_sign(text: str, width: int) -> None:
    for line in break_lines(text, width, measure)[1:]:
        assert line[0] not in NEVER_FIRST


@given(st.lists(st.sampled_from(["冷冻室", "（", "《", "“", "温"]), min_size=1, max_size=40).map("".join))
def test_no_line_ends_with_an_opening_sign_that_has_something_to_open(text: str) -> None:
    lines = break_lines(text, 300, measure)
    for line, following in pairwise(lines):
        if following[0] not in NEVER_LAST:
            assert line[-1] not in NEVER_LAST


def test_a_number_stays_with_its_sign_and_its_unit() -> None:
    assert break_lines("冷冻室 −18.4 ℃ 正常", 70, measure) == ("冷冻室", "−18.4 ℃ 正常")


def test_a_code_is_not_parted() -> None:
    assert break_lines("换上传感器 TS-02", 75, measure) == ("换上传感器", "TS-02")


def test_a_word_wider_than_a_line_is_cut() -> None:
    assert break_lines("abcdefghij", 20, measure) == ("abcd", "efgh", "ij")


def test_one_character_does_not_stand_alone_on_the_last_line() -> None:
    assert break_lines("每周擦一次门封条", 70, measure) == ("每周擦一次门", "封条")
    assert break_lines("每周擦一次门封。", 70, measure) == ("每周擦一次", "门封。")


def test_a_line_break_in_the_text_begins_a_new_line_and_an_empty_text_is_one_line() -> None:
    assert break_lines("a\n\nb", 50, measure) == ("a", "", "b")
    assert break_lines("", 50, measure) == ("",)
