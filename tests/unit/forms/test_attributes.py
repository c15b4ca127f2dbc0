"""Attributes that a form binds or sets: they take values, are kept, and are written into the instance."""

from __future__ import annotations

from fieldapp.forms.questions import Aspect
from fieldapp.forms.snapshot import freeze, thaw
from tests.unit.forms.xforms import form, session

FORM = form(
    '<unit serial="" seen="no"><model/></unit><row jr:template="" mark=""><part/></row><total lines="" zone="cn"/>',
    '<bind nodeset="/data/unit/@serial" calculate="concat(../model, \'-1\')" relevant="../model != \'\'"/>'
    '<bind nodeset="/data/row/@mark" calculate="concat(position(..), ../part)"/>'
    '<bind nodeset="/data/total/@lines" type="int" calculate="count(/data/row[@mark != \'\'])"/>'
    '<bind nodeset="/data/total" calculate="concat(/data/unit/@serial, /data/total/@zone)"/>',
    '<input ref="/data/unit/model"><setvalue event="xforms-value-changed" ref="/data/unit/@seen">yes</setvalue></input>'
    '<group ref="/data/row"><repeat nodeset="/data/row"><input ref="/data/row/part"/></repeat></group>',
)


def test_an_attribute_is_calculated_and_what_reads_it_follows() -> None:
    opened = session(FORM)
    changes = opened.set("/data/unit/model", "CF")
    assert opened.answers()["/data/unit/@serial"] == "CF-1"
    assert opened.answers()["/data/total"] == "CF-1cn"
    assert Aspect.VALUE in changes.changes["/data/unit/@serial"]


def test_an_action_sets_an_attribute() -> None:
    opened = session(FORM)
    opened.set("/data/unit/model", "CF")
    assert opened.answers()["/data/unit/@seen"] == "yes"
    assert '<unit serial="CF-1" seen="yes">' in opened.instance_xml()


def test_each_row_has_its_own_attribute_and_the_rows_are_counted_by_it() -> None:
    opened = session(FORM)
    for number, part in enumerate(("a", "b"), start=1):
        opened.add_repeat("/data/row")
        opened.set(f"/data/row[{number}]/part", part)
    assert opened.answers()["/data/row[2]/@mark"] == "2b"
    assert opened.answers()["/data/total/@lines"] == "2"
    opened.remove_repeat("/data/row[1]")
    assert opened.answers()["/data/row[1]/@mark"] == "1b"
    assert opened.answers()["/data/total/@lines"] == "1"


def test_an_attribute_that_is_not_relevant_is_empty_and_its_element_stays() -> None:
    opened = session(FORM)
    opened.set("/data/unit/model", "CF")
    opened.set("/data/unit/model", "")
    assert 'serial=""' in opened.instance_xml()
    assert "/data/unit" in [field.path for field in opened.fields()]


def test_attributes_come_back_with_the_other_answers() -> None:
    opened = session(FORM)
    opened.set("/data/unit/model", "CF")
    opened.add_repeat("/data/row")
    again = session(FORM, opened.answers())
    assert again.unknown_answers == ()
    assert again.answers() == opened.answers()


def test_a_form_that_was_kept_sets_its_attributes_too() -> None:
    revived = thaw(freeze(FORM))
    assert revived is not None
    opened = session(revived)
    opened.set("/data/unit/model", "CF")
    assert opened.answers()["/data/unit/@serial"] == "CF-1"


def test_an_attribute_that_only_stands_there_takes_no_answer() -> None:
    assert "/data/total/@zone" not in FORM.schema.by_path
    assert {path for path in FORM.schema.by_path if "@" in path} == {
        "/data/unit/@serial",
        "/data/unit/@seen",
        "/data/row/@mark",
        "/data/total/@lines",
    }


def test_an_attribute_is_no_question() -> None:
    opened = session(FORM)
    assert all("@" not in shown.path for shown in (*opened.questions(), *opened.fields()))
