"""Rows for a terminal."""

from __future__ import annotations

from fieldapp.centre.columns import aligned, width


def test_columns_begin_under_each_other_with_wide_characters_too() -> None:
    first, second = aligned([["编号", "x"], ["AB12CD34", "y"]])

    assert (first, second) == ("编号      x", "AB12CD34  y")
    assert width("编号（旧）") == 10


def test_the_last_column_is_not_padded() -> None:
    assert aligned([["a", "long"], ["b", ""]]) == ["a  long", "b"]
