"""Which of several reads are phantoms."""

from __future__ import annotations

import pytest

from fieldapp.scanning.raw_code import RawCode, without_phantoms


def _code(text: str, left: float, top: float, height: float, symbology: str = "]E0", width: float = 300) -> RawCode:
    right, bottom = left + width, top + height
    return RawCode(text, symbology, ((left, top), (right, top), (right, bottom), (left, bottom)))


def _turned(code: RawCode) -> RawCode:
    return RawCode(code.text, code.symbology, tuple((-y, x) for x, y in code.corners))


RIGHT = _code("6901234000023", 100, 100, 158)


@pytest.mark.parametrize("turn", [lambda code: code, _turned], ids=["lying", "standing"])
def test_a_thin_read_in_the_bars_of_a_thick_one_is_left_out(turn: type) -> None:
    wrong = _code("9074932437075", 120, 180, 18)
    assert without_phantoms([turn(wrong), turn(RIGHT)]) == (turn(RIGHT),)


def test_a_thin_read_just_below_a_thick_one_is_left_out() -> None:
    assert without_phantoms([RIGHT, _code("04963406", 120, 300, 9)]) == (RIGHT,)


def test_a_second_label_further_down_or_beside_is_kept_in_order() -> None:
    below, beside = _code("TS-02", 100, 500, 16, "]C0"), _code("CK-07", 600, 120, 6, "]C0")
    assert without_phantoms([below, RIGHT, beside]) == (below, RIGHT, beside)


def test_a_matrix_code_on_the_same_label_is_kept() -> None:
    matrix = _code("TS-02", 150, 150, 40, "]d1", 40)
    assert without_phantoms([RIGHT, matrix]) == (RIGHT, matrix)


def test_the_same_content_twice_is_one_code() -> None:
    again = _code("6901234000023", 100, 700, 90)
    assert without_phantoms([again, RIGHT]) == (RIGHT,)
    assert without_phantoms([RawCode("TS-02", "]C0"), RawCode("TS-02", "]C0")]) == (RawCode("TS-02", "]C0"),)


@pytest.mark.parametrize(("text", "symbology"), [("54", "]A0"), ("1334", "]I0"), ("1234567", "]I1"), ("", "]Q1")])
def test_reads_too_short_to_be_true_are_left_out(text: str, symbology: str) -> None:
    assert without_phantoms([RawCode(text, symbology)]) == ()


@pytest.mark.parametrize(("text", "symbology"), [("TS02", "]A0"), ("133412", "]I0"), ("54", "]C0"), ("5", "]Q1")])
def test_short_but_possible_reads_are_kept(text: str, symbology: str) -> None:
    assert without_phantoms([RawCode(text, symbology)]) == (RawCode(text, symbology),)
