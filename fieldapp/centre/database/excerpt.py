"""Texts of others as columns: what a tablet calls something must neither overflow a column nor be refused by it."""

from __future__ import annotations

from sqlalchemy import Dialect, String, TypeDecorator

_NUL = "\0"
"""PostgreSQL cannot keep this character; SQLite and JSON can."""
_INSTEAD = "\ufffd"


class Excerpt(TypeDecorator[str]):
    """As much of a text as a search by it needs; the whole text stands in the row's document."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        """`length` is the column's, in characters."""
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the beginning of the text, as any database can keep it."""
        return None if value is None else value.replace(_NUL, _INSTEAD)[: self.length]


def is_key(text: str, longest: int = 64) -> bool:
    """Tell whether a text could be somebody's key: short enough, and without what a database refuses."""
    return len(text) <= longest and _NUL not in text
