"""Formulas as authors type them who come from a Chinese keyboard, from Excel or from a programming language."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.forms.compile import check_xlsform
from tests.unit.forms.workbooks import q, workbook

SPELLED = {
    "full-width brackets": ("count（${n}） > 0", 6, "（", "(", "count(${n}) > 0"),
    "a full-width comma": ("if(${n} > 0，1，0) = 1", 12, "，", ",", "if(${n} > 0,1,0) = 1"),
    "a full-width reference": ("1 = ＄｛n｝", 5, "＄｛n｝", "${n}", "1 = ${n}"),
    "signs of a school book": ("${n} ≥ 0 and ${n} ≤ 3000", 6, "≥", ">=", "${n} >= 0 and ${n} <= 3000"),
    "two signs for equal": ("${n} == 5", 6, "==", "=", "${n} = 5"),
    "unequal as Excel has it": ("${n} <> 5", 6, "<>", "!=", "${n} != 5"),
    "and in capitals": ("${n} >= 0 AND ${n} <= 9", 11, "AND", "and", "${n} >= 0 and ${n} <= 9"),
    "and of a programming language": ("${n} > 0 && ${n} < 9", 10, "&&", "and", "${n} > 0 and ${n} < 9"),
    "or of a programming language": ("${n} = 0||${n} = 9", 9, "||", "or", "${n} = 0 or ${n} = 9"),
    "a comma in a number": ("${n} <= 15,5", 11, ",", ".", "${n} <= 15.5"),
    "semicolons between arguments": ("if(${n} > 5;1;0) = 1", 12, ";", ",", "if(${n} > 5,1,0) = 1"),
}


@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED.keys())
def test_another_spelling_is_named_with_what_belongs_there(
    spelled: tuple[str, int, str, str, str], tmp_path: Path
) -> None:
    formula, position, found, right, meant = spelled

    (fault,) = check_xlsform(workbook(tmp_path, q("integer", "n"), q(name="b", relevant=formula)))

    assert (fault.code, fault.fields["column"]) == ("forms.author.formula-spelled", "relevant")
    assert {name: fault.fields[name] for name in ("position", "found", "right", "meant")} == {
        "position": position,
        "found": found,
        "right": right,
        "meant": meant,
    }


@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED.keys())
def test_what_was_meant_is_a_formula_without_faults(spelled: tuple[str, int, str, str, str], tmp_path: Path) -> None:
    assert check_xlsform(workbook(tmp_path, q("integer", "n"), q(name="b", relevant=spelled[-1]))) == ()


def test_full_width_signs_within_a_text_are_left_alone(tmp_path: Path) -> None:
    assert check_xlsform(workbook(tmp_path, q(name="a"), q(name="b", relevant="${a} = '（，）；AND'"))) == ()


def test_a_fault_that_is_no_spelling_names_its_character_counted_from_one(tmp_path: Path) -> None:
    (fault,) = check_xlsform(workbook(tmp_path, q("integer", "n"), q(name="b", relevant="${n} ? 0")))
    assert (fault.code, fault.fields["position"]) == ("forms.xpath.syntax", 6)


def test_a_function_in_capitals_is_named_with_the_one_that_is_meant(tmp_path: Path) -> None:
    (fault,) = check_xlsform(workbook(tmp_path, q("integer", "n"), q(name="b", relevant="IF(${n} > 5, 1, 0) = 1")))
    assert (fault.code, fault.fields["meant"]) == ("forms.author.function-unknown", "if")
