"""A place that was written down as text is read again, and nothing is read into a text that names none."""

from __future__ import annotations

import pytest

from fieldapp.domain.customer import Coordinates


def test_a_place_as_text_is_read() -> None:
    assert Coordinates.from_text("31.21,121.42") == Coordinates(31.21, 121.42)


@pytest.mark.parametrize("text", ["", "31.21", "31.21,", "north,east"])
def test_a_text_that_names_no_place_gives_none(text: str) -> None:
    assert Coordinates.from_text(text) is None
