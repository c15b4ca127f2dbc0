from __future__ import annotations

import pytest

from fieldapp.search.grams import grams, query

END = "\ue000"


def searched(expression: str) -> set[str]:
    """The tokens that a search asks for."""
    return {term.strip('"') for term in expression.split(" AND ")}


def test_every_pair_of_a_text_is_a_token_of_its_entry() -> None:
    assert {"门封", "封条", f"条{END}", "80", f"0{END}"} <= set(grams(("门封条 80",)).split(" "))


@pytest.mark.parametrize("part", ["p-0001", "-0", "门封", "𠀀条", "~!", "e02"])
def test_any_two_neighbours_of_a_word_find_the_entry(part: str) -> None:
    assert searched(query([part])) <= set(grams(("p-0001 门封𠀀条 ~!^]\\", "e02")).split(" "))


def test_no_pair_joins_two_words() -> None:
    found = grams(("门 封", "条")).split(" ")
    assert not {"门封", "封条", " 封", "门 "} & set(found)


def test_a_mark_that_parts_tokens_stands_as_its_full_width_twin() -> None:
    assert not any(mark in grams(("a-b.c_d/e",)) for mark in "-._/")


@pytest.mark.parametrize("texts", [(), ("",), (" ", "")])
def test_a_text_without_words_has_no_tokens(texts: tuple[str, ...]) -> None:
    assert grams(texts) == ""
