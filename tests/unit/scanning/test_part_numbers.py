"""One spelling for numbers."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.scanning.part_numbers import gtin14, gtin14_or_none, part_number, plain


def test_full_width_letters_dashes_and_spaces_become_plain() -> None:
    assert plain("　ＴＳ—０２　\t b ") == "TS-02 b"


def test_a_part_number_is_in_capitals_and_keeps_spaces_between_words() -> None:
    assert part_number("fr 680/3") == "FR 680/3"
    assert part_number("6 901234 000023") == "6901234000023"


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("96385074", "00000096385074"),
        ("012345678905", "00012345678905"),
        ("6901234000023", "06901234000023"),
        ("06901234000023", "06901234000023"),
        ("2000000000008", "02000000000008"),
    ],
)
def test_every_length_of_gtin_becomes_fourteen_digits(digits: str, expected: str) -> None:
    assert gtin14(digits) == gtin14_or_none(digits) == expected


@pytest.mark.parametrize("digits", ["6901234000024", "1234567", "69012340000٢3", "TS-02", ""])
def test_what_is_no_gtin_is_refused(digits: str) -> None:
    assert gtin14_or_none(digits) is None
    with pytest.raises(BadInput) as fault:
        gtin14(digits)
    assert fault.value.code == "label.check-digit"
