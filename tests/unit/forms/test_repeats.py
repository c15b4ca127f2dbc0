"""Repeats of a session: rows come and go, and what reads them follows."""

from __future__ import annotations

import pytest

from fieldapp.forms.errors import AnswerError
from fieldapp.forms.questions import Aspect
from tests.unit.forms.xforms import form, session

PARTS = form(
    "<total/><part jr:template=''><price/><line/></part><end/>",
    '<bind nodeset="/data/total" calculate="sum(/data/part/price)"/>'
    '<bind nodeset="/data/part/line" calculate="concat(position(..), \': \', ../price)"/>',
    '<group ref="/data/part"><label>备件</label><repeat nodeset="/data/part"><input ref="price"/></repeat></group>',
)
COUNTED = form(
    "<n/><row><x/></row>",
    body='<input ref="/data/n"/><repeat nodeset="/data/row" jr:count="/data/n"><input ref="x"/></repeat>',
)


def test_a_template_is_no_row() -> None:
    opened = session(PARTS)
    assert [(repeat.path, repeat.instances, repeat.may_change) for repeat in opened.repeats()] == [
        ("/data/part", (), True)
    ]


def test_an_added_row_is_named_and_counted() -> None:
    opened = session(PARTS)
    changes = opened.add_repeat("/data/part")
    assert changes.added == ("/data/part[1]",)
    opened.set("/data/part[1]/price", "148")
    opened.add_repeat("/data/part")
    opened.set("/data/part[2]/price", "36")
    assert opened.answers()["/data/total"] == "184"
    assert [question.path for question in opened.questions()] == ["/data/part[1]/price", "/data/part[2]/price"]


def test_an_answer_in_a_row_leaves_the_other_rows_alone() -> None:
    opened = session(PARTS)
    opened.add_repeat("/data/part")
    opened.set("/data/part[1]/price", "1")
    opened.add_repeat("/data/part")
    changed = opened.set("/data/part[2]/price", "5").changes
    assert set(changed) == {"/data/total", "/data/part[2]/price", "/data/part[2]/line"}


def test_a_removed_row_takes_its_answers_and_moves_those_after_it() -> None:
    opened = session(PARTS)
    for row, price in enumerate(("1", "2", "3"), start=1):
        opened.add_repeat("/data/part")
        opened.set(f"/data/part[{row}]/price", price)
    changes = opened.remove_repeat("/data/part[1]")
    assert changes.removed == ("/data/part[1]",)
    assert changes.changed(Aspect.VALUE) == {"/data/total", "/data/part[1]/line", "/data/part[2]/line"}
    assert opened.answers()["/data/part[1]/line"] == "1: 2"


def test_rows_stand_where_the_form_puts_them() -> None:
    opened = session(PARTS)
    opened.add_repeat("/data/part")
    assert opened.instance_xml().index("<part>") < opened.instance_xml().index("<end/>")


def test_a_counted_repeat_follows_its_count() -> None:
    opened = session(COUNTED)
    assert opened.set("/data/n", "3").added == ("/data/row[1]", "/data/row[2]", "/data/row[3]")
    opened.set("/data/row[2]/x", "b")
    assert opened.set("/data/n", "2").removed == ("/data/row[3]",)
    assert opened.answers()["/data/row[2]/x"] == "b"
    assert opened.repeats()[0].may_change is False


def test_rows_come_back_when_the_form_is_reopened() -> None:
    opened = session(PARTS)
    opened.add_repeat("/data/part")
    opened.add_repeat("/data/part")
    opened.set("/data/part[2]/price", "9")
    again = session(PARTS, opened.answers())
    assert again.fields() == opened.fields()
    assert again.answers() == opened.answers()


def test_a_row_that_was_there_from_the_start_stays_removed_when_reopened() -> None:
    definition = form("<row><x/></row>", body='<repeat nodeset="/data/row"><input ref="x"/></repeat>')
    opened = session(definition)
    opened.remove_repeat("/data/row[1]")
    assert session(definition, opened.answers()).repeats()[0].instances == ()


@pytest.mark.parametrize("path", ["/data/total", "/data/none", "/data"])
def test_adding_to_what_is_no_repeat_is_refused(path: str) -> None:
    with pytest.raises(AnswerError) as caught:
        session(PARTS).add_repeat(path)
    assert caught.value.code == "forms.answer.no-repeat"


@pytest.mark.parametrize("path", ["/data/total", "/data/part[1]", "/data/none"])
def test_removing_what_is_no_row_is_refused(path: str) -> None:
    with pytest.raises(AnswerError) as caught:
        session(PARTS).remove_repeat(path)
    assert caught.value.code == "forms.answer.no-repeat"


def test_a_removed_row_gives_those_after_it_their_new_place() -> None:
    numbered = form(
        "<part jr:template=''><number/><name/></part><count/>",
        """<bind nodeset="/data/part/number" calculate="position(..)"/>
           <bind nodeset="/data/count" calculate="count(/data/part)"/>""",
        "<repeat nodeset='/data/part'><input ref='/data/part/name'/></repeat>",
    )
    filling = session(numbered)
    for _ in range(4):
        filling.add_repeat("/data/part")

    changes = filling.remove_repeat("/data/part[2]")

    values = filling.answers()
    assert [values[f"/data/part[{place}]/number"] for place in (1, 2, 3)] == ["1", "2", "3"]
    assert values["/data/count"] == "3"
    assert changes.changed(Aspect.VALUE) == {"/data/part[2]/number", "/data/part[3]/number", "/data/count"}


def test_a_row_that_reads_the_rows_beside_it_follows_them() -> None:
    definition = form(
        "<part jr:template=''><x/><before/><after/></part>",
        '<bind nodeset="/data/part/before" calculate="sum(../preceding-sibling::part/x)"/>'
        '<bind nodeset="/data/part/after" calculate="string(../following-sibling::part[1]/x)"/>',
        '<repeat nodeset="/data/part"><input ref="x"/></repeat>',
    )
    opened = session(definition)
    for row in (1, 2, 3):
        opened.add_repeat("/data/part")
        opened.set(f"/data/part[{row}]/x", str(row))
    answers = opened.answers()
    assert (answers["/data/part[1]/after"], answers["/data/part[3]/before"]) == ("2", "3")
    opened.set("/data/part[2]/x", "5")
    assert opened.answers()["/data/part[3]/before"] == "6"
    opened.remove_repeat("/data/part[1]")
    assert opened.fields() == session(definition, opened.answers()).fields()
    assert opened.answers()["/data/part[2]/before"] == "5"
