from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.search.folding import words
from fieldapp.search.shingles import CODE, around, shingles, term, whole

TEXTS = st.text("风机不转漏水报警ae02-. ", min_size=1, max_size=40)


@given(TEXTS, st.data())
def test_every_part_of_every_word_is_found(text: str, data: st.DataObject) -> None:
    held = set(shingles(words(text)).split())
    for word in words(text):
        start = data.draw(st.integers(0, len(word) - 1))
        part = word[start : data.draw(st.integers(start + 1, len(word)))]
        asked = re.findall(r'"([^"]+)"(\*?)', term(part))
        assert asked
        for piece, beginning in asked:
            assert any(one.startswith(piece) for one in held) if beginning else piece in held


def test_two_characters_with_another_between_them_are_found() -> None:
    assert around("蒸", "器").strip('"') in shingles(["蒸发器"]).split()
    assert around("蒸", "发").strip('"') not in shingles(["蒸发器"]).split()


def test_a_code_is_one_piece_and_no_part_of_it() -> None:
    assert shingles([CODE + "e02"]) == whole(CODE, "e02").strip('"')


def test_no_piece_holds_a_mark_at_which_the_index_would_cut_it() -> None:
    pieces = shingles(words("15.5-17.0 drip-loop"))
    assert not re.search(r"[!-/:-@]", pieces)
