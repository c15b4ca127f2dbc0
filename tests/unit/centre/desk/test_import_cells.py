"""What a cell means, however it was typed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fieldapp.centre.desk.import_cells import BadCell, day_of, degrees_of, instant_of, text_of, whole_number, word_of
from fieldapp.centre.desk.import_columns import LONGEST, Column
from fieldapp.centre.desk.import_table import Unusable, Value
from fieldapp.domain.process import JobType
from fieldapp.domain.work_order import ProblemArea
from tests.factories import SHANGHAI
from tests.unit.centre.desk.tables import vocabulary

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


def fault_of(value: Value, column: Column = Column.START_AT) -> str:
    with pytest.raises(BadCell) as bad:
        instant_of(value, column, SHANGHAI)
    return bad.value.fault.code


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 11, 23, 10, 0),
        "2026-11-23 10:00",
        "2026-11-23T10:00:00",
        "2026/11/23 10:00",
        "2026.11.23 10：00",
        "2026年11月23日 10:00",
        "2026年11月23日10时00分",
        "2026-11-23 10:00:00.000",
        46349.416666666664,
    ],
)
def test_a_moment_is_understood_as_excel_people_and_chinese_write_it(value: Value) -> None:
    assert instant_of(value, Column.START_AT, SHANGHAI) == TEN


@pytest.mark.parametrize(
    "value",
    [
        "11/23/2026 10:00",
        "明天上午",
        "2026-13-01 10:00",
        "2026-11-23 25:00",
        "0001-01-01 05:00",
        "9999-12-31 23:00",
        datetime(1, 1, 1, 5),
        5,
        -1.5,
        True,
        1e9,
    ],
)
def test_what_could_mean_another_day_or_none_is_no_moment(value: Value) -> None:
    assert fault_of(value) == "date"


@pytest.mark.parametrize("value", ["2026-11-23", datetime(2026, 11, 23), 46349])
def test_a_day_alone_is_no_moment(value: Value) -> None:
    assert fault_of(value) == "clock"


@pytest.mark.parametrize("value", ["2026-11-23", datetime(2026, 11, 23), 46349, "2026年11月23日", "2026-11-23 10:00"])
def test_a_day_is_understood_with_and_without_a_time(value: Value) -> None:
    assert day_of(value, Column.PURCHASED_ON) == date(2026, 11, 23)


def test_an_empty_cell_means_nothing_everywhere() -> None:
    for value in (None, "", "  "):
        assert instant_of(value, Column.START_AT, SHANGHAI) is None
        assert day_of(value, Column.PURCHASED_ON) is None
        assert whole_number(value, Column.SEVERITY, 1, 4) is None
        assert degrees_of(value, Column.LATITUDE, 90) is None
        assert text_of(value, Column.WISHES) == ""


@pytest.mark.parametrize(
    ("value", "text"), [(13800004127, "13800004127"), (1.0, "1"), (2.5, "2.5"), (" a \n b ", "a b"), (True, "True")]
)
def test_text_is_what_was_seen_in_the_cell(value: Value, text: str) -> None:
    assert text_of(value, Column.PHONE) == text


@pytest.mark.parametrize(
    ("value", "column", "code"),
    [
        (Unusable.FORMULA, Column.WISHES, "formula"),
        (Unusable.ERROR, Column.WISHES, "error"),
        (Unusable.MERGED, Column.WISHES, "merged"),
        ("x" * 41, Column.NUMBER, "too-long"),
        ("x" * (LONGEST + 1), Column.WISHES, "too-long"),
        ("a\x07b", Column.WISHES, "unprintable"),
        ("a\u202eb", Column.WISHES, "unprintable"),
    ],
)
def test_text_that_cannot_be_used_is_named(value: Value, column: Column, code: str) -> None:
    with pytest.raises(BadCell) as bad:
        text_of(value, column)
    assert bad.value.fault.code == code


@pytest.mark.parametrize("value", ["5", "0", "二", "1.5", "-1", "１２３４５６７８９０", "²"])
def test_a_number_outside_its_limits_or_of_other_digits_is_refused(value: str) -> None:
    with pytest.raises(BadCell):
        whole_number(value, Column.SEVERITY, 1, 4)


@pytest.mark.parametrize("value", ["91", "nan", "inf", "北纬 31 度"])
def test_degrees_that_are_nowhere_are_refused(value: str) -> None:
    with pytest.raises(BadCell):
        degrees_of(value, Column.LATITUDE, 90)


@pytest.mark.parametrize("text", ["故障维修", "Repair", "repair", " REPAIR "])
def test_a_word_of_a_closed_list_is_understood_in_both_languages(text: str) -> None:
    assert word_of(text, Column.JOB_TYPE, vocabulary(), "zh", JobType.TRAINING) is JobType.REPAIR


def test_an_empty_word_is_the_usual_one_and_a_strange_one_is_told_with_those_that_are_known() -> None:
    assert word_of(None, Column.PROBLEM_AREA, vocabulary(), "zh", ProblemArea.HARDWARE) is ProblemArea.HARDWARE
    with pytest.raises(BadCell) as bad:
        word_of("电气", Column.PROBLEM_AREA, vocabulary(), "en", ProblemArea.HARDWARE)
    assert bad.value.fault.fields == {"value": "电气", "words": "Hardware, Software, Operation"}
