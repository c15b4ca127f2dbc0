from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from fieldapp.ui.viewmodels.editors import Editor
from fieldapp.ui.viewmodels.form_rows import FormRows
from fieldapp.ui.viewmodels.question_rows import DONE_ANSWER, QuestionRow


def row(name: str, editor: Editor, *, block: str = "", value: str = "", mandatory: bool = False) -> QuestionRow:
    return QuestionRow(name, editor.value, name.title(), value=value, block=block, mandatory=mandatory)


ROWS = (
    row("power", Editor.ACKNOWLEDGE, value=DONE_ANSWER),
    row("gap", Editor.NUMBER),
    row("bolts", Editor.COUNTER),
    row("level", Editor.SLIDER),
    row("tidy", Editor.RATING),
    row("air#head1", Editor.SECTION, block="air"),
    row("air/in", Editor.NUMBER, block="air"),
    row("air/closed", Editor.ACKNOWLEDGE, block="air", mandatory=True),
    row("air#end1", Editor.END, block="air"),
    row("remark", Editor.TEXT),
)


def names(rows: tuple[QuestionRow, ...]) -> list[str]:
    return [one.name for one in rows]


@pytest.fixture
def shown(qapp: object) -> FormRows:
    parent = QObject()
    rows = FormRows(parent)
    rows.kept = parent  # type: ignore[attr-defined]
    rows.show(ROWS)
    return rows


@pytest.mark.req("SITE-3")
def test_ticks_and_readings_stand_apart_and_a_card_stays_together(shown: FormRows) -> None:
    assert names(shown.questions.rows()) == names(ROWS)
    assert names(shown.checks.rows()) == ["power"]
    assert names(shown.readings.rows()) == ["gap", "bolts", "level"]
    assert names(shown.rest.rows()) == ["tidy", "air#head1", "air/in", "air/closed", "air#end1", "remark"]


def test_what_must_be_there_is_missed_in_a_card_too(shown: FormRows) -> None:
    assert shown.lacking() == "Air/Closed"
    shown.replace([row("air/closed", Editor.ACKNOWLEDGE, block="air", value=DONE_ANSWER, mandatory=True)])
    assert shown.lacking() == ""


def test_the_first_question_of_a_card_is_no_head(shown: FormRows) -> None:
    assert (shown.first_in("air"), shown.first_in("spare[1]")) == ("air/in", "")


def test_rows_fit_while_their_questions_and_editors_are_the_same(shown: FormRows) -> None:
    assert shown.fits([row("gap", Editor.NUMBER, value="3")])
    assert not shown.fits([row("gap", Editor.NOTE)])
    assert not shown.fits([row("new", Editor.TEXT)])
