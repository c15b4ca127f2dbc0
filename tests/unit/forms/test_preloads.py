from __future__ import annotations

from tests.unit.forms.xforms import form, session

STAMPED = form(
    "<begun/><day/><ended/><q/><meta><instanceID/></meta>",
    '<bind nodeset="/data/begun" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>'
    '<bind nodeset="/data/day" type="date" jr:preload="date" jr:preloadParams="today"/>'
    '<bind nodeset="/data/ended" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>'
    '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>',
)


def test_a_new_form_notes_when_it_was_begun() -> None:
    assert session(STAMPED).answers() == {"/data/begun": "2026-11-23T09:18:00.000+08:00", "/data/day": "2026-11-23"}


def test_a_reopened_form_keeps_when_it_was_begun() -> None:
    before = {"/data/begun": "2026-11-20T08:00:00.000+08:00", "/data/q": "1"}
    assert session(STAMPED, before).answers() == before


def test_every_instance_has_an_id_that_is_no_answer() -> None:
    opened = session(STAMPED)
    assert "<instanceID>uuid:00000000-0000-4000-8000-000000000000</instanceID>" in opened.instance_xml()
    assert not any("instanceID" in path for path in opened.answers())
