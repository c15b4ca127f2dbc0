"""Numbers typed by hand."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.part import CaptureSource
from fieldapp.scanning.typed import typed_part_code


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize("text", ["TS-02", " ts-02 ", "ＴＳ－０２", "TS–02", "ts—02", "TS−02"])
def test_a_typed_number_is_spelled_as_in_the_catalogue_and_marked_as_typed(text: str) -> None:
    code = typed_part_code(text)
    assert (code.part_number, code.source, code.symbology) == ("TS-02", CaptureSource.HAND, "")


@pytest.mark.parametrize("text", ["6901234000023", "6 901234 000023", "６９０１２３４００００２３"])
def test_the_digits_under_a_shop_code_are_understood_with_and_without_spaces(text: str) -> None:
    assert typed_part_code(text).gtin == "06901234000023"


def test_the_line_of_brackets_is_understood_with_chinese_brackets() -> None:
    code = typed_part_code("（01）06901234000023（21）SN-7")
    assert (code.gtin, code.serial_number) == ("06901234000023", "SN-7")


def test_a_serial_keeps_its_letters_as_typed() -> None:
    assert typed_part_code("ts02-2611-0457").raw == "ts02-2611-0457"


def test_nothing_typed_is_refused() -> None:
    with pytest.raises(BadInput) as fault:
        typed_part_code("　")
    assert fault.value.code == "label.empty"
