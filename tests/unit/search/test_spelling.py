from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.search.spelling import is_spelt, nearest, rests

WORDS = st.text(string.ascii_lowercase + string.digits, min_size=3, max_size=9)


def distance(one: str, other: str) -> int:
    """Edits between two words, with neighbours that change places as one; the slow way, by its definition."""
    rows = [[max(i, j) if not (i and j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            change = rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(WORDS, st.lists(WORDS, max_size=6), st.integers(0, 8), st.sampled_from("aeiou0"))
def test_the_nearest_words_are_those_of_one_edit(typed: str, others: list[str], place: int, sign: str) -> None:
    others += [typed[:place] + sign + typed[place:], typed[:place] + sign + typed[place + 1 :]]
    assert set(nearest(typed, others)) == {word for word in others if distance(typed, word) == 1}


@given(WORDS, WORDS)
def test_words_of_one_edit_share_a_rest(one: str, other: str) -> None:
    for near in (other, one[1:] + one[:1], one[:-1], one + "x", "x" + one[1:]):
        if distance(one, near) == 1:
            assert set(rests(one)) & set(rests(near))


def test_a_number_and_a_short_word_are_not_spelt() -> None:
    assert [word for word in ("e2", "e02", "01763", "sensor", "漏水", "a" * 25) if is_spelt(word)] == ["e02", "sensor"]
