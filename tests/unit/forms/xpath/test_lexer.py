from __future__ import annotations

import pytest

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.lexer import TokenKind, tokenise


def texts(expression: str) -> list[str]:
    return [token.text for token in tokenise(expression)][:-1]


def kinds(expression: str) -> list[TokenKind]:
    return [token.kind for token in tokenise(expression)][:-1]


def test_a_star_after_an_operand_is_read_as_times() -> None:
    assert kinds("2 * *") == [TokenKind.NUMBER, TokenKind.OPERATOR, TokenKind.SYMBOL]


def test_a_word_operator_at_the_place_of_a_name_is_read_as_a_name() -> None:
    assert kinds("div div div") == [TokenKind.NAME, TokenKind.OPERATOR, TokenKind.NAME]


def test_operators_written_without_spaces_are_split_from_numbers() -> None:
    assert texts("1and1") == ["1", "and", "1"]


def test_a_name_with_hyphens_and_chinese_letters_stays_whole() -> None:
    assert texts("count-selected(温度-1)") == ["count-selected", "(", "温度-1", ")"]


def test_a_prefix_is_read_with_its_name_and_an_axis_is_not() -> None:
    assert texts("jr:itext(child::a)") == ["jr:itext", "(", "child", "::", "a", ")"]


def test_a_literal_that_looks_like_a_bracket_does_not_make_the_next_star_a_name() -> None:
    assert kinds("'(' * 2")[1] is TokenKind.OPERATOR


def test_a_character_that_no_expression_holds_is_named_with_its_offset() -> None:
    with pytest.raises(XPathError) as caught:
        tokenise("1 + ;")
    assert caught.value.code == "forms.xpath.syntax"
    assert caught.value.fields["offset"] == 4
