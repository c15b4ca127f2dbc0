"""How words that someone types find rows of a list: one rule for lists in a form and outside of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

NAME = "name"
LABEL = "label"
_LANGUAGE_MARK = "::"


def folded(text: str) -> str:
    """The text as it is compared: full width and half width, capitals and small letters are the same."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def words_in(text: str) -> list[str]:
    """The words of a search, folded."""
    return folded(text).split()


def matches(row: Mapping[str, str], words: list[str]) -> bool:
    """Whether each word is somewhere in the name or a label of a row."""
    texts = [folded(text) for text in searched_texts(row)]
    return all(any(word in text for text in texts) for word in words)


def searched_texts(row: Mapping[str, str]) -> Iterator[str]:
    """Name and labels of a row: `name`, `label`, `label::English (en)`."""
    return (text for column, text in row.items() if is_searched(column))


def is_searched(column: str) -> bool:
    """Whether a search looks into a column."""
    return column in (NAME, LABEL) or column.startswith(LABEL + _LANGUAGE_MARK)


def label_in(row: Mapping[str, str], column: str, language: str, code: str) -> str | None:
    """The text of a label's column for a language, by its name or its code; None where the row has none of its own."""
    return row.get(f"{column}{_LANGUAGE_MARK}{language}") or row.get(f"{column}{_LANGUAGE_MARK}{code}")
