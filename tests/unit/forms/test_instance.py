"""A filled-in form written as XML and JSON and read back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.forms.capacity import MOST_ROWS
from fieldapp.forms.errors import InstanceError
from fieldapp.forms.instance import instance_json, read_instance_json, read_instance_xml
from fieldapp.forms.session import FormSession
from tests.unit.forms.xforms import form, session

TRIAL = form(
    "<a/><many/><ok/><cost/><size/><tick/><kept>5</kept><g><note/><hidden>9</hidden></g>"
    "<part jr:template=''><name/><use jr:template=''><hours/></use></part><end/>",
    '<bind nodeset="/data/size" type="int"/><bind nodeset="/data/cost" type="decimal"/>'
    '<bind nodeset="/data/ok" type="boolean"/><bind nodeset="/data/part/use/hours" type="decimal"/>'
    '<bind nodeset="/data/g/hidden" relevant="/data/a = \'show\'"/>'
    '<bind nodeset="/data/end" calculate="count(/data/part)"/>',
    '<input ref="/data/a"/><select ref="/data/many"><item><label>x</label><value>x</value></item>'
    "<item><label>y</label><value>y</value></item></select>"
    '<input ref="/data/ok"/><input ref="/data/cost"/><input ref="/data/size"/><trigger ref="/data/tick"/>'
    '<input ref="/data/kept"/><input ref="/data/g/note"/>'
    '<repeat nodeset="/data/part"><input ref="name"/>'
    '<repeat nodeset="/data/part/use"><input ref="hours"/></repeat></repeat>',
)


def filled() -> FormSession:
    opened = session(TRIAL)
    for path, value in {
        "/data/a": "1 < 2 & 积冰",
        "/data/many": "x y",
        "/data/ok": "true",
        "/data/cost": "89.5",
        "/data/size": "3",
        "/data/tick": "OK",
        "/data/kept": "",
        "/data/g/note": "two\nlines",
    }.items():
        opened.set(path, value)
    for row in (1, 2):
        opened.add_repeat("/data/part")
        opened.set(f"/data/part[{row}]/name", f"fan {row}")
    opened.add_repeat("/data/part[2]/use")
    opened.set("/data/part[2]/use[1]/hours", "1.5")
    return opened


def xml(content: str, head: str = 'id="trial" version="7"') -> str:
    return f"<data {head}>{content}</data>"


def code_and_fields(text: str | bytes, *, is_json: bool = False) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(InstanceError) as caught:
        (read_instance_json if is_json else read_instance_xml)(text, TRIAL)
    return caught.value.code, caught.value.fields


def test_a_form_written_as_xml_and_read_back_is_the_same() -> None:
    before = filled()
    stored = read_instance_xml(before.instance_xml(), TRIAL)
    again = session(TRIAL, stored.answers)
    assert again.unknown_answers == ()
    assert again.fields() == before.fields()
    assert stored.instance_id.startswith("uuid:0000")
    assert again.instance_xml() == before.instance_xml()


def test_a_form_written_as_json_is_nested_and_typed() -> None:
    text = instance_json(filled().instance_xml(), TRIAL)
    assert json.loads(text) == {
        "form": "trial",
        "version": "7",
        "instance": "uuid:00000000-0000-4000-8000-000000000000",
        "answers": {
            "a": "1 < 2 & 积冰",
            "many": ["x", "y"],
            "ok": True,
            "cost": 89.5,
            "size": 3,
            "tick": "OK",
            "kept": None,
            "g": {"note": "two\nlines", "hidden": None},
            "part": [{"name": "fan 1", "use": []}, {"name": "fan 2", "use": [{"hours": 1.5}]}],
            "end": "2",
        },
    }


def test_a_form_written_as_json_and_read_back_is_the_same() -> None:
    before = filled()
    again = session(TRIAL, read_instance_json(instance_json(before.instance_xml(), TRIAL), TRIAL).answers)
    assert again.fields() == before.fields()
    assert again.instance_xml() == before.instance_xml()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t\r"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["a", "g/note", "kept"]), TEXTS),
    st.lists(st.tuples(TEXTS, st.lists(st.decimals(-999, 999, places=2), max_size=3)), max_size=4),
    st.sampled_from(["", "x", "y", "x y"]),
    st.integers(-(2**31), 2**31 - 1),
)
def test_whatever_is_answered_comes_back_by_both_ways(
    texts: dict[str, str], parts: list[tuple[str, list[object]]], many: str, size: int
) -> None:
    before = session(TRIAL)
    for path, value in {**texts, "many": many, "size": str(size)}.items():
        before.set(f"/data/{path}", value)
    for row, (name, hours) in enumerate(parts, start=1):
        before.add_repeat("/data/part")
        before.set(f"/data/part[{row}]/name", name)
        for use, hour in enumerate(hours, start=1):
            before.add_repeat(f"/data/part[{row}]/use")
            before.set(f"/data/part[{row}]/use[{use}]/hours", str(hour))
    written = before.instance_xml()
    for stored in (
        read_instance_xml(written, TRIAL),
        read_instance_xml(written.encode(), TRIAL),
        read_instance_json(instance_json(written, TRIAL), TRIAL),
    ):
        again = session(TRIAL, stored.answers)
        assert again.unknown_answers == ()
        assert again.instance_xml() == written
        assert [field for field in again.fields() if "hours" not in field.path] == [
            field for field in before.fields() if "hours" not in field.path
        ]


def test_a_number_of_json_is_taken_digit_by_digit() -> None:
    text = '{"form": "trial", "version": "7", "answers": {"cost": 89.50, "size": 3, "ok": false, "a": 1e3}}'
    assert read_instance_json(text, TRIAL).answers == {
        "/data/cost": "89.50",
        "/data/size": "3",
        "/data/ok": "0",
        "/data/a": "1e3",
    }


def test_the_order_of_elements_and_their_prefixes_do_not_matter() -> None:
    text = (
        '<p:data xmlns:p="urn:p" xmlns:orx="http://openrosa.org/xforms" id="trial" version="7"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:p p.xsd">'
        "<part><name>1</name></part><orx:meta><orx:instanceID>uuid:kept</orx:instanceID></orx:meta>"
        "<p:a>x</p:a><part><name>2</name></part></p:data>"
    )
    stored = read_instance_xml(text, TRIAL)
    assert stored.instance_id == "uuid:kept"
    opened = session(TRIAL, stored.answers)
    assert opened.unknown_answers == ()
    assert (opened.answers()["/data/a"], opened.answers()["/data/part[2]/name"]) == ("x", "2")
    assert "<instanceID>uuid:kept</instanceID>" in opened.instance_xml()


def test_what_the_form_has_no_place_for_is_named() -> None:
    stored = read_instance_xml(
        xml('<a colour="red">1</a><a>2</a><gone>3</gone><g>stray<old><deep>4</deep></old></g><part><x>5</x></part>'),
        TRIAL,
    )
    opened = session(TRIAL, stored.answers)
    assert set(opened.unknown_answers) == {
        "/data/a/@colour",
        "/data/a[2]",
        "/data/gone",
        "/data/g",
        "/data/g/old/deep",
        "/data/part[1]/x",
    }
    assert {stored.answers[address] for address in opened.unknown_answers} == {"red", "2", "3", "stray", "4", "5"}
    assert opened.answers()["/data/a"] == "1"


def test_what_json_has_in_the_wrong_place_is_named() -> None:
    answers = {"a": {"b": "1"}, "g": "text", "gone": [1, {"x": True}], "part": [{"name": ["n", "m"]}, 5]}
    text = json.dumps({"form": "trial", "version": 7, "answers": answers})
    opened = session(TRIAL, read_instance_json(text, TRIAL).answers)
    assert set(opened.unknown_answers) == {"/data/a/b", "/data/g", "/data/gone[1]", "/data/gone[2]/x", "/data/part[2]"}
    assert opened.answers()["/data/part[1]/name"] == "n m"


@pytest.mark.parametrize(
    ("head", "found", "version"),
    [('id="other" version="7"', "other", "7"), ('id="trial" version="8"', "trial", "8"), ('id="trial"', "trial", "")],
)
def test_answers_of_another_form_or_version_are_refused_with_what_was_found(
    head: str, found: str, version: str
) -> None:
    expected = {"found": found, "found_version": version, "form": "trial", "version": "7"}
    assert code_and_fields(xml("", head)) == ("forms.instance.other-form", expected)
    document = json.dumps({"form": found, "version": version, "answers": {}})
    assert code_and_fields(document, is_json=True) == ("forms.instance.other-form", expected)


def test_a_damaged_document_is_named_with_line_and_column() -> None:
    assert code_and_fields("<data>\n <a></data>") == ("forms.instance.damaged", {"line": 2, "column": 6})
    assert code_and_fields(b"\xff\xfe") == ("forms.instance.damaged", {"line": 1, "column": 1})
    code, fields = code_and_fields('{"form":\n "trial",,}', is_json=True)
    assert (code, fields) == ("forms.instance.damaged", {"line": 2, "column": 10})


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"form": "trial", "version": "7", "answers": []}',
        '{"form": "trial", "version": "7", "answers": {"a": 1, "a": 2}}',
        '{"form": "trial", "version": "7", "answers": {"a": NaN}}',
        '{"form": "trial", "version": "7", "instance": 4e, "answers": {}}',
        '{"form": "trial", "version": "7", "instance": [], "answers": {}}',
        "[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_json_that_is_no_set_of_answers_is_damaged(text: str | bytes) -> None:
    assert code_and_fields(text, is_json=True)[0] == "forms.instance.damaged"


def test_lists_inside_of_lists_are_no_answers_and_do_no_harm() -> None:
    text = '{"form": "trial", "version": "7", "answers": {"a": ' + "[" * 50 + "1" + "]" * 50 + "}}"
    opened = session(TRIAL, read_instance_json(text, TRIAL).answers)
    assert opened.unknown_answers == ("/data/a" + "[1]" * 49,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + xml("<a>&x;</a>"), "forms.instance.entity"),
        (xml("<g>" * 10_000 + "</g>" * 10_000), "forms.instance.too-large"),
        (xml("<part/>" * 300_000), "forms.instance.too-large"),
        (xml("<a>" + "x" * 100_000_000 + "</a>"), "forms.instance.too-large"),
    ],
    ids=["entity", "deep", "rows", "100 MB"],
)
def test_hostile_instances_are_refused(text: str, code: str) -> None:
    assert code_and_fields(text)[0] == code
    if code == "forms.instance.too-large" and len(text) > 10**8:
        assert code_and_fields(text, is_json=True)[0] == code


def test_more_rows_than_a_form_may_have_are_left_out_and_named() -> None:
    stored = read_instance_xml(xml("<part><name>n</name></part>" * 3_000), TRIAL)
    opened = session(TRIAL, stored.answers)
    assert opened.unknown_answers[0] == "/data/part"
    assert "/data/part[1001]/name" in opened.unknown_answers
    assert len(opened.repeats()[0].instances) == MOST_ROWS
