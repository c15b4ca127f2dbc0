"""What is let into a log, and what is not."""

from __future__ import annotations

import pytest

from fieldapp.support.allowed import allowed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seconds", 30),
        ("found", "7"),
        ("order", "WX-261123-004"),
        ("sha256", "9f" * 32),
        ("event", "tablet-1:12"),
        ("reason", "SQLITE_IOERR 1546"),
        ("code", "store.full"),
    ],
)
def test_a_number_an_identity_or_a_word_of_ours_is_let_in(name: str, value: str | int) -> None:
    assert allowed({name: value}) == {name: value}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("customer", "WX-261123-004"),  # a name that is not on the list
        ("serial", "2608-11937"),
        ("label", "TS-02"),
        ("order", "林芳"),
        ("order", "138 0000 4127"),
        ("order", "138-0000-4127"),
        ("order", "13800004127"),
        ("seconds", 13800004127),
        ("seconds", "13800004127"),
        ("seconds", "thirty"),
        ("reason", "no space left for 林芳"),
        ("reason", "called Lin Fang back"),
        ("code", "x" * 61),
        ("order", "A" * 81),
        ("order", "WX-1\nWX-2"),
        ("order", ["WX-1"]),
    ],
)
def test_anything_else_is_left_out_and_only_its_name_is_told(name: str, value: object) -> None:
    assert allowed({name: value}) == {"left_out": name}


def test_a_name_that_is_itself_somebodys_data_is_not_told_either() -> None:
    assert allowed({"林芳": 1, "a b c": 2, "seconds": 3}) == {"seconds": 3}
