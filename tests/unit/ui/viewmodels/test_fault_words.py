from __future__ import annotations

import pytest

from fieldapp.domain.ids import PartNumber
from fieldapp.domain.views.faults import FaultsFound, PartAtHand
from fieldapp.ui.viewmodels import fault_words
from fieldapp.ui.words import Words
from tests.factories import SHANGHAI, make_fault, make_part
from tests.fakes.shipped import shipped_words

PARTS = (PartNumber("TS-02"), PartNumber("XX-9"))


@pytest.fixture
def words() -> Words:
    return Words(shipped_words, SHANGHAI, "zh")


def hit(words: Words, *patterns: str, of_one_model: bool = False, **changes: object) -> fault_words.FaultHit:
    found = FaultsFound(entries=(make_fault(**changes),), patterns=patterns)
    return fault_words.hits(found, "e-02", of_one_model, words)[0]


def test_what_was_found_is_bold_and_signs_of_markup_stay_what_they_are(words: Words) -> None:
    row = hit(words, "漂移", cause_zh="<i>漂移</i> & 受潮")
    assert row.cause == "&lt;i&gt;<b>漂移</b>&lt;/i&gt; &amp; 受潮"


def test_a_row_shows_the_text_in_which_something_was_found(words: Words) -> None:
    assert hit(words, "清除").detail == "更换传感器 TS-02，<b>清除</b>报警"
    assert hit(words, "报警").detail == "<b>报警</b> E02，冷冻室温度上升"
    assert hit(words, "ds68", parts=(PartNumber("DS-68"),)).detail == "<b>DS-68</b>"
    assert hit(words).detail == "报警 E02，冷冻室温度上升"
    assert hit(words, "english").detail == "报警 E02，冷冻室温度上升", "found in the other language: nothing to show"


def test_models_are_told_where_they_differ_and_the_code_of_the_order_is_marked(words: Words) -> None:
    assert hit(words).models == "CF-680"
    assert hit(words, models=("CF-680", "CF-480", "CF-320")).models == "CF-680 +2"
    assert hit(words, models=()).models == ""
    assert hit(words, of_one_model=True).models == ""
    assert (hit(words).matches, hit(words, code="E03").matches, hit(words, code="").matches) == (True, False, False)


def test_an_entry_without_a_text_in_the_language_shows_the_other_one(words: Words) -> None:
    entry = make_fault(cause_zh="", cause_en="Sensor drifts", symptom_en="")
    assert fault_words.cause(entry, words) == "Sensor drifts"
    words.speak("en")
    assert fault_words.symptom(entry, words) == "报警 E02，冷冻室温度上升"


def test_an_entry_that_was_never_met_says_nothing_of_cases(words: Words) -> None:
    entry = make_fault(cases=0, cured=0)
    assert (fault_words.cases(entry, words), fault_words.cured(entry, words)) == ("", "")


def test_a_part_says_how_many_lie_on_the_van_and_its_number_where_the_catalogue_knows_no_name(words: Words) -> None:
    at_hand = (
        PartAtHand(number=PARTS[0], part=make_part(), on_van=2),
        PartAtHand(number=PARTS[1], part=None, on_van=0),
    )
    known, unknown = fault_words.part_rows(at_hand, words)
    assert (known.name, known.stock, known.carried) == ("蒸发器温度传感器", "本车有 2", True)
    assert (unknown.key, unknown.name, unknown.stock, unknown.carried) == ("XX-9", "", "本车没有", False)


def test_the_model_of_the_order_stands_before_the_others(words: Words) -> None:
    rows = fault_words.model_rows(("AH-12", "CF-680", "RB-24"), "CF-680", "RB-24", words)
    assert [(row.model, row.chosen) for row in rows] == [
        ("", False),
        ("CF-680", False),
        ("AH-12", False),
        ("RB-24", True),
    ]
