from __future__ import annotations

import pytest

from fieldapp.search.folding import compact, fold, is_chinese, words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("报警 E-02，冷冻室", ["报警", "e02", "冷冻室"]),
        ("報警Ｅ０２", ["报警", "e02"]),
        ("0 ℃ 應為 15.5–17.0 kΩ", ["0", "c", "应为", "15.5", "17.0", "kω"]),
        ("drip-loop TS-02/CK_07", ["drip-loop", "ts02", "ck07"]),
        ("CF680-24D-01763", ["cf680-24d01763"]),
        ("、。 (*)?", []),
    ],
)
def test_a_text_is_cut_into_words_of_one_spelling(text: str, cut: list[str]) -> None:
    assert words(text) == cut


def test_a_code_is_one_word_however_it_is_written() -> None:
    assert {compact(text) for text in ("E02", "e-02", "E 02", "Ｅ—02", "E‑02")} == {"e02"}


@pytest.mark.req("KNO-1")
def test_traditional_characters_are_compared_as_simplified_ones_whatever_stands_around() -> None:
    assert fold("壓縮機不製冷，門縫結霜") == "压缩机不制冷,门缝结霜"
    assert "".join(fold(sign) for sign in "乾燥過濾器") == fold("乾燥過濾器")


def test_words_are_chinese_or_not() -> None:
    assert (is_chinese("漏水"), is_chinese("e02"), is_chinese("")) == (True, False, False)
