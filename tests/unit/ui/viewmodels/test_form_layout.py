from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest

from fieldapp.forms.model import load_form
from fieldapp.forms.session import FormSession
from fieldapp.ui.viewmodels.form_layout import FormLayout
from fieldapp.ui.viewmodels.question_rows import QuestionRow, question_rows
from tests.factories import local
from tests.ui.stage import Device

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
  <instance><data id="t" version="1"><a/>
  <air><in/><unit jr:template=""><t/><leak jr:template=""><w/></leak></unit><out/></air>
  <plain><b/></plain><c/></data></instance><bind nodeset="/data/c" relevant="/data/a != 'x'"/></model></h:head><h:body>
  <input ref="/data/a"><label>A</label></input>
  <group ref="/data/air" appearance="field-list"><label>Air</label><input ref="/data/air/in"><label>In</label></input>
    <group ref="/data/air/unit"><label>Unit</label><repeat nodeset="/data/air/unit">
      <input ref="/data/air/unit/t"><label>T</label></input>
      <group ref="/data/air/unit/leak"><label>Leak</label><repeat nodeset="/data/air/unit/leak">
        <input ref="/data/air/unit/leak/w"><label>Where</label></input></repeat></group>
    </repeat></group>
    <input ref="/data/air/out"><label>Out</label></input></group>
  <group ref="/data/plain"><input ref="/data/plain/b"><label>B</label></input></group>
  <input ref="/data/c"><label>C</label></input>
</h:body></h:html>"""


def now() -> datetime:
    return local("09:00")


def laid_out(device: Device, answers: Mapping[str, str], form: str = FORM) -> tuple[QuestionRow, ...]:
    definition = load_form(form.encode())
    session = FormSession(definition, language="en", now=now, answers=answers)
    questions = session.questions()
    layout = FormLayout(definition)
    rows = question_rows(questions, device.words, ask=False)
    placed = [layout.placed(row, question.path) for row, question in zip(rows, questions, strict=True)]
    return layout.rows(session, questions, placed)


def shown(rows: tuple[QuestionRow, ...]) -> list[str]:
    return [f"{row.input}:{row.title}" if "#" in row.name else row.name for row in rows]


@pytest.mark.req("SITE-3")
def test_groups_and_rows_stand_in_cards_and_empty_repeats_can_be_added_to(device: Device) -> None:
    rows = laid_out(device, {"/data/air/unit": "2", "/data/air/unit[1]/leak": "1"})
    assert shown(rows) == [
        "a",
        "section:Air",
        "air/in",
        "end:",
        "section:Unit 1",
        "air/unit[1]/t",
        "end:",
        "section:Leak 1",
        "air/unit[1]/leak[1]/w",
        "end:",
        "rows:Leak",
        "section:Unit 2",
        "air/unit[2]/t",
        "end:",
        "rows:Leak",
        "rows:Unit",
        "section:Air",
        "air/out",
        "end:",
        "plain/b",
        "c",
    ]
    assert len({row.name for row in rows}) == len(rows)


def test_a_repeat_without_rows_is_added_to_by_its_title(device: Device) -> None:
    assert "rows:Unit" in shown(laid_out(device, {"/data/air/unit": "0"}))


def test_each_row_knows_its_card_and_what_is_added_or_removed(device: Device) -> None:
    rows = {row.name: row for row in laid_out(device, {"/data/air/unit": "2"})}
    assert (rows["air/unit[2]/t"].block, rows["air/in"].block, rows["a"].block) == ("air/unit[2]", "air", "")
    head = rows["air/unit[2]#head"]
    assert (head.value, head.removable, head.block) == ("air/unit[2]", True, "air/unit[2]")
    assert (rows["air/unit#rows"].value, rows["air/unit[1]/leak#rows"].value) == ("air/unit", "air/unit[1]/leak")


def test_a_form_without_groups_is_its_questions(device: Device) -> None:
    plain = FORM[: FORM.index("  <group ref")] + "</h:body></h:html>"
    assert shown(laid_out(device, {}, plain)) == ["a"]


def test_rows_that_the_form_counts_have_no_button(device: Device) -> None:
    counted = FORM.replace('<repeat nodeset="/data/air/unit">', '<repeat nodeset="/data/air/unit" jr:count="2">')
    rows = laid_out(device, {}, counted)
    assert [row.removable for row in rows if row.title.startswith("Unit")] == [False, False]
    assert "rows:Unit" not in shown(rows)
