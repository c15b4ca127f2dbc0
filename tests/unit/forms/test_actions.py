from __future__ import annotations

import pytest

from fieldapp.forms.errors import FormDefinitionError
from fieldapp.forms.questions import Aspect
from tests.unit.forms.xforms import form, session


def test_first_load_actions_run_on_a_new_form_only() -> None:
    model = """<setvalue event="odk-instance-first-load" ref="/data/a" value="format-date(today(), '%Y%m%d')"/>"""
    definition = form("<a/><b/>", model=model)
    assert session(definition).answers() == {"/data/a": "20261123"}
    assert session(definition, {"/data/b": "1"}).answers() == {"/data/b": "1"}


def test_load_actions_run_each_time() -> None:
    definition = form("<a/><b/>", model='<setvalue event="odk-instance-load" ref="/data/a">seen</setvalue>')
    assert session(definition, {"/data/b": "1"}).answers()["/data/a"] == "seen"


def test_a_changed_answer_sets_another_and_that_one_the_next() -> None:
    body = """<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a * 2"/></input>
      <input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/c" value="/data/b + 1"/></input>"""
    opened = session(form("<a/><b/><c/>", body=body))
    changes = opened.set("/data/a", "3")
    assert set(changes.changes) == {"/data/a", "/data/b", "/data/c"}
    assert opened.answers() == {"/data/a": "3", "/data/b": "6", "/data/c": "7"}


def test_an_action_in_a_row_sets_the_same_row() -> None:
    body = """<repeat nodeset="/data/r"><input ref="x">
      <setvalue event="xforms-value-changed" ref="/data/r/y" value="../x"/></input></repeat>"""
    opened = session(form("<r><x/><y/></r>", body=body))
    opened.add_repeat("/data/r")
    opened.set("/data/r[2]/x", "b")
    assert opened.answers() == {"/data/r": "2", "/data/r[2]/x": "b", "/data/r[2]/y": "b"}


def test_a_new_row_runs_its_own_action() -> None:
    body = """<repeat nodeset="/data/r"><input ref="x"/>
      <setvalue event="odk-new-repeat" ref="/data/r/x" value="position(..)"/></repeat>"""
    opened = session(form("<r jr:template=''><x/></r>", body=body))
    opened.add_repeat("/data/r")
    opened.add_repeat("/data/r")
    assert opened.answers()["/data/r[2]/x"] == "2"


def test_actions_that_answer_each_other_for_ever_are_stopped() -> None:
    body = """<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a + 1"/></input>
      <input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="/data/b + 1"/></input>"""
    opened = session(form("<a/><b/>", body=body))
    with pytest.raises(FormDefinitionError) as caught:
        opened.set("/data/a", "1")
    assert caught.value.code == "forms.actions-endless"


def test_an_action_that_is_not_run_here_is_noted_and_the_form_runs_without_it() -> None:
    model = """<odk:recordaudio xmlns:odk="http://www.opendatakit.org/xforms" event="odk-instance-load" ref="/data/a"/>
      <odk:setgeopoint xmlns:odk="http://www.opendatakit.org/xforms" event="odk-instance-first-load" ref="/data/b"/>
      <setvalue event="xforms-focus" ref="/data/b">7</setvalue>"""
    body = '<input ref="/data/a"><send event="xforms-value-changed" submission="s"/></input>'
    definition = form("<a/><b/>", model=model, body=body)
    noted = [(oddity.code, oddity.fields["action"], oddity.fields["path"]) for oddity in definition.oddities]
    assert noted == [
        ("forms.xform.action", "odk:recordaudio", "/data/a"),
        ("forms.xform.action", "odk:setgeopoint", "/data/b"),
        ("forms.xform.action", "setvalue xforms-focus", "/data/b"),
        ("forms.xform.action", "send", "/data/a"),
    ]
    opened = session(definition)
    opened.set("/data/a", "1")
    assert opened.answers() == {"/data/a": "1"}


def test_events_of_older_forms_are_known_by_their_former_names() -> None:
    model = '<setvalue event="xforms-ready" ref="/data/a">new</setvalue>'
    body = """<group ref="/data/row"><repeat nodeset="/data/row"><input ref="/data/row/b"/>
      <setvalue event="jr-insert" ref="/data/row/b" value="position(..)"/></repeat></group>"""
    opened = session(form("<a/><row jr:template=''><b/></row>", model=model, body=body))
    opened.add_repeat("/data/row")
    assert opened.answers() == {"/data/a": "new", "/data/row": "1", "/data/row[1]/b": "1"}


def test_an_action_for_the_end_runs_when_the_form_is_finished() -> None:
    model = """<setvalue event="xforms-revalidate" ref="/data/spent" value="decimal-date-time(now())"/>"""
    opened = session(form("<a/><spent/>", model=model))
    opened.set("/data/a", "1")
    assert "/data/spent" not in opened.answers()
    assert opened.finalise().changed(Aspect.VALUE) == {"/data/spent"}
