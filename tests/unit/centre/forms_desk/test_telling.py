"""Findings in the words of the one who writes checklists."""

from __future__ import annotations

from fieldapp.centre.database.engine import Database
from fieldapp.centre.forms_desk.publishing import publish_forms
from fieldapp.centre.forms_desk.telling import Telling
from fieldapp.centre.publish import Published
from fieldapp.forms.errors import AuthorError
from fieldapp.forms.lint.findings import cell_of
from fieldapp.forms.workbook import Cell
from fieldapp.workflow.needs import needed_answers
from tests.factories import NOW
from tests.fakes.shipped import shipped_words
from tests.unit.centre.forms_desk.conftest import Changed, row_of


def test_a_question_that_was_only_renamed_is_named_with_its_new_name(centre: Database, changed: Changed) -> None:
    row = row_of("work", "deiced")
    path = changed("work", {Cell("survey", row, "name"): "ice_gone"})
    (fault,) = publish_forms(centre, [path], at=NOW, by="许婧").examined[0].refusals
    assert (fault.code, fault.fields["name"], fault.fields["renamed"]) == (
        "forms.publish.field-renamed",
        "deiced",
        "ice_gone",
    )
    assert cell_of(fault) == Cell("survey", row, "name")
    english, chinese = (Telling(shipped_words(), language) for language in ("en", "zh"))
    assert "needs “deiced” (the report's section “Work done”), which seems to be called “ice_gone”" in english.line(
        fault
    )
    assert "流程要用到“deiced”（服务报告的“过程”）" in chinese.line(fault)


def test_who_needs_an_answer_is_said_in_words_for_every_reader_of_the_process(published: Published) -> None:
    readers = {need.reader for process in published.processes for need in needed_answers(process)}
    for language in ("zh", "en"):
        telling = Telling(shipped_words(), language)
        for reader in readers:
            place = {"file": "work.xlsx", "sheet": "survey", "column": "name"}
            line = telling.line(AuthorError("forms.publish.field-needed", needed_by=reader, name="x", row=1, **place))
            assert f"({reader})" not in line
            assert f"（{reader}）" not in line
            assert "cli.forms" not in line
