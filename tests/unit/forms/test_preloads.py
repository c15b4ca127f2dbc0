from __future__ import annotations

from fieldapp.forms.questions import Aspect
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


DEVICE = form(
    "<tablet/><who/><mail/><odd/>",
    '<bind nodeset="/data/tablet" jr:preload="property" jr:preloadParams="deviceid"/>'
    '<bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>'
    '<bind nodeset="/data/mail" jr:preload="property" jr:preloadParams="email"/>'
    '<bind nodeset="/data/odd" jr:preload="property" jr:preloadParams="simserial"/>',
)
TABLET = {"deviceid": "tablet-07", "username": "周明远"}


def test_a_new_form_notes_what_the_device_says_and_nothing_that_it_does_not_say() -> None:
    assert session(DEVICE, properties=TABLET).answers() == {"/data/tablet": "tablet-07", "/data/who": "周明远"}


def test_a_form_that_is_reopened_on_another_tablet_keeps_where_it_was_begun() -> None:
    before = {"/data/tablet": "tablet-07", "/data/who": "周明远"}
    assert session(DEVICE, before, properties={"deviceid": "tablet-08", "username": "x"}).answers() == before


def test_a_finished_form_notes_when_it_ended() -> None:
    opened = session(STAMPED)
    assert "/data/ended" not in opened.answers()
    changed = opened.finalise().changed(Aspect.VALUE)
    assert changed == {"/data/ended"}
    assert opened.finalised_answers()["/data/ended"] == "2026-11-23T09:18:00.000+08:00"
